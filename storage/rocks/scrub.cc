#include "storage/rocks/scrub.h"

#include <cstdio>
#include <fstream>
#include <limits>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "storage/rocks/fatal.h"

namespace blangko::storage {
namespace {

constexpr absl::Duration kLookEvery = absl::Seconds(10);

std::string StatePath(const std::string& directory) { return directory + "/scrub"; }

}  // namespace

std::string DamagedPath(const std::string& directory) { return directory + "/damaged"; }

Scrub::Scrub(rocksdb::DB& db, std::string directory, const ScrubRules& rules, const Clock& clock,
             ScrubProgress& progress)
    : db_(db),
      directory_(std::move(directory)),
      rules_(rules),
      clock_(clock),
      progress_(progress),
      periodic_(kLookEvery, [this] { return RunOnce(); }) {
  int64_t finished = 0;
  if (std::ifstream(StatePath(directory_)) >> before_ >> finished) progress_.finished_micros = finished;
}

void Scrub::Stop() {
  stop_.Stop();
  periodic_.Stop();
}

bool Scrub::RunOnce() {
  if (before_ == 0 && !BeginWhenDue()) return false;
  const std::optional<TableFile> file = NextFile();
  if (!file.has_value()) {
    EndPass();
    return false;
  }
  const absl::Status status = Read(*file);
  if (!status.ok() && StillLive(file->number)) DieOfDamage(directory_, ToStd(status.message()));
  before_ = file->number;
  ++files_;
  Keep();
  return !stop_.stopped();
}

bool Scrub::BeginWhenDue() {
  const absl::Time finished = absl::FromUnixMicros(progress_.finished_micros);
  if (clock_.Now() < finished + rules_.every) return false;
  before_ = std::numeric_limits<uint64_t>::max();
  return true;
}

std::optional<TableFile> Scrub::NextFile() {
  for (TableFile& file : TableFilesOf(db_)) {
    if (file.number < before_) return std::move(file);
  }
  return std::nullopt;
}

absl::Status Scrub::Read(const TableFile& file) {
  return VerifyTableFile(file, [this](size_t bytes) {
    progress_.bytes += bytes;
    const double seconds = static_cast<double>(bytes) / static_cast<double>(rules_.bytes_per_second);
    stop_.WaitFor(absl::Seconds(seconds));
  });
}

// A compaction may have removed the file while it was read.
bool Scrub::StillLive(uint64_t number) {
  for (const TableFile& file : TableFilesOf(db_)) {
    if (file.number == number) return true;
  }
  return false;
}

void Scrub::EndPass() {
  before_ = 0;
  progress_.finished_micros = absl::ToUnixMicros(clock_.Now());
  Keep();
  if (files_ > 0)
    Log(LogLevel::kInfo, "store.scrub_finished", {{"directory", directory_}, {"files", files_}});
  files_ = 0;
}

// Whole or not at all; a state that is lost costs one more pass.
void Scrub::Keep() {
  const std::string made = StatePath(directory_) + ".new";
  std::ofstream(made) << before_ << " " << progress_.finished_micros << "\n";
  std::rename(made.c_str(), StatePath(directory_).c_str());
}

}  // namespace blangko::storage
