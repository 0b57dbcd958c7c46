#include "services/movements/write_off_executor.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/receipt.h"
#include "services/stock/stock_table.h"

namespace blangko::movements {
namespace {

using access::FactOf;
using access::ProposalRow;
using rows::v1::ProposedWriteOff;

stock::Posting PostingOf(const ProposalRow& proposal) {
  const ProposedWriteOff& wanted = proposal.act().write_off();
  return {.office = wanted.office(),
          .lot = wanted.lot(),
          .movements = {stock::Move(wanted.count(), rows::v1::ACCOUNT_AVAILABLE,
                                    rows::v1::ACCOUNT_SPOILED_HELD, wanted.document(), "USANG")},
          .record = {},
          .subject = absl::StrCat("lot:", wanted.lot()),
          .event = "WRITTEN_OFF",
          .detail = proposal.reason()};
}

}  // namespace

absl::Status WriteOffExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  const ProposedWriteOff& wanted = proposal.act().write_off();
  ASSIGN_OR_RETURN(const stock::Balances now, stock::ReadBalances(snapshot, wanted.office(), wanted.lot()));
  const int64_t unused = stock::Get(now, rows::v1::ACCOUNT_AVAILABLE);
  if (unused == wanted.count() && unused > 0) return absl::OkStatus();
  return BadField("count", absl::StrCat(wanted.count()),
                  absl::StrCat("all unused blanks of the lot, now ", unused));
}

absl::StatusOr<access::ShownFacts> WriteOffExecutor::Describe(storage::Snapshot&,
                                                              const ProposalRow& proposal) {
  const ProposedWriteOff& wanted = proposal.act().write_off();
  return access::ShownFacts{FactOf("lot", wanted.lot()), FactOf("count", absl::StrCat(wanted.count())),
                            FactOf("document", wanted.document())};
}

absl::Status WriteOffExecutor::Execute(storage::Txn& txn, const access::Act& act,
                                       const ProposalRow& proposal) {
  RETURN_IF_ERROR(Check(txn, proposal));
  return stock::StockTable(txn).Post(act, PostingOf(proposal)).status();
}

}  // namespace blangko::movements
