#include "printer/journal/station_disks.h"

#include <sys/stat.h>

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "blangko/station/v1/notes.pb.h"
#include "printer/parts/note_file.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

bool OnTheSameDevice(const std::string& one, const std::string& other) {
  struct stat of_one = {};
  struct stat of_other = {};
  return ::stat(one.c_str(), &of_one) == 0 && ::stat(other.c_str(), &of_other) == 0 &&
         of_one.st_dev == of_other.st_dev;
}

NoteFile CopyNoteIn(const std::string& directory) { return NoteFile(directory + "/copy.note"); }

bool IsDirectory(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

absl::Status NoCopyHere(const std::string& copy) {
  return Told(absl::StatusCode::kNotFound,
              absl::StrCat("--journal-copy: tidak ada direktori ", copy,
                           "; apakah perangkatnya terpasang? Buat direktorinya satu kali"),
              absl::StrCat("--journal-copy: no directory ", copy,
                           "; is the device mounted? Make the directory on it once"));
}

absl::Status CopyIsGone(const std::string& copy) {
  return Told(absl::StatusCode::kNotFound,
              absl::StrCat("salinan jurnal: ", copy,
                           " tidak ada, tidak ada yang ditulis; pasang perangkatnya, atau jalankan "
                           "blangko-station run satu kali tanpa --journal-copy"),
              absl::StrCat("copy of the journal: ", copy,
                           " is not there, nothing was written; mount the device, or start "
                           "blangko-station run once without --journal-copy"));
}

absl::Status Remember(const std::string& directory, const std::string& copy_directory) {
  station::v1::CopyNote before;
  station::v1::CopyNote now;
  if (!copy_directory.empty()) now.set_directory(std::filesystem::absolute(copy_directory).string());
  const NoteFile file = CopyNoteIn(directory);
  RETURN_IF_ERROR(file.Load(before).status());
  if (before.directory() == now.directory()) return absl::OkStatus();
  if (now.directory().empty()) {
    Log(LogLevel::kWarning, "station.journal_copy_given_up", {{"directory", before.directory()}});
  }
  return file.Save(now);
}

}  // namespace

absl::StatusOr<StationDisks> StationDisks::Open(const std::string& directory,
                                                const std::string& copy_directory) {
  StationDisks disks;
  ASSIGN_OR_RETURN(disks.own_, FileDisk::Open(directory));
  if (!copy_directory.empty()) {
    if (!IsDirectory(copy_directory)) return NoCopyHere(copy_directory);
    if (OnTheSameDevice(directory, copy_directory)) {
      Log(LogLevel::kWarning, "station.journal_copy_on_the_same_device", {{"directory", copy_directory}});
    }
    RETURN_IF_ERROR(disks.AddCopy(copy_directory));
  }
  RETURN_IF_ERROR(Remember(directory, copy_directory));
  return disks;
}

absl::StatusOr<StationDisks> StationDisks::OpenAsBefore(std::unique_ptr<FileDisk> own,
                                                        const std::string& directory) {
  StationDisks disks;
  disks.own_ = std::move(own);
  station::v1::CopyNote note;
  RETURN_IF_ERROR(CopyNoteIn(directory).Load(note).status());
  if (note.directory().empty()) return disks;
  if (!IsDirectory(note.directory())) return CopyIsGone(note.directory());
  RETURN_IF_ERROR(disks.AddCopy(note.directory()));
  return disks;
}

absl::Status StationDisks::AddCopy(const std::string& copy_directory) {
  ASSIGN_OR_RETURN(copy_, FileDisk::Open(copy_directory));
  ASSIGN_OR_RETURN(mirror_, MirrorDisk::Open(*own_, *copy_));
  return absl::OkStatus();
}

}  // namespace blangko::printer
