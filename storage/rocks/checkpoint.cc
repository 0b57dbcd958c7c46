#include "storage/rocks/checkpoint.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "rocksdb/utilities/checkpoint.h"
#include "storage/rocks/file_descriptor.h"
#include "storage/rocks/rocks_status.h"
#include "storage/store.h"

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
  const std::string path = absl::StrCat(CheckpointsPath(directory), "/", ToAbsl(name));
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

std::string CheckpointsPath(const std::string& directory) { return directory + "/checkpoints"; }

void DropCheckpoints(const std::string& directory) {
  std::error_code none;
  std::vector<fs::path> left;
  for (const auto& entry : fs::directory_iterator(CheckpointsPath(directory), none)) {
    if (!entry.path().filename().string().starts_with(kKeptCheckpoint)) left.push_back(entry.path());
  }
  for (const fs::path& path : left) fs::remove_all(path, none);
}

}  // namespace blangko::storage
