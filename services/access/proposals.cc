#include "services/access/proposals.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/once.h"
#include "services/access/one_time_code.h"
#include "services/access/proposal_table.h"
#include "services/access/validate_proposals.h"
#include "services/access/wire_time.h"
#include "services/refusal/refusal.h"
#include "storage/layers/due_index.h"

namespace blangko::access {
namespace {

constexpr char kApprove[] = "access.approve_proposal";
constexpr char kReject[] = "access.reject_proposal";
constexpr char kWithdraw[] = "access.withdraw_proposal";
constexpr char kEnterCode[] = "access.enter_code";
constexpr char kExpire[] = "access.expire_proposals";

absl::Status CodeRefused(uint64_t number, uint32_t tries_left) {
  return Refuse(Reason::kCodeRefused,
                {{"proposal", absl::StrCat(number)}, {"tries", absl::StrCat(tries_left)}});
}

absl::Status CheckIsProposer(const Actor& actor, const ProposalRow& proposal) {
  if (actor.named && AccountOf(actor) == proposal.proposer()) return absl::OkStatus();
  return Refuse(Reason::kNotAllowed, {{"actor", actor.identity}});
}

bool Wanted(const v1::ListProposalsRequest& request, const ProposalRow& proposal) {
  if (request.states().empty()) return IsWaiting(proposal);
  return std::find(request.states().begin(), request.states().end(), static_cast<int>(proposal.state())) !=
         request.states().end();
}

// A page of rows before they are shown; `next` as in PageOf.
absl::StatusOr<PageOf<ProposalRow>> RowsOf(storage::Snapshot& snapshot, const Actor& actor,
                                           const v1::ListProposalsRequest& request, const PageRequest& page) {
  uint64_t after = 0;
  if (!page.after.empty() && !absl::SimpleAtoi(page.after, &after)) return Refuse(Reason::kPageTokenInvalid);
  PageOf<ProposalRow> found;
  const auto take = [&](const ProposalRow& row) {
    if (!Wanted(request, row) || !MaySee(actor, row)) return true;
    if (found.rows.size() == page.size) {
      found.next = absl::StrCat(found.rows.back().number());
      return false;
    }
    found.rows.push_back(row);
    return true;
  };
  RETURN_IF_ERROR(request.states().empty() ? VisitWaiting(snapshot, after, take)
                                           : VisitProposals(snapshot, after, take));
  return found;
}

rows::v1::OneTimeCode CodeOf(const std::string& by, const std::string& hash, absl::Time now) {
  rows::v1::OneTimeCode code;
  code.set_by(by);
  code.set_hash(hash);
  code.set_end_micros(absl::ToUnixMicros(now + kCodeLife));
  return code;
}

// `own` is the act of who will have approved when the code is typed in.
absl::Status PutCode(storage::Txn& txn, const Act& own, uint64_t number, const rows::v1::OneTimeCode& code) {
  ASSIGN_OR_RETURN(ProposalRow row, GetProposal(txn, number));
  RETURN_IF_ERROR(CheckMayDecide(own.actor, row));
  RETURN_IF_ERROR(CheckWaits(row, own.now));
  const rows::v1::OneTimeCode before = row.code();
  *row.mutable_code() = code;
  KeepTries(before, *row.mutable_code());
  PutProposal(txn, row);
  return LogAccess(txn, own, absl::StrCat("proposal:", number), "ISSUE_CODE", row.subject());
}

// A try as it stands when it begins.
struct CodeTry {
  ProposalRow proposal;
  bool counted_before = false;  // by this same request, whose code was right
};

absl::StatusOr<CodeTry> BeginTryAgain(const ProposalRow& row, const rows::v1::CodeTry& tried) {
  if (tried.right()) return CodeTry{row, true};
  return CodeRefused(row.number(), kCodeTries - tried.number());
}

// The proposal whose code is tried, after the try was counted; nothing when this request has approved it before. A
// request that was counted before uses no further try and gets its answer again.
absl::StatusOr<std::optional<CodeTry>> BeginTry(storage::Txn& txn, const Act& act, uint64_t number) {
  ASSIGN_OR_RETURN(ProposalRow row, GetProposal(txn, number));
  RETURN_IF_ERROR(CheckIsProposer(act.actor, row));
  if (row.decided_request() == act.request_id) return std::optional<CodeTry>();
  const rows::v1::CodeTry* tried = FindTry(row.code(), act.request_id);
  if (tried != nullptr && !Planted("repeat-uses-a-try")) return BeginTryAgain(row, *tried);
  RETURN_IF_ERROR(CheckWaits(row, act.now));
  if (!CodeHolds(row, act.now)) return CodeRefused(number, 0);
  CountTry(act.request_id, *row.mutable_code());
  PutProposal(txn, row);
  return std::optional(CodeTry{row});
}

// From now on a repeat of this request is answered as the right code.
absl::Status NoteRight(storage::Txn& txn, const Act& act, uint64_t number) {
  ASSIGN_OR_RETURN(ProposalRow row, GetProposal(txn, number));
  rows::v1::CodeTry* tried = FindTry(*row.mutable_code(), act.request_id);
  if (tried == nullptr) return absl::OkStatus();
  tried->set_right(true);
  PutProposal(txn, row);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<AccountRow> Proposals::SecondPersonOf(const Act& act, std::string_view account,
                                                     std::string_view pin) {
  const std::string name(account.empty() ? AccountOf(act.actor) : account);
  if (name.empty()) return Refuse(Reason::kNamedPersonNeeded, {{"what", "Approving a proposal"}});
  ASSIGN_OR_RETURN(AccountRow second, pins_.Check(name, pin, act.now));
  if (!IsActive(second)) return Refuse(Reason::kAccountBlocked, {{"account", name}});
  if (second.pin_given()) return Refuse(Reason::kPinMustBeChanged, {{"account", name}});
  return second;
}

absl::StatusOr<v1::Proposal> Proposals::ChangeOnce(const Act& act, std::string_view method,
                                                   std::string_view id, Change change) {
  ASSIGN_OR_RETURN(const uint64_t number, ProposalNumber(id));
  const auto body = [&](storage::Txn& txn) -> absl::Status {
    const auto effect = [&]() -> absl::StatusOr<v1::Proposal> {
      ASSIGN_OR_RETURN(ProposalRow row, GetProposal(txn, number));
      RETURN_IF_ERROR(change(txn, row));
      return v1::Proposal();
    };
    return Once<v1::Proposal>(txn, act, method, effect).status();
  };
  RETURN_IF_ERROR(store_.Update(method, body));
  return book_.Read(store_, id);
}

absl::StatusOr<v1::Proposal> Proposals::Approve(const Act& act, const v1::ApproveProposalRequest& request) {
  RETURN_IF_ERROR(ValidateApprove(request));
  ASSIGN_OR_RETURN(const AccountRow second, SecondPersonOf(act, request.account(), request.pin()));
  return ChangeOnce(act, kApprove, request.proposal_id(),
                    [&](storage::Txn& txn, ProposalRow& row) -> absl::Status {
                      RETURN_IF_ERROR(CheckEtag(row, request.etag()));
                      return book_.Do(txn, act, row, second.name(), false);
                    });
}

absl::StatusOr<v1::Proposal> Proposals::Reject(const Act& act, const v1::RejectProposalRequest& request) {
  RETURN_IF_ERROR(ValidateReject(request));
  return ChangeOnce(act, kReject, request.proposal_id(),
                    [&](storage::Txn& txn, ProposalRow& row) -> absl::Status {
                      RETURN_IF_ERROR(CheckMayDecide(act.actor, row));
                      RETURN_IF_ERROR(CheckWaits(row, act.now));
                      return book_.End(txn, act, row, v1::Proposal::STATE_REJECTED, request.reason());
                    });
}

absl::StatusOr<v1::Proposal> Proposals::Withdraw(const Act& act, const v1::WithdrawProposalRequest& request) {
  RETURN_IF_ERROR(ValidateWithdraw(request));
  return ChangeOnce(act, kWithdraw, request.proposal_id(),
                    [&](storage::Txn& txn, ProposalRow& row) -> absl::Status {
                      RETURN_IF_ERROR(CheckIsProposer(act.actor, row));
                      RETURN_IF_ERROR(CheckWaits(row, act.now));
                      return book_.End(txn, act, row, v1::Proposal::STATE_WITHDRAWN, request.reason());
                    });
}

absl::StatusOr<v1::IssueCodeResponse> Proposals::IssueCode(const Act& act,
                                                           const v1::IssueCodeRequest& request) {
  ASSIGN_OR_RETURN(const uint64_t number, ProposalNumber(request.proposal_id()));
  ASSIGN_OR_RETURN(const AccountRow second, SecondPersonOf(act, request.account(), request.pin()));
  Act own = act;
  own.actor = ActorOf(second);
  ASSIGN_OR_RETURN(const ProposalRow looked_at,
                   storage::ViewFor<ProposalRow>(
                       store_, [&](storage::Snapshot& snapshot) { return GetProposal(snapshot, number); }));
  RETURN_IF_ERROR(CheckEtag(looked_at, request.etag()));
  const std::string code = NewSpokenCode();
  ASSIGN_OR_RETURN(const std::string hash, pins_.Hash(BoundCode(code, looked_at)));
  const rows::v1::OneTimeCode issued = CodeOf(second.name(), hash, act.now);
  RETURN_IF_ERROR(store_.Update("access.issue_code",
                                [&](storage::Txn& txn) { return PutCode(txn, own, number, issued); }));
  v1::IssueCodeResponse response;
  response.set_code(code);
  *response.mutable_expire_time() = ToWire(issued.end_micros());
  response.set_say_to(IdentityOf(looked_at.proposer()));
  return response;
}

// The hash that the code fits; empty when this request was served before.
absl::StatusOr<std::string> Proposals::TryCode(const Act& act, std::string_view id, std::string_view code) {
  ASSIGN_OR_RETURN(const uint64_t number, ProposalNumber(id));
  using Try = std::optional<CodeTry>;
  ASSIGN_OR_RETURN(const Try tried,
                   storage::UpdateFor<Try>(store_, "access.code_try",
                                           [&](storage::Txn& txn) { return BeginTry(txn, act, number); }));
  if (!tried.has_value()) return std::string();
  const rows::v1::OneTimeCode& issued = tried->proposal.code();
  if (tried->counted_before) return issued.hash();
  ASSIGN_OR_RETURN(const bool right,
                   pins_.Fits(issued.hash(), BoundCode(CleanSpokenCode(code), tried->proposal)));
  if (!right) return CodeRefused(number, kCodeTries - issued.tries());
  RETURN_IF_ERROR(
      store_.Update("access.code_right", [&](storage::Txn& txn) { return NoteRight(txn, act, number); }));
  return issued.hash();
}

absl::StatusOr<v1::Proposal> Proposals::EnterCode(const Act& act, const v1::EnterCodeRequest& request) {
  RETURN_IF_ERROR(ValidateEnterCode(request));
  ASSIGN_OR_RETURN(const std::string hash, TryCode(act, request.proposal_id(), request.code()));
  return ChangeOnce(act, kEnterCode, request.proposal_id(),
                    [&](storage::Txn& txn, ProposalRow& row) -> absl::Status {
                      RETURN_IF_ERROR(CheckIsProposer(act.actor, row));
                      if (row.code().hash() != hash) return CodeRefused(row.number(), 0);
                      return book_.Do(txn, act, row, std::string(row.code().by()), true);
                    });
}

absl::StatusOr<v1::Proposal> Proposals::Get(const Actor& actor, std::string_view id) {
  ASSIGN_OR_RETURN(const uint64_t number, ProposalNumber(id));
  return storage::ViewFor<v1::Proposal>(
      store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<v1::Proposal> {
        ASSIGN_OR_RETURN(const ProposalRow row, GetProposal(snapshot, number));
        if (!MaySee(actor, row)) return Refuse(Reason::kOutOfScope, {{"actor", actor.identity}});
        return book_.View(snapshot, row);
      });
}

absl::StatusOr<PageOf<v1::Proposal>> Proposals::List(const Actor& actor,
                                                     const v1::ListProposalsRequest& request,
                                                     const PageRequest& page) {
  using Page = PageOf<v1::Proposal>;
  return storage::ViewFor<Page>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Page> {
    ASSIGN_OR_RETURN(const PageOf<ProposalRow> found, RowsOf(snapshot, actor, request, page));
    Page shown{.rows = {}, .next = found.next};
    for (const ProposalRow& row : found.rows) {
      ASSIGN_OR_RETURN(v1::Proposal proposal, book_.View(snapshot, row));
      shown.rows.push_back(std::move(proposal));
    }
    return shown;
  });
}

absl::StatusOr<size_t> Proposals::ExpireDue(absl::Time now, size_t limit) {
  ASSIGN_OR_RETURN(const auto due,
                   storage::ViewFor<std::vector<storage::DueEntry>>(store_, [&](storage::Snapshot& snapshot) {
                     return storage::ListDue(snapshot, now, limit);
                   }));
  const Act act = SystemAct("proposals", now);
  std::vector<storage::Store::Body> bodies;
  for (const storage::DueEntry& entry : due) {
    if (entry.kind != storage::DueKind::kProposalEnd) continue;
    bodies.push_back([this, &act, &entry](storage::Txn& txn) -> absl::Status {
      storage::RemoveDue(txn, entry);
      ASSIGN_OR_RETURN(const uint64_t number, ProposalNumber(entry.object));
      ASSIGN_OR_RETURN(ProposalRow row, GetProposal(txn, number));
      if (!IsWaiting(row)) return absl::OkStatus();
      return book_.End(txn, act, row, v1::Proposal::STATE_EXPIRED, "");
    });
  }
  for (const absl::Status& status : store_.UpdateEach(kExpire, bodies)) RETURN_IF_ERROR(status);
  return bodies.size();
}

}  // namespace blangko::access
