// Kartu persediaan.
#include "absl/strings/str_cat.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/papers/paper_of.h"
#include "services/papers/words.h"

namespace blangko::papers {
namespace {

using rows::v1::StockCardEntry;
using rows::v1::StockCardFacts;
using rows::v1::StockCardLot;

std::string InText(uint32_t account) {
  switch (account) {
    case rows::v1::ACCOUNT_RECEIVED: return "Diterima dari pusat";
    case rows::v1::ACCOUNT_OPENING: return "Saldo awal";
    case rows::v1::ACCOUNT_RECEIVED_IN: return "Diterima dari kantor luar";
    case rows::v1::ACCOUNT_TRANSFER_IN: return "Diterima dari kantor lain";
    case rows::v1::ACCOUNT_UNEXPLAINED: return "Masuk tanpa asal";
    case rows::v1::ACCOUNT_UNCERTAIN_HELD: return "Selesai diperiksa, masih kosong";
    case rows::v1::ACCOUNT_QUARANTINED: return "Kembali dari penyisihan";
    case rows::v1::ACCOUNT_LOST: return "Ditemukan kembali";
    default: return "Koreksi masuk";
  }
}

std::string OutText(uint32_t account) {
  switch (account) {
    case rows::v1::ACCOUNT_CONSUMED: return "Tercetak";
    case rows::v1::ACCOUNT_SPOILED_HELD: return "Rusak";
    case rows::v1::ACCOUNT_UNCERTAIN_HELD: return "Perlu diperiksa";
    case rows::v1::ACCOUNT_IN_TRANSIT:
    case rows::v1::ACCOUNT_TRANSFER_OUT: return "Dikirim ke kantor lain";
    case rows::v1::ACCOUNT_SENT_OUT: return "Dikirim ke kantor luar";
    case rows::v1::ACCOUNT_QUARANTINED: return "Disisihkan";
    case rows::v1::ACCOUNT_LOST: return "Hilang";
    case rows::v1::ACCOUNT_DESTROYED: return "Dimusnahkan";
    default: return "Koreksi keluar";
  }
}

std::string TextOf(const StockCardEntry& entry) {
  const std::string text = entry.in() > 0 ? InText(entry.account()) : OutText(entry.account());
  return entry.jobs() ? absl::StrCat(text, " (sehari)") : text;
}

Cell OrBlank(int64_t count) { return count == 0 ? Cell("") : CountCell(count); }

struct Sums {
  int64_t before = 0, in = 0, out = 0, worth = 0;
  int64_t remaining() const { return before + in - out; }
};

Sums SumsOf(const StockCardLot& lot) {
  Sums sums{.before = lot.before()};
  for (const StockCardEntry& entry : lot.entries()) {
    sums.in += entry.in();
    sums.out += entry.out();
  }
  sums.worth = sums.remaining() * lot.lot().unit_price_idr();
  return sums;
}

std::vector<Column> EntryColumns() {
  return {{"Tanggal", 1.25, Align::kCentre},
          {"Dokumen", 2.2},
          {"Uraian", 2.1},
          {"Masuk", 0.95, Align::kRight},
          {"Keluar", 0.95, Align::kRight},
          {"Sisa", 0.95, Align::kRight},
          {"Nilai sisa", 1.7, Align::kRight}};
}

PaperTable LotTable(const StockCardFacts& facts, const StockCardLot& lot) {
  PaperTable table{
      .caption = absl::StrCat("Lot ", LotText(lot.lot()), "; harga satuan ", WorthCell(lot.lot(), 1).text),
      .columns = EntryColumns(),
      .rows = {},
      .total = {}};
  int64_t remaining = lot.before();
  table.rows.push_back({ShortDay(facts.from_day()), "", "Sisa sebelumnya", "", "", CountCell(remaining),
                        WorthCell(lot.lot(), remaining)});
  for (const StockCardEntry& entry : lot.entries()) {
    remaining += entry.in() - entry.out();
    table.rows.push_back({ShortDay(entry.document_day()), entry.document(), TextOf(entry),
                          OrBlank(entry.in()), OrBlank(entry.out()), CountCell(remaining),
                          WorthCell(lot.lot(), remaining)});
  }
  const Sums sums = SumsOf(lot);
  table.total = {"",
                 "",
                 absl::StrCat("Sisa ", ShortDay(facts.to_day())),
                 CountCell(sums.in),
                 CountCell(sums.out),
                 CountCell(sums.remaining()),
                 WorthCell(lot.lot(), sums.remaining())};
  return table;
}

PaperTable SummaryTable(const StockCardFacts& facts) {
  PaperTable table{.caption = "Ringkasan semua lot",
                   .columns = {{"Lot, jenis, sumber dana", 3},
                               {"Sisa sebelumnya", 1.2, Align::kRight},
                               {"Masuk", 1, Align::kRight},
                               {"Keluar", 1, Align::kRight},
                               {"Sisa", 1, Align::kRight},
                               {"Nilai sisa", 1.7, Align::kRight}},
                   .rows = {},
                   .total = {}};
  Sums all;
  for (const StockCardLot& lot : facts.lots()) {
    const Sums sums = SumsOf(lot);
    table.rows.push_back({LotText(lot.lot()), CountCell(sums.before), CountCell(sums.in), CountCell(sums.out),
                          CountCell(sums.remaining()), WorthCell(lot.lot(), sums.remaining())});
    all.before += sums.before;
    all.in += sums.in;
    all.out += sums.out;
    all.worth += sums.worth;
  }
  table.total = {"Jumlah",           CountCell(all.before),      CountCell(all.in),
                 CountCell(all.out), CountCell(all.remaining()), {Rupiah(all.worth), all.worth}};
  return table;
}

// What stands on the card by its document's day, although it was booked after the period.
PaperTable LaterTable(const StockCardFacts& facts) {
  PaperTable table{
      .caption = absl::StrCat("Mutasi di atas yang baru dibukukan setelah ", DayText(facts.to_day())),
      .columns = {{"Tanggal dokumen", 1.3, Align::kCentre},
                  {"Dibukukan", 1.3, Align::kCentre},
                  {"Lot", 1.8},
                  {"Dokumen", 2},
                  {"Uraian", 2},
                  {"Masuk", 0.9, Align::kRight},
                  {"Keluar", 0.9, Align::kRight}},
      .rows = {},
      .total = {}};
  for (const StockCardLot& lot : facts.lots()) {
    for (const StockCardEntry& entry : lot.entries()) {
      if (entry.booked_day() <= facts.to_day()) continue;
      table.rows.push_back({ShortDay(entry.document_day()), ShortDay(entry.booked_day()), lot.lot().lot(),
                            entry.document(), TextOf(entry), OrBlank(entry.in()), OrBlank(entry.out())});
    }
  }
  return table;
}

}  // namespace

Paper StockCardPaper(const StockCardFacts& facts) {
  Paper paper;
  paper.title = "KARTU PERSEDIAAN BLANGKO KTP-EL";
  FactList head{{{"Kantor", facts.office_name()},
                 {"Masa", absl::StrCat(DayText(facts.from_day()), " sampai ", DayText(facts.to_day()))},
                 {"Satuan", "keping; sisa = tersedia dan sudah disiapkan untuk dicetak"}}};
  paper.blocks.emplace_back(head);
  if (facts.all_lots()) paper.blocks.emplace_back(SummaryTable(facts));
  for (const StockCardLot& lot : facts.lots()) paper.blocks.emplace_back(LotTable(facts, lot));
  if (facts.lots().empty()) paper.blocks.emplace_back(Paragraph{"Tidak ada blangko dan tidak ada mutasi."});
  PaperTable later = LaterTable(facts);
  if (!later.rows.empty()) paper.blocks.emplace_back(std::move(later));
  return paper;
}

}  // namespace blangko::papers
