#include "services/exports/export_folders.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "base/ids.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/rows/v1/storage.pb.h"
#include "google/protobuf/text_format.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/layers/meta.h"
#include "storage/row_codec.h"
#include "storage/store_look.h"

namespace blangko::exports {
namespace {

namespace fs = std::filesystem;
using rows::v1::ExportNote;

constexpr std::string_view kExport = "export-";

std::string NameOf(const std::string& export_id) {
  return absl::StrCat(storage::kKeptCheckpoint, ToAbsl(kExport), export_id);
}

// Store, epoch and newest group of what was copied.
absl::Status Describe(const std::string& path, ExportNote& note) {
  ASSIGN_OR_RETURN(const storage::StoreLook look, storage::LookAtStore(path));
  if (look.rows == nullptr) return absl::DataLossError(absl::StrCat("the copy in ", path, " does not open"));
  ASSIGN_OR_RETURN(const rows::v1::MetaRow meta, storage::ReadMeta(*look.rows));
  const std::string commit = storage::KeyWriter(storage::Table::kMeta).Text("commit").Take();
  ASSIGN_OR_RETURN(const auto mark, storage::GetRow<rows::v1::CommitMark>(*look.rows, commit));
  note.set_store_id(meta.store_id());
  note.set_store_epoch(meta.store_epoch());
  if (mark.has_value()) note.set_revision(mark->group());
  return absl::OkStatus();
}

void RemoveFolder(const std::string& path) {
  std::error_code none;
  fs::remove_all(path, none);
}

std::string NotePath(const std::string& folder) { return folder + "/export.textproto"; }

}  // namespace

absl::StatusOr<ExportNote> ExportFolders::Make(storage::Store& store, const std::string& export_id,
                                               std::string_view by, absl::Time now) const {
  if (checkpoints_.empty()) return Refuse(Reason::kExportNeedsFiles);
  RemoveFolder(PathOf(export_id));  // what is left of one that was not finished
  const absl::StatusOr<std::string> path = store.Checkpoint(NameOf(export_id));
  if (absl::IsUnimplemented(path.status())) return Refuse(Reason::kExportNeedsFiles);
  RETURN_IF_ERROR(path.status());
  ExportNote note;
  note.set_export_id(export_id);
  note.set_by(std::string(by));
  note.set_begin_micros(absl::ToUnixMicros(now));
  absl::Status status = Describe(*path, note);
  if (status.ok()) status = WriteNote(note);
  if (status.ok()) return note;
  Remove(export_id);
  return status;
}

absl::Status ExportFolders::WriteNote(const ExportNote& note) const {
  std::string text;
  google::protobuf::TextFormat::PrintToString(note, &text);
  const std::string path = NotePath(PathOf(note.export_id()));
  std::ofstream(path + ".new") << text;
  std::error_code error;
  fs::rename(path + ".new", path, error);
  if (!error && Find(note.export_id()).has_value()) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot write ", path));
}

std::optional<ExportNote> ExportFolders::Find(const std::string& export_id) const {
  if (checkpoints_.empty() || !TimeOfUuid7(export_id).has_value()) return std::nullopt;
  std::ifstream file(NotePath(PathOf(export_id)));
  std::ostringstream text;
  text << file.rdbuf();
  ExportNote note;
  const bool read = file && google::protobuf::TextFormat::ParseFromString(text.str(), &note);
  return read && note.export_id() == export_id ? std::optional(note) : std::nullopt;
}

std::vector<ExportNote> ExportFolders::List() const {
  std::vector<ExportNote> notes;
  for (const std::string& id : Ids()) {
    if (const auto note = Find(id); note.has_value()) notes.push_back(*note);
  }
  std::sort(notes.begin(), notes.end(), [](const ExportNote& some, const ExportNote& other) {
    return std::pair(some.begin_micros(), some.export_id()) <
           std::pair(other.begin_micros(), other.export_id());
  });
  return notes;
}

std::vector<std::string> ExportFolders::Ids() const {
  std::vector<std::string> ids;
  if (checkpoints_.empty()) return ids;
  const std::string prefix = NameOf("");
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(checkpoints_, none)) {
    const std::string name = entry.path().filename();
    if (name.starts_with(prefix)) ids.push_back(name.substr(prefix.size()));
  }
  return ids;
}

void ExportFolders::Remove(const std::string& export_id) const {
  if (checkpoints_.empty()) return;
  std::error_code none;
  fs::remove(NotePath(PathOf(export_id)), none);  // first: half of a copy is none
  RemoveFolder(PathOf(export_id));
}

void ExportFolders::RemoveUnfinished() const {
  for (const std::string& id : Ids()) {
    if (!Find(id).has_value()) RemoveFolder(PathOf(id));
  }
}

std::string ExportFolders::PathOf(const std::string& export_id) const {
  return absl::StrCat(checkpoints_, "/", NameOf(export_id));
}

std::string ExportFolders::MarksOf(const std::string& export_id) const {
  return PathOf(export_id) + "/marks";
}

}  // namespace blangko::exports
