#include "services/movements/loss.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/stock/blocked_uids.h"
#include "services/stock/receipt.h"
#include "services/stock/stock_table.h"

namespace blangko::movements {
namespace {

rows::v1::Movement MovementOf(const LossRow& loss, const rows::v1::LossLine& line) {
  return stock::Move(line.count(), rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_LOST, loss.police_report(),
                     "HILANG");
}

absl::Status PostLine(storage::Txn& txn, const access::Act& act, const LossRow& loss,
                      const rows::v1::LossLine& line) {
  const stock::Posting posting{.office = loss.office(),
                               .lot = line.lot(),
                               .movements = {MovementOf(loss, line)},
                               .record = {},
                               .subject = absl::StrCat("loss:", LossIdOf(loss)),
                               .event = "LOSS_DECLARED",
                               .detail = loss.circumstances()};
  return stock::StockTable(txn).Post(act, posting).status();
}

std::string BlockReason(const LossRow& loss) { return absl::StrCat("HILANG ", LossIdOf(loss)); }

absl::Status Block(storage::Txn& txn, const access::Act& act, const LossRow& loss) {
  if (Planted("lost-uids-unblocked")) return absl::OkStatus();
  for (const rows::v1::LostUids& uids : loss.uids()) {
    ASSIGN_OR_RETURN(rows::v1::BlockedUids range, stock::RangeOf(uids.first(), uids.last()));
    ASSIGN_OR_RETURN(const auto before, stock::FindBlock(txn, range.first()));
    if (before.has_value() && range.last() <= before->last()) continue;  // somebody was quicker
    range.set_reason(BlockReason(loss));
    RETURN_IF_ERROR(stock::AddBlock(txn, act, std::move(range)).status());
  }
  return absl::OkStatus();
}

// Blocks that somebody made or changed otherwise stay.
absl::Status Unblock(storage::Txn& txn, const access::Act& act, const LossRow& loss) {
  for (const rows::v1::LostUids& uids : loss.uids()) {
    ASSIGN_OR_RETURN(const auto block, stock::FindBlock(txn, uids.first()));
    const bool own = block.has_value() && block->first() == uids.first() && block->last() == uids.last() &&
                     block->reason() == BlockReason(loss);
    if (own) RETURN_IF_ERROR(stock::RemoveBlock(txn, act, *block));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status NoteReversed(storage::Txn& txn, const access::Act& act, std::string_view loss_id,
                          std::string_view lot, uint64_t by_seq) {
  ASSIGN_OR_RETURN(LossRow loss, GetLoss(txn, loss_id));
  bool stands = false;
  for (rows::v1::LossLine& line : *loss.mutable_lines()) {
    if (line.lot() == lot) line.set_reversed_by_seq(by_seq);
    stands = stands || line.reversed_by_seq() == 0;
  }
  PutLoss(txn, loss);
  return stands ? absl::OkStatus() : Unblock(txn, act, loss);
}

absl::Status CheckLoss(storage::Snapshot& snapshot, const LossRow& loss) {
  for (const rows::v1::LossLine& line : loss.lines()) {
    RETURN_IF_ERROR(stock::GetLot(snapshot, line.lot()).status());
    ASSIGN_OR_RETURN(stock::Balances balances, stock::ReadBalances(snapshot, loss.office(), line.lot()));
    RETURN_IF_ERROR(
        stock::Moved({loss.office(), line.lot()}, std::move(balances), MovementOf(loss, line)).status());
  }
  return absl::OkStatus();
}

absl::Status DoLoss(storage::Txn& txn, const access::Act& act, LossRow loss) {
  loss.set_declared_by(act.actor.identity);
  loss.set_confirmed_by(act.second.has_value() ? act.second->identity : "");
  loss.set_declared_micros(absl::ToUnixMicros(act.now));
  for (const rows::v1::LossLine& line : loss.lines()) RETURN_IF_ERROR(PostLine(txn, act, loss, line));
  RETURN_IF_ERROR(Block(txn, act, loss));
  PutLoss(txn, loss);
  return absl::OkStatus();
}

}  // namespace blangko::movements
