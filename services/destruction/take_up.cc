#include "services/destruction/take_up.h"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/destruction.pb.h"
#include "services/access/event_log.h"
#include "services/stock/balances.h"
#include "services/stock/card_register.h"
#include "storage/key_codec.h"
#include "storage/layers/ledger_log.h"
#include "storage/row_codec.h"

namespace blangko::destruction {
namespace {

using rows::v1::RegisterTakeUp;
using storage::LogStream;
using storage::Snapshot;

constexpr size_t kStreamsOfAStep = 100;

std::string Key() { return storage::KeyWriter(storage::Table::kRegisterTakeUp).Text("").Take(); }

absl::StatusOr<RegisterTakeUp> Read(Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const auto row, storage::GetRow<RegisterTakeUp>(snapshot, Key()));
  return row.value_or(RegisterTakeUp());
}

// The next streams after the cursor, read outside of any commit.
absl::StatusOr<std::vector<LogStream>> NextStreams(Snapshot& snapshot, const RegisterTakeUp& row) {
  std::vector<LogStream> streams;
  RETURN_IF_ERROR(
      storage::VisitLogHeads(snapshot, "", [&](const LogStream& stream, const storage::LogHeadView&) {
        if (std::tie(stream.office, stream.lot) > std::tie(row.office(), row.lot()))
          streams.push_back(stream);
        return streams.size() < kStreamsOfAStep;
      }));
  return streams;
}

absl::StatusOr<int64_t> SpoiledOf(Snapshot& snapshot, const LogStream& stream) {
  if (stream.lot.empty()) return 0;
  ASSIGN_OR_RETURN(const storage::LogHeadView head, storage::ReadLogHead(snapshot, stream));
  ASSIGN_OR_RETURN(const stock::Balances balances, stock::DecodeBalances(stream, head.state));
  return stock::Get(balances, rows::v1::ACCOUNT_SPOILED_HELD);
}

absl::Status TakeUpIn(storage::Txn& txn, absl::Time now, const std::vector<LogStream>& streams) {
  const access::Act act = access::SystemAct("registers", now);
  ASSIGN_OR_RETURN(RegisterTakeUp row, Read(txn));
  if (row.done()) return absl::OkStatus();
  for (const LogStream& stream : streams) {
    ASSIGN_OR_RETURN(const int64_t spoiled, SpoiledOf(txn, stream));
    RETURN_IF_ERROR(stock::TakeUp(txn, act, stream.office, stream.lot, spoiled));
    row.set_office(stream.office);
    row.set_lot(stream.lot);
  }
  row.set_done(streams.size() < kStreamsOfAStep);
  if (row.done()) row.set_done_micros(absl::ToUnixMicros(now));
  storage::PutRow(txn, Key(), row);
  return absl::OkStatus();
}

struct Kept {
  int64_t by_ledger = 0;
  int64_t by_register = 0;
};

absl::StatusOr<Kept> KeptOf(Snapshot& snapshot, const LogStream& stream) {
  Kept kept;
  ASSIGN_OR_RETURN(kept.by_ledger, SpoiledOf(snapshot, stream));
  ASSIGN_OR_RETURN(const auto office, stock::ReadRegister(snapshot, stream.office));
  kept.by_register = stock::HeldPieces(stock::LotOf(office, stream.lot));
  return kept;
}

absl::StatusOr<std::vector<LogStream>> DifferentStreams(Snapshot& snapshot) {
  std::vector<LogStream> all, different;
  RETURN_IF_ERROR(
      storage::VisitLogHeads(snapshot, "", [&](const LogStream& stream, const storage::LogHeadView&) {
        if (!stream.lot.empty()) all.push_back(stream);
        return true;
      }));
  for (const LogStream& stream : all) {
    ASSIGN_OR_RETURN(const Kept kept, KeptOf(snapshot, stream));
    if (kept.by_ledger != kept.by_register) different.push_back(stream);
  }
  return different;
}

absl::Status Correct(storage::Txn& txn, absl::Time now, const LogStream& stream) {
  ASSIGN_OR_RETURN(const Kept kept, KeptOf(txn, stream));
  const int64_t more = kept.by_ledger - kept.by_register;
  if (more == 0) return absl::OkStatus();
  RETURN_IF_ERROR(stock::CorrectRegister(txn, stream.office, stream.lot, more));
  const access::Act act = access::SystemAct("registers", now);
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("card_register:", stream.office), "CARD_REGISTER_CORRECTED");
  entry.set_detail(absl::StrCat(stream.lot, ": ", kept.by_register, " -> ", kept.by_ledger));
  return access::AppendEvent(txn, act, stream.office, entry).status();
}

}  // namespace

absl::StatusOr<bool> TakeUpStep(storage::Store& store, absl::Time now) {
  std::optional<std::vector<LogStream>> streams;
  RETURN_IF_ERROR(store.View([&](Snapshot& snapshot) -> absl::Status {
    ASSIGN_OR_RETURN(const RegisterTakeUp row, Read(snapshot));
    if (row.done()) return absl::OkStatus();
    ASSIGN_OR_RETURN(streams, NextStreams(snapshot, row));
    return absl::OkStatus();
  }));
  if (!streams.has_value()) return false;
  RETURN_IF_ERROR(
      store.Update("registers.take_up", [&](storage::Txn& txn) { return TakeUpIn(txn, now, *streams); }));
  return streams->size() == kStreamsOfAStep;
}

absl::Status TakeUpAll(storage::Store& store, absl::Time now) {
  absl::StatusOr<bool> more = true;
  while (more.ok() && *more) more = TakeUpStep(store, now);
  return more.status();
}

absl::Status TakeUpDifferences(storage::Store& store, absl::Time now) {
  ASSIGN_OR_RETURN(const std::vector<LogStream> different,
                   storage::ViewFor<std::vector<LogStream>>(store, DifferentStreams));
  for (const LogStream& stream : different) {
    RETURN_IF_ERROR(
        store.Update("registers.correct", [&](storage::Txn& txn) { return Correct(txn, now, stream); }));
    Log(LogLevel::kWarning, "registers.corrected", {{"office", stream.office}, {"lot", stream.lot}});
  }
  return absl::OkStatus();
}

}  // namespace blangko::destruction
