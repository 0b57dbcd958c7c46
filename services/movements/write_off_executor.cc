#include "services/movements/write_off_executor.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/movements/write_off.h"
#include "services/refusal/refusal.h"
#include "services/stock/receipt.h"
#include "services/stock/stock_table.h"

namespace blangko::movements {
namespace {

using access::FactOf;
using access::ProposalRow;
using rows::v1::ProposedWriteOff;

std::vector<rows::v1::Movement> MovementsOf(const Unused& unused, const std::string& document) {
  std::vector<rows::v1::Movement> movements;
  const auto add = [&](int64_t count, rows::v1::Account from) {
    if (count == 0) return;
    movements.push_back(stock::Move(count, from, rows::v1::ACCOUNT_SPOILED_HELD, document, "USANG"));
  };
  add(unused.available, rows::v1::ACCOUNT_AVAILABLE);
  add(unused.quarantined, rows::v1::ACCOUNT_QUARANTINED);
  return movements;
}

// What there is now, when it is as many as were proposed.
absl::StatusOr<Unused> StillUnused(storage::Snapshot& snapshot, const ProposedWriteOff& wanted) {
  ASSIGN_OR_RETURN(const Unused now, UnusedOf(snapshot, wanted.office(), wanted.lot()));
  if (now.all() == wanted.count() && now.all() > 0) return now;
  return BadField("count", absl::StrCat(wanted.count()), WantedOf(now));
}

}  // namespace

absl::Status WriteOffExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  return StillUnused(snapshot, proposal.act().write_off()).status();
}

absl::StatusOr<access::ShownFacts> WriteOffExecutor::Describe(storage::Snapshot& snapshot,
                                                              const ProposalRow& proposal) {
  const ProposedWriteOff& wanted = proposal.act().write_off();
  access::ShownFacts facts{FactOf("lot", wanted.lot()), FactOf("count", absl::StrCat(wanted.count())),
                           FactOf("document", wanted.document())};
  ASSIGN_OR_RETURN(const Unused now, UnusedOf(snapshot, wanted.office(), wanted.lot()));
  if (now.quarantined > 0) facts.push_back(FactOf("of_these_quarantined", absl::StrCat(now.quarantined)));
  if (now.in_cases > 0) facts.push_back(FactOf("left_in_cases", absl::StrCat(now.in_cases)));
  return facts;
}

absl::Status WriteOffExecutor::Execute(storage::Txn& txn, const access::Act& act,
                                       const ProposalRow& proposal) {
  const ProposedWriteOff& wanted = proposal.act().write_off();
  ASSIGN_OR_RETURN(const Unused unused, StillUnused(txn, wanted));
  const stock::Posting posting{.office = wanted.office(),
                               .lot = wanted.lot(),
                               .movements = MovementsOf(unused, wanted.document()),
                               .record = {},
                               .subject = absl::StrCat("lot:", wanted.lot()),
                               .event = "WRITTEN_OFF",
                               .detail = proposal.reason()};
  return stock::StockTable(txn).Post(act, posting).status();
}

}  // namespace blangko::movements
