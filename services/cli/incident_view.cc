#include "services/cli/incident_view.h"

#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "services/cli/cells.h"
#include "services/refusal/told.h"

namespace blangko::cli {
namespace {

using incidents::v1::Incident;

using printers::v1::DayCount;

// Of a station's count alone.
std::vector<std::string> CountCells(const Incident& incident) {
  if (!incident.has_day_count()) return std::vector<std::string>(10);
  const DayCount& count = incident.day_count();
  std::vector<std::string> cells = {count.work_day(), TurnCell(count), Raw(count.blanks()),
                                    Raw(count.expected_blanks())};
  const bool end = count.closing();
  for (const int64_t kept :
       {count.spoiled(), count.expected_spoiled(), count.envelopes(), count.expected_envelopes()}) {
    cells.push_back(end ? Raw(kept) : "");
  }
  cells.push_back(count.second());
  cells.push_back(count.cause());
  return cells;
}

std::vector<std::string> RowOf(const Incident& incident) {
  std::vector<std::string> row = {incident.incident_id(),
                                  EnumCell(incident.kind()),
                                  EnumCell(incident.state()),
                                  incident.record_id(),
                                  incident.attempt() == 0 ? "" : Raw(incident.attempt()),
                                  TimeCell(incident.create_time()),
                                  incident.known(),
                                  incident.first_said(),
                                  incident.said(),
                                  Raw(incident.fact_count()),
                                  TimeCell(incident.newest_time()),
                                  incident.evidence(),
                                  incident.looked_by(),
                                  incident.station_id(),
                                  incident.office(),
                                  incident.blank_uid()};
  for (std::string& cell : CountCells(incident)) row.push_back(std::move(cell));
  row.insert(row.end(), {TimeCell(incident.settle_time()), incident.settled_by(), incident.settle_reason()});
  return row;
}

Table Empty(const std::string& key, const std::string& title, bool single) {
  const Shown detail = single ? Shown::kWhenUsed : Shown::kNever;
  return {.key = key,
          .title = title,
          .columns = {{"incident_id", "Kejadian"},
                      {"kind", "Jenis", Kind::kCode},
                      {"state", "Keadaan", Kind::kCode},
                      {"record_id", "Nomor", Kind::kText, Shown::kWhenUsed},
                      {"attempt", "Percobaan", Kind::kText, Shown::kWhenUsed},
                      {"create_time", "Sejak", Kind::kTime},
                      {"known", "Yang sudah tercatat", Kind::kCode, Shown::kWhenUsed},
                      {"first_said", "Yang dilaporkan pertama", Kind::kCode, detail},
                      {"said", "Yang dilaporkan", Kind::kCode, Shown::kWhenUsed},
                      {"fact_count", "Jumlah laporan", Kind::kCount, detail},
                      {"newest_time", "Laporan terbaru", Kind::kTime, detail},
                      {"evidence", "Bukti", Kind::kCode, detail},
                      {"looked_by", "Dilihat oleh", Kind::kText, Shown::kWhenUsed},
                      {"station", "Tempat cetak"},
                      {"office", "Kantor", Kind::kText, detail},
                      {"blank_uid", "UID chip", Kind::kText, Shown::kWhenUsed},
                      {"work_day", "Hari kerja", Kind::kText, Shown::kWhenUsed},
                      {"turn", "Hitungan", Kind::kCode, Shown::kWhenUsed},
                      {"blanks", "Blangko dihitung", Kind::kCount, Shown::kWhenUsed},
                      {"expected_blanks", "Blangko seharusnya", Kind::kCount, Shown::kWhenUsed},
                      {"spoiled", "Rusak dihitung", Kind::kCount, detail},
                      {"expected_spoiled", "Rusak seharusnya", Kind::kCount, detail},
                      {"envelopes", "Amplop dihitung", Kind::kCount, detail},
                      {"expected_envelopes", "Amplop seharusnya", Kind::kCount, detail},
                      {"second", "Penghitung kedua", Kind::kText, detail},
                      {"cause", "Sebab menurut penghitung", Kind::kText, detail},
                      {"settle_time", "Diselesaikan pada", Kind::kTime, Shown::kWhenUsed},
                      {"settled_by", "Diselesaikan oleh", Kind::kText, Shown::kWhenUsed},
                      {"settle_reason", "Sebab", Kind::kCode, Shown::kWhenUsed}},
          .rows = {},
          .single = single};
}

// "kurang 932 keping blangko"; empty when it fits.
Sentence DifferenceOf(int64_t counted, int64_t expected, std::string_view indonesian,
                      std::string_view english) {
  if (counted == expected) return {};
  const int64_t by = std::abs(counted - expected);
  const bool less = counted < expected;
  return {absl::StrCat(less ? "kurang " : "lebih ", by, " ", ToAbsl(indonesian)),
          absl::StrCat(by, " ", ToAbsl(english), less ? " missing" : " too many")};
}

Sentence DifferencesOf(const DayCount& count) {
  std::vector<Sentence> all = {
      DifferenceOf(count.blanks(), count.expected_blanks(), "keping blangko", "blanks")};
  if (count.closing()) {
    all.push_back(DifferenceOf(count.spoiled(), count.expected_spoiled(), "kartu rusak", "spoiled cards"));
    all.push_back(DifferenceOf(count.envelopes(), count.expected_envelopes(), "amplop", "envelopes"));
  }
  Sentence joined;
  for (const Sentence& one : all) {
    if (one.indonesian.empty()) continue;
    absl::StrAppend(&joined.indonesian, joined.indonesian.empty() ? "" : ", ", one.indonesian);
    absl::StrAppend(&joined.english, joined.english.empty() ? "" : ", ", one.english);
  }
  return joined;
}

Sentence NextStepOfCount(const Incident& incident) {
  const std::string settle = absl::StrCat("blangko incidents settle ", incident.incident_id(), " --reason ");
  return {absl::StrCat("Nama penghitung diketik di tempat cetak; tidak ada yang membuktikan siapa yang "
                       "mengetiknya. Hitung bersama di ",
                       incident.station_id(),
                       " dan bandingkan dengan blangko-station day show; hasilnya: ", settle, "TEKS"),
          absl::StrCat(
              "The names were typed at the station; nobody proved who typed them. Count together at ",
              incident.station_id(), " and compare with blangko-station day show; then: ", settle, "TEXT")};
}

}  // namespace

Table IncidentList(const std::string& title) { return Empty("incidents", title, false); }

void AddIncident(Table& list, const Incident& incident) { list.rows.push_back(RowOf(incident)); }

std::string TurnCell(const DayCount& count) { return count.closing() ? "DAY_END_COUNT" : "OPENING_COUNT"; }

Sentence IncidentLine(const Incident& incident) {
  const auto line = [&](Language language, const std::string& difference) {
    const std::string kind = WordOf("", EnumCell(incident.kind()), language);
    const std::string& about = incident.has_day_count()
                                   ? incident.station_id()
                                   : absl::StrCat(incident.record_id(), "/", incident.attempt());
    std::string text =
        absl::StrCat(In(language, "Kejadian ", "Incident "), incident.incident_id(), ": ", kind, ", ", about);
    if (incident.has_day_count()) {
      absl::StrAppend(&text, ", ", WordInside("", TurnCell(incident.day_count()), language), " ",
                      incident.day_count().work_day(), ": ", difference);
    }
    return absl::StrCat(text, " (blangko incidents show ", incident.incident_id(), ")");
  };
  const Sentence difference = DifferencesOf(incident.day_count());
  return {line(Language::kIndonesian, difference.indonesian), line(Language::kEnglish, difference.english)};
}

Sentence NextStep(const Incident& incident) {
  if (incident.state() != Incident::STATE_OPEN) return {};
  if (incident.has_day_count()) return NextStepOfCount(incident);
  const std::string& record = incident.record_id();
  const std::string card = absl::StrCat(record, "/", incident.attempt());
  const std::string& id = incident.incident_id();
  return {
      absl::StrCat("Lihat dahulu: blangko records explain ", record,
                   ". Bila kartunya perlu diputuskan: ", "blangko jobs resolve ", card,
                   " --outcome PRINTED|SPOILED. Bila kartu jadi yang ternyata ",
                   "tidak baik: blangko jobs reject ", card, " --cause SEBAB. Bila tinggal dicatat apa yang ",
                   "ditemukan: blangko incidents settle ", id, " --reason TEKS."),
      absl::StrCat("Look first: blangko records explain ", record,
                   ". When its card waits for a decision: ", "blangko jobs resolve ", card,
                   " --outcome PRINTED|SPOILED. When a printed card turned out ", "bad: blangko jobs reject ",
                   card, " --cause CAUSE. When only what was found is to be ",
                   "written down: blangko incidents settle ", id, " --reason TEXT.")};
}

Table DayCountList(const google::protobuf::RepeatedPtrField<DayCount>& counts) {
  Table list{.key = "day_counts",
             .title = "Hitungan hari (nama diketik di tempat cetak, tidak dibuktikan)",
             .columns = {{"work_day", "Hari kerja"},
                         {"turn", "Hitungan", Kind::kCode},
                         {"count_time", "Menurut jam tempat cetak", Kind::kTime},
                         {"blanks", "Blangko", Kind::kCount},
                         {"expected_blanks", "Seharusnya", Kind::kCount},
                         {"spoiled", "Rusak", Kind::kCount},
                         {"expected_spoiled", "Rusak seharusnya", Kind::kCount},
                         {"envelopes", "Amplop", Kind::kCount},
                         {"expected_envelopes", "Amplop seharusnya", Kind::kCount},
                         {"by", "Oleh"},
                         {"second", "Penghitung kedua", Kind::kText, Shown::kWhenUsed},
                         {"cause", "Sebab", Kind::kText, Shown::kWhenUsed}},
             .rows = {}};
  for (const DayCount& count : counts) {
    const auto at_end = [&](int64_t number) { return count.closing() ? Raw(number) : std::string(); };
    list.rows.push_back({count.work_day(), TurnCell(count), TimeCell(count.count_time()), Raw(count.blanks()),
                         count.compared() ? Raw(count.expected_blanks()) : "", at_end(count.spoiled()),
                         at_end(count.expected_spoiled()), at_end(count.envelopes()),
                         at_end(count.expected_envelopes()), count.by(), count.second(), count.cause()});
  }
  return list;
}

Table IncidentSheet(const Incident& incident) {
  Table sheet = Empty("incident", "", true);
  sheet.rows.push_back(RowOf(incident));
  return sheet;
}

}  // namespace blangko::cli
