#include "services/destruction/posting.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/stock/blank_uids.h"
#include "services/stock/card_register.h"
#include "services/stock/receipt.h"
#include "services/stock/stock_table.h"
#include "storage/layers/due_index.h"

namespace blangko::destruction {
namespace {

using rows::v1::ACCOUNT_DESTROYED;
using rows::v1::ACCOUNT_SPOILED_HELD;

constexpr char kEvent[] = "CARDS_DESTROYED";

// "1 17 LOT-1": the line that was booked last, as text.
std::string CursorOf(const LineRow& line) {
  return absl::StrCat(line.register_(), " ", line.number(), " ", line.lot());
}

// Its key; "" before the first.
absl::StatusOr<std::string> KeyOfCursor(const ListRow& list) {
  if (list.cursor().empty()) return std::string();
  const std::vector<std::string> parts = absl::StrSplit(list.cursor(), absl::MaxSplits(' ', 2));
  LineRow line;
  uint32_t which = 0;
  uint64_t number = 0;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &which) || !absl::SimpleAtoi(parts[1], &number))
    return absl::DataLossError("destruction: a cursor that names no line");
  line.set_register_(which);
  line.set_number(number);
  line.set_lot(parts[2]);
  return LineKey(list.destruction_id(), line);
}

class Step {
 public:
  Step(storage::Txn& txn, const access::Act& act, ListRow& list) : txn_(txn), act_(act), list_(list) {}

  absl::Status Run() {
    ASSIGN_OR_RETURN(const std::vector<LineRow> lines, NextLines());
    for (const LineRow& line : lines) RETURN_IF_ERROR(Take(line));
    RETURN_IF_ERROR(PostLot());
    list_.set_posted_lines(list_.posted_lines() + static_cast<int64_t>(lines.size()));
    if (!lines.empty()) list_.set_cursor(CursorOf(lines.back()));
    const bool more = lines.size() == kLinesOfAStep && list_.posted_lines() < list_.lines();
    if (more) {
      storage::AddDue(txn_, {act_.now, storage::DueKind::kDestruction, list_.destruction_id()});
    } else {
      list_.set_state(v1::Destruction::STATE_DESTROYED);
      list_.set_finished_micros(absl::ToUnixMicros(act_.now));
    }
    PutList(txn_, list_);
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<std::vector<LineRow>> NextLines() {
    ASSIGN_OR_RETURN(const std::string after, KeyOfCursor(list_));
    std::vector<LineRow> lines;
    RETURN_IF_ERROR(
        VisitLines(txn_, list_.destruction_id(), after, [&](const std::string&, const LineRow& line) {
          lines.push_back(line);
          return lines.size() < kLinesOfAStep;
        }));
    return lines;
  }

  absl::Status Take(const LineRow& line) {
    if (line.register_() == kCountedPieces) return Move(line, 0).status();
    ASSIGN_OR_RETURN(std::optional<CardRow> card,
                     stock::FindHeld(txn_, {list_.office(), line.register_(), line.number()}));
    if (!card.has_value() || card->count() != line.count()) return NoteNotHeld(line);
    if (line.register_() == stock::kWithdrawnCards) {
      RETURN_IF_ERROR(stock::DestroyWithdrawn(txn_, act_, *std::move(card)));
      return NoteChip(line);
    }
    ASSIGN_OR_RETURN(const bool moved, Move(line, line.number()));
    return moved ? NoteChip(line) : absl::OkStatus();
  }

  absl::Status NoteNotHeld(LineRow line) {
    line.set_not_held(true);
    PutLine(txn_, list_.destruction_id(), line);
    list_.set_not_held(list_.not_held() + 1);
    return absl::OkStatus();
  }

  absl::Status NoteChip(const LineRow& line) {
    if (line.blank_uid().empty()) return absl::OkStatus();
    const stock::UidUse use{line.record_id(), line.attempt(), list_.office(), line.lot(), "",
                            ACCOUNT_DESTROYED};
    return stock::NoteDestroyed(txn_, act_, line.blank_uid(), use);
  }

  // Lines stand by lot: those of one are posted together. False when the account holds no more.
  absl::StatusOr<bool> Move(const LineRow& line, uint64_t number) {
    if (posting_.lot != line.lot()) {
      RETURN_IF_ERROR(PostLot());
      ASSIGN_OR_RETURN(const stock::Balances balances, stock::ReadBalances(txn_, list_.office(), line.lot()));
      posting_.lot = line.lot();
      held_ = stock::Get(balances, ACCOUNT_SPOILED_HELD);
    }
    if (line.count() > held_) {
      RETURN_IF_ERROR(NoteNotHeld(line));
      return false;
    }
    held_ -= line.count();
    rows::v1::Movement movement =
        stock::Move(line.count(), ACCOUNT_SPOILED_HELD, ACCOUNT_DESTROYED, list_.number(), line.cause());
    movement.set_record_id(line.record_id());
    movement.set_attempt(line.attempt());
    movement.set_blank_uid(line.blank_uid());
    if (Planted("burnt-line-booked-twice") && line.count() <= held_) {
      posting_.movements.push_back(movement);
      posting_.numbers.push_back(number);
    }
    posting_.movements.push_back(std::move(movement));
    posting_.numbers.push_back(number);
    return true;
  }

  absl::Status PostLot() {
    stock::Posting posting = std::exchange(posting_, {});
    if (posting.movements.empty()) return absl::OkStatus();
    posting.office = list_.office();
    posting.subject = absl::StrCat("destruction:", list_.destruction_id());
    posting.event = kEvent;
    return stock::StockTable(txn_).Post(act_, posting).status();
  }

  storage::Txn& txn_;
  const access::Act& act_;
  ListRow& list_;
  stock::Posting posting_;  // of the lot that is being taken
  int64_t held_ = 0;        // of that lot
};

}  // namespace

absl::Status PostStep(storage::Txn& txn, const access::Act& act, ListRow& list) {
  return Step(txn, act, list).Run();
}

access::Act ActOfStep(const ListRow& list, absl::Time now) {
  access::Act act = access::SystemAct("destruction", now);
  act.actor.identity = list.proposed_by();
  act.second = access::SecondPerson{list.second(), list.second_off_site(), list.proposal()};
  return act;
}

}  // namespace blangko::destruction
