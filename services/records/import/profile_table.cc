#include "services/records/import/profile_table.h"

#include <google/protobuf/text_format.h>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/records/import/builtin_profiles.h"
#include "services/records/import/compile_profile.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::records {
namespace {

using storage::KeyWriter;
using storage::Table;

KeyWriter KeptByName() { return KeyWriter(Table::kImportProfile).Text(""); }
std::string NameKey(std::string_view name) { return KeptByName().Text(name).Take(); }
std::string ImportUseKey(std::string_view import_id) {
  return KeyWriter(Table::kImportProfile).Text(import_id).Text("").Take();
}

}  // namespace

std::string TextOf(const v1::ImportProfile& profile) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(profile, &text);
  return text;
}

absl::StatusOr<v1::ImportProfile> MessageOf(const ProfileRow& row) {
  v1::ImportProfile profile;
  if (google::protobuf::TextFormat::ParseFromString(row.text(), &profile)) return profile;
  return absl::DataLossError(absl::StrCat("import profile ", row.name(), " does not read back"));
}

absl::StatusOr<std::optional<ProfileRow>> FindProfileRow(storage::Snapshot& snapshot, std::string_view name) {
  return storage::GetRow<ProfileRow>(snapshot, NameKey(name));
}

void PutProfileRow(storage::Txn& txn, const ProfileRow& row) {
  storage::PutRow(txn, NameKey(row.name()), row);
}

absl::StatusOr<std::vector<ProfileRow>> ListProfileRows(storage::Snapshot& snapshot, std::string_view after,
                                                        size_t limit) {
  storage::KeyRange range = KeptByName().Range();
  if (!after.empty()) range.begin = NameKey(after) + '\0';
  std::vector<ProfileRow> rows;
  absl::Status bad = absl::OkStatus();
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
        if (rows.size() >= limit) return false;
        auto row = storage::DecodeRow<ProfileRow>(value);
        bad = row.status();
        if (row.ok()) rows.push_back(*std::move(row));
        return bad.ok();
      }));
  RETURN_IF_ERROR(bad);
  return rows;
}

absl::StatusOr<v1::ImportProfile> ProfileNamed(storage::Snapshot& snapshot, std::string_view name) {
  if (const v1::ImportProfile* builtin = FindBuiltinProfile(name)) return *builtin;
  ASSIGN_OR_RETURN(const auto row, FindProfileRow(snapshot, name));
  if (row.has_value()) return MessageOf(*row);
  return BadField("profile", IsProfileName(name) ? name : "(other)",
                  "blangko, siak or the name of a profile that is kept here");
}

void KeepForImport(storage::Txn& txn, std::string_view import_id, const v1::ImportProfile& profile) {
  const v1::ImportProfile* builtin = FindBuiltinProfile(profile.name());
  if (!profile.name().empty() && builtin != nullptr) return;
  ProfileRow row;
  row.set_name(profile.name());
  row.set_text(TextOf(profile));
  storage::PutRow(txn, ImportUseKey(import_id), row);
}

absl::StatusOr<std::optional<ProfileRow>> KeptForImport(storage::Snapshot& snapshot,
                                                        std::string_view import_id) {
  return storage::GetRow<ProfileRow>(snapshot, ImportUseKey(import_id));
}

absl::StatusOr<Profile> ProfileOfImport(storage::Snapshot& snapshot, const rows::v1::Import& import) {
  ASSIGN_OR_RETURN(const auto kept, KeptForImport(snapshot, import.import_id()));
  if (!kept.has_value()) {
    ASSIGN_OR_RETURN(const v1::ImportProfile named, ProfileNamed(snapshot, import.profile()));
    return CompileProfile(named);
  }
  ASSIGN_OR_RETURN(const v1::ImportProfile profile, MessageOf(*kept));
  return CompileProfile(profile);
}

}  // namespace blangko::records
