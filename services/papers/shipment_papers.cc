// BAST and surat jalan.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/papers/paper_of.h"
#include "services/papers/words.h"

namespace blangko::papers {
namespace {

using rows::v1::ShipmentFacts;
using rows::v1::ShipmentFactsLine;

constexpr char kEnd[] =
    "Demikian berita acara ini dibuat dengan sebenarnya untuk dapat dipergunakan sebagaimana mestinya.";

std::string OrDash(const std::string& text) { return text.empty() ? "-" : text; }

struct Sums {
  int64_t shipped = 0, accepted = 0, missing = 0, surplus = 0, rejected = 0;
  int64_t shipped_idr = 0, accepted_idr = 0;
};

Sums SumsOf(const ShipmentFacts& facts) {
  Sums sums;
  for (const ShipmentFactsLine& line : facts.lines()) {
    sums.shipped += line.shipped();
    sums.accepted += line.accepted();
    sums.missing += line.missing();
    sums.surplus += line.surplus();
    sums.rejected += line.rejected();
    sums.shipped_idr += line.shipped() * line.lot().unit_price_idr();
    sums.accepted_idr += line.accepted() * line.lot().unit_price_idr();
  }
  return sums;
}

Cell Money(int64_t idr) { return {Rupiah(idr), idr}; }

PaperTable ReceivedTable(const ShipmentFacts& facts, const Sums& sums) {
  PaperTable table{.caption = "",
                   .columns = {{"No.", 0.6, Align::kCentre},
                               {"Lot, jenis, sumber dana", 2.6},
                               {"Surat jalan", 1.1, Align::kRight},
                               {"Diterima baik", 1.1, Align::kRight},
                               {"Kurang", 1, Align::kRight},
                               {"Lebih", 0.9, Align::kRight},
                               {"Rusak", 0.9, Align::kRight},
                               {"Harga satuan", 1.3, Align::kRight},
                               {"Nilai diterima", 1.8, Align::kRight}},
                   .rows = {},
                   .total = {}};
  for (const ShipmentFactsLine& line : facts.lines()) {
    const auto number = static_cast<int64_t>(table.rows.size() + 1);
    table.rows.push_back({CountCell(number), LotText(line.lot()), CountCell(line.shipped()),
                          CountCell(line.accepted()), CountCell(line.missing()), CountCell(line.surplus()),
                          CountCell(line.rejected()), WorthCell(line.lot(), 1),
                          WorthCell(line.lot(), line.accepted())});
  }
  table.total = {"",
                 "Jumlah (keping)",
                 CountCell(sums.shipped),
                 CountCell(sums.accepted),
                 CountCell(sums.missing),
                 CountCell(sums.surplus),
                 CountCell(sums.rejected),
                 "",
                 Money(sums.accepted_idr)};
  return table;
}

std::string ReceivedSentence(const Sums& sums) {
  const std::string text = absl::StrCat("Menurut surat jalan dikirim ", Pieces(sums.shipped),
                                        ". Diterima dalam keadaan baik ", Pieces(sums.accepted), ".");
  std::vector<std::string> differing;
  const auto add = [&](const char* what, int64_t count) {
    if (count > 0) differing.push_back(absl::StrCat(what, " ", Pieces(count)));
  };
  add("kurang", sums.missing);
  add("lebih", sums.surplus);
  add("rusak", sums.rejected);
  if (differing.empty()) return absl::StrCat(text, " Tidak ada selisih.");
  return absl::StrCat(text, " Selisih: ", absl::StrJoin(differing, ", "),
                      ". Blangko yang berselisih disisihkan, tidak dipakai dan tidak dihapuskan, sampai "
                      "selisihnya diselesaikan dengan pengirim.");
}

void AddNotes(Paper& paper, const ShipmentFacts& facts) {
  FactList notes;
  if (!facts.note().empty()) notes.facts.emplace_back("Catatan pengirim", facts.note());
  if (!facts.receipt_note().empty()) notes.facts.emplace_back("Catatan penerima", facts.receipt_note());
  if (!notes.facts.empty()) paper.blocks.emplace_back(notes);
}

// `note` is what the sender's number is called: on the delivery note itself it stands beside the number of the paper.
FactList WhoAndWhen(const ShipmentFacts& facts, const char* note) {
  FactList list{.facts = {{"Dari", OrDash(facts.from_name())},
                          {"Kepada", OrDash(facts.to_name())},
                          {note, OrDash(facts.delivery_note())}}};
  if (facts.shipped_day() != 0) list.facts.emplace_back("Tanggal dikirim", DayText(facts.shipped_day()));
  list.facts.emplace_back("Nomor pengiriman", facts.shipment_id());
  return list;
}

PaperTable SentTable(const ShipmentFacts& facts, const Sums& sums) {
  PaperTable table{.caption = "",
                   .columns = {{"No.", 0.5, Align::kCentre},
                               {"Lot", 2},
                               {"Jenis blangko", 2},
                               {"Sumber dana", 1.2},
                               {"Jumlah (keping)", 1.3, Align::kRight},
                               {"Harga satuan", 1.3, Align::kRight},
                               {"Nilai", 1.7, Align::kRight}},
                   .rows = {},
                   .total = {}};
  for (const ShipmentFactsLine& line : facts.lines()) {
    const auto number = static_cast<int64_t>(table.rows.size() + 1);
    table.rows.push_back({CountCell(number), line.lot().lot(), OrDash(line.lot().blank_type()),
                          OrDash(line.lot().funding()), CountCell(line.shipped()), WorthCell(line.lot(), 1),
                          WorthCell(line.lot(), line.shipped())});
  }
  table.total = {"", "Jumlah", "", "", CountCell(sums.shipped), "", Money(sums.shipped_idr)};
  return table;
}

}  // namespace

Paper ReceiptPaper(const ShipmentFacts& facts) {
  const Sums sums = SumsOf(facts);
  Paper paper;
  paper.title = "BERITA ACARA SERAH TERIMA BLANGKO KTP-EL";
  paper.blocks.emplace_back(Paragraph{absl::StrCat(
      "Pada hari ini ", DayInWords(facts.received_day()), " (", ShortDay(facts.received_day()),
      "), kami yang bertanda tangan di bawah ini telah melakukan serah terima blangko KTP-el dengan rincian "
      "sebagai berikut:")});
  paper.blocks.emplace_back(WhoAndWhen(facts, "Nomor surat jalan"));
  paper.blocks.emplace_back(ReceivedTable(facts, sums));
  paper.blocks.emplace_back(Paragraph{ReceivedSentence(sums)});
  AddNotes(paper, facts);
  paper.blocks.emplace_back(Paragraph{kEnd});
  return paper;
}

Paper DeliveryPaper(const ShipmentFacts& facts) {
  const Sums sums = SumsOf(facts);
  Paper paper;
  paper.title = "SURAT JALAN";
  paper.blocks.emplace_back(Paragraph{"Bersama ini dikirimkan blangko KTP-el:"});
  paper.blocks.emplace_back(WhoAndWhen(facts, "Nomor acuan"));
  paper.blocks.emplace_back(SentTable(facts, sums));
  paper.blocks.emplace_back(Paragraph{absl::StrCat(
      "Jumlah seluruhnya ", Pieces(sums.shipped),
      ". Mohon dihitung saat diterima; kekurangan, kelebihan, dan kerusakan dicatat dalam berita acara serah "
      "terima.")});
  AddNotes(paper, facts);
  return paper;
}

}  // namespace blangko::papers
