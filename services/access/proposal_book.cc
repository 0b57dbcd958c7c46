#include "services/access/proposal_book.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/fingerprint.h"
#include "services/access/proposal_table.h"
#include "services/access/wire_time.h"
#include "services/refusal/refusal.h"

namespace blangko::access {
namespace {

constexpr size_t kEtagLength = 32;

std::string EtagOf(const ProposalRow& proposal) {
  return ToHex(proposal.fingerprint()).substr(0, kEtagLength);
}

std::string StateName(uint32_t state) {
  constexpr size_t kPrefix = sizeof("STATE_") - 1;
  return v1::Proposal::State_Name(static_cast<v1::Proposal::State>(state)).substr(kPrefix);
}

ProposalRow RowOf(const Act& act, const NewProposal& wanted, uint64_t number) {
  ProposalRow row;
  row.set_number(number);
  row.set_kind(static_cast<uint32_t>(wanted.kind));
  *row.mutable_act() = wanted.act;
  row.set_subject(wanted.subject);
  row.set_person(wanted.person);
  row.mutable_offices()->Assign(wanted.offices.begin(), wanted.offices.end());
  row.set_secret_hash(wanted.secret_hash);
  row.set_fingerprint(Fingerprint(row));  // of what it is, not of who asks when
  row.set_state(static_cast<uint32_t>(v1::Proposal::STATE_WAITING));
  row.set_proposer(std::string(AccountOf(act.actor)));
  row.set_reason(wanted.reason);
  row.set_created_micros(absl::ToUnixMicros(act.now));
  row.set_end_micros(absl::ToUnixMicros(act.now + kProposalLife));
  return row;
}

absl::Status LogProposal(storage::Txn& txn, const Act& act, const ProposalRow& proposal,
                         std::string_view event) {
  return LogAccess(txn, act, absl::StrCat("proposal:", proposal.number()), event,
                   absl::StrCat(ToAbsl(NameOf(KindOf(proposal))), " ", proposal.subject()));
}

std::string_view EventOf(v1::Proposal::State state) {
  switch (state) {
    case v1::Proposal::STATE_REJECTED: return "REJECT_PROPOSAL";
    case v1::Proposal::STATE_WITHDRAWN: return "WITHDRAW_PROPOSAL";
    default: return "EXPIRE_PROPOSAL";
  }
}

// A person who is named in a proposal, as he or she is now.
absl::StatusOr<Actor> ActorNow(storage::Snapshot& snapshot, std::string_view account) {
  ASSIGN_OR_RETURN(const AccountRow row, GetAccount(snapshot, account));
  if (!IsActive(row)) return Refuse(Reason::kAccountBlocked, {{"account", row.name()}});
  return ActorOf(row);
}

v1::Proposal Shown(const ProposalRow& row) {
  v1::Proposal shown;
  shown.set_proposal_id(absl::StrCat(row.number()));
  shown.set_kind(KindOf(row));
  shown.set_state(static_cast<v1::Proposal::State>(row.state()));
  shown.set_subject(row.subject());
  shown.set_office(row.offices().empty() ? "" : row.offices(0));
  shown.set_proposed_by(IdentityOf(row.proposer()));
  shown.set_reason(row.reason());
  *shown.mutable_create_time() = ToWire(row.created_micros());
  *shown.mutable_expire_time() = ToWire(row.end_micros());
  shown.set_etag(EtagOf(row));
  shown.set_decided_by(row.decided_by());
  if (row.decided_micros() != 0) *shown.mutable_decide_time() = ToWire(row.decided_micros());
  shown.set_decide_reason(row.decide_reason());
  shown.set_second_off_site(row.second_off_site());
  return shown;
}

void AddFact(v1::Proposal& shown, const rows::v1::ShownFact& fact) {
  v1::ProposalFact& added = *shown.add_facts();
  added.set_name(fact.name());
  added.set_value(fact.value());
}

}  // namespace

absl::Status CheckWaits(const ProposalRow& proposal, absl::Time now) {
  const bool over = proposal.end_micros() <= absl::ToUnixMicros(now);
  if ((IsWaiting(proposal) && !over) || Planted("proposal-executes-twice")) return absl::OkStatus();
  const auto expired = static_cast<uint32_t>(v1::Proposal::STATE_EXPIRED);
  return Refuse(Reason::kProposalEnded,
                {{"proposal", absl::StrCat(proposal.number())},
                 {"state", StateName(IsWaiting(proposal) ? expired : proposal.state())}});
}

absl::Status CheckEtag(const ProposalRow& proposal, std::string_view etag) {
  if (etag == EtagOf(proposal)) return absl::OkStatus();
  return Refuse(Reason::kEtagMismatch, {{"proposal", absl::StrCat(proposal.number())}});
}

absl::StatusOr<v1::Proposal> ProposalBook::Open(storage::Txn& txn, const Act& act,
                                                const NewProposal& wanted) const {
  RETURN_IF_ERROR(CheckMayPropose(act.actor, RowOf(act, wanted, 0)));
  ASSIGN_OR_RETURN(const std::optional<uint64_t> waiting, WaitingAbout(txn, wanted.subject));
  if (waiting.has_value()) {
    return Refuse(Reason::kProposalWaiting,
                  {{"proposal", absl::StrCat(*waiting)}, {"subject", wanted.subject}});
  }
  ASSIGN_OR_RETURN(const uint64_t number, NextProposalNumber(txn));
  const ProposalRow row = RowOf(act, wanted, number);
  ASSIGN_OR_RETURN(ProposalExecutor* const executor, executors_.Of(row));
  RETURN_IF_ERROR(executor->Check(txn, row));
  PutWaiting(txn, row);
  RETURN_IF_ERROR(LogProposal(txn, act, row, "PROPOSE"));
  v1::Proposal opened;
  opened.set_proposal_id(absl::StrCat(number));
  return opened;
}

absl::StatusOr<v1::Proposal> ProposalBook::View(storage::Snapshot& snapshot, const ProposalRow& row) const {
  v1::Proposal shown = Shown(row);
  for (const rows::v1::ShownFact& fact : row.facts()) AddFact(shown, fact);
  if (!IsWaiting(row)) return shown;
  ASSIGN_OR_RETURN(ProposalExecutor* const executor, executors_.Of(row));
  ASSIGN_OR_RETURN(const ShownFacts facts, executor->Describe(snapshot, row));
  for (const rows::v1::ShownFact& fact : facts) AddFact(shown, fact);
  const absl::Status hindrance = executor->Check(snapshot, row);
  if (!hindrance.ok() && ReasonOf(hindrance).empty()) return hindrance;
  shown.set_hindrance(ReasonOf(hindrance));
  shown.set_hindrance_message(std::string(hindrance.message()));
  shown.set_hindrance_message_id(IndonesianOf(hindrance));
  return shown;
}

absl::StatusOr<v1::Proposal> ProposalBook::Read(storage::Store& store, std::string_view id) const {
  ASSIGN_OR_RETURN(const uint64_t number, ProposalNumber(id));
  return storage::ViewFor<v1::Proposal>(
      store, [&](storage::Snapshot& snapshot) -> absl::StatusOr<v1::Proposal> {
        ASSIGN_OR_RETURN(const ProposalRow row, GetProposal(snapshot, number));
        return View(snapshot, row);
      });
}

absl::Status ProposalBook::Do(storage::Txn& txn, const Act& act, ProposalRow& proposal,
                              std::string_view second, bool off_site) const {
  RETURN_IF_ERROR(CheckWaits(proposal, act.now));
  ASSIGN_OR_RETURN(const Actor approver, ActorNow(txn, second));
  RETURN_IF_ERROR(CheckMayDecide(approver, proposal));
  Act done = act;
  ASSIGN_OR_RETURN(done.actor, ActorNow(txn, proposal.proposer()));
  RETURN_IF_ERROR(CheckMayPropose(done.actor, proposal));
  done.second = SecondPerson{approver.identity, off_site, proposal.number()};
  const ProposalRow decided = proposal;
  RETURN_IF_ERROR(Close(txn, proposal, v1::Proposal::STATE_APPROVED, approver.identity, act.now));
  proposal.set_second_off_site(off_site);
  proposal.set_decided_request(act.request_id);
  PutEnded(txn, proposal);
  ASSIGN_OR_RETURN(ProposalExecutor* const executor, executors_.Of(decided));
  return executor->Execute(txn, done, decided);
}

absl::Status ProposalBook::End(storage::Txn& txn, const Act& act, ProposalRow& proposal,
                               v1::Proposal::State state, std::string_view reason) const {
  RETURN_IF_ERROR(Close(txn, proposal, state, act.actor.identity, act.now));
  proposal.set_decide_reason(std::string(reason));
  PutEnded(txn, proposal);
  return LogProposal(txn, act, proposal, EventOf(state));
}

// What was known when it was decided stays with it.
absl::Status ProposalBook::Close(storage::Txn& txn, ProposalRow& proposal, v1::Proposal::State state,
                                 std::string_view decided_by, absl::Time now) const {
  ASSIGN_OR_RETURN(ProposalExecutor* const executor, executors_.Of(proposal));
  ASSIGN_OR_RETURN(const ShownFacts facts, executor->Describe(txn, proposal));
  proposal.mutable_facts()->Assign(facts.begin(), facts.end());
  proposal.set_state(static_cast<uint32_t>(state));
  proposal.set_decided_by(std::string(decided_by));
  proposal.set_decided_micros(absl::ToUnixMicros(now));
  proposal.clear_secret_hash();
  proposal.clear_code();
  return absl::OkStatus();
}

}  // namespace blangko::access
