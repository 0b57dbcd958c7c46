#include "services/destruction/destructions.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/destruction/card_names.h"
#include "services/destruction/closing.h"
#include "services/destruction/destruction_table.h"
#include "services/destruction/posting.h"
#include "services/destruction/validate_destruction.h"
#include "services/refusal/refusal.h"
#include "storage/layers/due_index.h"

namespace blangko::destruction {
namespace {

using access::Act;
using access::Change;
using storage::Snapshot;
using storage::Txn;

// What the request row keeps is the id; the reply is made from the list's row.
v1::Destruction OnlyId(const ListRow& list) {
  v1::Destruction named;
  named.set_destruction_id(list.destruction_id());
  return named;
}

absl::Status LogEvent(Txn& txn, const Act& act, const ListRow& list, std::string_view event,
                      std::string_view detail) {
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("destruction:", list.destruction_id()), event);
  entry.set_detail(std::string(detail));
  return access::AppendEvent(txn, act, list.office(), entry).status();
}

absl::StatusOr<ListRow> FindOpen(Snapshot& snapshot, const access::Actor& actor, std::string_view id) {
  ASSIGN_OR_RETURN(ListRow list, FindOwn(snapshot, actor, id));
  RETURN_IF_ERROR(CheckState(list, v1::Destruction::STATE_OPEN));
  return list;
}

absl::StatusOr<v1::Destruction> OpenIn(Txn& txn, const Act& act, const v1::OpenDestructionRequest& request) {
  RETURN_IF_ERROR(access::GetOffice(txn, request.office()).status());
  ListRow list;
  list.set_destruction_id(act.request_id);
  list.set_office(request.office());
  list.set_state(v1::Destruction::STATE_OPEN);
  list.set_version(1);
  list.set_opened_by(act.actor.identity);
  list.set_opened_micros(absl::ToUnixMicros(act.now));
  PutList(txn, list);
  RETURN_IF_ERROR(LogEvent(txn, act, list, "DESTRUCTION_OPENED", ""));
  return OnlyId(list);
}

// A list that changes: writes it with its next version, and one entry in the log.
absl::StatusOr<v1::Destruction> Changed(Txn& txn, const Act& act, ListRow& list, std::string_view event,
                                        std::string_view detail) {
  list.set_version(list.version() + 1);
  PutList(txn, list);
  RETURN_IF_ERROR(LogEvent(txn, act, list, event, detail));
  return OnlyId(list);
}

void CountLine(ListRow& list, const LineRow& line, int sign) {
  list.set_lines(list.lines() + sign);
  if (line.register_() == stock::kWithdrawnCards) {
    list.set_withdrawn(list.withdrawn() + sign * line.count());
    return;
  }
  rows::v1::DestructionLot& lot = MutableLot(list, line.lot());
  if (line.register_() == kCountedPieces) {
    lot.set_counted(lot.counted() + sign * line.count());
  } else {
    lot.set_cards(lot.cards() + sign * line.count());
  }
}

// Lists that other cards are on: each is read once.
class OtherLists {
 public:
  explicit OtherLists(Snapshot& snapshot) : snapshot_(snapshot) {}

  // A list that was cancelled, or that was destroyed without the card, holds it no more.
  absl::StatusOr<bool> Holds(const std::string& id) {
    if (id.empty()) return false;
    const auto known = holds_.find(id);
    if (known != holds_.end()) return known->second;
    ASSIGN_OR_RETURN(const ListRow list, GetList(snapshot_, id));
    const bool holds =
        list.state() == v1::Destruction::STATE_OPEN || list.state() == v1::Destruction::STATE_SEALED;
    holds_.emplace(id, holds);
    return holds;
  }

 private:
  Snapshot& snapshot_;
  std::map<std::string, bool> holds_;
};

absl::StatusOr<v1::Destruction> AddIn(Txn& txn, const Act& act, const v1::AddCardsRequest& request) {
  ASSIGN_OR_RETURN(ListRow list, FindOpen(txn, act.actor, request.destruction_id()));
  OtherLists others(txn);
  int added = 0;
  for (const v1::CardName& name : request.cards()) {
    ASSIGN_OR_RETURN(CardRow card, HeldCard(txn, list.office(), name));
    if (card.destruction_id() == list.destruction_id()) continue;
    ASSIGN_OR_RETURN(const bool listed, others.Holds(card.destruction_id()));
    if (listed) {
      return Refuse(Reason::kCardListed, {{"card", NameOf(name)}, {"destruction", card.destruction_id()}});
    }
    card.set_destruction_id(list.destruction_id());
    stock::PutHeld(txn, card);
    const LineRow line = LineOf(card, act.actor.identity);
    PutLine(txn, list.destruction_id(), line);
    CountLine(list, line, 1);
    ++added;
  }
  if (added == 0) return OnlyId(list);
  return Changed(txn, act, list, "DESTRUCTION_CARDS_ADDED",
                 absl::StrCat(added, " lines, ", Listed(list), " cards listed"));
}

absl::StatusOr<v1::Destruction> RemoveIn(Txn& txn, const Act& act, const v1::RemoveCardsRequest& request) {
  ASSIGN_OR_RETURN(ListRow list, FindOpen(txn, act.actor, request.destruction_id()));
  for (const v1::CardName& name : request.cards()) {
    ASSIGN_OR_RETURN(CardRow card, HeldCard(txn, list.office(), name));
    if (card.destruction_id() != list.destruction_id())
      return Refuse(Reason::kCardNotHeld, {{"office", list.office()}, {"card", NameOf(name)}});
    card.clear_destruction_id();
    stock::PutHeld(txn, card);
    const LineRow line = LineOf(card, "");
    EraseLine(txn, list.destruction_id(), line);
    CountLine(list, line, -1);
  }
  return Changed(txn, act, list, "DESTRUCTION_CARDS_REMOVED",
                 absl::StrCat(request.cards_size(), " lines, ", Listed(list), " cards listed"));
}

// Of a lot no more can be listed without a line than was kept before there was a register.
absl::Status CheckCounted(Snapshot& snapshot, const ListRow& list,
                          const v1::AddCountedCardsRequest& request) {
  ASSIGN_OR_RETURN(const auto office, stock::ReadRegister(snapshot, list.office()));
  const int64_t before = stock::LotOf(office, request.lot()).before();
  if (request.count() <= before) return absl::OkStatus();
  return Refuse(Reason::kAccountWouldBeNegative, {{"office", list.office()},
                                                  {"lot", request.lot()},
                                                  {"account", "spoiled_held"},
                                                  {"got", absl::StrCat(before)},
                                                  {"want", absl::StrCat(request.count())}});
}

absl::StatusOr<v1::Destruction> AddCountedIn(Txn& txn, const Act& act,
                                             const v1::AddCountedCardsRequest& request) {
  ASSIGN_OR_RETURN(ListRow list, FindOpen(txn, act.actor, request.destruction_id()));
  RETURN_IF_ERROR(CheckCounted(txn, list, request));
  LineRow line;
  line.set_register_(kCountedPieces);
  line.set_lot(request.lot());
  ASSIGN_OR_RETURN(const std::optional<LineRow> before, FindLine(txn, list.destruction_id(), line));
  if (before.has_value()) CountLine(list, *before, -1);
  line.set_count(request.count());
  line.set_listed_by(act.actor.identity);
  EraseLine(txn, list.destruction_id(), line);
  if (line.count() > 0) {
    PutLine(txn, list.destruction_id(), line);
    CountLine(list, line, 1);
  }
  return Changed(txn, act, list, "DESTRUCTION_CARDS_COUNTED",
                 absl::StrCat(request.lot(), ": ", request.count(), ", ", Listed(list), " cards listed"));
}

// The day on the paper; not after today in the office.
absl::StatusOr<int64_t> DayOf(Snapshot& snapshot, const Act& act, const ListRow& list,
                              const common::v1::Date& date) {
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, list.office()));
  const int64_t day = absl::CivilDay(date.year(), date.month(), date.day()) - absl::CivilDay(1970, 1, 1);
  if (day <= access::OfficeDay(zone, act.now)) return day;
  return BadField("date", absl::FormatCivilTime(absl::CivilDay(1970, 1, 1) + day), "today or earlier");
}

absl::StatusOr<v1::Destruction> DescribeIn(Txn& txn, const Act& act,
                                           const v1::DescribeDestructionRequest& request) {
  ASSIGN_OR_RETURN(ListRow list, FindOpen(txn, act.actor, request.destruction_id()));
  ASSIGN_OR_RETURN(const int64_t day, DayOf(txn, act, list, request.date()));
  list.set_number(request.number());
  list.set_day(day);
  list.set_place(request.place());
  list.set_method(request.method());
  list.clear_witnesses();
  for (const v1::Witness& witness : request.witnesses()) {
    rows::v1::DestructionWitness& added = *list.add_witnesses();
    added.set_name(witness.name());
    added.set_institution(witness.institution());
    added.set_title(witness.title());
    added.set_nip(witness.nip());
  }
  return Changed(txn, act, list, "DESTRUCTION_DESCRIBED", request.number());
}

absl::StatusOr<v1::Destruction> CountPileIn(Txn& txn, const Act& act, const v1::CountPileRequest& request) {
  ASSIGN_OR_RETURN(ListRow list, FindOpen(txn, act.actor, request.destruction_id()));
  list.set_pile(request.pile());
  list.set_pile_by(act.actor.identity);
  list.set_pile_micros(absl::ToUnixMicros(act.now));
  return Changed(txn, act, list, "DESTRUCTION_PILE_COUNTED",
                 absl::StrCat("pile=", request.pile(), " listed=", Listed(list)));
}

absl::StatusOr<v1::Destruction> CancelIn(Txn& txn, const Act& act,
                                         const v1::CancelDestructionRequest& request) {
  ASSIGN_OR_RETURN(ListRow list, FindOpen(txn, act.actor, request.destruction_id()));
  list.set_state(v1::Destruction::STATE_CANCELLED);
  list.set_cancel_reason(request.reason());
  return Changed(txn, act, list, "DESTRUCTION_CANCELLED", request.reason());
}

absl::StatusOr<v1::ProposeDestructionResponse> ProposeIn(Txn& txn, const Act& act,
                                                         const access::ProposalBook& proposals,
                                                         const rows::v1::ProposedDestruction& looked) {
  ASSIGN_OR_RETURN(const ListRow list, FindOwn(txn, act.actor, looked.destruction_id()));
  access::NewProposal wanted{.kind = access::v1::PROPOSAL_KIND_DESTROY_CARDS,
                             .act = {},
                             .subject = absl::StrCat("destruction:", list.destruction_id()),
                             .offices = {list.office()},
                             .reason = list.number()};
  *wanted.act.mutable_destruction() = looked;
  v1::ProposeDestructionResponse response;
  ASSIGN_OR_RETURN(*response.mutable_proposal(), proposals.Open(txn, act, wanted));
  return response;
}

// One step of a list that is sealed.
absl::Status PostIn(Txn& txn, absl::Time now, const storage::DueEntry& entry) {
  storage::RemoveDue(txn, entry);
  ASSIGN_OR_RETURN(ListRow list, GetList(txn, entry.object));
  if (list.state() != v1::Destruction::STATE_SEALED) return absl::OkStatus();
  const Act act = ActOfStep(list, now);
  RETURN_IF_ERROR(PostStep(txn, act, list));
  return LogEvent(txn, act, list, "DESTRUCTION_STEP",
                  absl::StrCat(list.posted_lines(), " of ", list.lines(), " lines booked"));
}

}  // namespace

absl::StatusOr<v1::Destruction> Destructions::Reread(const absl::StatusOr<v1::Destruction>& done) {
  if (!done.ok()) return done.status();
  return storage::ViewFor<v1::Destruction>(
      store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::Destruction> {
        ASSIGN_OR_RETURN(const ListRow list, GetList(snapshot, done->destruction_id()));
        return ToApi(list);
      });
}

absl::StatusOr<v1::Destruction> Destructions::Open(const Act& act,
                                                   const v1::OpenDestructionRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateOpen(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  return Reread(Change<v1::Destruction>(store_, act, "destruction.open",
                                        [&](Txn& txn) { return OpenIn(txn, act, request); }));
}

absl::StatusOr<v1::Destruction> Destructions::Add(const Act& act, const v1::AddCardsRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateAdd(request));
  return Reread(Change<v1::Destruction>(store_, act, "destruction.add",
                                        [&](Txn& txn) { return AddIn(txn, act, request); }));
}

absl::StatusOr<v1::Destruction> Destructions::AddCounted(const Act& act,
                                                         const v1::AddCountedCardsRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateAddCounted(request));
  return Reread(Change<v1::Destruction>(store_, act, "destruction.add_counted",
                                        [&](Txn& txn) { return AddCountedIn(txn, act, request); }));
}

absl::StatusOr<v1::Destruction> Destructions::Remove(const Act& act, const v1::RemoveCardsRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateRemove(request));
  return Reread(Change<v1::Destruction>(store_, act, "destruction.remove",
                                        [&](Txn& txn) { return RemoveIn(txn, act, request); }));
}

absl::StatusOr<v1::Destruction> Destructions::Describe(const Act& act,
                                                       const v1::DescribeDestructionRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateDescribe(request));
  return Reread(Change<v1::Destruction>(store_, act, "destruction.describe",
                                        [&](Txn& txn) { return DescribeIn(txn, act, request); }));
}

absl::StatusOr<v1::Destruction> Destructions::CountPile(const Act& act, const v1::CountPileRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidatePile(request));
  return Reread(Change<v1::Destruction>(store_, act, "destruction.count_pile",
                                        [&](Txn& txn) { return CountPileIn(txn, act, request); }));
}

// The whole list is read before the commit, which has no budget for it; what was looked at is compared in it.
absl::StatusOr<v1::ProposeDestructionResponse> Destructions::Propose(
    const Act& act, const v1::ProposeDestructionRequest& request) {
  using Response = v1::ProposeDestructionResponse;
  using Looked = rows::v1::ProposedDestruction;
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  if (!act.actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "Destroying cards"}});
  RETURN_IF_ERROR(pins_.Check(access::AccountOf(act.actor), request.pin(), act.now).status());
  const auto looked = storage::ViewFor<Looked>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Looked> {
    ASSIGN_OR_RETURN(const ListRow list, FindOwn(snapshot, act.actor, request.destruction_id()));
    return LookAtAll(snapshot, list);
  });
  ASSIGN_OR_RETURN(Response response, Change<Response>(store_, act, "destruction.propose",
                                                       [&](Txn& txn) -> absl::StatusOr<Response> {
                                                         if (!looked.ok()) return looked.status();
                                                         return ProposeIn(txn, act, proposals_, *looked);
                                                       }));
  ASSIGN_OR_RETURN(*response.mutable_proposal(), proposals_.Read(store_, response.proposal().proposal_id()));
  return response;
}

absl::StatusOr<v1::Destruction> Destructions::Cancel(const Act& act,
                                                     const v1::CancelDestructionRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateCancel(request));
  return Reread(Change<v1::Destruction>(store_, act, "destruction.cancel",
                                        [&](Txn& txn) { return CancelIn(txn, act, request); }));
}

absl::StatusOr<size_t> Destructions::PostDue(absl::Time now, size_t limit) {
  ASSIGN_OR_RETURN(const auto due,
                   storage::ViewFor<std::vector<storage::DueEntry>>(
                       store_, [&](Snapshot& snapshot) { return storage::ListDue(snapshot, now, limit); }));
  std::vector<storage::Store::Body> bodies;
  for (const storage::DueEntry& entry : due) {
    if (entry.kind != storage::DueKind::kDestruction) continue;
    bodies.push_back([now, &entry](Txn& txn) { return PostIn(txn, now, entry); });
  }
  for (const absl::Status& status : store_.UpdateEach("destruction.post", bodies)) RETURN_IF_ERROR(status);
  return bodies.size();
}

}  // namespace blangko::destruction
