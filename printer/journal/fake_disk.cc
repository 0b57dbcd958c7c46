#include "printer/journal/fake_disk.h"

#include <algorithm>
#include <utility>

namespace blangko::printer {
namespace {

absl::Status Gone() { return absl::UnavailableError("the process is gone"); }

}  // namespace

absl::StatusOr<std::vector<uint64_t>> FakeDisk::Segments() {
  std::vector<uint64_t> numbers;
  for (const auto& [number, file] : files_) numbers.push_back(number);
  return numbers;
}

absl::StatusOr<std::string> FakeDisk::ReadSegment(uint64_t segment) {
  const auto found = files_.find(segment);
  if (found == files_.end()) return absl::UnavailableError("no such file");
  return found->second.durable + found->second.unsynced;
}

absl::Status FakeDisk::UseSegment(uint64_t segment) {
  if (!fate_.Step()) return Gone();
  files_.try_emplace(segment);
  used_ = segment;
  return fate_.Step() ? absl::OkStatus() : Gone();
}

absl::Status FakeDisk::RemoveSegment(uint64_t segment) {
  if (!fate_.Step()) return Gone();
  if (const auto found = files_.find(segment); found != files_.end()) {
    if (found->second.has_durable_name) removed_[segment] = std::move(found->second);
    files_.erase(found);
  }
  return fate_.Step() ? absl::OkStatus() : Gone();
}

absl::Status FakeDisk::SyncNames() {
  if (!fate_.Step()) return Gone();
  for (auto& [number, file] : files_) file.has_durable_name = true;
  removed_.clear();
  return fate_.Step() ? absl::OkStatus() : Gone();
}

absl::Status FakeDisk::AppendJournal(std::string_view bytes) {
  if (!fate_.Step()) return Gone();
  files_.at(used_).unsynced += bytes;
  return fate_.Step() ? absl::OkStatus() : Gone();
}

absl::Status FakeDisk::SyncJournal() {
  if (!fate_.Step()) return Gone();
  File& file = files_.at(used_);
  file.durable += std::exchange(file.unsynced, "");
  return fate_.Step() ? absl::OkStatus() : Gone();
}

absl::Status FakeDisk::TruncateJournal(uint64_t size) {
  if (!fate_.Step()) return Gone();
  File& file = files_.at(used_);
  file.durable = (file.durable + std::exchange(file.unsynced, "")).substr(0, size);
  return absl::OkStatus();
}

absl::Status FakeDisk::WriteSlot(std::string_view bytes) {
  if (!fate_.Step()) {
    if (fate_.dead() && bytes.size() > 1)
      slot_.replace(0, std::min(slot_.size(), bytes.size() / 2), bytes.substr(0, bytes.size() / 2));
    return Gone();
  }
  slot_.replace(0, std::min(slot_.size(), bytes.size()), bytes);
  return fate_.Step() ? absl::OkStatus() : Gone();
}

void FakeDisk::LoseUnsynced(Rng& rng) {
  for (auto& [number, file] : removed_) {
    if (rng.OneIn(2)) files_.try_emplace(number, std::move(file));
  }
  removed_.clear();
  for (auto& [number, file] : files_) {
    file.durable += file.unsynced.substr(0, rng.Below(file.unsynced.size() + 1));
    file.unsynced.clear();
  }
  std::erase_if(files_, [&rng](const auto& one) { return !one.second.has_durable_name && rng.OneIn(2); });
  for (auto& [number, file] : files_) file.has_durable_name = true;
}

void FakeDisk::TakeFilesOf(const FakeDisk& other) {
  files_ = other.files_;
  removed_ = other.removed_;
  slot_ = other.slot_;
}

}  // namespace blangko::printer
