#include "storage/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "google/protobuf/text_format.h"
#include "storage/layers/meta.h"
#include "storage/rocks/directory_look.h"
#include "storage/rocks/file_descriptor.h"
#include "storage/rocks/rocks_snapshot.h"
#include "storage/rocks/witness.h"
#include "storage/store_format.h"

namespace blangko::storage {
namespace {

namespace fs = std::filesystem;
using rows::v1::BackupFile;
using rows::v1::BackupManifest;

constexpr size_t kPiece = size_t{1} << 20;

// Of what directory is for the caller to say.
absl::Status Refused(const std::string& why) { return absl::FailedPreconditionError(why); }

absl::Status Damaged(const std::string& what) { return absl::DataLossError(absl::StrCat("damaged: ", what)); }

absl::Status WriteAll(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0) return SystemError("write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

// Visits the bytes of a file.
absl::Status ReadAll(const std::string& path, absl::FunctionRef<absl::Status(std::string_view)> take) {
  ASSIGN_OR_RETURN(const FileDescriptor file, OpenFile(path, O_RDONLY));
  std::string piece(kPiece, '\0');
  for (;;) {
    const ssize_t got = read(file.get(), piece.data(), piece.size());
    if (got < 0) return SystemError("read", path);
    if (got == 0) return absl::OkStatus();
    RETURN_IF_ERROR(take(std::string_view(piece).substr(0, static_cast<size_t>(got))));
  }
}

absl::StatusOr<BackupFile> DigestOf(const std::string& path, const std::string& name) {
  PlainDigester digester;
  BackupFile file;
  file.set_name(name);
  RETURN_IF_ERROR(ReadAll(path, [&](std::string_view bytes) {
    digester.Add(bytes);
    file.set_size(file.size() + bytes.size());
    return absl::OkStatus();
  }));
  file.set_digest(digester.Finish());
  return file;
}

// What was read, not what was written: the digest is compared with the copy when it is read again.
absl::StatusOr<BackupFile> CopyFile(const std::string& from, const std::string& to, const std::string& name) {
  PlainDigester digester;
  BackupFile file;
  file.set_name(name);
  ASSIGN_OR_RETURN(const FileDescriptor out, OpenFile(to, O_WRONLY | O_CREAT | O_EXCL));
  RETURN_IF_ERROR(ReadAll(from, [&](std::string_view bytes) {
    digester.Add(bytes);
    file.set_size(file.size() + bytes.size());
    return WriteAll(out.get(), bytes, to);
  }));
  if (fsync(out.get()) != 0) return SystemError("fsync", to);
  file.set_digest(digester.Finish());
  return file;
}

absl::Status MakeFolder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) fs::permissions(path, fs::perms::owner_all, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot make ", path, ": ", error.message()));
}

absl::StatusOr<std::vector<std::string>> FilesIn(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(folder, error)) {
    // RocksDB's own notes for people, and its lock, are made anew where they are needed.
    const std::string name = file.path().filename();
    if (name != "LOCK" && name.rfind("LOG", 0) != 0) names.push_back(name);
  }
  if (error) return absl::UnavailableError(absl::StrCat("cannot list ", folder, ": ", error.message()));
  std::sort(names.begin(), names.end());
  return names;
}

absl::Status WriteManifest(const BackupManifest& manifest, const std::string& directory) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(manifest, &text);
  const std::string path = absl::StrCat(directory, "/", kBackupManifest);
  ASSIGN_OR_RETURN(const FileDescriptor file, OpenFile(path, O_WRONLY | O_CREAT | O_EXCL));
  RETURN_IF_ERROR(WriteAll(file.get(), text, path));
  return fsync(file.get()) == 0 ? absl::OkStatus() : SystemError("fsync", path);
}

// "witness", or a file of the database: a manifest may not name places outside of its directory.
bool IsNameInside(const std::string& name) {
  constexpr std::string_view kFolder = "db/";
  if (name == "witness") return true;
  return name.size() > kFolder.size() && name.starts_with(kFolder) && name[kFolder.size()] != '.' &&
         name.find('/', kFolder.size()) == std::string::npos;
}

absl::StatusOr<BackupManifest> ReadManifest(const std::string& directory) {
  std::ifstream file(absl::StrCat(directory, "/", kBackupManifest));
  if (!file) return Refused("there is no backup, or only a part of one");
  std::ostringstream text;
  text << file.rdbuf();
  BackupManifest manifest;
  if (!google::protobuf::TextFormat::ParseFromString(text.str(), &manifest) || manifest.files().empty())
    return Damaged("its manifest cannot be read");
  for (const BackupFile& told : manifest.files()) {
    if (!IsNameInside(told.name())) return Damaged("its manifest names a file outside of it");
  }
  return manifest;
}

// Opens the copy as a node would look at it, and fills in what it is a copy of.
absl::Status Describe(const std::string& directory, BackupManifest& manifest) {
  ASSIGN_OR_RETURN(const DirectoryLook look, LookInto(directory));
  if (look.db == nullptr || !look.found.has_value()) return Damaged("its database does not open");
  RocksSnapshot rows(*look.db, nullptr);
  RETURN_IF_ERROR(CheckFormat(directory, rows));
  ASSIGN_OR_RETURN(const rows::v1::MetaRow meta, ReadMeta(rows));
  manifest.set_store_id(meta.store_id());
  manifest.set_store_epoch(look.found->store_epoch);
  manifest.set_group(look.found->group);
  manifest.set_hash(look.found->hash);
  return absl::OkStatus();
}

absl::Status WriteWitness(const std::string& directory, const BackupManifest& manifest) {
  const CommitMark mark{manifest.store_epoch(), manifest.group(), manifest.hash(), ""};
  return Witness::Create(WitnessPath(directory), mark).status();
}

// The files of the checkpoint, and the witness of what is in them.
absl::StatusOr<BackupManifest> CopyInto(const std::string& checkpoint, const std::string& directory,
                                        absl::Time now) {
  RETURN_IF_ERROR(MakeFolder(DatabasePath(directory)));
  BackupManifest manifest;
  manifest.set_made_micros(absl::ToUnixMicros(now));
  ASSIGN_OR_RETURN(const std::vector<std::string> names, FilesIn(DatabasePath(checkpoint)));
  for (const std::string& name : names) {
    const std::string copy = absl::StrCat(DatabasePath(directory), "/", name);
    ASSIGN_OR_RETURN(*manifest.add_files(), CopyFile(absl::StrCat(DatabasePath(checkpoint), "/", name), copy,
                                                     absl::StrCat("db/", name)));
  }
  RETURN_IF_ERROR(Describe(checkpoint, manifest));
  RETURN_IF_ERROR(WriteWitness(directory, manifest));
  ASSIGN_OR_RETURN(*manifest.add_files(), DigestOf(WitnessPath(directory), "witness"));
  RETURN_IF_ERROR(SyncDirectory(DatabasePath(directory)));
  RETURN_IF_ERROR(WriteManifest(manifest, directory));
  RETURN_IF_ERROR(SyncDirectory(directory));
  return manifest;
}

std::string ParentOf(const std::string& directory) { return fs::path(directory).parent_path(); }

absl::Status GiveItsName(const std::string& made, const std::string& directory) {
  std::error_code error;
  fs::rename(made, directory, error);
  if (!error) return SyncDirectory(ParentOf(directory));
  return absl::UnavailableError(absl::StrCat("cannot rename ", made, ": ", error.message()));
}

void Remove(const std::string& path) {
  std::error_code none;
  fs::remove_all(path, none);
}

bool IsSame(const BackupFile& some, const BackupFile& other) {
  if (Planted("backup-not-read-again")) return true;
  return some.size() == other.size() && some.digest() == other.digest();
}

}  // namespace

absl::StatusOr<BackupManifest> WriteBackup(Store& store, const std::string& directory, absl::Time now) {
  if (fs::exists(directory)) return Refused("it exists already");
  ASSIGN_OR_RETURN(const std::string checkpoint,
                   store.Checkpoint(absl::StrCat("backup-", absl::ToUnixMicros(now))));
  const absl::Cleanup drop = [&] { Remove(checkpoint); };
  const std::string made = directory + ".partial";
  Remove(made);
  const absl::StatusOr<BackupManifest> copied = CopyInto(checkpoint, made, now);
  absl::Status status = copied.ok() ? CheckBackup(made).status() : copied.status();
  if (status.ok()) status = GiveItsName(made, directory);
  if (!status.ok()) {
    Remove(made);
    return status;
  }
  return copied;
}

absl::StatusOr<BackupManifest> CheckBackup(const std::string& directory) {
  ASSIGN_OR_RETURN(const BackupManifest manifest, ReadManifest(directory));
  for (const BackupFile& told : manifest.files()) {
    const auto found = DigestOf(absl::StrCat(directory, "/", told.name()), told.name());
    if (!found.ok()) return Damaged(absl::StrCat(told.name(), " cannot be read"));
    if (!IsSame(told, *found)) return Damaged(absl::StrCat(told.name(), " is not what was written"));
  }
  BackupManifest opened;
  RETURN_IF_ERROR(Describe(directory, opened));
  const bool same = opened.store_id() == manifest.store_id() && opened.group() == manifest.group() &&
                    opened.hash() == manifest.hash();
  return same ? absl::StatusOr<BackupManifest>(manifest)
              : Damaged("it is of another store or moment than its manifest says");
}

absl::StatusOr<BackupManifest> CopyBackup(const std::string& directory, const std::string& into) {
  ASSIGN_OR_RETURN(const BackupManifest manifest, ReadManifest(directory));
  if (fs::exists(DatabasePath(into)) || fs::exists(WitnessPath(into))) {
    return Refused("it holds a store already; restore into an empty directory");
  }
  RETURN_IF_ERROR(MakeFolder(DatabasePath(into)));
  for (const BackupFile& told : manifest.files()) {
    ASSIGN_OR_RETURN(const BackupFile copied, CopyFile(absl::StrCat(directory, "/", told.name()),
                                                       absl::StrCat(into, "/", told.name()), told.name()));
    if (!IsSame(told, copied)) return Damaged(absl::StrCat(told.name(), " is not what was written"));
  }
  RETURN_IF_ERROR(SyncDirectory(DatabasePath(into)));
  RETURN_IF_ERROR(SyncDirectory(into));
  return manifest;
}

}  // namespace blangko::storage
