#include "services/cli/movement_view.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/cli/cells.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using movements::v1::CaseStep;
using movements::v1::DeclaredLoss;
using movements::v1::DifferenceCase;
using movements::v1::DifferenceLine;

int64_t OpenOf(const DifferenceCase& difference) {
  int64_t open = 0;
  for (const DifferenceLine& line : difference.lines())
    open += line.open_rejected_count() + line.open_missing_count() + line.open_surplus_count();
  return open;
}

std::string StateOf(const DifferenceCase& difference) {
  if (difference.has_close_time()) return "CASE_CLOSED";
  return difference.overdue() ? "CASE_OVERDUE" : "CASE_OPEN";
}

Table LinesOf(const DifferenceCase& difference) {
  Table table{.key = "lines",
              .title = "Lot yang berselisih",
              .columns = {{"lot", "Lot"},
                          {"missing_count", "Kurang", Kind::kCount},
                          {"open_missing_count", "Kurang, terbuka", Kind::kCount},
                          {"rejected_count", "Ditolak", Kind::kCount},
                          {"open_rejected_count", "Ditolak, terbuka", Kind::kCount},
                          {"surplus_count", "Lebih", Kind::kCount},
                          {"open_surplus_count", "Lebih, terbuka", Kind::kCount}},
              .rows = {}};
  for (const DifferenceLine& line : difference.lines()) {
    table.rows.push_back({line.lot(), Raw(line.missing_count()), Raw(line.open_missing_count()),
                          Raw(line.rejected_count()), Raw(line.open_rejected_count()),
                          Raw(line.surplus_count()), Raw(line.open_surplus_count())});
  }
  return table;
}

Table StepsOf(const DifferenceCase& difference) {
  Table table{.key = "steps",
              .title = "Langkah",
              .columns = {{"time", "Waktu", Kind::kTime},
                          {"lot", "Lot"},
                          {"resolution", "Penyelesaian", Kind::kCode},
                          {"count", "Keping", Kind::kCount},
                          {"by", "Oleh"},
                          {"second_actor", "Orang kedua", Kind::kText, Shown::kWhenUsed},
                          {"document", "Dokumen", Kind::kText, Shown::kWhenUsed},
                          {"shipment_id", "Pengiriman", Kind::kText, Shown::kWhenUsed},
                          {"note", "Catatan"}},
              .rows = {}};
  for (const CaseStep& step : difference.steps()) {
    table.rows.push_back({TimeCell(step.time()), step.lot(),
                          absl::StrCat("CASE_", EnumCell(step.resolution())), Raw(step.count()), step.by(),
                          step.second_actor(), step.document(), step.shipment_id(), step.note()});
  }
  return table;
}

std::string LotsOf(const DeclaredLoss& loss) {
  std::string lots;
  for (const auto& line : loss.lines())
    absl::StrAppend(&lots, lots.empty() ? "" : ", ", line.lot(), ": ", line.count());
  return lots;
}

Table UidsOf(const DeclaredLoss& loss) {
  Table table{.key = "uids",
              .title = "UID yang diblokir",
              .columns = {{"first", "UID pertama"}, {"last", "UID terakhir"}},
              .rows = {}};
  for (const auto& range : loss.uids()) table.rows.push_back({range.first(), range.last()});
  return table;
}

}  // namespace

Table CaseList() {
  return {.key = "cases",
          .title = "",
          .columns = {{"case_id", "Nomor"},
                      {"state", "Status", Kind::kCode},
                      {"office", "Kantor"},
                      {"from_office", "Dari"},
                      {"open_count", "Keping terbuka", Kind::kCount},
                      {"open_time", "Dibuka", Kind::kTime},
                      {"due_time", "Batas waktu", Kind::kTime},
                      {"owner", "Penanggung jawab"},
                      {"close_time", "Ditutup", Kind::kTime, Shown::kWhenUsed}},
          .rows = {}};
}

void AddCase(Table& table, const DifferenceCase& difference) {
  table.rows.push_back({difference.case_id(), StateOf(difference), difference.office(),
                        difference.from_office(), Raw(OpenOf(difference)), TimeCell(difference.open_time()),
                        TimeCell(difference.due_time()), difference.owner(),
                        TimeCell(difference.close_time())});
}

std::vector<Table> CaseSheets(const DifferenceCase& difference) {
  Table head = CaseList();
  AddCase(head, difference);
  head.single = true;
  std::vector<Table> sheets = {std::move(head), LinesOf(difference)};
  if (!difference.steps().empty()) sheets.push_back(StepsOf(difference));
  return sheets;
}

Table LossList() {
  return {.key = "losses",
          .title = "",
          .columns = {{"loss_id", "Nomor"},
                      {"office", "Kantor"},
                      {"lines", "Lot: keping"},
                      {"lost_date", "Diketahui tanggal"},
                      {"place", "Tempat kehilangan"},
                      {"circumstances", "Kejadian"},
                      {"police_report", "Laporan polisi", Kind::kText, Shown::kWhenUsed},
                      {"uid_count", "UID diblokir (rentang)", Kind::kCount, Shown::kWhenUsed},
                      {"declared_by", "Dinyatakan oleh"},
                      {"confirmed_by", "Orang kedua"},
                      {"time", "Dibukukan", Kind::kTime}},
          .rows = {}};
}

void AddLoss(Table& table, const DeclaredLoss& loss) {
  table.rows.push_back({loss.loss_id(), loss.office(), LotsOf(loss), DayCell(loss.lost_date()), loss.place(),
                        loss.circumstances(), loss.police_report(), Raw(loss.uids_size()), loss.declared_by(),
                        loss.confirmed_by(), TimeCell(loss.time())});
}

std::vector<Table> LossSheets(const DeclaredLoss& loss) {
  Table head = LossList();
  AddLoss(head, loss);
  head.single = true;
  std::vector<Table> sheets = {std::move(head)};
  if (!loss.uids().empty()) sheets.push_back(UidsOf(loss));
  return sheets;
}

}  // namespace blangko::cli
