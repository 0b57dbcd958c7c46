#include "services/printers/day_counts.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/printers.pb.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/incidents/day_count_view.h"
#include "services/incidents/incident_table.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::printers {
namespace {

using rows::v1::DayCount;
using rows::v1::StationCounts;

std::string KeyOf(std::string_view station_id) {
  return storage::KeyWriter(storage::Table::kStationCounts).Text(station_id).Take();
}

absl::StatusOr<StationCounts> Read(storage::Snapshot& snapshot, std::string_view station_id) {
  ASSIGN_OR_RETURN(std::optional<StationCounts> row,
                   storage::GetRow<StationCounts>(snapshot, KeyOf(station_id)));
  return row.has_value() ? *std::move(row) : StationCounts();
}

// "end of 2026-11-30: blanks 9068 of 10000, spoiled 1 of 1, envelopes 0 of 0"
std::string DetailOf(const DayCount& count) {
  std::string detail = absl::StrCat(count.closing() ? "end of " : "start of ",
                                    incidents::DayText(count.work_day()), ": blanks ", count.blanks());
  if (count.compared()) absl::StrAppend(&detail, " of ", count.expected_blanks());
  if (count.closing()) {
    absl::StrAppend(&detail, ", spoiled ", count.spoiled(), " of ", count.expected_spoiled(), ", envelopes ",
                    count.envelopes(), " of ", count.expected_envelopes());
  }
  return detail;
}

absl::Status OpenIfItDiffers(storage::Txn& txn, const access::Act& act, const StationRow& station,
                             const DayCount& count) {
  if (!incidents::Differs(count)) return absl::OkStatus();
  incidents::IncidentRow incident;
  incident.set_kind(incidents::v1::INCIDENT_KIND_STATION_COUNT_DIFFERS);
  incident.set_office(station.office());
  incident.set_station_id(station.station_id());
  incident.set_looked_by(count.by());
  *incident.mutable_day_count() = count;
  return incidents::OpenIncident(txn, act, std::move(incident));
}

absl::Status Take(storage::Txn& txn, const access::Act& act, const StationRow& station, const DayCount& count,
                  StationCounts& held) {
  held.set_last_seq(count.seq());
  *held.add_counts() = count;
  if (held.counts_size() > kCountsKept) held.mutable_counts()->DeleteSubrange(0, 1);
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("station:", station.station_id()), "DAY_COUNT");
  entry.set_detail(DetailOf(count));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, station.office(), entry).status());
  return OpenIfItDiffers(txn, act, station, count);
}

}  // namespace

absl::StatusOr<uint64_t> HearCounts(storage::Txn& txn, const access::Act& act, const StationRow& station,
                                    const v1::HeartbeatRequest& request) {
  ASSIGN_OR_RETURN(StationCounts held, Read(txn, station.station_id()));
  if (held.epoch() != station.epoch()) held.set_last_seq(0);
  if (request.day_counts().empty()) return held.last_seq();
  ASSIGN_OR_RETURN(const rows::v1::Office office, access::GetOffice(txn, station.office()));
  const uint64_t before = held.last_seq();
  held.set_epoch(station.epoch());
  for (const v1::DayCount& told : request.day_counts()) {
    if (told.seq() <= held.last_seq() && !Planted("day-count-taken-twice")) continue;
    DayCount count = incidents::ToRow(told);
    count.set_work_day(
        access::OfficeDay(access::TimeZoneOf(office), absl::FromUnixMicros(count.open_micros())));
    RETURN_IF_ERROR(Take(txn, act, station, count, held));
  }
  if (held.last_seq() != before) storage::PutRow(txn, KeyOf(station.station_id()), held);
  return held.last_seq();
}

absl::StatusOr<std::vector<v1::DayCount>> CountsOf(storage::Snapshot& snapshot, std::string_view station_id) {
  ASSIGN_OR_RETURN(const StationCounts held, Read(snapshot, station_id));
  std::vector<v1::DayCount> counts;
  for (auto at = held.counts().rbegin(); at != held.counts().rend(); ++at) {
    counts.push_back(incidents::ToApi(*at));
  }
  return counts;
}

}  // namespace blangko::printers
