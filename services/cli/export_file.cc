#include "services/cli/export_file.h"

#include <fcntl.h>
#include <google/protobuf/util/json_util.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "google/protobuf/struct.pb.h"
#include "services/cli/errors.h"
#include "services/refusal/told.h"

namespace blangko::cli {
namespace {

constexpr mode_t kOwnerOnly = 0600;  // every name and NIK of the store is in it

std::string PartOf(const std::string& file) { return file + ".part"; }

bool Exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

absl::Status IsThere(const std::string& path) {
  return UsageError(absl::StrCat("--to: ", path, " sudah ada; sebutkan berkas baru"),
                    absl::StrCat("--to: ", path, " exists; name a new file"));
}

absl::Status CannotWrite(const std::string& file) {
  const std::string why = std::strerror(errno);
  return Told(
      absl::StatusCode::kFailedPrecondition,
      absl::StrCat(PartOf(file), " tidak dapat ditulis: ", why,
                   ". Yang sudah ada tetap tersimpan; lanjutkan dengan ", "--resume"),
      absl::StrCat("cannot write ", PartOf(file), ": ", why, ". What it holds stays; go on with --resume"));
}

absl::Status NotWhole(const std::string& file, const std::string& indonesian, const std::string& english) {
  return Told(absl::StatusCode::kFailedPrecondition, absl::StrCat(file, " tidak utuh: ", indonesian),
              absl::StrCat(file, " is not whole: ", english));
}

// The object under "export" of a first line, as texts.
google::protobuf::Struct FirstLineOf(const std::string& line) {
  google::protobuf::Struct object;
  if (!google::protobuf::util::JsonStringToMessage(line, &object).ok()) return {};
  const auto found = object.fields().find("export");
  return found == object.fields().end() ? google::protobuf::Struct() : found->second.struct_value();
}

std::string TextOf(const google::protobuf::Struct& object, const std::string& name) {
  const auto found = object.fields().find(name);
  if (found == object.fields().end()) return "";
  if (!found->second.has_number_value()) return found->second.string_value();
  return absl::StrCat(static_cast<int64_t>(found->second.number_value()));
}

struct WholeLines {
  LineChain chain;
  LineChain before_last;
  int64_t bytes = 0;
  bool torn = false;  // something without a line feed stands behind them
  std::string first, last;
};

absl::StatusOr<WholeLines> ReadLines(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  WholeLines found;
  for (std::string line; std::getline(in, line);) {
    found.torn = in.eof();
    if (found.torn) break;
    if (found.chain.lines() == 0) found.first = line;
    found.last = line;
    line += '\n';
    found.before_last = found.chain;
    found.chain.Add(line);
    found.bytes += static_cast<int64_t>(line.size());
  }
  if (in.eof()) return found;
  return UsageError(absl::StrCat(path, ": tidak dapat dibaca"), absl::StrCat(path, ": cannot be read"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<ExportPart>> ExportPart::Begin(const std::string& file) {
  if (Exists(file)) return IsThere(file);
  const std::string part = PartOf(file);
  const int descriptor = open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (descriptor >= 0) return std::unique_ptr<ExportPart>(new ExportPart(file, descriptor));
  if (errno == EEXIST) {
    return UsageError(absl::StrCat(part, " sudah ada: lanjutkan dengan --resume, atau hapus"),
                      absl::StrCat(part, " exists: go on with --resume, or remove it"));
  }
  const std::string why = std::strerror(errno);
  return UsageError(absl::StrCat("--to: ", part, " tidak dapat dibuat: ", why),
                    absl::StrCat("--to: cannot make ", part, ": ", why));
}

absl::StatusOr<std::unique_ptr<ExportPart>> ExportPart::Resume(const std::string& file) {
  if (Exists(file)) return IsThere(file);
  const std::string part = PartOf(file);
  const int descriptor = open(part.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return UsageError(absl::StrCat("--resume: ", part, " tidak ada"),
                      absl::StrCat("--resume: there is no ", part));
  }
  std::unique_ptr<ExportPart> resumed(new ExportPart(file, descriptor));
  RETURN_IF_ERROR(resumed->TakeWholeLines());
  return resumed;
}

absl::Status ExportPart::TakeWholeLines() {
  ASSIGN_OR_RETURN(const WholeLines found, ReadLines(PartOf(file_)));
  chain_ = found.chain;
  bytes_ = found.bytes;
  if (chain_.lines() > 0) {
    export_id_ = TextOf(FirstLineOf(found.first), "export_id");
    if (export_id_.empty()) {
      return UsageError(absl::StrCat("--resume: ", PartOf(file_), " bukan berkas ekspor"),
                        absl::StrCat("--resume: ", PartOf(file_), " is no file of an export"));
    }
  }
  if (fchmod(descriptor_, kOwnerOnly) != 0 || ftruncate(descriptor_, bytes_) != 0) return CannotWrite(file_);
  return lseek(descriptor_, bytes_, SEEK_SET) == bytes_ ? absl::OkStatus() : CannotWrite(file_);
}

// One without a line is of no use to anybody.
ExportPart::~ExportPart() {
  close(descriptor_);
  if (bytes_ == 0) unlink(PartOf(file_).c_str());
}

absl::Status ExportPart::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = write(descriptor_, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return CannotWrite(file_);
    bytes.remove_prefix(static_cast<size_t>(wrote));
  }
  return absl::OkStatus();
}

absl::Status ExportPart::Add(std::string_view lines) {
  RETURN_IF_ERROR(Write(lines));
  bytes_ += static_cast<int64_t>(lines.size());
  while (!lines.empty()) {
    const size_t end = lines.find('\n') + 1;
    if (end == 0) return absl::DataLossError("the server sent a part of a line");
    chain_.Add(lines.substr(0, end));
    lines.remove_prefix(end);
  }
  return absl::OkStatus();
}

absl::Status ExportPart::Finish() {
  if (fsync(descriptor_) != 0) return CannotWrite(file_);
  if (Exists(file_)) return IsThere(file_);
  return std::rename(PartOf(file_).c_str(), file_.c_str()) == 0 ? absl::OkStatus() : CannotWrite(file_);
}

absl::StatusOr<ExportSummary> CheckExportFile(const std::string& file) {
  ASSIGN_OR_RETURN(const WholeLines found, ReadLines(file));
  const google::protobuf::Struct first = FirstLineOf(found.first);
  if (TextOf(first, "export_id").empty()) {
    return UsageError(absl::StrCat(file, ": bukan berkas ekspor"),
                      absl::StrCat(file, ": no file of an export"));
  }
  if (found.torn || !found.last.starts_with("{\"end\":"))
    return NotWhole(file, "baris terakhirnya tidak ada", "its last line is missing");
  ExportSummary summary{.export_id = TextOf(first, "export_id"),
                        .store_id = TextOf(first, "store_id"),
                        .revision = TextOf(first, "revision"),
                        .time = TextOf(first, "time"),
                        .lines = found.before_last.lines(),
                        .digest = found.before_last.Hex()};
  const std::string want =
      absl::StrCat("{\"end\":{\"lines\":", summary.lines, ",\"digest\":\"", summary.digest, "\"}}");
  if (found.last == want) return summary;
  return NotWhole(file, absl::StrCat(summary.lines, " barisnya bukan yang dikirim server"),
                  absl::StrCat("its ", summary.lines, " lines are not those that the server sent"));
}

}  // namespace blangko::cli
