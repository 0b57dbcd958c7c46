#include "services/movements/reversal_executor.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/movements/reversal.h"

namespace blangko::movements {
namespace {

using access::FactOf;
using access::ProposalRow;

EntryName NameOf(const ProposalRow& proposal) {
  const rows::v1::ProposedReversal& wanted = proposal.act().reversal();
  return {wanted.office(), wanted.lot(), wanted.seq()};
}

}  // namespace

absl::Status ReversalExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  return ReversalOf(snapshot, NameOf(proposal), proposal.reason()).status();
}

absl::StatusOr<access::ShownFacts> ReversalExecutor::Describe(storage::Snapshot& snapshot,
                                                              const ProposalRow& proposal) {
  const EntryName name = NameOf(proposal);
  access::ShownFacts facts = {FactOf("lot", name.lot), FactOf("entry", absl::StrCat(name.seq))};
  const auto posting = ReversalOf(snapshot, name, proposal.reason());
  if (!posting.ok()) return facts;  // what is in the way is shown beside it
  for (const rows::v1::Movement& movement : posting->movements) {
    facts.push_back(
        FactOf("moves_back", absl::StrCat(movement.count(), ": ", ToAbsl(stock::NameOf(movement.from())),
                                          " -> ", ToAbsl(stock::NameOf(movement.to())))));
  }
  return facts;
}

absl::Status ReversalExecutor::Execute(storage::Txn& txn, const access::Act& act,
                                       const ProposalRow& proposal) {
  return Reverse(txn, act, NameOf(proposal), proposal.reason());
}

}  // namespace blangko::movements
