#include "services/scheduler/decision_executor.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/scheduler/attempt_facts.h"
#include "services/scheduler/doubt.h"
#include "services/scheduler/full_count.h"
#include "services/scheduler/late_doubt.h"
#include "services/scheduler/outcome.h"

namespace blangko::scheduler {
namespace {

using access::FactOf;
using access::ProposalRow;
using records::RecordRow;

v1::NotPrintedEvidence EvidenceOf(const ProposalRow& proposal) {
  return static_cast<v1::NotPrintedEvidence>(proposal.act().decision().evidence());
}

bool NothingPrinted(const ProposalRow& proposal) {
  return access::KindOf(proposal) == access::v1::PROPOSAL_KIND_NOT_PRINTED;
}

absl::Status CheckDecision(const RecordRow& record, const ProposalRow& proposal) {
  const rows::v1::ProposedDecision& decision = proposal.act().decision();
  const records::Event event =
      NothingPrinted(proposal) ? records::Event::kResolvedNotPrinted : records::Event::kResolvedCardMissing;
  RETURN_IF_ERROR(CheckInDoubt(record, decision.attempt(), event));
  const bool shown = EvidenceOf(proposal) == v1::NOT_PRINTED_EVIDENCE_SAME_UID_SHOWN;
  return shown ? CheckShownUid(record, decision.attempt(), decision.blank_uid()) : absl::OkStatus();
}

Finding FindingOf(const access::Act& act, const ProposalRow& proposal) {
  Finding finding;
  finding.outcome = NothingPrinted(proposal) ? v1::OUTCOME_NOT_PRINTED : v1::OUTCOME_CARD_MISSING;
  finding.evidence = NothingPrinted(proposal) ? std::string(NameOf(EvidenceOf(proposal))) : "PERSON";
  finding.reason = finding.evidence;
  // Both have looked: one proposed it, the other one approved.
  finding.looked_by = absl::StrCat(act.actor.identity, ", ", act.second->identity);
  finding.detail = proposal.reason();
  return finding;
}

// What was counted was right when it was proposed; where the books say otherwise by now, both see it.
absl::Status AddCounts(storage::Snapshot& snapshot, const RecordRow& record,
                       const rows::v1::ProposedDecision& decision, access::ShownFacts& facts) {
  BlanksOfLots counted;
  for (const rows::v1::ProposedCount& count : decision.counts()) {
    facts.push_back(FactOf("counted", absl::StrCat(count.lot(), ":", count.count())));
    counted[count.lot()] = count.count();
  }
  const rows::v1::Attempt* attempt = records::FindAttempt(record, decision.attempt());
  if (counted.empty() || attempt == nullptr) return absl::OkStatus();
  ASSIGN_OR_RETURN(const BlanksOfLots book, CountOfBooks(snapshot, attempt->site()));
  for (const auto& [lot, now] : book) {
    if (counted[lot] != now) facts.push_back(FactOf("book_now", absl::StrCat(lot, ":", now)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status DecisionExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  ASSIGN_OR_RETURN(const RecordRow record,
                   records::GetRecord(snapshot, proposal.act().decision().record_id()));
  return CheckDecision(record, proposal);
}

absl::StatusOr<access::ShownFacts> DecisionExecutor::Describe(storage::Snapshot& snapshot,
                                                              const ProposalRow& proposal) {
  const rows::v1::ProposedDecision& decision = proposal.act().decision();
  ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(snapshot, decision.record_id()));
  access::ShownFacts facts;
  AddAttemptFacts(record, decision.attempt(), facts);
  if (NothingPrinted(proposal)) facts.push_back(FactOf("evidence", NameOf(EvidenceOf(proposal))));
  if (!decision.blank_uid().empty()) facts.push_back(FactOf("shown_uid", decision.blank_uid()));
  RETURN_IF_ERROR(AddCounts(snapshot, record, decision, facts));
  return facts;
}

absl::Status DecisionExecutor::Execute(storage::Txn& txn, const access::Act& act,
                                       const ProposalRow& proposal) {
  ASSIGN_OR_RETURN(RecordRow record, records::GetRecord(txn, proposal.act().decision().record_id()));
  RETURN_IF_ERROR(CheckDecision(record, proposal));
  PolicyCache policies(txn, act.now);
  Work work{txn, &heads_, act, policies};
  RecordEdit edit(work, std::move(record));
  const uint32_t attempt = proposal.act().decision().attempt();
  const Finding finding = FindingOf(act, proposal);
  RETURN_IF_ERROR(IsLateDoubt(edit.row(), attempt) ? EndLateDoubt(work, edit, attempt, finding)
                                                   : EndDoubt(work, edit, finding));
  return edit.Save();
}

}  // namespace blangko::scheduler
