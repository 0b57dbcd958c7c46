// PaperOf: what stands on a paper, from its facts. One function per kind; the same facts give the same paper.
//
// Failure: DATA_LOSS for facts of no known kind or layout. Threads: pure.
#pragma once

#include <algorithm>

#include "absl/status/statusor.h"
#include "blangko/rows/v1/papers.pb.h"
#include "services/papers/paper.h"

namespace blangko::papers {

inline constexpr uint32_t kLayout = 1;      // what this release draws
inline constexpr int kCardsOfAPart = 1000;  // lines of a BA pemusnahan in one part of it

// Ends the lot of a line of a count that is about spoiled cards.
inline constexpr char kSpoiledKept[] = ", rusak disimpan";

// BAST: who gave what to whom, with kurang, lebih and rusak.
Paper ReceiptPaper(const rows::v1::ShipmentFacts& facts);
// Surat jalan.
Paper DeliveryPaper(const rows::v1::ShipmentFacts& facts);
// Kartu persediaan.
Paper StockCardPaper(const rows::v1::StockCardFacts& facts);
// Laporan persediaan.
Paper StockReportPaper(const rows::v1::StockReportFacts& facts);
// BA opname, BA pemusnahan, BA kehilangan.
Paper CountPaper(const rows::v1::CountFacts& facts);
Paper DestructionPaper(const rows::v1::DestructionFacts& facts);
Paper LossPaper(const rows::v1::LossFacts& facts);

absl::StatusOr<Paper> PaperOf(const rows::v1::PaperFacts& facts);

// "L-2026-01, versi 2, APBN": a lot as tables name it.
std::string LotText(const rows::v1::PaperLot& lot);
Cell CountCell(int64_t count);
// Rupiah of `count` blanks of a lot; "-" where the price is not known.
Cell WorthCell(const rows::v1::PaperLot& lot, int64_t count);
// What a paper says under a table whose sum of rupiah leaves some lines out.
inline constexpr char kNoPrice[] = "Lot tanpa harga satuan (-) tidak termasuk dalam jumlah nilai.";
template <typename Lines>
bool LacksPrices(const Lines& lines) {
  return std::any_of(lines.begin(), lines.end(),
                     [](const auto& line) { return line.lot().unit_price_idr() == 0; });
}

}  // namespace blangko::papers
