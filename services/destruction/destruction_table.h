// Rows of destruction lists inside a caller's transaction, and how cards, lists and lines look in the API.
//
// Failure: UNKNOWN_DESTRUCTION, DESTRUCTION_STATE_WRONG; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/destruction/v1/destruction.pb.h"
#include "blangko/rows/v1/destruction.pb.h"
#include "services/access/actor.h"
#include "services/stock/card_register.h"
#include "storage/txn.h"

namespace blangko::destruction {

using ListRow = rows::v1::Destruction;
using LineRow = rows::v1::DestructionLine;
using stock::CardRow;

// Pieces that are only counted; cards and blanks with a line in a register have its number (stock/card_register.h).
inline constexpr uint32_t kCountedPieces = 3;

absl::StatusOr<ListRow> GetList(storage::Snapshot& snapshot, std::string_view id);
// OUT_OF_SCOPE unless it is of an office in the actor's area.
absl::StatusOr<ListRow> FindOwn(storage::Snapshot& snapshot, const access::Actor& actor, std::string_view id);
void PutList(storage::Txn& txn, const ListRow& list);
// Newest first (ids are made in the order of time), before the id `before` if it is given.
absl::Status VisitLists(storage::Snapshot& snapshot, std::string_view before,
                        absl::FunctionRef<bool(const ListRow&)> visit);
absl::Status CheckState(const ListRow& list, v1::Destruction::State wanted);

std::string LineKey(std::string_view id, const LineRow& line);
absl::StatusOr<std::optional<LineRow>> FindLine(storage::Snapshot& snapshot, std::string_view id,
                                                const LineRow& line);
void PutLine(storage::Txn& txn, std::string_view id, const LineRow& line);
void EraseLine(storage::Txn& txn, std::string_view id, const LineRow& line);
// By register, lot and number, after the line with the key `after`, until the visitor answers false.
absl::Status VisitLines(storage::Snapshot& snapshot, std::string_view id, std::string_view after,
                        absl::FunctionRef<bool(const std::string& key, const LineRow&)> visit);

// The line of a card that a register holds.
LineRow LineOf(const CardRow& card, std::string_view listed_by);
// Pieces and cards on the list together.
int64_t Listed(const ListRow& list);
rows::v1::DestructionLot& MutableLot(ListRow& list, const std::string& lot);

v1::Destruction ToApi(const ListRow& list);
v1::DestructionLine ToApi(const LineRow& line);
// `overdue`: held since before that time.
v1::RegisteredCard ToApi(const CardRow& card, int64_t overdue_before);

}  // namespace blangko::destruction
