#include "services/stock/card_register.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/refusal/refusal.h"
#include "services/stock/blank_uids.h"
#include "services/stock/stock_table.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::stock {
namespace {

using rows::v1::ACCOUNT_DESTROYED;
using rows::v1::ACCOUNT_LOST;
using rows::v1::ACCOUNT_SPOILED_HELD;
using rows::v1::CardPlace;
using rows::v1::CardRegister;
using rows::v1::Movement;
using rows::v1::RegisterLot;
using storage::KeyWriter;
using storage::Table;

constexpr size_t kCountedLooked = 50;  // newest lines among which pieces without a name are looked for

std::string RegisterKey(std::string_view office) {
  return KeyWriter(Table::kCardRegister).Text(office).Take();
}
std::string PlaceKey(std::string_view name) { return KeyWriter(Table::kCardPlace).Text(name).Take(); }

std::string CardKeyOf(Table table, const CardKey& key) {
  return KeyWriter(table).Text(key.office).U64(key.card_register).U64(key.number).Take();
}

absl::StatusOr<std::optional<CardRow>> Find(storage::Snapshot& snapshot, Table table, const CardKey& key) {
  return storage::GetRow<CardRow>(snapshot, CardKeyOf(table, key));
}

void PutRegister(storage::Txn& txn, std::string_view office, const CardRegister& row) {
  storage::PutRow(txn, RegisterKey(office), row);
}

bool IsEmpty(const RegisterLot& lot) { return lot.listed() == 0 && lot.before() == 0 && lot.missing() == 0; }

RegisterLot& MutableLot(CardRegister& office, const std::string& lot) {
  for (RegisterLot& known : *office.mutable_lots()) {
    if (known.lot() == lot) return known;
  }
  RegisterLot& added = *office.add_lots();
  added.set_lot(lot);
  return added;
}

void DropEmptyLots(CardRegister& office) {
  auto& lots = *office.mutable_lots();
  lots.erase(std::remove_if(lots.begin(), lots.end(), IsEmpty), lots.end());
}

void PutPlaces(storage::Txn& txn, const CardRow& card) {
  CardPlace place;
  place.set_office(card.office());
  place.set_register_(card.register_());
  place.set_number(card.number());
  const bool withdrawn = card.register_() == kWithdrawnCards;
  if (!card.record_id().empty()) {
    const std::string name =
        withdrawn ? RecordName(card.record_id()) : JobName(card.record_id(), card.attempt());
    storage::PutRow(txn, PlaceKey(name), place);
  }
  if (!card.blank_uid().empty()) storage::PutRow(txn, PlaceKey(ChipName(card.blank_uid())), place);
}

// The line stays for ever, among those that left.
void MoveToGone(storage::Txn& txn, const access::Act& act, CardRow card, Account to) {
  txn.Erase(CardKeyOf(Table::kHeldCard, KeyOf(card)));
  card.set_gone_micros(absl::ToUnixMicros(act.now));
  card.set_gone_to(static_cast<uint32_t>(to));
  storage::PutRow(txn, CardKeyOf(Table::kGoneCard, KeyOf(card)), card);
}

// False until the spoils of a store of the release before are taken up: until then a lot that the register does not know
// may hold some all the same.
absl::StatusOr<bool> IsTakenUp(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const auto row, storage::GetRow<rows::v1::RegisterTakeUp>(
                                       snapshot, KeyWriter(Table::kRegisterTakeUp).Text("").Take()));
  return row.has_value() && row->done();
}

// One posting as the register sees it.
class Follower {
 public:
  Follower(storage::Txn& txn, const access::Act& act, const Posting& posting)
      : txn_(txn), act_(act), posting_(posting) {}

  absl::Status Follow(const Balances& before) {
    ASSIGN_OR_RETURN(office_, ReadRegister(txn_, posting_.office));
    if (office_.begin_micros() == 0) office_.set_begin_micros(absl::ToUnixMicros(act_.now));
    lot_ = LotOf(office_, posting_.lot);
    if (IsEmpty(lot_)) RETURN_IF_ERROR(TakeUpBefore(Get(before, ACCOUNT_SPOILED_HELD)));
    for (size_t i = 0; i < posting_.movements.size(); ++i) {
      const Movement& movement = posting_.movements[i];
      if (movement.to() == ACCOUNT_SPOILED_HELD) Enter(movement);
      const uint64_t number = i < posting_.numbers.size() ? posting_.numbers[i] : 0;
      if (movement.from() == ACCOUNT_SPOILED_HELD) RETURN_IF_ERROR(Leave(movement, number));
    }
    MutableLot(office_, posting_.lot) = lot_;
    DropEmptyLots(office_);
    PutRegister(txn_, posting_.office, office_);
    return absl::OkStatus();
  }

 private:
  absl::Status TakeUpBefore(int64_t spoiled) {
    lot_.set_lot(posting_.lot);
    if (spoiled == 0) return absl::OkStatus();
    ASSIGN_OR_RETURN(const bool taken_up, IsTakenUp(txn_));
    if (!taken_up) lot_.set_before(spoiled);
    return absl::OkStatus();
  }

  void Enter(const Movement& movement) {
    if (Planted("spoil-not-in-register")) return;
    const bool named = !movement.record_id().empty() || !movement.blank_uid().empty();
    int64_t count = movement.count();
    if (!named && movement.from() == ACCOUNT_LOST) {
      const int64_t found = std::min(count, lot_.missing());
      lot_.set_missing(lot_.missing() - found);
      count -= found;
    }
    if (count == 0) return;
    CardRow card = CardOf(movement);
    card.set_count(count);
    PutHeld(txn_, card);
    PutPlaces(txn_, card);
    lot_.set_listed(lot_.listed() + count);
  }

  CardRow CardOf(const Movement& movement) {
    office_.set_last_spoiled(office_.last_spoiled() + 1);
    CardRow card;
    card.set_office(posting_.office);
    card.set_register_(kSpoiledCards);
    card.set_number(office_.last_spoiled());
    card.set_lot(posting_.lot);
    card.set_record_id(movement.record_id());
    card.set_attempt(movement.attempt());
    card.set_blank_uid(movement.blank_uid().empty() ? "" : UidOf(movement.blank_uid()));
    card.set_cause(movement.reason());
    card.set_since_micros(absl::ToUnixMicros(act_.now));
    card.set_by(act_.actor.identity);
    if (posting_.record.has_value()) card.set_station_id(posting_.record->station_id());
    return card;
  }

  absl::Status Leave(const Movement& movement, uint64_t number) {
    if (movement.to() != ACCOUNT_DESTROYED) office_.set_left(office_.left() + 1);
    ASSIGN_OR_RETURN(const std::optional<CardRow> card, Named(movement, number));
    if (!card.has_value()) return TakeCounted(movement);
    MoveToGone(txn_, act_, *card, movement.to());
    lot_.set_listed(lot_.listed() - card->count());
    return absl::OkStatus();
  }

  // The line of a movement that says which card it is about.
  absl::StatusOr<std::optional<CardRow>> Named(const Movement& movement, uint64_t number) {
    if (number != 0) return Held({posting_.office, kSpoiledCards, number}, movement.count());
    for (const std::string& name :
         {movement.record_id().empty() ? std::string() : JobName(movement.record_id(), movement.attempt()),
          movement.blank_uid().empty() ? std::string() : ChipName(UidOf(movement.blank_uid()))}) {
      if (name.empty()) continue;
      ASSIGN_OR_RETURN(const std::optional<CardKey> place, FindPlace(txn_, name));
      if (!place.has_value()) continue;
      ASSIGN_OR_RETURN(std::optional<CardRow> card, Held(*place, movement.count()));
      if (card.has_value()) return card;
    }
    return std::optional<CardRow>();
  }

  absl::StatusOr<std::optional<CardRow>> Held(const CardKey& key, int64_t count) {
    ASSIGN_OR_RETURN(std::optional<CardRow> card, FindHeld(txn_, key));
    const bool it_is = card.has_value() && card->office() == posting_.office && card->lot() == posting_.lot &&
                       card->count() == count;
    return it_is ? card : std::optional<CardRow>();
  }

  // Pieces of which nothing but the number is known: those without a line first, then the newest lines without a name;
  // what is still not found has a line somewhere, and nobody knows which.
  absl::Status TakeCounted(const Movement& movement) {
    int64_t left = movement.count();
    const int64_t before = std::min(left, lot_.before());
    lot_.set_before(lot_.before() - before);
    left -= before;
    if (left > 0) RETURN_IF_ERROR(TakeUnnamed(movement.to(), left));
    lot_.set_missing(lot_.missing() + left);
    return absl::OkStatus();
  }

  absl::Status TakeUnnamed(Account to, int64_t& left) {
    ASSIGN_OR_RETURN(std::vector<CardRow> unnamed, NewestUnnamed());
    for (CardRow& card : unnamed) {
      const int64_t taken = std::min(left, card.count());
      if (taken == 0) break;
      left -= taken;
      lot_.set_listed(lot_.listed() - taken);
      if (taken == card.count()) {
        MoveToGone(txn_, act_, card, to);
        continue;
      }
      card.set_count(card.count() - taken);
      PutHeld(txn_, card);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<CardRow>> NewestUnnamed() {
    std::vector<CardRow> unnamed;
    size_t looked = 0;
    absl::Status bad;
    const storage::KeyRange range =
        KeyWriter(Table::kHeldCard).Text(posting_.office).U64(kSpoiledCards).Range();
    RETURN_IF_ERROR(
        txn_.Scan(range, storage::ScanOrder::kReverse, [&](std::string_view, std::string_view value) {
          auto card = storage::DecodeRow<CardRow>(value);
          if (!card.ok()) bad = card.status();
          if (card.ok() && card->lot() == posting_.lot && card->record_id().empty() &&
              card->blank_uid().empty()) {
            unnamed.push_back(*std::move(card));
          }
          return bad.ok() && ++looked < kCountedLooked;
        }));
    if (!bad.ok()) return bad;
    return unnamed;
  }

  storage::Txn& txn_;
  const access::Act& act_;
  const Posting& posting_;
  CardRegister office_;
  RegisterLot lot_;
};

std::string Described(const CardRow& card) {
  if (!card.blank_uid().empty()) return card.blank_uid();
  return card.record_id();
}

// Refuses a card that is in a register, or that was destroyed.
absl::Status CheckNotKnown(storage::Snapshot& snapshot, std::string_view name, const CardRow& wanted) {
  ASSIGN_OR_RETURN(const std::optional<CardKey> place, FindPlace(snapshot, name));
  if (!place.has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto held, FindHeld(snapshot, *place));
  if (held.has_value()) {
    return Refuse(
        Reason::kCardInRegister,
        {{"card", Described(wanted)}, {"number", absl::StrCat(held->number())}, {"office", held->office()}});
  }
  ASSIGN_OR_RETURN(const auto gone, FindGone(snapshot, *place));
  if (!gone.has_value() || gone->gone_to() != ACCOUNT_DESTROYED || Planted("destroyed-card-comes-back"))
    return absl::OkStatus();
  return Refuse(Reason::kCardDestroyed,
                {{"card", Described(wanted)}, {"destruction", gone->destruction_id()}});
}

}  // namespace

absl::StatusOr<CardRegister> ReadRegister(storage::Snapshot& snapshot, std::string_view office) {
  ASSIGN_OR_RETURN(std::optional<CardRegister> row,
                   storage::GetRow<CardRegister>(snapshot, RegisterKey(office)));
  return row.has_value() ? *std::move(row) : CardRegister();
}

absl::Status VisitRegisters(storage::Snapshot& snapshot, std::string_view prefix, std::string_view after,
                            absl::FunctionRef<bool(const std::string& office, const CardRegister&)> visit) {
  storage::KeyRange range = KeyWriter(Table::kCardRegister).Range();
  const std::string_view from = std::max(prefix, after);
  if (!from.empty()) range.begin = RegisterKey(from);
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        const auto office = storage::KeyReader(key).Text();
        const auto row = storage::DecodeRow<CardRegister>(value);
        if (!office.ok() || !row.ok()) {
          bad = office.ok() ? row.status() : office.status();
          return false;
        }
        if (!office->starts_with(prefix)) return false;
        return *office == after || !access::Covers(prefix, *office) || visit(*office, *row);
      }));
  return bad;
}

absl::StatusOr<std::optional<CardRow>> FindHeld(storage::Snapshot& snapshot, const CardKey& key) {
  return Find(snapshot, Table::kHeldCard, key);
}

absl::StatusOr<std::optional<CardRow>> FindGone(storage::Snapshot& snapshot, const CardKey& key) {
  return Find(snapshot, Table::kGoneCard, key);
}

absl::Status VisitCards(storage::Snapshot& snapshot, const CardKey& after, bool gone,
                        absl::FunctionRef<bool(const CardRow&)> visit) {
  const Table table = gone ? Table::kGoneCard : Table::kHeldCard;
  storage::KeyRange range = KeyWriter(table).Text(after.office).U64(after.card_register).Range();
  if (after.number != 0)
    range.begin = CardKeyOf(table, {after.office, after.card_register, after.number + 1});
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
        const auto card = storage::DecodeRow<CardRow>(value);
        if (!card.ok()) bad = card.status();
        return card.ok() && visit(*card);
      }));
  return bad;
}

absl::StatusOr<std::optional<CardKey>> FindPlace(storage::Snapshot& snapshot, std::string_view name) {
  ASSIGN_OR_RETURN(const auto row, storage::GetRow<CardPlace>(snapshot, PlaceKey(name)));
  if (!row.has_value()) return std::optional<CardKey>();
  return std::optional(CardKey{row->office(), row->register_(), row->number()});
}

absl::StatusOr<bool> HasSpoilLeft(storage::Snapshot& snapshot, std::string_view record_id, uint32_t attempt) {
  ASSIGN_OR_RETURN(const auto place, FindPlace(snapshot, JobName(record_id, attempt)));
  if (!place.has_value()) return false;
  ASSIGN_OR_RETURN(const auto held, FindHeld(snapshot, *place));
  return !held.has_value();
}

void PutHeld(storage::Txn& txn, const CardRow& card) {
  storage::PutRow(txn, CardKeyOf(Table::kHeldCard, KeyOf(card)), card);
}

absl::Status FollowMovements(storage::Txn& txn, const access::Act& act, const Posting& posting,
                             const Balances& before) {
  const bool concerned = std::any_of(posting.movements.begin(), posting.movements.end(), [](const auto& one) {
    return one.from() == ACCOUNT_SPOILED_HELD || one.to() == ACCOUNT_SPOILED_HELD;
  });
  return concerned ? Follower(txn, act, posting).Follow(before) : absl::OkStatus();
}

absl::StatusOr<CardRow> Withdraw(storage::Txn& txn, const access::Act& act, CardRow card) {
  if (!card.blank_uid().empty()) {
    RETURN_IF_ERROR(CheckNotKnown(txn, ChipName(card.blank_uid()), card));
  } else if (!card.record_id().empty()) {
    RETURN_IF_ERROR(CheckNotKnown(txn, RecordName(card.record_id()), card));
  }
  ASSIGN_OR_RETURN(CardRegister office, ReadRegister(txn, card.office()));
  if (office.begin_micros() == 0) office.set_begin_micros(absl::ToUnixMicros(act.now));
  office.set_last_withdrawn(office.last_withdrawn() + 1);
  office.set_withdrawn(office.withdrawn() + 1);
  card.set_register_(kWithdrawnCards);
  card.set_number(office.last_withdrawn());
  card.set_count(1);
  card.set_since_micros(absl::ToUnixMicros(act.now));
  card.set_by(act.actor.identity);
  PutHeld(txn, card);
  PutPlaces(txn, card);
  PutRegister(txn, card.office(), office);
  return card;
}

absl::Status DestroyWithdrawn(storage::Txn& txn, const access::Act& act, CardRow card) {
  ASSIGN_OR_RETURN(CardRegister office, ReadRegister(txn, card.office()));
  office.set_withdrawn(office.withdrawn() - 1);
  PutRegister(txn, card.office(), office);
  MoveToGone(txn, act, std::move(card), ACCOUNT_DESTROYED);
  return absl::OkStatus();
}

absl::Status CorrectRegister(storage::Txn& txn, std::string_view office, std::string_view lot, int64_t more) {
  ASSIGN_OR_RETURN(CardRegister row, ReadRegister(txn, office));
  RegisterLot& known = MutableLot(row, std::string(lot));
  if (more > 0) known.set_before(known.before() + more);
  if (more < 0) known.set_missing(known.missing() - more);
  DropEmptyLots(row);
  PutRegister(txn, office, row);
  return absl::OkStatus();
}

absl::Status TakeUp(storage::Txn& txn, const access::Act& act, std::string_view office, std::string_view lot,
                    int64_t spoiled) {
  ASSIGN_OR_RETURN(CardRegister row, ReadRegister(txn, office));
  RegisterLot& known = MutableLot(row, std::string(lot));
  if (!IsEmpty(known) || spoiled == 0) return absl::OkStatus();
  known.set_before(spoiled);
  if (row.begin_micros() == 0) row.set_begin_micros(absl::ToUnixMicros(act.now));
  PutRegister(txn, office, row);
  return absl::OkStatus();
}

}  // namespace blangko::stock
