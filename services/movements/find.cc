#include "services/movements/find.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "blangko/movements/v1/movements.pb.h"
#include "services/refusal/refusal.h"
#include "services/stock/receipt.h"
#include "services/stock/stock_table.h"

namespace blangko::movements {
namespace {

using rows::v1::DifferenceLine;
using rows::v1::LossLine;
using storage::Snapshot;

std::string IdOf(const Find& find) { return find.loss_id().empty() ? find.case_id() : find.loss_id(); }

// The line of `lot`, or null.
template <typename Lines>
auto* LineOf(Lines& lines, const std::string& lot) {
  const auto line =
      std::find_if(lines.begin(), lines.end(), [&](const auto& one) { return one.lot() == lot; });
  return line == lines.end() ? nullptr : &*line;
}

absl::StatusOr<int64_t> LostNow(Snapshot& snapshot, const Find& find) {
  if (!find.loss_id().empty()) {
    ASSIGN_OR_RETURN(const LossRow row, GetLoss(snapshot, find.loss_id()));
    const LossLine* line = LineOf(row.lines(), find.lot());
    if (line == nullptr) return BadField("lot", find.lot(), "a lot of the loss");
    return StillLost(*line);
  }
  ASSIGN_OR_RETURN(const CaseRow row, GetCase(snapshot, find.case_id()));
  const DifferenceLine* line = LineOf(row.lines(), find.lot());
  if (line == nullptr) return BadField("lot", find.lot(), "a lot of the case");
  return StillLost(row, *line);
}

rows::v1::Movement MovementOf(const Find& find) {
  return stock::Move(find.count(), rows::v1::ACCOUNT_LOST, rows::v1::ACCOUNT_AVAILABLE, find.document(),
                     "DITEMUKAN");
}

absl::Status Note(storage::Txn& txn, const Find& find) {
  if (Planted("found-not-noted")) return absl::OkStatus();
  if (find.loss_id().empty()) {
    ASSIGN_OR_RETURN(CaseRow row, GetCase(txn, find.case_id()));
    DifferenceLine* line = LineOf(*row.mutable_lines(), find.lot());
    line->set_found(line->found() + find.count());
    PutCase(txn, row);
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(LossRow row, GetLoss(txn, find.loss_id()));
  LossLine* line = LineOf(*row.mutable_lines(), find.lot());
  line->set_found(line->found() + find.count());
  PutLoss(txn, row);
  return absl::OkStatus();
}

}  // namespace

int64_t StillLost(const LossLine& line) {
  return line.reversed_by_seq() != 0 ? 0 : line.count() - line.found();
}

int64_t StillLost(const CaseRow& row, const DifferenceLine& line) {
  int64_t lost = -line.found();
  for (const rows::v1::CaseStep& step : row.steps()) {
    if (step.lot() == line.lot() && step.resolution() == v1::RESOLUTION_LOST) lost += step.count();
  }
  return lost;
}

absl::Status CheckFind(Snapshot& snapshot, const Find& find) {
  ASSIGN_OR_RETURN(const int64_t lost, LostNow(snapshot, find));
  if (find.count() > lost) {
    return BadField("count", absl::StrCat(find.count()),
                    absl::StrCat("at most ", lost, " that are still lost"));
  }
  ASSIGN_OR_RETURN(stock::Balances balances, stock::ReadBalances(snapshot, find.office(), find.lot()));
  return stock::Moved({find.office(), find.lot()}, std::move(balances), MovementOf(find)).status();
}

absl::Status DoFind(storage::Txn& txn, const access::Act& act, const Find& find, const std::string& reason) {
  RETURN_IF_ERROR(CheckFind(txn, find));
  const stock::Posting posting{
      .office = find.office(),
      .lot = find.lot(),
      .movements = {MovementOf(find)},
      .record = {},
      .subject = absl::StrCat(find.loss_id().empty() ? "case:" : "loss:", IdOf(find)),
      .event = "LOST_FOUND",
      .detail = reason};
  RETURN_IF_ERROR(stock::StockTable(txn).Post(act, posting).status());
  return Note(txn, find);
}

}  // namespace blangko::movements
