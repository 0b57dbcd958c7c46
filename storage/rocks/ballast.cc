#include "storage/rocks/ballast.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/disk_space.h"
#include "storage/rocks/directory_look.h"
#include "storage/rocks/file_descriptor.h"
#include "storage/rocks/open_database.h"

namespace blangko::storage {
namespace {

std::string BallastPath(const std::string& directory) { return directory + "/ballast"; }

}  // namespace

absl::Status KeepBallast(const std::string& directory, uint64_t floor) {
  const std::string path = BallastPath(directory);
  std::error_code none;
  if (std::filesystem::file_size(path, none) == kBallastBytes && !none) return absl::OkStatus();
  ASSIGN_OR_RETURN(const uint64_t free, FreeSpace(directory));
  if (free < floor + kBallastBytes) return absl::OkStatus();
  ASSIGN_OR_RETURN(const FileDescriptor file, OpenFile(path, O_WRONLY | O_CREAT));
  if (posix_fallocate(file.get(), 0, static_cast<off_t>(kBallastBytes)) != 0)
    return SystemError("allocate", path);
  return absl::OkStatus();
}

absl::StatusOr<uint64_t> GiveUpBallast(const std::string& directory) {
  if (!std::filesystem::exists(DatabasePath(directory)))
    return absl::InvalidArgumentError(absl::StrCat("there is no store in ", directory));
  ASSIGN_OR_RETURN(const FileDescriptor lock, LockDirectory(directory));
  std::error_code error;
  const uint64_t bytes = std::filesystem::file_size(BallastPath(directory), error);
  if (!error) std::filesystem::remove(BallastPath(directory), error);
  if (!error) return bytes;
  return absl::NotFoundError(absl::StrCat("there is no ballast in ", directory, ": ", error.message()));
}

}  // namespace blangko::storage
