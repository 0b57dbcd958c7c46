#include "services/cli/compare_view.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/cli/cells.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {

using comparison::v1::ComparedCard;
using comparison::v1::ComparisonDay;

namespace {

std::string StateCell(const ComparisonDay& day) {
  constexpr size_t kPrefix = sizeof("STATE_") - 1;
  return absl::StrCat("COMPARED_", ComparisonDay::State_Name(day.state()).substr(kPrefix));
}

}  // namespace

Table ComparedDays(const std::string& key) {
  return {.key = key,
          .title = "",
          .columns = {{"office", "Kantor"},
                      {"day", "Hari"},
                      {"state", "Status", Kind::kCode},
                      {"listed", "Di daftar pusat", Kind::kCount},
                      {"printed", "Tercetak di sini", Kind::kCount},
                      {"agreed", "Cocok", Kind::kCount},
                      {"booked", "Tercetak di luar", Kind::kCount},
                      {"only_there", "Hanya di pusat", Kind::kCount},
                      {"only_here", "Hanya di sini", Kind::kCount},
                      {"unanswered", "Belum ada alasan", Kind::kCount},
                      {"refused", "Baris ditolak", Kind::kCount, Shown::kWhenUsed},
                      {"lists", "Daftar ke-", Kind::kCount, Shown::kWhenUsed},
                      {"listed_by", "Daftar dari", Kind::kText, Shown::kWhenUsed},
                      {"closed_by", "Ditutup oleh", Kind::kText, Shown::kWhenUsed},
                      {"close_time", "Ditutup pada", Kind::kTime, Shown::kWhenUsed}},
          .rows = {}};
}

void AddComparedDay(Table& table, const ComparisonDay& day) {
  const auto& counts = day.counts();
  table.rows.push_back({day.office(), DayCell(day.day()), StateCell(day), Raw(day.listed()),
                        Raw(day.printed()), Raw(counts.agreed()), Raw(counts.booked()),
                        Raw(counts.only_there()), Raw(counts.only_here()), Raw(counts.unanswered()),
                        Raw(day.refused()), Raw(day.lists()), day.listed_by(), day.closed_by(),
                        TimeCell(day.close_time())});
}

Table ComparedCards() {
  return {.key = "cards",
          .title = "Selisih",
          .columns = {{"card_id", "Kartu"},
                      {"side", "Sisi", Kind::kCode},
                      {"row", "Baris", Kind::kCount, Shown::kWhenUsed},
                      {"record_id", "Data cetak"},
                      {"record_state", "Status data", Kind::kCode, Shown::kWhenUsed},
                      {"person_hash", "Orang tak dikenal (sidik)", Kind::kText, Shown::kWhenUsed},
                      {"print_time", "Waktu cetak", Kind::kTime},
                      {"other_day", "Kartunya sudah ada", Kind::kYesNo, Shown::kWhenUsed},
                      {"reason", "Alasan", Kind::kCode, Shown::kWhenUsed},
                      {"note", "Catatan", Kind::kText, Shown::kWhenUsed},
                      {"answered_by", "Oleh", Kind::kText, Shown::kWhenUsed}},
          .rows = {}};
}

void AddComparedCard(Table& table, const ComparedCard& card) {
  table.rows.push_back({card.card_id(), absl::StrCat("SIDE_", EnumCell(card.side())),
                        card.row() == 0 ? "" : Raw(card.row()), card.record_id(), card.record_state(),
                        card.person_hash(), TimeCell(card.print_time()), card.other_day() ? "true" : "",
                        card.reason(), card.note(), card.answered_by()});
}

Table RefusedRows(const google::protobuf::RepeatedPtrField<comparison::v1::ListRowError>& errors) {
  Table table{.key = "errors",
              .title = "Baris yang ditolak",
              .columns = {{"row", "Baris", Kind::kCount},
                          {"line", "Baris berkas", Kind::kCount},
                          {"field", "Kolom"},
                          {"got", "Tertulis"},
                          {"want", "Seharusnya", Kind::kPhrase},
                          {"reason", "Sebab", Kind::kCode}},
              .rows = {}};
  for (const auto& error : errors) {
    table.rows.push_back(
        {Raw(error.row()), Raw(error.line()), error.field(), error.got(), error.want(), error.reason()});
  }
  return table;
}

Table OutsideCards() {
  return {.key = "outside",
          .title = "",
          .columns = {{"office", "Kantor"},
                      {"day", "Hari"},
                      {"card_id", "Kartu"},
                      {"record_id", "Data cetak"},
                      {"person_hash", "Orang (sidik)"},
                      {"lot", "Lot"},
                      {"unexplained", "Tanpa asal", Kind::kYesNo},
                      {"record_left", "Keluar dari daftar tunggu", Kind::kYesNo},
                      {"booked_by", "Oleh"},
                      {"book_time", "Pada", Kind::kTime}},
          .rows = {}};
}

void AddOutsideCard(Table& table, const comparison::v1::PrintedOutside& card) {
  table.rows.push_back({card.office(), DayCell(card.day()), card.card_id(), card.record_id(),
                        card.person_hash(), card.lot(), RawYesNo(card.unexplained()),
                        RawYesNo(card.record_left()), card.booked_by(), TimeCell(card.book_time())});
}

}  // namespace blangko::cli
