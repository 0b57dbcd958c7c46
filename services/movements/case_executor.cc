#include "services/movements/case_executor.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/movements/case_step.h"

namespace blangko::movements {

using access::FactOf;
using access::ProposalRow;

absl::Status CaseExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  const rows::v1::ProposedCaseStep& wanted = proposal.act().case_step();
  ASSIGN_OR_RETURN(const CaseRow row, GetCase(snapshot, wanted.case_id()));
  return CheckStep(row, wanted.step());
}

absl::StatusOr<access::ShownFacts> CaseExecutor::Describe(storage::Snapshot& snapshot,
                                                          const ProposalRow& proposal) {
  const rows::v1::ProposedCaseStep& wanted = proposal.act().case_step();
  ASSIGN_OR_RETURN(const CaseRow row, GetCase(snapshot, wanted.case_id()));
  const auto resolution = static_cast<v1::Resolution>(wanted.step().resolution());
  return access::ShownFacts{FactOf("case_id", row.case_id()),
                            FactOf("from_office", row.from_office()),
                            FactOf("lot", wanted.step().lot()),
                            FactOf("resolution", ResolutionWord(resolution)),
                            FactOf("count", absl::StrCat(wanted.step().count())),
                            FactOf("note", wanted.step().note()),
                            FactOf("document", wanted.step().document())};
}

absl::Status CaseExecutor::Execute(storage::Txn& txn, const access::Act& act, const ProposalRow& proposal) {
  const rows::v1::ProposedCaseStep& wanted = proposal.act().case_step();
  ASSIGN_OR_RETURN(CaseRow row, GetCase(txn, wanted.case_id()));
  return DoStep(txn, act, std::move(row), wanted.step());
}

}  // namespace blangko::movements
