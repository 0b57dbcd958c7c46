#include "services/movements/find_executor.h"

#include "absl/strings/str_cat.h"
#include "services/movements/find.h"

namespace blangko::movements {

using access::FactOf;
using access::ProposalRow;

absl::Status FindExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  return CheckFind(snapshot, proposal.act().find());
}

absl::StatusOr<access::ShownFacts> FindExecutor::Describe(storage::Snapshot&, const ProposalRow& proposal) {
  const Find& find = proposal.act().find();
  return access::ShownFacts{FactOf("loss_id", find.loss_id()), FactOf("case_id", find.case_id()),
                            FactOf("lot", find.lot()), FactOf("count", absl::StrCat(find.count())),
                            FactOf("document", find.document())};
}

absl::Status FindExecutor::Execute(storage::Txn& txn, const access::Act& act, const ProposalRow& proposal) {
  return DoFind(txn, act, proposal.act().find(), proposal.reason());
}

}  // namespace blangko::movements
