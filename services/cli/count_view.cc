#include "services/cli/count_view.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/cli/cells.h"

namespace blangko::cli {
namespace {

using counts::v1::Count;
using counts::v1::CountLine;

bool Differs(const CountLine& line) {
  return line.counted().unused() != line.book().unused() || line.counted().spoiled() != line.book().spoiled();
}

Table LinesToCount(const Count& count) {
  Table table{.key = "lines", .title = "Yang dihitung", .columns = {{"lot", "Lot"}}, .rows = {}};
  for (const CountLine& line : count.lines()) table.rows.push_back({line.lot()});
  return table;
}

Table LinesCounted(const Count& count) {
  Table table{.key = "lines",
              .title = "Hasil hitung",
              .columns = {{"lot", "Lot"},
                          {"counted_unused", "Belum terpakai", Kind::kCount},
                          {"book_unused", "Menurut buku", Kind::kCount},
                          {"difference_unused", "Selisih", Kind::kCount},
                          {"counted_spoiled", "Rusak", Kind::kCount},
                          {"book_spoiled", "Rusak menurut buku", Kind::kCount},
                          {"difference_spoiled", "Selisih rusak", Kind::kCount},
                          {"explanation", "Penjelasan", Kind::kText, Shown::kWhenUsed}},
              .rows = {}};
  for (const CountLine& line : count.lines()) {
    table.rows.push_back({line.lot(), Raw(line.counted().unused()), Raw(line.book().unused()),
                          Raw(line.counted().unused() - line.book().unused()), Raw(line.counted().spoiled()),
                          Raw(line.book().spoiled()), Raw(line.counted().spoiled() - line.book().spoiled()),
                          line.explanation()});
  }
  return table;
}

Table Counters(const Count& count) {
  Table table{.key = "counters",
              .title = "Penghitung pencetak",
              .columns = {{"station_id", "Tempat cetak"},
                          {"printer_id", "Pencetak"},
                          {"counter", "Penghitung kartu", Kind::kCount},
                          {"counter_before", "Saat opname sebelumnya", Kind::kCount},
                          {"cards", "Kartu sejak itu", Kind::kCount}},
              .rows = {}};
  for (const auto& printer : count.counters()) {
    const bool known = printer.has_counter_before();
    table.rows.push_back({printer.station_id(), printer.printer_id(), Raw(printer.counter()),
                          known ? Raw(printer.counter_before()) : "",
                          known ? Raw(printer.counter() - printer.counter_before()) : ""});
  }
  return table;
}

std::string StateOf(const Count& count) {
  constexpr size_t kPrefix = sizeof("STATE_") - 1;
  return absl::StrCat("COUNT_", Count::State_Name(count.state()).substr(kPrefix));
}

}  // namespace

Table CountList() {
  return {.key = "counts",
          .title = "",
          .columns = {{"count_id", "Nomor"},
                      {"state", "Status", Kind::kCode},
                      {"office", "Kantor"},
                      {"opened_by", "Dibuka oleh"},
                      {"open_time", "Dibuka", Kind::kTime},
                      {"counted_by", "Dihitung oleh", Kind::kText, Shown::kWhenUsed},
                      {"count_time", "Dihitung pada", Kind::kTime, Shown::kWhenUsed},
                      {"document", "Berita acara", Kind::kText, Shown::kWhenUsed},
                      {"settled_by", "Diusulkan oleh", Kind::kText, Shown::kWhenUsed},
                      {"second_person", "Orang kedua", Kind::kText, Shown::kWhenUsed},
                      {"cancel_reason", "Sebab batal", Kind::kText, Shown::kWhenUsed},
                      {"cards_by_book", "Kartu menurut buku sejak opname sebelumnya", Kind::kCount,
                       Shown::kWhenUsed}},
          .rows = {}};
}

void AddCount(Table& table, const Count& count) {
  table.rows.push_back({count.count_id(), StateOf(count), count.office(), count.opened_by(),
                        TimeCell(count.open_time()), count.counted_by(), TimeCell(count.count_time()),
                        count.document(), count.settled_by(), count.second_person(), count.cancel_reason(),
                        count.has_cards_by_book() ? Raw(count.cards_by_book()) : ""});
}

std::vector<Table> CountSheets(const Count& count) {
  Table head = CountList();
  AddCount(head, count);
  head.single = true;
  const bool open = count.counted_by().empty();
  std::vector<Table> sheets = {std::move(head), open ? LinesToCount(count) : LinesCounted(count)};
  if (!count.counters().empty()) sheets.push_back(Counters(count));
  return sheets;
}

Sentence NextStep(const Count& count) {
  if (count.state() == Count::STATE_OPEN) {
    return {absl::StrCat("Hitung tanpa melihat buku, lalu: blangko counts enter ", count.count_id(),
                         " --lot LOT:BELUM_TERPAKAI[:RUSAK] untuk setiap lot."),
            absl::StrCat("Count without looking at the book, then: blangko counts enter ", count.count_id(),
                         " --lot LOT:UNUSED[:SPOILED] for each lot.")};
  }
  if (count.state() != Count::STATE_ENTERED) return {};
  const auto different = std::count_if(count.lines().begin(), count.lines().end(), Differs);
  return {absl::StrCat(different, " lot berselisih. Orang lain, bukan ", count.counted_by(),
                       ", mengusulkan: blangko counts settle ", count.count_id(),
                       " --explain LOT:SEBAB untuk setiap lot yang berselisih; orang kedua menyetujui."),
          absl::StrCat(different, " lots differ. Another person than ", count.counted_by(),
                       " proposes: blangko counts settle ", count.count_id(),
                       " --explain LOT:WHY for each lot that differs; a second one approves.")};
}

}  // namespace blangko::cli
