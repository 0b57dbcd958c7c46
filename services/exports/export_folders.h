// ExportFolders: the copies that exports are read from, one folder each among the store's checkpoints, with a note of who
// made it and when, so that they are found again after a restart.
//
// Failure: EXPORT_NEEDS_FILES for an engine without files; storage errors. Threads: one at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/exports.pb.h"
#include "storage/store.h"

namespace blangko::exports {

class ExportFolders {
 public:
  // `checkpoints`: the folder of all checkpoints; empty for an engine without files.
  explicit ExportFolders(std::string checkpoints) : checkpoints_(std::move(checkpoints)) {}

  absl::StatusOr<rows::v1::ExportNote> Make(storage::Store& store, const std::string& export_id,
                                            std::string_view by, absl::Time now) const;

  std::optional<rows::v1::ExportNote> Find(const std::string& export_id) const;
  // The oldest first.
  std::vector<rows::v1::ExportNote> List() const;

  void Remove(const std::string& export_id) const;
  // Those that a process was making when it died.
  void RemoveUnfinished() const;

  std::string PathOf(const std::string& export_id) const;
  std::string MarksOf(const std::string& export_id) const;

 private:
  absl::Status WriteNote(const rows::v1::ExportNote& note) const;
  std::vector<std::string> Ids() const;

  const std::string checkpoints_;
};

}  // namespace blangko::exports
