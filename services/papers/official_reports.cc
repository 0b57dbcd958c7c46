// BA opname, BA pemusnahan, BA kehilangan.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/papers/paper_of.h"
#include "services/papers/words.h"

namespace blangko::papers {
namespace {

constexpr char kEnd[] =
    "Demikian berita acara ini dibuat dengan sebenarnya untuk dapat dipergunakan sebagaimana mestinya.";

std::string OrDash(const std::string& text) { return text.empty() ? "-" : text; }

std::string OnThisDay(int64_t day) {
  return absl::StrCat("Pada hari ini ", DayInWords(day), " (", ShortDay(day), "), ");
}

// "+3" for more than in the books, "-2" for less.
Cell DifferenceCell(int64_t count) { return {absl::StrCat(count > 0 ? "+" : "", Grouped(count)), count}; }

struct CountSums {
  int64_t booked = 0, found = 0, worth = 0;
  int64_t spoiled_booked = 0, spoiled_found = 0;  // of these: spoiled cards that are kept
};

PaperTable CountTable(const rows::v1::CountFacts& facts, const CountSums& sums) {
  PaperTable table{.caption = "",
                   .columns = {{"No.", 0.55, Align::kCentre},
                               {"Lot, jenis, sumber dana", 2.5},
                               {"Menurut buku", 1.1, Align::kRight},
                               {"Hasil hitung", 1.1, Align::kRight},
                               {"Selisih", 0.9, Align::kRight},
                               {"Nilai hasil hitung", 1.7, Align::kRight},
                               {"Penjelasan", 2.2}},
                   .rows = {},
                   .total = {}};
  for (const auto& line : facts.lines()) {
    const auto number = static_cast<int64_t>(table.rows.size() + 1);
    table.rows.push_back({CountCell(number), LotText(line.lot()), CountCell(line.booked()),
                          CountCell(line.found()), DifferenceCell(line.found() - line.booked()),
                          WorthCell(line.lot(), line.found()), OrDash(line.explanation())});
  }
  table.total = {"",
                 "Jumlah",
                 CountCell(sums.booked),
                 CountCell(sums.found),
                 DifferenceCell(sums.found - sums.booked),
                 {Rupiah(sums.worth), sums.worth},
                 ""};
  return table;
}

CountSums SumsOf(const rows::v1::CountFacts& facts) {
  CountSums sums;
  for (const auto& line : facts.lines()) {
    sums.booked += line.booked();
    sums.found += line.found();
    sums.worth += line.found() * line.lot().unit_price_idr();
    if (!line.lot().lot().ends_with(kSpoiledKept)) continue;
    sums.spoiled_booked += line.booked();
    sums.spoiled_found += line.found();
  }
  return sums;
}

std::string CountSentence(const CountSums& sums) {
  const int64_t difference = sums.found - sums.booked;
  std::string text =
      absl::StrCat("Menurut buku ada ", Pieces(sums.booked), ", terhitung ", Pieces(sums.found), "; ");
  if (difference == 0) absl::StrAppend(&text, "jumlahnya sama.");
  if (difference < 0) absl::StrAppend(&text, "kurang ", Pieces(-difference), ".");
  if (difference > 0) absl::StrAppend(&text, "lebih ", Pieces(difference), ".");
  if (sums.spoiled_booked == 0 && sums.spoiled_found == 0) return text;
  return absl::StrCat(text, " Di antaranya kartu rusak yang disimpan: menurut buku ",
                      Pieces(sums.spoiled_booked), ", terhitung ", Pieces(sums.spoiled_found), ".");
}

// "Cacat, 12 keping": blanks of which only the number is known stand in one line.
std::string CauseText(const rows::v1::DestroyedCard& card) {
  return card.count() > 1 ? absl::StrCat(card.cause(), ", ", Grouped(card.count()), " keping") : card.cause();
}

// "3 (tiga) keping: 2 (dua) keping blangko rusak dan 1 (satu) kartu yang ditarik".
std::string Destroyed(const rows::v1::DestructionFacts& facts) {
  if (facts.card_count() == 0)
    return absl::StrCat(Pieces(facts.cards_size()), " blangko rusak dan kartu yang ditarik");
  if (facts.withdrawn_count() == 0)
    return absl::StrCat(Pieces(facts.spoiled_count()), " blangko KTP-el rusak");
  const std::string withdrawn = absl::StrCat(Grouped(facts.withdrawn_count()), " (",
                                             InWords(facts.withdrawn_count()), ") kartu KTP-el yang ditarik");
  if (facts.spoiled_count() == 0) return withdrawn;
  return absl::StrCat(Pieces(facts.card_count()), ", yaitu ", Pieces(facts.spoiled_count()),
                      " blangko KTP-el rusak dan ", withdrawn);
}

// The cards from the second part on.
Paper Annex(const rows::v1::DestructionFacts& facts, PaperTable cards) {
  const int64_t part = (facts.first_card() - 1) / kCardsOfAPart + 1;
  Paper paper;
  paper.title = "LAMPIRAN BERITA ACARA PEMUSNAHAN";
  paper.blocks.emplace_back(
      Paragraph{absl::StrCat("Bagian ", Grouped(part), " daftar kartu dan blangko yang dimusnahkan.")});
  paper.blocks.emplace_back(std::move(cards));
  return paper;
}

PaperTable CardTable(const rows::v1::DestructionFacts& facts) {
  PaperTable table{.caption = "Daftar kartu dan blangko yang dimusnahkan",
                   .columns = {{"No.", 0.6, Align::kRight},
                               {"Lot, nomor register", 1.35},
                               {"UID chip", 2.1},
                               {"Nama", 2.2},
                               {"Alamat", 3.1},
                               {"Sebab", 1.55}},
                   .rows = {},
                   .total = {}};
  const int64_t first = std::max<int64_t>(facts.first_card(), 1);
  int64_t pieces = 0;
  for (const auto& card : facts.cards()) {
    pieces += std::max<int64_t>(card.count(), 1);
    const int64_t number = first + static_cast<int64_t>(table.rows.size());
    table.rows.push_back({CountCell(number), card.lot().empty() ? "kartu ditarik" : card.lot(),
                          OrDash(card.uid()), OrDash(card.name()), OrDash(card.address()), CauseText(card)});
  }
  // A list in parts has its sum in the text alone.
  if (pieces == facts.card_count())
    table.total = {"", "Jumlah", "", "", "", {absl::StrCat(Grouped(pieces), " keping"), pieces}};
  return table;
}

PaperTable WitnessTable(const rows::v1::DestructionFacts& facts) {
  PaperTable table{.caption = "Saksi",
                   .columns = {{"No.", 0.5, Align::kCentre},
                               {"Nama", 2.4},
                               {"Jabatan", 2},
                               {"Instansi", 2},
                               {"Tanda tangan", 2}},
                   .rows = {},
                   .total = {}};
  for (const auto& witness : facts.witnesses()) {
    const auto number = static_cast<int64_t>(table.rows.size() + 1);
    const std::string nip = witness.nip().empty() ? "" : absl::StrCat("\nNIP. ", witness.nip());
    table.rows.push_back({CountCell(number), absl::StrCat(witness.name(), nip), OrDash(witness.title()),
                          witness.role(), "\n\n"});
  }
  return table;
}

PaperTable LossTable(const rows::v1::LossFacts& facts) {
  PaperTable table{.caption = "",
                   .columns = {{"No.", 0.5, Align::kCentre},
                               {"Lot, jenis, sumber dana", 2.6},
                               {"Jumlah (keping)", 1.1, Align::kRight},
                               {"Nilai", 1.6, Align::kRight},
                               {"UID chip", 3.2}},
                   .rows = {},
                   .total = {}};
  const std::string no_uids =
      facts.other_uids().empty() ? "tidak diketahui, hanya jumlah" : "lihat di bawah tabel";
  int64_t count = 0;
  int64_t worth = 0;
  for (const auto& line : facts.lines()) {
    const auto number = static_cast<int64_t>(table.rows.size() + 1);
    table.rows.push_back({CountCell(number), LotText(line.lot()), CountCell(line.count()),
                          WorthCell(line.lot(), line.count()), line.uids().empty() ? no_uids : line.uids()});
    count += line.count();
    worth += line.count() * line.lot().unit_price_idr();
  }
  table.total = {"", "Jumlah", CountCell(count), {Rupiah(worth), worth}, ""};
  return table;
}

FactList WhereAndWho(const rows::v1::CountFacts& facts) {
  FactList list{{{"Kantor", facts.office_name()}}};
  if (!facts.store_room().empty()) list.facts.emplace_back("Tempat penyimpanan", facts.store_room());
  list.facts.emplace_back("Dihitung oleh", OrDash(absl::StrJoin(facts.counted_by(), ", ")));
  return list;
}

}  // namespace

Paper CountPaper(const rows::v1::CountFacts& facts) {
  const CountSums sums = SumsOf(facts);
  Paper paper;
  paper.title = "BERITA ACARA OPNAME FISIK BLANGKO KTP-EL";
  paper.blocks.emplace_back(Paragraph{
      absl::StrCat(OnThisDay(facts.counted_day()),
                   "telah dilakukan penghitungan fisik blangko KTP-el dengan hasil sebagai berikut:")});
  paper.blocks.emplace_back(WhereAndWho(facts));
  paper.blocks.emplace_back(CountTable(facts, sums));
  paper.blocks.emplace_back(Paragraph{CountSentence(sums)});
  paper.blocks.emplace_back(Paragraph{kEnd});
  return paper;
}

Paper DestructionPaper(const rows::v1::DestructionFacts& facts) {
  if (facts.first_card() > 1) return Annex(facts, CardTable(facts));
  Paper paper;
  paper.title = "BERITA ACARA PEMUSNAHAN BLANGKO DAN KARTU KTP-EL";
  paper.blocks.emplace_back(
      Paragraph{absl::StrCat(OnThisDay(facts.destroyed_day()), "bertempat di ", OrDash(facts.place()), ", ",
                             facts.office_name(), " telah memusnahkan ", Destroyed(facts), " dengan cara ",
                             OrDash(facts.method()), ", disaksikan oleh para saksi di bawah ini.")});
  paper.blocks.emplace_back(CardTable(facts));
  paper.blocks.emplace_back(WitnessTable(facts));
  paper.blocks.emplace_back(Paragraph{kEnd});
  return paper;
}

Paper LossPaper(const rows::v1::LossFacts& facts) {
  Paper paper;
  paper.title = "BERITA ACARA KEHILANGAN BLANGKO KTP-EL";
  // The paper is signed on another day than the loss was found out.
  paper.blocks.emplace_back(Paragraph{absl::StrCat(
      "Kami yang bertanda tangan di bawah ini menyatakan bahwa pada hari ", DayInWords(facts.lost_day()),
      " (", ShortDay(facts.lost_day()), ") diketahui bahwa blangko KTP-el berikut tidak ditemukan:")});
  paper.blocks.emplace_back(FactList{{{"Kantor", facts.office_name()},
                                      {"Tempat", OrDash(facts.place())},
                                      {"Nomor laporan polisi", OrDash(facts.police_report())},
                                      {"Dinyatakan oleh", OrDash(facts.declared_by())},
                                      {"Disetujui oleh", OrDash(facts.confirmed_by())}}});
  paper.blocks.emplace_back(LossTable(facts));
  if (LacksPrices(facts.lines())) paper.blocks.emplace_back(Paragraph{std::string(kNoPrice)});
  if (!facts.other_uids().empty()) {
    paper.blocks.emplace_back(
        Paragraph{absl::StrCat("UID chip dari lot-lot di atas: ", facts.other_uids(), ".")});
  }
  paper.blocks.emplace_back(Paragraph{absl::StrCat("Keadaan: ", OrDash(facts.circumstances()))});
  paper.blocks.emplace_back(
      Paragraph{"Blangko tersebut tidak lagi berlaku; UID yang diketahui ditolak di semua tempat cetak."});
  paper.blocks.emplace_back(Paragraph{kEnd});
  return paper;
}

}  // namespace blangko::papers
