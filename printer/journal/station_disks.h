// StationDisks: the station's directory and, if wanted, a copy of its journal in a directory on another device.
//
// The directory remembers in copy.note where the copy is: whoever writes the journal writes both, or nothing.
// Failure: of FileDisk and MirrorDisk; NOT_FOUND when the directory of the copy is not there: a device that is not
//          mounted must not be replaced by the disk below its mount point. The same device twice is logged.
// Threads: one.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "printer/journal/file_disk.h"
#include "printer/journal/mirror_disk.h"

namespace blangko::printer {

class StationDisks {
 public:
  // For a run, which decides where the copy is; an empty `copy_directory`: there is none from now on.
  static absl::StatusOr<StationDisks> Open(const std::string& directory, const std::string& copy_directory);

  // For everybody else: with the copy that the last run had. `own` is the disk of `directory`.
  static absl::StatusOr<StationDisks> OpenAsBefore(std::unique_ptr<FileDisk> own,
                                                   const std::string& directory);

  StationDisk& disk() { return mirror_ == nullptr ? static_cast<StationDisk&>(*own_) : *mirror_; }

 private:
  absl::Status AddCopy(const std::string& copy_directory);

  std::unique_ptr<FileDisk> own_;
  std::unique_ptr<FileDisk> copy_;
  std::unique_ptr<MirrorDisk> mirror_;
};

}  // namespace blangko::printer
