#include "storage/rocks/checkpoint.h"

#include <filesystem>
#include <memory>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "rocksdb/utilities/checkpoint.h"
#include "storage/rocks/file_descriptor.h"
#include "storage/rocks/rocks_status.h"

namespace blangko::storage {
namespace {

namespace fs = std::filesystem;

absl::Status MakeFolders(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) fs::permissions(path, fs::perms::owner_all, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot make ", path, ": ", error.message()));
}

}  // namespace

absl::StatusOr<std::string> MakeCheckpoint(rocksdb::DB& db, const std::string& directory,
                                           std::string_view name) {
  const std::string path = absl::StrCat(directory, "/checkpoints/", ToAbsl(name));
  if (fs::exists(path)) return absl::AlreadyExistsError(absl::StrCat("there is a checkpoint ", ToAbsl(name)));
  RETURN_IF_ERROR(MakeFolders(path));
  rocksdb::Checkpoint* made = nullptr;
  RETURN_IF_ERROR(FromRocks(rocksdb::Checkpoint::Create(&db, &made)));
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  const absl::Status status = FromRocks(checkpoint->CreateCheckpoint(path + "/db"));
  if (status.ok()) return path;
  std::error_code none;
  fs::remove_all(path, none);
  return status;
}

void DropCheckpoints(const std::string& directory) {
  std::error_code none;
  fs::remove_all(directory + "/checkpoints", none);
}

}  // namespace blangko::storage
