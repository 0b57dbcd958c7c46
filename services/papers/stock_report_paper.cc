// Laporan persediaan.
#include "absl/strings/str_cat.h"
#include "services/papers/paper_of.h"
#include "services/papers/words.h"

namespace blangko::papers {
namespace {

using rows::v1::StockReportFacts;
using rows::v1::StockReportLine;

PaperTable StockTable(const StockReportFacts& facts) {
  PaperTable table{.caption = absl::StrCat("Persediaan menurut buku per ", DayText(facts.day())),
                   .columns = {{"No.", 0.5, Align::kRight},
                               {"Lot, jenis, sumber dana", 3.4},
                               {"Harga satuan", 1.5, Align::kRight},
                               {"Keping", 1.1, Align::kRight},
                               {"Nilai", 1.9, Align::kRight}},
                   .rows = {},
                   .total = {}};
  int64_t pieces = 0;
  int64_t worth = 0;
  int number = 0;
  for (const StockReportLine& line : facts.lines()) {
    table.rows.push_back({CountCell(++number), LotText(line.lot()), WorthCell(line.lot(), 1),
                          CountCell(line.booked()), WorthCell(line.lot(), line.booked())});
    pieces += line.booked();
    worth += line.booked() * line.lot().unit_price_idr();
  }
  table.total = {"", "Jumlah", "", CountCell(pieces), {Rupiah(worth), worth}};
  return table;
}

// Listed apart: the table above is what the books said that day.
PaperTable LaterTable(const StockReportFacts& facts) {
  PaperTable table{.caption = absl::StrCat("Dokumen bertanggal sampai ", DayText(facts.day()),
                                           " yang dibukukan sesudahnya (belum termasuk di atas)"),
                   .columns = {{"Tanggal dokumen", 1.3, Align::kCentre},
                               {"Dibukukan", 1.3, Align::kCentre},
                               {"Lot", 1.8},
                               {"Dokumen", 2.6},
                               {"Keping", 1, Align::kRight}},
                   .rows = {},
                   .total = {}};
  int64_t pieces = 0;
  for (const auto& later : facts.later()) {
    table.rows.push_back({ShortDay(later.document_day()), ShortDay(later.booked_day()), later.lot(),
                          later.document(), CountCell(later.pieces())});
    pieces += later.pieces();
  }
  table.total = {"", "", "", "Jumlah", CountCell(pieces)};
  return table;
}

PaperTable CountTable(const StockReportFacts& facts) {
  PaperTable table{.caption = absl::StrCat("Opname sesudahnya, dihitung mundur ke ", DayText(facts.day())),
                   .columns = {{"Lot", 2.2},
                               {"Opname", 1.3, Align::kCentre},
                               {"Buku dan dokumen kemudian", 1.6, Align::kRight},
                               {"Hasil opname mundur", 1.5, Align::kRight},
                               {"Selisih", 1, Align::kRight}},
                   .rows = {},
                   .total = {}};
  int64_t booked = 0;
  int64_t counted = 0;
  for (const StockReportLine& line : facts.lines()) {
    if (!line.counted()) continue;
    const int64_t book = line.booked() + line.later();
    booked += book;
    counted += line.rolled_back();
    table.rows.push_back({line.lot().lot(), ShortDay(line.counted_day()), CountCell(book),
                          CountCell(line.rolled_back()), CountCell(line.rolled_back() - book)});
  }
  table.total = {"Jumlah", "", CountCell(booked), CountCell(counted), CountCell(counted - booked)};
  return table;
}

// Both together: what the dates of the documents say.
FactList ByDocumentDate(const StockReportFacts& facts) {
  int64_t pieces = 0;
  int64_t worth = 0;
  for (const StockReportLine& line : facts.lines()) {
    pieces += line.booked() + line.later();
    worth += (line.booked() + line.later()) * line.lot().unit_price_idr();
  }
  return {{{"Persediaan menurut tanggal dokumen",
            absl::StrCat(CountCell(pieces).text, " keping, ", Rupiah(worth))}}};
}

Paragraph CountAlone(const StockReportFacts& facts) {
  return {absl::StrCat("Dari ", CountCell(facts.used()).text, " keping yang terpakai sampai hari itu, ",
                       CountCell(facts.used_unread()).text,
                       " keping hanya diketahui jumlahnya (hanya jumlah): UID cipnya tidak dibaca.")};
}

}  // namespace

Paper StockReportPaper(const StockReportFacts& facts) {
  Paper paper;
  paper.title = "LAPORAN PERSEDIAAN BLANGKO KTP-EL";
  paper.blocks.emplace_back(FactList{{{"Kantor", facts.office_name()},
                                      {"Keadaan", absl::StrCat("akhir hari ", DayText(facts.day()))},
                                      {"Satuan", "keping; tersedia dan sudah disiapkan untuk dicetak"}}});
  if (facts.lines().empty())
    paper.blocks.emplace_back(Paragraph{"Tidak ada persediaan blangko pada tanggal itu."});
  if (!facts.lines().empty()) paper.blocks.emplace_back(StockTable(facts));
  if (LacksPrices(facts.lines())) paper.blocks.emplace_back(Paragraph{std::string(kNoPrice)});
  if (facts.used_unread() > 0) paper.blocks.emplace_back(CountAlone(facts));
  if (!facts.later().empty()) {
    paper.blocks.emplace_back(LaterTable(facts));
    paper.blocks.emplace_back(ByDocumentDate(facts));
  }
  PaperTable counted = CountTable(facts);
  if (!counted.rows.empty()) paper.blocks.emplace_back(std::move(counted));
  return paper;
}

}  // namespace blangko::papers
