#include "services/papers/paper_of.h"

#include "absl/strings/str_cat.h"
#include "services/papers/words.h"

namespace blangko::papers {
namespace {

absl::StatusOr<Paper> BodyOf(const rows::v1::PaperFacts& facts) {
  using Facts = rows::v1::PaperFacts;
  switch (facts.facts_case()) {
    case Facts::kReceipt: return ReceiptPaper(facts.receipt());
    case Facts::kDelivery: return DeliveryPaper(facts.delivery());
    case Facts::kStockCard: return StockCardPaper(facts.stock_card());
    case Facts::kStockReport: return StockReportPaper(facts.stock_report());
    case Facts::kCount: return CountPaper(facts.count());
    case Facts::kDestruction: return DestructionPaper(facts.destruction());
    case Facts::kLoss: return LossPaper(facts.loss());
    case Facts::FACTS_NOT_SET: break;
  }
  return absl::DataLossError("papers: facts of no known kind");
}

}  // namespace

absl::StatusOr<Paper> PaperOf(const rows::v1::PaperFacts& facts) {
  if (facts.layout() != kLayout) return absl::DataLossError("papers: facts of no known layout");
  absl::StatusOr<Paper> paper = BodyOf(facts);
  if (!paper.ok()) return paper;
  const rows::v1::PaperHead& head = facts.head();
  paper->letterhead.assign(head.letterhead().begin(), head.letterhead().end());
  paper->number = head.number();
  paper->place = head.place();
  paper->day = head.day();
  const bool annex = facts.has_destruction() && facts.destruction().first_card() > 1;
  if (annex) return paper;
  for (const auto& one : head.signatures()) {
    paper->signatures.push_back(
        {one.heading(), one.name(), one.nip(), one.rank(), one.title(), one.approves()});
  }
  return paper;
}

std::string LotText(const rows::v1::PaperLot& lot) {
  std::string text = lot.lot();
  if (!lot.blank_type().empty()) absl::StrAppend(&text, ", ", lot.blank_type());
  if (!lot.funding().empty()) absl::StrAppend(&text, ", ", lot.funding());
  return text;
}

Cell CountCell(int64_t count) { return {Grouped(count), count}; }

Cell WorthCell(const rows::v1::PaperLot& lot, int64_t count) {
  if (lot.unit_price_idr() == 0) return "-";
  const int64_t worth = lot.unit_price_idr() * count;
  return {Rupiah(worth), worth};
}

}  // namespace blangko::papers
