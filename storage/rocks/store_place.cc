#include "storage/rocks/store_place.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/failpoint.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "storage/rocks/directory_look.h"
#include "storage/rocks/file_descriptor.h"
#include "storage/rocks/open_database.h"
#include "storage/store_place.h"

namespace blangko::storage {
namespace {

namespace fs = std::filesystem;

std::string MakingPath(const std::string& directory) { return directory + "/restoring"; }

absl::Status FileError(const std::string& what, const std::string& path, const std::error_code& error) {
  return absl::UnavailableError(absl::StrCat("cannot ", what, " ", path, ": ", error.message()));
}

absl::Status RemoveAll(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  return error ? FileError("remove", path, error) : absl::OkStatus();
}

// What moved up before the process ended: the directory held no store when the making began, so it is all of it.
absl::Status RemoveUnfinished(const std::string& directory) {
  if (!fs::exists(MakingPath(directory)) || fs::exists(DatabasePath(directory))) return absl::OkStatus();
  for (const char* part : {"witness", "manifest", "scrub"})
    RETURN_IF_ERROR(RemoveAll(absl::StrCat(directory, "/", part)));
  return RemoveAll(MakingPath(directory));
}

class LockedPlace final : public StorePlace {
 public:
  LockedPlace(std::string directory, FileDescriptor lock)
      : directory_(std::move(directory)), lock_(std::move(lock)) {}
  ~LockedPlace() override {
    if (!finished_) static_cast<void>(RemoveAll(making()));
  }

  std::string making() const override { return MakingPath(directory_); }

  absl::Status Finish() override {
    finished_ = true;  // from here on it is repeated, or it is the store
    for (const auto& file : fs::directory_iterator(making())) {
      const std::string name = file.path().filename();
      if (name != "db" && name != "lock") RETURN_IF_ERROR(MoveUp(name));
    }
    RETURN_IF_ERROR(SyncDirectory(directory_));
    if (BLANGKO_FAILPOINT("restore.before_database")) return absl::UnavailableError("failpoint");
    RETURN_IF_ERROR(MoveUp("db"));
    RETURN_IF_ERROR(SyncDirectory(directory_));
    return RemoveAll(making());
  }

 private:
  absl::Status MoveUp(const std::string& name) {
    std::error_code error;
    const std::string from = absl::StrCat(making(), "/", name);
    fs::rename(from, absl::StrCat(directory_, "/", name), error);
    return error ? FileError("move", from, error) : absl::OkStatus();
  }

  const std::string directory_;
  const FileDescriptor lock_;
  bool finished_ = false;
};

}  // namespace

absl::Status CheckRestoreEnded(const std::string& directory) {
  if (!fs::exists(MakingPath(directory)) || Planted("half-a-restore-served")) return absl::OkStatus();
  if (fs::exists(DatabasePath(directory))) return RemoveAll(MakingPath(directory));
  return absl::FailedPreconditionError(
      absl::StrCat("a restore into ", directory, " did not come to its end; repeat it"));
}

absl::StatusOr<std::unique_ptr<StorePlace>> StorePlace::Take(const std::string& directory) {
  RETURN_IF_ERROR(MakeDirectory(directory));
  ASSIGN_OR_RETURN(FileDescriptor lock, LockDirectory(directory));
  RETURN_IF_ERROR(RemoveUnfinished(directory));
  if (HoldsTraces(directory))
    return absl::FailedPreconditionError(
        "the directory holds a store already, or what one left; choose an empty one");
  RETURN_IF_ERROR(MakeDirectory(MakingPath(directory)));
  return std::make_unique<LockedPlace>(directory, std::move(lock));
}

}  // namespace blangko::storage
