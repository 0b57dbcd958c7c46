#include "services/destruction/registers.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/destruction/destruction_table.h"
#include "services/destruction/validate_destruction.h"
#include "services/records/record_keys.h"
#include "services/records/record_table.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "services/stock/blank_uids.h"
#include "services/stock/card_register.h"
#include "storage/row_codec.h"

namespace blangko::destruction {
namespace {

using access::Act;
using storage::Snapshot;
using storage::Txn;

constexpr char kWithdraw[] = "destruction.withdraw";
constexpr char kLimit[] = "destruction.set_limit";

absl::Status CheckChip(Snapshot& snapshot, const std::string& uid) {
  if (uid.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const rows::v1::BlankUid known, stock::ReadUid(snapshot, uid));
  if (!stock::IsDestroyed(known)) return absl::OkStatus();
  return Refuse(Reason::kCardDestroyed, {{"card", absl::StrCat("UID ", uid)}, {"destruction", "-"}});
}

absl::StatusOr<CardRow> CardOf(Snapshot& snapshot, const v1::WithdrawCardRequest& request) {
  CardRow card;
  card.set_office(request.office());
  card.set_cause(request.cause());
  card.set_note(request.note());
  if (!request.blank_uid().empty()) card.set_blank_uid(stock::UidOf(request.blank_uid()));
  if (request.record_id().empty()) return card;
  ASSIGN_OR_RETURN(const records::RecordRow record, records::GetRecord(snapshot, request.record_id()));
  card.set_record_id(record.record_id());
  return card;
}

// Who held a card that no record here is about: beside the personal data of records, and nowhere else.
void PutHolder(Txn& txn, const CardRow& card, const v1::WithdrawCardRequest& request) {
  if (!card.record_id().empty() || request.holder_name().empty()) return;
  rows::v1::Personal holder;
  holder.set_name(request.holder_name());
  holder.set_address(request.holder_address());
  storage::PutRow(txn, records::PersonalKey(records::HolderOfWithdrawn(card.office(), card.number())),
                  holder);
}

// The reply is made again from the row: the request row keeps where the card is.
v1::WithdrawCardResponse OnlyPlace(const CardRow& card) {
  v1::WithdrawCardResponse kept;
  kept.mutable_card()->set_office(card.office());
  kept.mutable_card()->set_number(card.number());
  return kept;
}

absl::StatusOr<v1::WithdrawCardResponse> WithdrawIn(Txn& txn, const Act& act,
                                                    const v1::WithdrawCardRequest& request) {
  RETURN_IF_ERROR(access::GetOffice(txn, request.office()).status());
  ASSIGN_OR_RETURN(CardRow wanted, CardOf(txn, request));
  RETURN_IF_ERROR(CheckChip(txn, wanted.blank_uid()));
  ASSIGN_OR_RETURN(const CardRow card, stock::Withdraw(txn, act, std::move(wanted)));
  PutHolder(txn, card, request);
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("withdrawn:", card.office(), ":", card.number()), "CARD_WITHDRAWN");
  entry.set_detail(absl::StrCat(card.cause(), card.record_id().empty() ? "" : " ", card.record_id()));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, card.office(), entry).status());
  return OnlyPlace(card);
}

absl::StatusOr<v1::RegisteredCard> Reread(Snapshot& snapshot, const Act& act, const stock::CardKey& key) {
  ASSIGN_OR_RETURN(std::optional<CardRow> card, stock::FindHeld(snapshot, key));
  if (!card.has_value()) {
    ASSIGN_OR_RETURN(card, stock::FindGone(snapshot, key));
  }
  if (!card.has_value()) return absl::DataLossError("destruction: a withdrawn card has no row");
  ASSIGN_OR_RETURN(const int32_t days, HoldingDays(snapshot, key.office));
  return ToApi(*card, OverdueBefore(act.now, days));
}

absl::StatusOr<v1::RegisterSummary> SummaryOf(Snapshot& snapshot, absl::Time now, const std::string& office,
                                              const rows::v1::CardRegister& row) {
  v1::RegisterSummary summary;
  summary.set_office(office);
  ASSIGN_OR_RETURN(const int32_t days, HoldingDays(snapshot, office));
  summary.set_limit_days(days);
  summary.set_withdrawn(row.withdrawn());
  for (const auto& lot : row.lots()) {
    v1::RegisterLot& added = *summary.add_lots();
    added.set_lot(lot.lot());
    added.set_listed(lot.listed());
    added.set_before(lot.before());
    added.set_missing(lot.missing());
    summary.set_spoiled(summary.spoiled() + stock::HeldPieces(lot));
  }
  ASSIGN_OR_RETURN(const Kept kept, CountKept(snapshot, office, row, OverdueBefore(now, days)));
  summary.set_overdue(kept.overdue);
  if (kept.oldest_micros != 0) *summary.mutable_oldest_time() = stock::ApiTime(kept.oldest_micros);
  return summary;
}

absl::StatusOr<v1::SetHoldingLimitResponse> SetLimitIn(Txn& txn, const Act& act,
                                                       const v1::SetHoldingLimitRequest& request) {
  RETURN_IF_ERROR(access::GetOffice(txn, request.office()).status());
  rows::v1::HoldingLimit limit;
  limit.set_days(request.days());
  limit.set_set_by(act.actor.identity);
  limit.set_set_micros(absl::ToUnixMicros(act.now));
  PutHoldingLimit(txn, request.office(), limit);
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("card_register:", request.office()), "SET_HOLDING_LIMIT");
  entry.set_detail(absl::StrCat("days=", request.days()));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, request.office(), entry).status());
  v1::SetHoldingLimitResponse response;
  response.set_days(request.days());
  return response;
}

}  // namespace

absl::StatusOr<v1::WithdrawCardResponse> Registers::WithdrawCard(const Act& act,
                                                                 const v1::WithdrawCardRequest& request) {
  using Response = v1::WithdrawCardResponse;
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateWithdraw(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  ASSIGN_OR_RETURN(const Response done, storage::UpdateFor<Response>(store_, kWithdraw, [&](Txn& txn) {
                     return access::Once<Response>(txn, act, kWithdraw,
                                                   [&] { return WithdrawIn(txn, act, request); });
                   }));
  const stock::CardKey key{done.card().office(), stock::kWithdrawnCards, done.card().number()};
  return storage::ViewFor<Response>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Response> {
    Response response;
    ASSIGN_OR_RETURN(*response.mutable_card(), Reread(snapshot, act, key));
    return response;
  });
}

absl::StatusOr<v1::SetHoldingLimitResponse> Registers::SetHoldingLimit(
    const Act& act, const v1::SetHoldingLimitRequest& request) {
  using Response = v1::SetHoldingLimitResponse;
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateLimit(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  return storage::UpdateFor<Response>(store_, kLimit, [&](Txn& txn) {
    return access::Once<Response>(txn, act, kLimit, [&] { return SetLimitIn(txn, act, request); });
  });
}

absl::StatusOr<PageOf<v1::RegisteredCard>> Registers::ListCards(const Act& act,
                                                                const v1::ListRegisteredCardsRequest& request,
                                                                const PageRequest& page) {
  using Found = PageOf<v1::RegisteredCard>;
  if (request.office().empty()) return BadField("office", "", "the code of one office");
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  uint64_t after = 0;
  if (!page.after.empty() && !absl::SimpleAtoi(page.after, &after)) return Refuse(Reason::kPageTokenInvalid);
  const bool withdrawn = request.register_() == v1::CARD_REGISTER_WITHDRAWN;
  const stock::CardKey from{request.office(), withdrawn ? stock::kWithdrawnCards : stock::kSpoiledCards,
                            after};
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    ASSIGN_OR_RETURN(const int32_t days, HoldingDays(snapshot, request.office()));
    const int64_t overdue_before = OverdueBefore(act.now, days);
    Found found;
    RETURN_IF_ERROR(stock::VisitCards(snapshot, from, request.gone(), [&](const CardRow& card) {
      if (request.overdue() && card.since_micros() >= overdue_before) return false;
      if (found.rows.size() == page.size) found.next = absl::StrCat(found.rows.back().number());
      if (found.next.empty()) found.rows.push_back(ToApi(card, overdue_before));
      return found.next.empty();
    }));
    return found;
  });
}

absl::StatusOr<PageOf<v1::RegisterSummary>> Registers::ListSummaries(
    const Act& act, const v1::ListRegisterSummariesRequest& request, const PageRequest& page) {
  using Found = PageOf<v1::RegisterSummary>;
  if (!request.office().empty()) RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  const std::string prefix = request.office().empty() ? act.actor.scope : request.office();
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    absl::Status bad;
    const auto take = [&](const std::string& office, const rows::v1::CardRegister& row) {
      if (found.rows.size() == page.size) {
        found.next = found.rows.back().office();
        return false;
      }
      absl::StatusOr<v1::RegisterSummary> summary = SummaryOf(snapshot, act.now, office, row);
      if (!summary.ok()) bad = summary.status();
      if (!bad.ok()) return false;
      if (summary->overdue() > 0 || !request.overdue()) found.rows.push_back(*std::move(summary));
      return true;
    };
    RETURN_IF_ERROR(stock::VisitRegisters(snapshot, prefix, page.after, take));
    if (!bad.ok()) return bad;
    return found;
  });
}

}  // namespace blangko::destruction
