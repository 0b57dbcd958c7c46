#include "services/movements/movements.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/account.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/movements/case_step.h"
#include "services/movements/loss.h"
#include "services/movements/reversal.h"
#include "services/movements/validate_movements.h"
#include "services/refusal/refusal.h"
#include "services/stock/blocked_uids.h"
#include "services/stock/equation.h"
#include "services/stock/receipt.h"
#include "services/stock/stock_table.h"

namespace blangko::movements {
namespace {

using access::Act;
using access::Change;
using access::NewProposal;
using storage::Txn;

rows::v1::CaseStep StepOf(const v1::ResolveCaseRequest& request) {
  rows::v1::CaseStep step;
  step.set_lot(request.lot());
  step.set_resolution(request.resolution());
  step.set_count(request.count());
  step.set_note(request.note());
  step.set_document(request.document());
  return step;
}

// A case that the actor may work on: one of an office in his area.
absl::StatusOr<CaseRow> FindOwnCase(Txn& txn, const Act& act, std::string_view case_id) {
  ASSIGN_OR_RETURN(CaseRow row, FindCase(txn, act.actor, case_id));
  RETURN_IF_ERROR(access::CheckScope(act.actor, row.office()));
  return row;
}

absl::Status ResolveAlone(storage::Store& store, const Act& act, const v1::ResolveCaseRequest& request,
                          const stock::DomainsAbove& above) {
  using Nothing = v1::DifferenceCase;
  const auto body = [&](Txn& txn) -> absl::StatusOr<Nothing> {
    ASSIGN_OR_RETURN(CaseRow row, FindOwnCase(txn, act, request.case_id()));
    RETURN_IF_ERROR(DoStep(txn, act, std::move(row), StepOf(request), above));
    return Nothing();
  };
  return Change<Nothing>(store, act, "movements.resolve", body).status();
}

absl::StatusOr<NewProposal> StepForTwo(Txn& txn, const Act& act, const v1::ResolveCaseRequest& request) {
  ASSIGN_OR_RETURN(const CaseRow row, FindOwnCase(txn, act, request.case_id()));
  NewProposal proposal{.kind = access::v1::PROPOSAL_KIND_RESOLVE_CASE,
                       .act = {},
                       .subject = absl::StrCat("case:", row.case_id(), "/", request.lot()),
                       .offices = {row.office()},
                       .reason = request.note()};
  rows::v1::ProposedCaseStep& wanted = *proposal.act.mutable_case_step();
  wanted.set_case_id(row.case_id());
  *wanted.mutable_step() = StepOf(request);
  RETURN_IF_ERROR(CheckStep(row, wanted.step()));
  return proposal;
}

absl::StatusOr<LossRow> LossOf(Txn& txn, const Act& act, const v1::DeclareLossRequest& request) {
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(txn, request.office()));
  const int64_t day = DayOf(request.lost_date());
  if (day > access::OfficeDay(zone, act.now)) {
    return BadField("lost_date", absl::FormatCivilTime(absl::CivilDay(1970, 1, 1) + day), "not after today");
  }
  LossRow loss;
  loss.set_loss_id(act.request_id);
  loss.set_office(request.office());
  for (const v1::LossLine& line : request.lines()) {
    rows::v1::LossLine& added = *loss.add_lines();
    added.set_lot(line.lot());
    added.set_count(line.count());
  }
  loss.set_circumstances(request.circumstances());
  loss.set_place(request.place());
  loss.set_police_report(request.police_report());
  loss.set_lost_day(day);
  for (const v1::UidRange& uids : request.uids()) {
    ASSIGN_OR_RETURN(const rows::v1::BlockedUids range, stock::RangeOf(uids.first(), uids.last()));
    rows::v1::LostUids& added = *loss.add_uids();
    added.set_first(range.first());
    added.set_last(range.last());
  }
  return loss;
}

absl::StatusOr<NewProposal> LossForTwo(Txn& txn, const Act& act, const v1::DeclareLossRequest& request) {
  RETURN_IF_ERROR(access::GetOffice(txn, request.office()).status());
  NewProposal proposal{.kind = access::v1::PROPOSAL_KIND_DECLARE_LOSS,
                       .act = {},
                       .subject = absl::StrCat("loss:", request.office()),
                       .offices = {request.office()},
                       .reason = request.circumstances()};
  ASSIGN_OR_RETURN(*proposal.act.mutable_loss(), LossOf(txn, act, request));
  RETURN_IF_ERROR(CheckLoss(txn, proposal.act.loss()));
  return proposal;
}

absl::StatusOr<NewProposal> WriteOffForTwo(Txn& txn, const v1::WriteOffLotRequest& request) {
  RETURN_IF_ERROR(stock::GetLot(txn, request.lot()).status());
  ASSIGN_OR_RETURN(const stock::Balances now, stock::ReadBalances(txn, request.office(), request.lot()));
  const int64_t unused = stock::Get(now, rows::v1::ACCOUNT_AVAILABLE);
  if (unused == 0) return BadField("lot", request.lot(), "a lot of which the office has unused blanks");
  NewProposal proposal{.kind = access::v1::PROPOSAL_KIND_WRITE_OFF_LOT,
                       .act = {},
                       .subject = absl::StrCat("lot:", request.office(), "/", request.lot()),
                       .offices = {request.office()},
                       .reason = request.reason()};
  rows::v1::ProposedWriteOff& wanted = *proposal.act.mutable_write_off();
  wanted.set_office(request.office());
  wanted.set_lot(request.lot());
  wanted.set_count(unused);
  wanted.set_document(request.document());
  return proposal;
}

absl::StatusOr<NewProposal> ReversalForTwo(Txn& txn, const v1::ReverseEntryRequest& request) {
  const EntryName name{request.office(), request.lot(), request.seq()};
  RETURN_IF_ERROR(ReversalOf(txn, name, request.reason()).status());
  NewProposal proposal{.kind = access::v1::PROPOSAL_KIND_REVERSE_ENTRY,
                       .act = {},
                       .subject = absl::StrCat("entry:", name.office, "/", name.lot, "/", name.seq),
                       .offices = {name.office},
                       .reason = request.reason()};
  rows::v1::ProposedReversal& wanted = *proposal.act.mutable_reversal();
  wanted.set_office(name.office);
  wanted.set_lot(name.lot);
  wanted.set_seq(name.seq);
  return proposal;
}

absl::StatusOr<v1::SpoilBlanksResponse> SpoilIn(Txn& txn, const Act& act,
                                                const v1::SpoilBlanksRequest& request) {
  RETURN_IF_ERROR(access::GetOffice(txn, request.office()).status());
  RETURN_IF_ERROR(stock::GetLot(txn, request.lot()).status());
  const stock::Posting posting{
      .office = request.office(),
      .lot = request.lot(),
      .movements = {stock::Move(request.count(), rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_SPOILED_HELD,
                                "", request.cause())},
      .record = {},
      .subject = absl::StrCat("lot:", request.lot()),
      .event = "SPOILED_IN_STORE",
      .detail = request.note()};
  RETURN_IF_ERROR(stock::StockTable(txn).Post(act, posting).status());
  ASSIGN_OR_RETURN(const stock::Balances after, stock::ReadBalances(txn, request.office(), request.lot()));
  v1::SpoilBlanksResponse response;
  *response.mutable_balances() = stock::ToApi(after);
  return response;
}

}  // namespace

absl::StatusOr<access::v1::Proposal> Movements::Propose(const Act& act, std::string_view use_case,
                                                        std::string_view pin, Wanted wanted) {
  if (!act.actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "An act of two persons"}});
  RETURN_IF_ERROR(pins_.Check(access::AccountOf(act.actor), pin, act.now).status());
  const auto body = [&](Txn& txn) -> absl::StatusOr<access::v1::Proposal> {
    ASSIGN_OR_RETURN(const NewProposal proposal, wanted(txn));
    return proposals_.Open(txn, act, proposal);
  };
  ASSIGN_OR_RETURN(const access::v1::Proposal opened,
                   Change<access::v1::Proposal>(store_, act, use_case, body));
  return proposals_.Read(store_, opened.proposal_id());
}

absl::StatusOr<v1::ResolveCaseResponse> Movements::Resolve(const Act& act,
                                                           const v1::ResolveCaseRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateResolve(request));
  v1::ResolveCaseResponse response;
  if (TakesTwo(request.resolution())) {
    ASSIGN_OR_RETURN(*response.mutable_proposal(),
                     Propose(act, "movements.resolve_for_two", request.pin(),
                             [&](Txn& txn) { return StepForTwo(txn, act, request); }));
  } else {
    RETURN_IF_ERROR(ResolveAlone(store_, act, request, above_));
  }
  ASSIGN_OR_RETURN(*response.mutable_difference(), GetCase(act.actor, request.case_id(), act.now));
  return response;
}

absl::StatusOr<v1::DeclareLossResponse> Movements::DeclareLoss(const Act& act,
                                                               const v1::DeclareLossRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateDeclareLoss(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  v1::DeclareLossResponse response;
  ASSIGN_OR_RETURN(*response.mutable_proposal(),
                   Propose(act, "movements.declare_loss", request.pin(),
                           [&](Txn& txn) { return LossForTwo(txn, act, request); }));
  return response;
}

absl::StatusOr<v1::SpoilBlanksResponse> Movements::Spoil(const Act& act,
                                                         const v1::SpoilBlanksRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateSpoil(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  return Change<v1::SpoilBlanksResponse>(store_, act, "movements.spoil",
                                         [&](Txn& txn) { return SpoilIn(txn, act, request); });
}

absl::StatusOr<v1::WriteOffLotResponse> Movements::WriteOff(const Act& act,
                                                            const v1::WriteOffLotRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateWriteOff(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  v1::WriteOffLotResponse response;
  ASSIGN_OR_RETURN(*response.mutable_proposal(),
                   Propose(act, "movements.write_off", request.pin(),
                           [&](Txn& txn) { return WriteOffForTwo(txn, request); }));
  return response;
}

absl::StatusOr<v1::ReverseEntryResponse> Movements::Reverse(const Act& act,
                                                            const v1::ReverseEntryRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateReverse(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  v1::ReverseEntryResponse response;
  ASSIGN_OR_RETURN(*response.mutable_proposal(),
                   Propose(act, "movements.reverse", request.pin(),
                           [&](Txn& txn) { return ReversalForTwo(txn, request); }));
  return response;
}

}  // namespace blangko::movements
