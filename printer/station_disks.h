// StationDisks: the station's directory and, if wanted, a copy of its journal in a directory on another device.
//
// Failure: of FileDisk and MirrorDisk; NOT_FOUND when the directory of the copy is not there: a device that is not
//          mounted must not be replaced by the disk below its mount point. The same device twice is logged.
// Threads: one.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "printer/file_disk.h"
#include "printer/mirror_disk.h"

namespace blangko::printer {

class StationDisks {
 public:
  // `copy_directory` may be empty.
  static absl::StatusOr<StationDisks> Open(const std::string& directory, const std::string& copy_directory);

  StationDisk& disk() { return mirror_ == nullptr ? static_cast<StationDisk&>(*own_) : *mirror_; }

 private:
  std::unique_ptr<FileDisk> own_;
  std::unique_ptr<FileDisk> copy_;
  std::unique_ptr<MirrorDisk> mirror_;
};

}  // namespace blangko::printer
