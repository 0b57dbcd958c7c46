// The file of an export: its lines while they come in (FILE.part), and the check that it is whole.
//
// FILE.part is for the owner alone. As soon as it has a line it stays when the export stops for whatever reason, and goes
// on behind its last whole line; it gets its own name when everything is on disk.
// Failure: UsageError for a file that is there, missing or not of an export; FAILED_PRECONDITION when it cannot be
// written, or is not whole. Threads: one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/line_chain.h"

namespace blangko::cli {

class ExportPart {
 public:
  static absl::StatusOr<std::unique_ptr<ExportPart>> Begin(const std::string& file);
  // Reads what is there and cuts a last line that is not whole.
  static absl::StatusOr<std::unique_ptr<ExportPart>> Resume(const std::string& file);
  ~ExportPart();
  ExportPart(const ExportPart&) = delete;
  ExportPart& operator=(const ExportPart&) = delete;

  // Whole lines.
  absl::Status Add(std::string_view lines);
  // To the disk, and under its own name.
  absl::Status Finish();

  const std::string& export_id() const { return export_id_; }  // empty = it has no line yet
  void set_export_id(const std::string& id) { export_id_ = id; }
  const LineChain& chain() const { return chain_; }
  int64_t bytes() const { return bytes_; }

 private:
  ExportPart(std::string file, int descriptor) : file_(std::move(file)), descriptor_(descriptor) {}

  absl::Status TakeWholeLines();
  absl::Status Write(std::string_view bytes);

  const std::string file_;
  const int descriptor_;
  std::string export_id_;
  LineChain chain_;
  int64_t bytes_ = 0;
};

// What the first and the last line say, of a file that is whole.
struct ExportSummary {
  std::string export_id;
  std::string store_id;
  std::string revision;
  std::string time;
  int64_t lines = 0;   // without the last one, as it says
  std::string digest;  // hexadecimal
};

absl::StatusOr<ExportSummary> CheckExportFile(const std::string& file);

}  // namespace blangko::cli
