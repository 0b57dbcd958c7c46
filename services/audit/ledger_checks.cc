#include "services/audit/ledger_checks.h"

#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/audit/seal_check.h"
#include "services/records/record_state.h"
#include "services/stock/balances.h"
#include "services/stock/ledger_fold.h"
#include "services/stock/stock_table.h"
#include "storage/layers/log_check.h"

namespace blangko::audit {
namespace {

using rows::v1::LogEntry;
using storage::LogHeadView;
using storage::LogRecord;
using storage::LogStream;

constexpr std::string_view kShipment = "shipment:";              // before the id in the subject of a receipt
constexpr std::string_view kPrintedOutside = "DICETAK_DI_LUAR";  // reason of the movement

std::string NameOf(const LogStream& stream, uint64_t seq) {
  return absl::StrCat("office ", stream.office, ", lot ", stream.lot, ", entry ", seq);
}

// Grants, and cards of which a person said that they were printed elsewhere or before: each gives the record one attempt.
bool GivesAttempt(std::string_view event) {
  using records::Event;
  for (const Event one :
       {Event::kGrant, Event::kGrantAndStart, Event::kPrintedOutside, Event::kPrintedBefore}) {
    if (event == records::NameOf(one)) return true;
  }
  return false;
}

class LedgerPass {
 public:
  LedgerPass(storage::Snapshot& snapshot, Facts& facts) : snapshot_(snapshot), facts_(facts) {}

  absl::Status Run() {
    RETURN_IF_ERROR(storage::WalkLogs(
        snapshot_,
        {.entry = [this](const LogRecord& record) { Take(record); },
         .end = [this](const LogStream& stream, const LogHeadView& head) { End(stream, head); },
         .broken = [this](const absl::Status& what) { chains_.Bad(std::string(what.message())); }}));
    for (const auto& [lot, off] : transfers_) {
      ++transfer_.rows;
      if (off != 0) transfer_.Bad(absl::StrCat("lot ", lot, ": transfers between offices are off by ", off));
    }
    RETURN_IF_ERROR(CheckFreeLots());
    return CheckNewestSeal(snapshot_, seal_);
  }

  std::vector<Check> Findings() { return {chains_, entries_, balances_, transfer_, free_, seal_}; }

 private:
  void Take(const LogRecord& record) {
    ++chains_.rows;
    ++entries_.rows;
    LogEntry entry;
    if (!entry.ParseFromString(record.entry))
      return entries_.Bad(NameOf(record.stream, record.seq) + ": does not parse");
    if (entry.has_record()) TakeChange(entry.record());
    if (record.stream.lot.empty() && !entry.movements().empty())
      entries_.Bad(NameOf(record.stream, record.seq) + ": moves blanks without a lot");
    if (record.stream.lot.empty()) return;
    ++balances_.rows;
    TakeCustody({record.stream.office, record.stream.lot}, entry);
    if (const std::string fault = fold_.Take(entry); !fault.empty())
      balances_.Bad(NameOf(record.stream, record.seq) + ": " + fault);
  }

  // What other tables say of the entry too (custody_checks.h).
  void TakeCustody(const std::pair<std::string, std::string>& place, const LogEntry& entry) {
    if (entry.event() == "REVERSED") ++facts_.reversals[place];
    for (const rows::v1::Movement& movement : entry.movements()) {
      const bool receipt = movement.to() == rows::v1::ACCOUNT_QUARANTINED && entry.event() == "RECEIVE" &&
                           entry.subject().starts_with(kShipment);
      if (receipt)
        facts_.quarantined_by[{entry.subject().substr(kShipment.size()), place}] += movement.count();
      const bool free = movement.from() == rows::v1::ACCOUNT_AVAILABLE;
      const bool nowhere = movement.from() == rows::v1::ACCOUNT_UNEXPLAINED;
      const bool outside = movement.to() == rows::v1::ACCOUNT_CONSUMED && (free || nowhere) &&
                           movement.reason() == kPrintedOutside;
      if (!outside) continue;
      facts_.outside[place].blanks += movement.count();
      facts_.outside[place].unexplained += nowhere ? movement.count() : 0;
    }
  }

  // Over all changes of a record the states in between cancel out: what is left is its newest one.
  void TakeChange(const rows::v1::RecordChange& change) {
    facts_.states_by_log.Add({change.record_id(), std::to_string(change.to_state())});
    facts_.states_by_log.Remove({change.record_id(), std::to_string(change.from_state())});
    const bool grants = GivesAttempt(change.event());
    if (grants) facts_.attempts_by_log.Add({change.record_id(), std::to_string(change.attempt())});
  }

  void End(const LogStream& stream, const LogHeadView& head) {
    if (stream.lot.empty()) return;
    const auto balances = stock::DecodeBalances(stream, head.state);
    const std::string fault =
        balances.ok() ? fold_.Finish(*balances) : std::string(balances.status().message());
    if (!fault.empty()) balances_.Bad(NameOf(stream, head.seq) + ": " + fault);
    for (const auto& [account, count] : fold_.folded()) TakeAccount(stream, account, count);
    lots_[stream.office];
    fold_ = stock::RunningFold();
  }

  void TakeAccount(const LogStream& stream, rows::v1::Account account, int64_t count) {
    if (account == rows::v1::ACCOUNT_TRANSFER_IN) transfers_[stream.lot] += count;
    if (account == rows::v1::ACCOUNT_TRANSFER_OUT) transfers_[stream.lot] -= count;
    if (account == rows::v1::ACCOUNT_RESERVED) facts_.reserved[{stream.office, stream.lot}] = count;
    if (account == rows::v1::ACCOUNT_SPOILED_HELD) facts_.spoiled[{stream.office, stream.lot}] = count;
    if (account == rows::v1::ACCOUNT_QUARANTINED) facts_.quarantined[{stream.office, stream.lot}] = count;
    if (account == rows::v1::ACCOUNT_AVAILABLE) lots_[stream.office].insert(stream.lot);
  }

  // The list that a grant picks from names the lots with free blanks, and no others.
  absl::Status CheckFreeLots() {
    for (const auto& [office, lots] : lots_) {
      ++free_.rows;
      ASSIGN_OR_RETURN(const auto listed, stock::FreeLots(snapshot_, office));
      std::set<std::string> names;
      for (const auto& lot : listed) names.insert(lot.lot());
      if (names != lots || listed.size() != names.size()) {
        free_.Bad(absl::StrCat("office ", office, ": ", listed.size(), " lots listed as free, ", lots.size(),
                               " have free blanks"));
      }
    }
    return absl::OkStatus();
  }

  storage::Snapshot& snapshot_;
  Facts& facts_;
  stock::RunningFold fold_;                            // of the stream that is being read
  std::map<std::string, std::set<std::string>> lots_;  // by office: lots with free blanks
  std::map<std::string, int64_t> transfers_;           // by lot: in minus out
  Check chains_{.name = "chains",
                .invariants = "INV-18",
                .what = "every entry fits the one before, every head the newest"};
  Check entries_{
      .name = "entries", .invariants = "INV-3", .what = "every entry reads back; blanks move within a lot"};
  Check balances_{
      .name = "balances",
      .invariants = "INV-1 INV-2 INV-3 INV-5",
      .what = "balances are the sum of the movements, the equation closes, nothing is below zero"};
  Check transfer_{
      .name = "transfers", .invariants = "INV-1", .what = "what offices sent to each other adds up, per lot"};
  Check free_{
      .name = "free lots", .invariants = "INV-12", .what = "each office's list of free lots is right"};
  Check seal_{
      .name = "seal", .invariants = "INV-18", .what = "the newest seal fits the heads that it sealed"};
};

}  // namespace

absl::Status CheckLedger(storage::Snapshot& snapshot, Facts& facts, std::vector<Check>& checks) {
  LedgerPass pass(snapshot, facts);
  RETURN_IF_ERROR(pass.Run());
  for (Check& check : pass.Findings()) checks.push_back(std::move(check));
  return absl::OkStatus();
}

}  // namespace blangko::audit
