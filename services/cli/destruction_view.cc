#include "services/cli/destruction_view.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/cli/cells.h"

namespace blangko::cli {
namespace {

using destruction::v1::Destruction;
using destruction::v1::DestructionLine;
using destruction::v1::RegisteredCard;
using destruction::v1::RegisterSummary;

// "R-17": as it stands on the card's envelope and as it is typed.
std::string NumberOf(destruction::v1::CardRegister which, uint64_t number) {
  if (number == 0) return "";
  return absl::StrCat(which == destruction::v1::CARD_REGISTER_WITHDRAWN ? "T-" : "R-", number);
}

std::string JobOf(const std::string& record, uint32_t attempt) {
  return record.empty() || attempt == 0 ? record : absl::StrCat(record, "/", attempt);
}

std::string DateOf(const Destruction& list) {
  if (!list.has_date()) return "";
  return absl::StrFormat("%04d-%02d-%02d", list.date().year(), list.date().month(), list.date().day());
}

std::string StateOf(const Destruction& list) {
  constexpr size_t kPrefix = sizeof("STATE_") - 1;
  return absl::StrCat("DESTRUCTION_", Destruction::State_Name(list.state()).substr(kPrefix));
}

Table LotsOf(const Destruction& list) {
  Table table{.key = "lots",
              .title = "Blangko rusak di daftar",
              .columns = {{"lot", "Lot"},
                          {"cards", "Dengan nomor register", Kind::kCount},
                          {"counted", "Hanya jumlah", Kind::kCount, Shown::kWhenUsed}},
              .rows = {}};
  for (const auto& lot : list.lots()) table.rows.push_back({lot.lot(), Raw(lot.cards()), Raw(lot.counted())});
  return table;
}

Table WitnessesOf(const Destruction& list) {
  Table table{.key = "witnesses",
              .title = "Saksi",
              .columns = {{"name", "Nama"},
                          {"title", "Jabatan", Kind::kText, Shown::kWhenUsed},
                          {"institution", "Instansi"},
                          {"nip", "NIP", Kind::kText, Shown::kWhenUsed}},
              .rows = {}};
  for (const auto& witness : list.witnesses())
    table.rows.push_back({witness.name(), witness.title(), witness.institution(), witness.nip()});
  return table;
}

Sentence NextOfOpen(const Destruction& list) {
  const std::string& id = list.destruction_id();
  if (list.listed() == 0) {
    return {absl::StrCat("Daftarkan kartu satu per satu: blangko destruction add ", id,
                         " R-1 T-2 04A1B2C3D4E5F6"),
            absl::StrCat("Put the cards on the list one by one: blangko destruction add ", id,
                         " R-1 T-2 04A1B2C3D4E5F6")};
  }
  if (list.number().empty()) {
    return {absl::StrCat("Isi berita acara: blangko destruction describe ", id,
                         " --number … --date … --place … --witness \"NAMA;INSTANSI;JABATAN;NIP\""),
            absl::StrCat("Say what stands on the paper: blangko destruction describe ", id,
                         " --number … --date … --place … --witness \"NAME;INSTITUTION;TITLE;NIP\"")};
  }
  if (!list.has_pile()) {
    return {
        absl::StrCat("Hitung tumpukan tanpa melihat daftar, lalu: blangko destruction pile ", id, " JUMLAH"),
        absl::StrCat("Count the pile without looking at the list, then: blangko destruction pile ", id,
                     " NUMBER")};
  }
  if (list.pile() != list.listed()) {
    return {absl::StrCat("Di tumpukan ", list.pile(), ", di daftar ", list.listed(),
                         ": cari kartu yang belum didaftar atau yang tidak ada."),
            absl::StrCat("In the pile ", list.pile(), ", on the list ", list.listed(),
                         ": find the cards that are not listed, or not there.")};
  }
  return {absl::StrCat("Daftar dan tumpukan sama. Ajukan: blangko destruction propose ", id,
                       "; orang kedua menyetujui."),
          absl::StrCat("List and pile agree. Propose: blangko destruction propose ", id,
                       "; a second person approves.")};
}

}  // namespace

Table RegisterList() {
  return {.key = "cards",
          .title = "",
          .columns = {{"number", "Nomor"},
                      {"office", "Kantor"},
                      {"lot", "Lot", Kind::kText, Shown::kWhenUsed},
                      {"count", "Keping", Kind::kCount},
                      {"record_id", "Data cetak", Kind::kText, Shown::kWhenUsed},
                      {"blank_uid", "UID chip", Kind::kText, Shown::kWhenUsed},
                      {"cause", "Sebab", Kind::kCode},
                      {"hold_time", "Disimpan sejak", Kind::kTime},
                      {"recorded_by", "Dicatat oleh"},
                      {"station_id", "Tempat cetak", Kind::kText, Shown::kWhenUsed},
                      {"for_record", "Diserahkan untuk", Kind::kText, Shown::kWhenUsed},
                      {"note", "Catatan", Kind::kText, Shown::kWhenUsed},
                      {"destruction_id", "Daftar pemusnahan", Kind::kText, Shown::kWhenUsed},
                      {"overdue", "TERLALU LAMA", Kind::kYesNo},
                      {"gone_time", "Keluar pada", Kind::kTime, Shown::kWhenUsed},
                      {"gone_to", "Menjadi", Kind::kCode, Shown::kWhenUsed}},
          .rows = {}};
}

void AddCard(Table& table, const RegisteredCard& card) {
  table.rows.push_back({NumberOf(card.register_(), card.number()), card.office(), card.lot(),
                        Raw(card.count()), JobOf(card.record_id(), card.attempt()), card.blank_uid(),
                        card.cause(), TimeCell(card.hold_time()), card.recorded_by(), card.station_id(),
                        card.for_record(), card.note(), card.destruction_id(), RawYesNo(card.overdue()),
                        TimeCell(card.gone_time()), absl::AsciiStrToUpper(card.gone_to())});
}

Table SummaryList() {
  return {.key = "registers",
          .title = "",
          .columns = {{"office", "Kantor"},
                      {"spoiled", "Blangko rusak disimpan", Kind::kCount},
                      {"withdrawn", "Kartu ditarik disimpan", Kind::kCount},
                      {"oldest_time", "Terlama sejak", Kind::kTime},
                      {"limit_days", "Batas (hari)", Kind::kCount},
                      {"overdue", "TERLALU LAMA", Kind::kCount}},
          .rows = {}};
}

void AddSummary(Table& table, const RegisterSummary& summary) {
  table.rows.push_back({summary.office(), Raw(summary.spoiled()), Raw(summary.withdrawn()),
                        TimeCell(summary.oldest_time()), Raw(summary.limit_days()), Raw(summary.overdue())});
}

Table LotsOfRegisters() {
  return {.key = "lots",
          .title = "Blangko rusak menurut lot",
          .columns = {{"office", "Kantor"},
                      {"lot", "Lot"},
                      {"listed", "Dengan nomor register", Kind::kCount},
                      {"before", "Sebelum ada register (hanya jumlah)", Kind::kCount, Shown::kWhenUsed},
                      {"missing", "Tidak ditemukan saat opname", Kind::kCount, Shown::kWhenUsed}},
          .rows = {}};
}

void AddLots(Table& table, const RegisterSummary& summary) {
  for (const auto& lot : summary.lots()) {
    table.rows.push_back(
        {summary.office(), lot.lot(), Raw(lot.listed()), Raw(lot.before()), Raw(lot.missing())});
  }
}

Table DestructionList() {
  return {.key = "destructions",
          .title = "",
          .columns = {{"destruction_id", "Daftar pemusnahan"},
                      {"state", "Status", Kind::kCode},
                      {"office", "Kantor"},
                      {"listed", "Didaftar", Kind::kCount},
                      {"withdrawn", "Di antaranya kartu ditarik", Kind::kCount, Shown::kWhenUsed},
                      {"pile", "Tumpukan", Kind::kCount},
                      {"pile_counted_by", "Tumpukan dihitung oleh", Kind::kText, Shown::kWhenUsed},
                      {"document", "Berita acara"},
                      {"date", "Tanggal", Kind::kText, Shown::kWhenUsed},
                      {"place", "Tempat pemusnahan", Kind::kText, Shown::kWhenUsed},
                      {"method", "Cara", Kind::kText, Shown::kWhenUsed},
                      {"open_time", "Dibuka", Kind::kTime},
                      {"opened_by", "Dibuka oleh"},
                      {"proposed_by", "Diusulkan oleh", Kind::kText, Shown::kWhenUsed},
                      {"second_person", "Orang kedua", Kind::kText, Shown::kWhenUsed},
                      {"posted", "Baris dibukukan", Kind::kCount, Shown::kWhenUsed},
                      {"lines", "Jumlah baris", Kind::kCount},
                      {"finish_time", "Dimusnahkan pada", Kind::kTime, Shown::kWhenUsed},
                      {"not_held", "TIDAK DAPAT DIBUKUKAN", Kind::kCount, Shown::kWhenUsed},
                      {"cancel_reason", "Sebab batal", Kind::kText, Shown::kWhenUsed}},
          .rows = {}};
}

void AddDestruction(Table& table, const Destruction& list) {
  table.rows.push_back(
      {list.destruction_id(),  StateOf(list),         list.office(),
       Raw(list.listed()),     Raw(list.withdrawn()), list.has_pile() ? Raw(list.pile()) : "",
       list.pile_counted_by(), list.number(),         DateOf(list),
       list.place(),           list.method(),         TimeCell(list.open_time()),
       list.opened_by(),       list.proposed_by(),    list.second_person(),
       Raw(list.posted()),     Raw(list.lines()),     TimeCell(list.finish_time()),
       Raw(list.not_held()),   list.cancel_reason()});
}

std::vector<Table> DestructionSheets(const Destruction& list) {
  Table head = DestructionList();
  AddDestruction(head, list);
  head.single = true;
  std::vector<Table> sheets = {std::move(head)};
  if (!list.lots().empty()) sheets.push_back(LotsOf(list));
  if (!list.witnesses().empty()) sheets.push_back(WitnessesOf(list));
  return sheets;
}

Table LineList() {
  return {.key = "lines",
          .title = "",
          .columns = {{"number", "Nomor"},
                      {"lot", "Lot", Kind::kText, Shown::kWhenUsed},
                      {"count", "Keping", Kind::kCount},
                      {"record_id", "Data cetak", Kind::kText, Shown::kWhenUsed},
                      {"blank_uid", "UID chip", Kind::kText, Shown::kWhenUsed},
                      {"cause", "Sebab", Kind::kCode},
                      {"listed_by", "Didaftar oleh"},
                      {"not_held", "TIDAK DAPAT DIBUKUKAN", Kind::kYesNo}},
          .rows = {}};
}

void AddLine(Table& table, const DestructionLine& line) {
  table.rows.push_back({NumberOf(line.register_(), line.number()), line.lot(), Raw(line.count()),
                        JobOf(line.record_id(), line.attempt()), line.blank_uid(), line.cause(),
                        line.listed_by(), RawYesNo(line.not_held())});
}

Sentence NextStep(const Destruction& list) {
  switch (list.state()) {
    case Destruction::STATE_OPEN: return NextOfOpen(list);
    case Destruction::STATE_SEALED:
      return {absl::StrCat("Sedang dibukukan: ", list.posted(), " dari ", list.lines(), " baris."),
              absl::StrCat("Being booked: ", list.posted(), " of ", list.lines(), " lines.")};
    case Destruction::STATE_DESTROYED:
      return {absl::StrCat("Naskahnya: blangko papers issue --kind DESTRUCTION ", list.destruction_id()),
              absl::StrCat("Its paper: blangko papers issue --kind DESTRUCTION ", list.destruction_id())};
    default: return {};
  }
}

}  // namespace blangko::cli
