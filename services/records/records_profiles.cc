// Profiles of lists: set, shown with a sample, listed.
#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/access/region_code.h"
#include "services/records/import/builtin_profiles.h"
#include "services/records/import/compile_profile.h"
#include "services/records/import/profile_table.h"
#include "services/records/import/profile_view.h"
#include "services/records/records.h"
#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

constexpr char kSetProfile[] = "records.set_import_profile";
constexpr char kSampleOffice[] = "14.05";

absl::Status CheckSet(const v1::ImportProfile& profile) {
  const std::string& name = profile.name();
  if (!IsProfileName(name))
    return BadField("profile.name", name.substr(0, 60), "1 to 40 of a-z, 0-9, - and _");
  if (FindBuiltinProfile(name) != nullptr) {
    return BadField("profile.name", name, "another name than those of the built-in profiles");
  }
  return CompileProfile(profile).status();
}

// The same again is no new version.
absl::StatusOr<ProfileRow> Set(storage::Txn& txn, const access::Act& act, const v1::ImportProfile& profile) {
  ASSIGN_OR_RETURN(const std::optional<ProfileRow> before, FindProfileRow(txn, profile.name()));
  if (before.has_value() && before->text() == TextOf(profile)) return *before;
  ProfileRow row;
  row.set_name(profile.name());
  row.set_text(TextOf(profile));
  row.set_version(before.has_value() ? before->version() + 1 : 1);
  row.set_by(act.actor.identity);
  row.set_set_micros(absl::ToUnixMicros(act.now));
  PutProfileRow(txn, row);
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("import_profile:", row.name()), "SET_IMPORT_PROFILE");
  entry.set_detail(absl::StrCat("version=", row.version()));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, act.actor.scope, entry).status());
  return row;
}

// The profile that was asked for, with what is known of it.
absl::StatusOr<v1::GetImportProfileResponse> Asked(storage::Snapshot& snapshot,
                                                   const v1::GetImportProfileRequest& request) {
  v1::GetImportProfileResponse response;
  if (request.has_profile()) {
    *response.mutable_profile() = request.profile();
    response.mutable_summary()->set_name(request.profile().name());
    response.mutable_summary()->set_extends(request.profile().extends());
    return response;
  }
  ASSIGN_OR_RETURN(*response.mutable_profile(), ProfileNamed(snapshot, request.name()));
  ASSIGN_OR_RETURN(const std::optional<ProfileRow> row, FindProfileRow(snapshot, request.name()));
  *response.mutable_summary() =
      row.has_value() ? SummaryOf(*row, response.profile()) : SummaryOf(response.profile());
  return response;
}

}  // namespace

absl::StatusOr<v1::SetImportProfileResponse> Records::SetProfile(const access::Act& act,
                                                                 const v1::SetImportProfileRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(CheckSet(request.profile()));
  using Reply = v1::SetImportProfileResponse;
  return storage::UpdateFor<Reply>(store_, kSetProfile, [&](storage::Txn& txn) {
    return access::Once<Reply>(txn, act, kSetProfile, [&]() -> absl::StatusOr<Reply> {
      ASSIGN_OR_RETURN(const ProfileRow row, Set(txn, act, request.profile()));
      Reply reply;
      *reply.mutable_summary() = SummaryOf(row, request.profile());
      return reply;
    });
  });
}

absl::StatusOr<v1::GetImportProfileResponse> Records::GetProfile(const access::Act& act,
                                                                 const v1::GetImportProfileRequest& request) {
  const std::string office = request.office().empty() ? kSampleOffice : request.office();
  if (!access::IsRegionCode(office)) return BadField("office", office, "a region code such as 14.05");
  using Reply = v1::GetImportProfileResponse;
  return storage::ViewFor<Reply>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Reply> {
    ASSIGN_OR_RETURN(Reply reply, Asked(snapshot, request));
    ASSIGN_OR_RETURN(const Profile profile, CompileProfile(reply.profile()));
    ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, office));
    for (v1::ImportColumn& column : ColumnsOf(profile)) *reply.add_columns() = std::move(column);
    reply.set_sample(SampleOf(profile, office, act.now, zone));
    return reply;
  });
}

absl::StatusOr<std::vector<v1::ImportProfileSummary>> Records::ListProfiles(const access::Act&,
                                                                            std::string_view after,
                                                                            size_t limit) {
  using Summaries = std::vector<v1::ImportProfileSummary>;
  return storage::ViewFor<Summaries>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Summaries> {
    Summaries summaries;
    ASSIGN_OR_RETURN(const std::vector<ProfileRow> rows, ListProfileRows(snapshot, after, limit));
    if (after.empty()) {
      for (const v1::ImportProfile& builtin : BuiltinProfiles()) summaries.push_back(SummaryOf(builtin));
    }
    for (const ProfileRow& row : rows) {
      ASSIGN_OR_RETURN(const v1::ImportProfile profile, MessageOf(row));
      summaries.push_back(SummaryOf(row, profile));
    }
    return summaries;
  });
}

}  // namespace blangko::records
