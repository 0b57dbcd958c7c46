#include "services/access/offices.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/access/v1/offices_service.pb.h"
#include "services/access/event_log.h"
#include "services/access/once.h"
#include "services/access/setup_stamp.h"
#include "services/access/validate_offices.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::access {
namespace {

using storage::KeyWriter;
using storage::Table;

std::string OfficeKey(std::string_view code) { return KeyWriter(Table::kOffice).Text(code).Take(); }
std::string AreaKey(std::string_view area) { return KeyWriter(Table::kArea).Text(area).Take(); }

absl::Status Unknown(std::string_view office) {
  return Refuse(Reason::kUnknownOffice, {{"office", std::string(office)}});
}

// The offices whose codes begin with the bytes of `prefix`, after the code `after`, as long as `take` says so.
absl::Status VisitOffices(storage::Snapshot& snapshot, std::string_view prefix, std::string_view after,
                          absl::FunctionRef<bool(rows::v1::Office)> take) {
  std::string begin(1, static_cast<char>(Table::kOffice));
  begin.append(prefix);
  storage::KeyRange range = storage::PrefixRange(begin);
  if (!after.empty()) range.begin = std::max(range.begin, OfficeKey(after) + '\0');
  absl::Status bad = absl::OkStatus();
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
        auto office = storage::DecodeRow<rows::v1::Office>(value);
        if (!office.ok()) bad = office.status();
        return office.ok() && take(*std::move(office));
      }));
  return bad;
}

// Every code in the request must lie in the actor's scope, every parent and every site must be known.
absl::Status CheckPlaces(storage::Snapshot& snapshot, const Actor& actor,
                         const std::vector<rows::v1::Office>& offices,
                         const std::vector<rows::v1::AreaRoute>& routes) {
  const auto known = [&](std::string_view code) -> absl::Status {
    for (const auto& office : offices) {
      if (office.code() == code) return absl::OkStatus();
    }
    return GetOffice(snapshot, code).status();
  };
  for (const auto& office : offices) {
    RETURN_IF_ERROR(CheckScope(actor, office.code()));
    if (!office.parent().empty()) RETURN_IF_ERROR(known(office.parent()));
  }
  for (const auto& route : routes) {
    RETURN_IF_ERROR(CheckScope(actor, route.site()));
    RETURN_IF_ERROR(known(route.site()));
  }
  return absl::OkStatus();
}

absl::Status LogPut(storage::Txn& txn, const Act& act, const std::vector<rows::v1::Office>& offices,
                    const std::vector<rows::v1::AreaRoute>& routes) {
  const std::string& stream = offices.empty() ? routes.front().site() : offices.front().code();
  rows::v1::LogEntry entry = EntryOf(act, absl::StrCat("office:", stream), "PUT_OFFICES");
  entry.set_detail(absl::StrCat("offices=", offices.size(), " routes=", routes.size()));
  return AppendEvent(txn, act, stream, entry).status();
}

absl::Status PutAll(storage::Txn& txn, const Act& act, const std::vector<rows::v1::Office>& offices,
                    const std::vector<rows::v1::AreaRoute>& routes) {
  std::string change;
  for (const auto& office : offices) {
    storage::PutRow(txn, OfficeKey(office.code()), office);
    change += Digest({office.code(), storage::EncodeRow(office)});
  }
  for (const auto& route : routes) storage::PutRow(txn, AreaKey(route.area()), route);
  return ChangeSetupStamp(txn, {act.request_id, change});
}

// "Riau" -> "PROVINSI RIAU"
std::string ProvinceHeading(std::string_view name) {
  const std::string capitals = absl::AsciiStrToUpper(ToAbsl(name));
  const bool whole = capitals.empty() || absl::StartsWith(capitals, "PROVINSI ");
  return whole ? capitals : absl::StrCat("PROVINSI ", capitals);
}

// An office may be called "Dinas … Kabupaten Pelalawan": the card names the regency. A name without one is no heading.
std::string RegencyHeading(const rows::v1::Office& office) {
  const std::string capitals = absl::AsciiStrToUpper(office.name());
  for (const char* kind : {"KABUPATEN ", "KOTA "}) {
    const size_t at = capitals.find(kind);
    const bool word = at == 0 || (at != std::string::npos && capitals[at - 1] == ' ');
    if (word) return capitals.substr(at);
  }
  return {};
}

}  // namespace

absl::StatusOr<rows::v1::Office> GetOffice(storage::Snapshot& snapshot, std::string_view code) {
  ASSIGN_OR_RETURN(auto row, storage::GetRow<rows::v1::Office>(snapshot, OfficeKey(code)));
  if (!row.has_value()) return Unknown(code);
  return *std::move(row);
}

absl::StatusOr<bool> IsOffice(storage::Snapshot& snapshot, std::string_view code) {
  ASSIGN_OR_RETURN(auto row, snapshot.Get(OfficeKey(code)));
  return row.has_value();
}

absl::StatusOr<std::string> SiteOfArea(storage::Snapshot& snapshot, std::string_view area) {
  std::string_view prefix = area;
  while (!prefix.empty()) {
    ASSIGN_OR_RETURN(auto route, storage::GetRow<rows::v1::AreaRoute>(snapshot, AreaKey(prefix)));
    if (route.has_value()) return route->site();
    const size_t dot = prefix.rfind('.');
    prefix = dot == std::string_view::npos ? std::string_view() : prefix.substr(0, dot);
  }
  return Unknown(area);
}

absl::StatusOr<std::vector<rows::v1::Office>> OfficesIn(storage::Snapshot& snapshot, std::string_view prefix,
                                                        size_t limit) {
  std::vector<rows::v1::Office> offices;
  RETURN_IF_ERROR(VisitOffices(snapshot, prefix, "", [&](rows::v1::Office office) {
    if (Covers(prefix, office.code())) offices.push_back(std::move(office));
    return offices.size() < limit;
  }));
  return offices;
}

absl::StatusOr<CardHeading> CardHeadingOf(storage::Snapshot& snapshot, std::string_view area) {
  constexpr size_t kProvinceDigits = 2;
  constexpr size_t kRegencyDigits = 5;
  CardHeading heading;
  if (area.size() < kRegencyDigits) return heading;
  const std::string_view regency_code = area.substr(0, kRegencyDigits);
  ASSIGN_OR_RETURN(const auto regency, storage::GetRow<rows::v1::Office>(snapshot, OfficeKey(regency_code)));
  const std::string province_key = OfficeKey(area.substr(0, kProvinceDigits));
  ASSIGN_OR_RETURN(const auto province, storage::GetRow<rows::v1::Office>(snapshot, province_key));
  if (regency.has_value()) {
    heading.regency = RegencyHeading(*regency);
    heading.province = ProvinceHeading(regency->province_name());
  }
  if (province.has_value() && heading.province.empty()) heading.province = ProvinceHeading(province->name());
  return heading;
}

absl::TimeZone TimeZoneOf(const rows::v1::Office& office) {
  // Indonesia's three zones have no summer time: fixed offsets hold even where the machine has no zone files.
  const std::string& name = office.time_zone();
  if (name.empty() || name == "Asia/Jakarta" || name == "Asia/Pontianak")
    return absl::FixedTimeZone(7 * 3600);
  if (name == "Asia/Makassar") return absl::FixedTimeZone(8 * 3600);
  if (name == "Asia/Jayapura") return absl::FixedTimeZone(9 * 3600);
  absl::TimeZone zone;
  return absl::LoadTimeZone(name, &zone) ? zone : absl::FixedTimeZone(7 * 3600);
}

absl::StatusOr<absl::TimeZone> ZoneOf(storage::Snapshot& snapshot, std::string_view code) {
  ASSIGN_OR_RETURN(auto row, storage::GetRow<rows::v1::Office>(snapshot, OfficeKey(code)));
  return TimeZoneOf(row.value_or(rows::v1::Office()));
}

int64_t OfficeDay(const absl::TimeZone& zone, absl::Time time) {
  return absl::ToCivilDay(time, zone) - absl::CivilDay(1970, 1, 1);
}

absl::Status Offices::Put(const Act& act, const std::vector<rows::v1::Office>& offices,
                          const std::vector<rows::v1::AreaRoute>& routes) {
  RETURN_IF_ERROR(CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidatePutOffices(act.request_id, offices, routes));
  return store_.Update("access.put_offices", [&](storage::Txn& txn) -> absl::Status {
    const auto put = [&]() -> absl::StatusOr<v1::PutOfficesResponse> {
      RETURN_IF_ERROR(CheckPlaces(txn, act.actor, offices, routes));
      RETURN_IF_ERROR(PutAll(txn, act, offices, routes));
      RETURN_IF_ERROR(LogPut(txn, act, offices, routes));
      return v1::PutOfficesResponse();
    };
    return Once<v1::PutOfficesResponse>(txn, act, "access.put_offices", put).status();
  });
}

absl::StatusOr<std::vector<rows::v1::Office>> Offices::List(const Actor& actor, std::string_view parent,
                                                            std::string_view after, size_t limit) {
  if (!parent.empty()) RETURN_IF_ERROR(CheckScope(actor, parent));
  using Found = std::vector<rows::v1::Office>;
  return storage::ViewFor<Found>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    RETURN_IF_ERROR(VisitOffices(snapshot, actor.scope, after, [&](rows::v1::Office office) {
      const bool wanted = parent.empty() || office.parent() == parent || office.code() == parent;
      if (wanted && Covers(actor.scope, office.code())) found.push_back(std::move(office));
      return found.size() < limit;
    }));
    return found;
  });
}

absl::StatusOr<std::vector<rows::v1::AreaRoute>> Offices::Routes(const Actor& actor) {
  using Found = std::vector<rows::v1::AreaRoute>;
  return storage::ViewFor<Found>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    absl::Status bad = absl::OkStatus();
    const storage::KeyRange all = KeyWriter(Table::kArea).Range();
    RETURN_IF_ERROR(
        snapshot.Scan(all, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
          auto route = storage::DecodeRow<rows::v1::AreaRoute>(value);
          if (!route.ok()) bad = route.status();
          if (route.ok() && Covers(actor.scope, route->site())) found.push_back(*std::move(route));
          return bad.ok();
        }));
    RETURN_IF_ERROR(bad);
    return found;
  });
}

}  // namespace blangko::access
