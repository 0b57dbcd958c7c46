#include "services/movements/reversal.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/rows/v1/movements.pb.h"
#include "services/movements/loss.h"
#include "services/refusal/refusal.h"
#include "services/stock/shipment_table.h"
#include "storage/key_codec.h"
#include "storage/layers/ledger_log.h"
#include "storage/row_codec.h"

namespace blangko::movements {
namespace {

using rows::v1::EntryReversal;
using rows::v1::LogEntry;
using rows::v1::Movement;
using storage::Snapshot;

constexpr std::string_view kShipment = "shipment:";
constexpr std::string_view kLoss = "loss:";

std::string ReversalKey(const EntryName& name) {
  return storage::KeyWriter(storage::Table::kReversedEntry)
      .Text(name.office)
      .Text(name.lot)
      .U64(name.seq)
      .Take();
}

absl::Status Refused(Reason reason, const EntryName& name, std::string_view key, std::string_view value) {
  return Refuse(reason, {{"office", name.office},
                         {"lot", name.lot},
                         {"seq", absl::StrCat(name.seq)},
                         {std::string(key), std::string(value)}});
}

// The time at or before which the stream had `seq` entries, found by halving: numbers grow with time.
absl::StatusOr<absl::Time> TimeOf(Snapshot& snapshot, const storage::LogStream& stream, uint64_t seq) {
  ASSIGN_OR_RETURN(const auto newest, storage::ReadLogAt(snapshot, stream, absl::InfiniteFuture()));
  int64_t before = 0;
  int64_t there = newest.has_value() ? absl::ToUnixMicros(newest->time) : 0;
  while (there - before > 1) {
    const int64_t middle = before + (there - before) / 2;
    ASSIGN_OR_RETURN(const auto then, storage::ReadLogAt(snapshot, stream, absl::FromUnixMicros(middle)));
    (then.has_value() && then->seq >= seq ? there : before) = middle;
  }
  return absl::FromUnixMicros(there);
}

absl::StatusOr<LogEntry> ReadEntry(Snapshot& snapshot, const EntryName& name) {
  const storage::LogStream stream{name.office, name.lot};
  ASSIGN_OR_RETURN(const absl::Time at, TimeOf(snapshot, stream, name.seq));
  std::optional<LogEntry> found;
  absl::Status bad;
  // Entries of one commit have one time; the one before the first of them has an earlier one.
  RETURN_IF_ERROR(storage::VisitLog(snapshot, stream, storage::LogPosition{UINT64_MAX, at},
                                    storage::ScanOrder::kReverse, [&](const storage::LogRecord& record) {
                                      if (record.seq != name.seq) return record.seq > name.seq;
                                      found.emplace();
                                      if (!found->ParseFromString(record.entry))
                                        bad = absl::DataLossError("movements: a log entry does not parse");
                                      return false;
                                    }));
  RETURN_IF_ERROR(bad);
  if (!found.has_value()) return Refused(Reason::kUnknownEntry, name, "entry", "");
  return *std::move(found);
}

bool ComesFrom(const Movement& movement, rows::v1::Account account) { return movement.from() == account; }

// A receipt from the maker or an office outside, entered by hand, whose blanks are all free.
absl::StatusOr<bool> IsPlainReceipt(Snapshot& snapshot, const LogEntry& entry) {
  if (entry.event() != "RECEIVE" || !entry.subject().starts_with(kShipment)) return false;
  const bool free =
      std::all_of(entry.movements().begin(), entry.movements().end(), [](const Movement& movement) {
        return movement.to() == rows::v1::ACCOUNT_AVAILABLE &&
               (ComesFrom(movement, rows::v1::ACCOUNT_RECEIVED) ||
                ComesFrom(movement, rows::v1::ACCOUNT_RECEIVED_IN));
      });
  if (!free) return false;
  ASSIGN_OR_RETURN(const stock::ShipmentRow shipment,
                   stock::GetShipment(snapshot, entry.subject().substr(kShipment.size())));
  return shipment.shipped_micros() == 0;  // one that a document announced has the time when it left
}

bool IsLoss(const LogEntry& entry) { return entry.event() == "LOSS_DECLARED"; }

std::string_view LossIdIn(const LogEntry& entry) {
  return std::string_view(entry.subject()).substr(kLoss.size());
}

// A loss of which nothing was found: what was found is free already.
absl::StatusOr<bool> IsWholeLoss(Snapshot& snapshot, const LogEntry& entry, std::string_view lot) {
  ASSIGN_OR_RETURN(const LossRow loss, GetLoss(snapshot, LossIdIn(entry)));
  return std::all_of(loss.lines().begin(), loss.lines().end(),
                     [&](const rows::v1::LossLine& line) { return line.lot() != lot || line.found() == 0; });
}

absl::StatusOr<bool> MayBeReversed(Snapshot& snapshot, const EntryName& name, const LogEntry& entry) {
  if (entry.has_record() || entry.movements().empty()) return false;
  if (entry.event() == "OPENING") return true;
  return IsLoss(entry) ? IsWholeLoss(snapshot, entry, name.lot) : IsPlainReceipt(snapshot, entry);
}

Movement Opposite(const Movement& movement) {
  Movement back = movement;
  back.set_from(movement.to());
  back.set_to(movement.from());
  back.set_reason("PEMBATALAN");
  return back;
}

absl::Status CheckOnce(Snapshot& snapshot, const EntryName& name) {
  ASSIGN_OR_RETURN(const std::optional<EntryReversal> before,
                   storage::GetRow<EntryReversal>(snapshot, ReversalKey(name)));
  if (!before.has_value() || Planted("reversed-twice")) return absl::OkStatus();
  return Refused(Reason::kEntryReversed, name, "by", absl::StrCat(before->by_seq()));
}

// The receipt says which entry took a lot of it back. Its document stays booked.
absl::Status NoteReceipt(storage::Txn& txn, const LogEntry& entry, std::string_view lot, uint64_t by_seq) {
  if (!entry.subject().starts_with(kShipment) || Planted("reversed-receipt-unsaid")) return absl::OkStatus();
  ASSIGN_OR_RETURN(stock::ShipmentRow shipment,
                   stock::GetShipment(txn, entry.subject().substr(kShipment.size())));
  const std::string& note = shipment.receipt_note();
  shipment.set_receipt_note(absl::StrCat(note, note.empty() ? "" : "; ", "DIBATALKAN: lot ", ToAbsl(lot),
                                         ", oleh catatan ", by_seq));
  stock::PutShipment(txn, shipment);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<stock::Posting> ReversalOf(Snapshot& snapshot, const EntryName& name,
                                          std::string_view reason) {
  ASSIGN_OR_RETURN(const LogEntry entry, ReadEntry(snapshot, name));
  RETURN_IF_ERROR(CheckOnce(snapshot, name));
  ASSIGN_OR_RETURN(const bool may, MayBeReversed(snapshot, name, entry));
  if (!may) return Refused(Reason::kEntryNotReversible, name, "event", entry.event());
  stock::Posting posting{.office = name.office,
                         .lot = name.lot,
                         .movements = {},
                         .record = {},
                         .subject = absl::StrCat("entry:", name.office, "/", name.lot, "/", name.seq),
                         .event = "REVERSED",
                         .detail = std::string(reason)};
  for (auto it = entry.movements().rbegin(); it != entry.movements().rend(); ++it)
    posting.movements.push_back(Opposite(*it));
  ASSIGN_OR_RETURN(stock::Balances balances, stock::ReadBalances(snapshot, name.office, name.lot));
  for (const Movement& movement : posting.movements) {
    ASSIGN_OR_RETURN(balances, stock::Moved({name.office, name.lot}, std::move(balances), movement));
  }
  return posting;
}

absl::Status Reverse(storage::Txn& txn, const access::Act& act, const EntryName& name,
                     std::string_view reason) {
  ASSIGN_OR_RETURN(const stock::Posting posting, ReversalOf(txn, name, reason));
  if (Planted("reversal-lost")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const storage::LogPosition at, stock::StockTable(txn).Post(act, posting));
  EntryReversal row;
  row.set_by_seq(at.seq);
  storage::PutRow(txn, ReversalKey(name), row);
  ASSIGN_OR_RETURN(const LogEntry entry, ReadEntry(txn, name));
  RETURN_IF_ERROR(NoteReceipt(txn, entry, name.lot, at.seq));
  return IsLoss(entry) ? NoteReversed(txn, act, LossIdIn(entry), name.lot, at.seq) : absl::OkStatus();
}

}  // namespace blangko::movements
