// The registers of spoiled and of withdrawn cards, inside a caller's transaction.
//
// A spoiled blank is in the register of its office in the commit that moves it to spoiled_held, and leaves it in the
// commit that moves it away: StockTable::Post tells FollowMovements of every movement from or to that account. For each
// office and lot, at every commit: listed + before - missing = balance spoiled_held. `before` are pieces that were kept
// before there was a register; they have no line. `missing` are pieces that have a line and were not found at a count:
// nobody knows which.
// A withdrawn card was taken back from its holder: no blank of an account, so nothing else moves with it.
// Rows of a spoil: its line, the office's register, and one row for each name it is found by (job, chip).
//
// Failure: CARD_IN_REGISTER, CARD_DESTROYED; storage errors. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/destruction.pb.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/access/actor.h"
#include "services/stock/balances.h"
#include "storage/txn.h"

namespace blangko::stock {

struct Posting;
using CardRow = rows::v1::RegisteredCard;

// As destruction.v1.CardRegister.
inline constexpr uint32_t kSpoiledCards = 1;
inline constexpr uint32_t kWithdrawnCards = 2;

struct CardKey {
  std::string office;
  uint32_t card_register = 0;
  uint64_t number = 0;
};
CardKey KeyOf(const CardRow& card);

// ---- reading

absl::StatusOr<rows::v1::CardRegister> ReadRegister(storage::Snapshot& snapshot, std::string_view office);
// Every office that has one and lies in `prefix`, after the office `after`, until the visitor answers false.
absl::Status VisitRegisters(
    storage::Snapshot& snapshot, std::string_view prefix, std::string_view after,
    absl::FunctionRef<bool(const std::string& office, const rows::v1::CardRegister&)> visit);

absl::StatusOr<std::optional<CardRow>> FindHeld(storage::Snapshot& snapshot, const CardKey& key);
absl::StatusOr<std::optional<CardRow>> FindGone(storage::Snapshot& snapshot, const CardKey& key);
// By number, after the number `after`, until the visitor answers false. `gone`: those that left.
absl::Status VisitCards(storage::Snapshot& snapshot, const CardKey& after, bool gone,
                        absl::FunctionRef<bool(const CardRow&)> visit);

// Names by which a card is found.
std::string JobName(std::string_view record_id, uint32_t attempt);
std::string RecordName(std::string_view record_id);  // of a withdrawn card
std::string ChipName(std::string_view uid);
absl::StatusOr<std::optional<CardKey>> FindPlace(storage::Snapshot& snapshot, std::string_view name);

// The pieces of a lot; zeros when none is kept.
rows::v1::RegisterLot LotOf(const rows::v1::CardRegister& office, std::string_view lot);
int64_t HeldPieces(const rows::v1::RegisterLot& lot);

// True when the spoiled card of that attempt was in the register, and is not held any more.
absl::StatusOr<bool> HasSpoilLeft(storage::Snapshot& snapshot, std::string_view record_id, uint32_t attempt);

// ---- changing

void PutHeld(storage::Txn& txn, const CardRow& card);

// Keeps the register of spoiled cards in step with a posting; `before` are the balances before it.
absl::Status FollowMovements(storage::Txn& txn, const access::Act& act, const Posting& posting,
                             const Balances& before);

// Takes a card into the register of withdrawn ones; number, time and actor are given here. CARD_IN_REGISTER when it is
// held already, CARD_DESTROYED when it, or its chip, was destroyed.
absl::StatusOr<CardRow> Withdraw(storage::Txn& txn, const access::Act& act, CardRow card);

// A withdrawn card that is held was destroyed.
absl::Status DestroyWithdrawn(storage::Txn& txn, const access::Act& act, CardRow card);

// Of a store made before there were registers: takes up what spoiled_held holds of one stream.
absl::Status TakeUp(storage::Txn& txn, const access::Act& act, std::string_view office, std::string_view lot,
                    int64_t spoiled);
// The ledger holds so many pieces more (below zero: less) than the register says.
absl::Status CorrectRegister(storage::Txn& txn, std::string_view office, std::string_view lot, int64_t more);

}  // namespace blangko::stock
