#include "services/records/import/open_import.h"

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/ids.h"
#include "base/sha256.h"
#include "base/status_macros.h"
#include "blangko/records/v1/records.pb.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/region_code.h"
#include "services/records/import/builtin_profiles.h"
#include "services/records/import/compile_profile.h"
#include "services/records/import/profile_table.h"
#include "services/records/nik.h"
#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

constexpr size_t kFileNameMax = 200;

constexpr char kInlineName[] = "file";  // of a profile that came with the import and has no name

ImportRow NewImport(const access::Act& act, const ImportStart& start, const v1::ImportProfile& profile) {
  ImportRow import;
  import.set_import_id(start.import_id);
  import.set_kind(static_cast<uint32_t>(start.kind));
  import.set_office(start.office);
  import.set_profile(profile.name().empty() ? kInlineName : profile.name());
  import.set_format(start.format.empty() ? "csv" : start.format);
  import.set_file_name(start.file_name);
  import.set_file_sha256(start.file_sha256);
  import.set_actor(act.actor.identity);
  import.set_started_micros(absl::ToUnixMicros(act.now));
  return import;
}

bool SameFile(const ImportRow& a, const ImportRow& b) {
  return a.file_sha256().empty() || b.file_sha256().empty() || a.file_sha256() == b.file_sha256();
}

bool SameList(const ImportRow& a, const ImportRow& b) {
  return a.kind() == b.kind() && a.office() == b.office() && a.profile() == b.profile() &&
         a.format() == b.format() && SameFile(a, b);
}

absl::Status LogBegin(storage::Txn& txn, const access::Act& act, const ImportRow& import) {
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("import:", import.import_id()), "IMPORT_BEGUN");
  entry.set_detail(v1::ImportKind_Name(static_cast<int>(import.kind())));
  return access::AppendEvent(txn, act, import.office(), entry).status();
}

// The profile as it is now; an import that goes on uses its own, as it was when it began.
absl::StatusOr<v1::ImportProfile> ProfileOf(storage::Snapshot& snapshot, const ImportStart& start) {
  if (start.inline_profile.has_value()) return *start.inline_profile;
  return ProfileNamed(snapshot, start.profile);
}

absl::StatusOr<ImportRow> FindOrMake(storage::Txn& txn, const access::Act& act, const ImportStart& start) {
  RETURN_IF_ERROR(access::GetOffice(txn, start.office).status());
  ASSIGN_OR_RETURN(const v1::ImportProfile profile, ProfileOf(txn, start));
  const ImportRow wanted = NewImport(act, start, profile);
  ASSIGN_OR_RETURN(std::optional<ImportRow> found, FindImport(txn, start.import_id));
  if (found.has_value() && !SameList(*found, wanted)) {
    return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("import ", start.import_id)}});
  }
  const int64_t done = found.has_value() ? found->offset_done() : 0;
  const bool fits = start.offset == 0 || start.offset == done;
  if (!fits) {
    return Refuse(
        Reason::kImportOffsetMismatch,
        {{"import", start.import_id}, {"want", absl::StrCat(done)}, {"got", absl::StrCat(start.offset)}});
  }
  if (found.has_value()) return *std::move(found);
  RETURN_IF_ERROR(LogBegin(txn, act, wanted));
  KeepForImport(txn, wanted.import_id(), profile);
  PutImport(txn, wanted);
  return wanted;
}

// A profile that comes with the import does not pass for another one.
absl::Status CheckInline(const ImportStart& start) {
  if (!start.inline_profile.has_value()) return absl::OkStatus();
  if (!start.profile.empty()) return BadField("profile", start.profile, "a name or a profile, not both");
  const std::string& name = start.inline_profile->name();
  if (!name.empty() && FindBuiltinProfile(name) != nullptr) {
    return BadField("inline_profile.name", name, "another name than those of the built-in profiles");
  }
  return CompileProfile(*start.inline_profile).status();
}

}  // namespace

absl::Status ValidateImportStart(const ImportStart& start) {
  std::vector<FieldViolation> bad;
  if (!TimeOfUuid7(start.import_id).has_value()) {
    bad.push_back({"import_id", start.import_id, "a UUID of version 7 in lower case"});
  }
  if (start.kind == v1::IMPORT_KIND_UNSPECIFIED || !v1::ImportKind_IsValid(start.kind)) {
    bad.push_back({"kind", absl::StrCat(start.kind), "ADDITIONAL, FULL, DIED, MOVED or DUPLICATE"});
  }
  if (!access::IsOfficeCode(start.office)) bad.push_back({"office", start.office, "an office code"});
  if (!start.file_sha256.empty() && !IsSha256Hex(start.file_sha256)) {
    bad.push_back({"file_sha256", "(other)", "64 hexadecimal digits in lower case"});
  }
  if (!start.format.empty() && start.format != "csv" && start.format != "ndjson") {
    bad.push_back({"format", start.format, "csv or ndjson"});
  }
  if (start.file_name.size() > kFileNameMax || HoldsNik(start.file_name)) {
    bad.push_back({"file_name", "(not shown)", "at most 200 bytes, no personal data"});
  }
  if (start.offset < 0) bad.push_back({"offset", absl::StrCat(start.offset), "0 or more"});
  return BadFields(bad);
}

absl::StatusOr<ImportRow> OpenImport(storage::Store& store, const access::Act& act,
                                     const ImportStart& start) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateImportStart(start));
  RETURN_IF_ERROR(access::CheckScope(act.actor, start.office));
  RETURN_IF_ERROR(CheckInline(start));
  return storage::UpdateFor<ImportRow>(store, "records.import_open",
                                       [&](storage::Txn& txn) { return FindOrMake(txn, act, start); });
}

}  // namespace blangko::records
