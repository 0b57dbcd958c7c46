#include "printer/station_disks.h"

#include <sys/stat.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

bool OnTheSameDevice(const std::string& one, const std::string& other) {
  struct stat of_one = {};
  struct stat of_other = {};
  return ::stat(one.c_str(), &of_one) == 0 && ::stat(other.c_str(), &of_other) == 0 &&
         of_one.st_dev == of_other.st_dev;
}

}  // namespace

absl::StatusOr<StationDisks> StationDisks::Open(const std::string& directory,
                                                const std::string& copy_directory) {
  StationDisks disks;
  ASSIGN_OR_RETURN(disks.own_, FileDisk::Open(directory));
  if (copy_directory.empty()) return disks;
  std::error_code error;
  if (!std::filesystem::is_directory(copy_directory, error)) {
    return Told(absl::StatusCode::kNotFound,
                absl::StrCat("--journal-copy: tidak ada direktori ", copy_directory,
                             "; apakah perangkatnya terpasang? Buat direktorinya satu kali"),
                absl::StrCat("--journal-copy: no directory ", copy_directory,
                             "; is the device mounted? Make the directory on it once"));
  }
  if (OnTheSameDevice(directory, copy_directory)) {
    Log(LogLevel::kWarning, "station.journal_copy_on_the_same_device", {{"directory", copy_directory}});
  }
  ASSIGN_OR_RETURN(disks.copy_, FileDisk::Open(copy_directory));
  ASSIGN_OR_RETURN(disks.mirror_, MirrorDisk::Open(*disks.own_, *disks.copy_));
  return disks;
}

}  // namespace blangko::printer
