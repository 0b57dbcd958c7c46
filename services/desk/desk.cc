#include "services/desk/desk.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/once.h"
#include "services/desk/validate_desk.h"
#include "services/incidents/incident_table.h"
#include "services/records/cards_out.h"
#include "services/records/person_incident.h"
#include "services/refusal/refusal.h"
#include "services/stock/card_register.h"

namespace blangko::desk {
namespace {

using records::RecordRow;

constexpr char kHandOver[] = "desk.hand_over";

// For the log: no personal data; the free note stays out of it.
std::string DetailOf(const v1::HandOverRequest& request) {
  return absl::StrCat("collector=", request.collector(), " check=", request.check(),
                      " old_card=", request.old_card_taken_back() ? "yes" : "no",
                      " suket=", request.suket_taken_back() ? "yes" : "no");
}

// Whoever collects a card must be sure that it is the only one, and the right one.
absl::Status CheckNothingIsOpen(storage::Snapshot& snapshot, const RecordRow& record) {
  ASSIGN_OR_RETURN(const auto open, records::OpenAboutPersonOf(snapshot, record));
  if (!open.has_value() || Planted("handed-over-with-incident")) return absl::OkStatus();
  return Refuse(Reason::kIncidentOpen, {{"record", record.record_id()},
                                        {"incident", absl::StrCat(open->number())},
                                        {"what", incidents::NameOf(*open)}});
}

absl::Status CheckOneCard(const RecordRow& record) {
  const std::string out = records::CardsNotSettled(record);
  if (out.empty() || Planted("handed-over-with-two-cards")) return absl::OkStatus();
  return Refuse(Reason::kCardsNotSettled, {{"record", record.record_id()}, {"attempts", out}});
}

// The old card goes into the register of withdrawn cards, unless it is there, or burnt, already.
absl::Status TakeOldCard(storage::Txn& txn, const access::Act& act, const RecordRow& record) {
  if (Planted("old-card-not-in-register")) return absl::OkStatus();
  stock::CardRow card;
  card.set_office(record.site());
  card.set_record_id(record.replaces());
  card.set_for_record(record.record_id());
  card.set_cause("REPLACED");
  const absl::Status taken = stock::Withdraw(txn, act, std::move(card)).status();
  return ReasonOf(taken).empty() ? taken : absl::OkStatus();
}

absl::Status HandOverIn(storage::Txn& txn, const access::Act& act, const v1::HandOverRequest& request) {
  ASSIGN_OR_RETURN(const RecordRow before, records::GetRecord(txn, request.record_id()));
  RETURN_IF_ERROR(access::CheckScope(act.actor, before.site()));
  RecordRow after = before;
  ASSIGN_OR_RETURN(records::Step step,
                   records::Advance(after, records::Event::kHandOver, request.collector()));
  RETURN_IF_ERROR(CheckNothingIsOpen(txn, before));
  RETURN_IF_ERROR(CheckOneCard(before));
  rows::v1::LogEntry entry = access::EntryOf(act, "", "");
  entry.set_detail(DetailOf(request));
  *entry.mutable_record() = std::move(step.change);
  ASSIGN_OR_RETURN(const storage::LogPosition at, access::AppendEvent(txn, act, before.site(), entry));
  records::Remember(after, before.site(), "", at);
  if (request.old_card_taken_back()) RETURN_IF_ERROR(TakeOldCard(txn, act, before));
  return records::RecordTable(txn, nullptr).Put(before, after, act.now);
}

}  // namespace

absl::StatusOr<RecordRow> Desk::HandOver(const access::Act& act, const v1::HandOverRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateHandOver(request));
  const auto body = [&](storage::Txn& txn) -> absl::Status {
    const auto hand_over = [&]() -> absl::StatusOr<v1::HandOverResponse> {
      RETURN_IF_ERROR(HandOverIn(txn, act, request));
      return v1::HandOverResponse();
    };
    return access::Once<v1::HandOverResponse>(txn, act, kHandOver, hand_over).status();
  };
  RETURN_IF_ERROR(store_.Update(kHandOver, body));
  return storage::ViewFor<RecordRow>(
      store_, [&](storage::Snapshot& snapshot) { return records::GetRecord(snapshot, request.record_id()); });
}

}  // namespace blangko::desk
