#include "services/cli/incident_view.h"

#include "services/cli/cells.h"

namespace blangko::cli {
namespace {

using incidents::v1::Incident;

std::vector<std::string> RowOf(const Incident& incident) {
  return {incident.incident_id(),     EnumCell(incident.kind()),
          EnumCell(incident.state()), incident.record_id(),
          Raw(incident.attempt()),    TimeCell(incident.create_time()),
          incident.known(),           incident.said(),
          incident.evidence(),        incident.looked_by(),
          incident.station_id(),      incident.office(),
          incident.blank_uid(),       TimeCell(incident.settle_time()),
          incident.settled_by(),      incident.settle_reason()};
}

Table Empty(const std::string& key, const std::string& title, bool single) {
  const Shown detail = single ? Shown::kWhenUsed : Shown::kNever;
  return {.key = key,
          .title = title,
          .columns = {{"incident_id", "Kejadian"},
                      {"kind", "Jenis", Kind::kCode},
                      {"state", "Keadaan", Kind::kCode},
                      {"record_id", "Nomor"},
                      {"attempt", "Percobaan"},
                      {"create_time", "Sejak", Kind::kTime},
                      {"known", "Yang sudah tercatat", Kind::kCode, Shown::kWhenUsed},
                      {"said", "Yang dilaporkan", Kind::kCode, Shown::kWhenUsed},
                      {"evidence", "Bukti", Kind::kCode, detail},
                      {"looked_by", "Dilihat oleh", Kind::kText, Shown::kWhenUsed},
                      {"station", "Tempat cetak"},
                      {"office", "Kantor", Kind::kText, detail},
                      {"blank_uid", "UID chip", Kind::kText, Shown::kWhenUsed},
                      {"settle_time", "Diselesaikan pada", Kind::kTime, Shown::kWhenUsed},
                      {"settled_by", "Diselesaikan oleh", Kind::kText, Shown::kWhenUsed},
                      {"settle_reason", "Sebab", Kind::kCode, Shown::kWhenUsed}},
          .rows = {},
          .single = single};
}

}  // namespace

Table IncidentList(const std::string& title) { return Empty("incidents", title, false); }

void AddIncident(Table& list, const Incident& incident) { list.rows.push_back(RowOf(incident)); }

Table IncidentSheet(const Incident& incident) {
  Table sheet = Empty("incident", "", true);
  sheet.rows.push_back(RowOf(incident));
  return sheet;
}

}  // namespace blangko::cli
