#include "services/stock/ledger_fold.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/stock/stock_table.h"
#include "storage/layers/ledger_log.h"

namespace blangko::stock {
namespace {

using storage::LogStream;

constexpr Account kSources[] = {rows::v1::ACCOUNT_RECEIVED, rows::v1::ACCOUNT_OPENING,
                                rows::v1::ACCOUNT_RECEIVED_IN, rows::v1::ACCOUNT_UNEXPLAINED,
                                rows::v1::ACCOUNT_TRANSFER_IN};

int64_t SourceSign(Account account) {
  for (const Account source : kSources) {
    if (source == account) return -1;
  }
  return 1;
}

absl::Status Wrong(const LogStream& stream, uint64_t seq, std::string_view what) {
  return absl::DataLossError(absl::StrCat("stock: office ", stream.office, ", lot ", stream.lot, ", entry ",
                                          seq, ": ", ToAbsl(what)));
}

void Count(Folded& folded, Account account, int64_t count) {
  if ((folded[account] += count) == 0) folded.erase(account);
}

Folded Listed(const Balances& balances) {
  Folded listed;
  for (int i = 0; i < balances.count_size(); ++i) {
    if (balances.count(i) != 0) listed[static_cast<Account>(i)] = balances.count(i);
  }
  return listed;
}

void Move(Folded& folded, const rows::v1::Movement& movement) {
  Count(folded, movement.from(), -movement.count() * SourceSign(movement.from()));
  Count(folded, movement.to(), movement.count() * SourceSign(movement.to()));
}

// INV-1 and INV-2 of what was summed.
std::string FaultOf(const Folded& folded) {
  int64_t sum = 0;
  for (const auto& [account, count] : folded) {
    if (count < 0) return absl::StrCat(ToAbsl(NameOf(account)), " is ", count);
    sum += SourceSign(account) * count;
  }
  return sum == 0 ? "" : absl::StrCat("the equation is off by ", -sum);
}

// Visits the entries of a stream, parsed, until one is bad.
absl::Status VisitEntries(storage::Snapshot& snapshot, const LogStream& stream,
                          absl::FunctionRef<std::string(const rows::v1::LogEntry&)> take) {
  absl::Status bad;
  RETURN_IF_ERROR(storage::VisitLog(
      snapshot, stream, std::nullopt, storage::ScanOrder::kForward, [&](const storage::LogRecord& record) {
        rows::v1::LogEntry entry;
        const std::string fault = entry.ParseFromString(record.entry) ? take(entry) : "does not parse";
        if (!fault.empty()) bad = Wrong(stream, record.seq, fault);
        return bad.ok();
      }));
  return bad;
}

absl::StatusOr<std::vector<LogStream>> StreamsOfLots(storage::Snapshot& snapshot) {
  std::vector<LogStream> streams;
  RETURN_IF_ERROR(
      storage::VisitLogHeads(snapshot, "", [&](const LogStream& stream, const storage::LogHeadView&) {
        if (!stream.lot.empty()) streams.push_back(stream);
        return true;
      }));
  return streams;
}

absl::Status CheckFreeLists(storage::Snapshot& snapshot,
                            const std::map<std::string, std::set<std::string>>& free) {
  for (const auto& [office, lots] : free) {
    ASSIGN_OR_RETURN(const std::vector<rows::v1::Lot> listed, FreeLots(snapshot, office));
    std::set<std::string> names;
    for (const auto& lot : listed) names.insert(lot.lot());
    if (names != lots || names.size() != listed.size()) {
      return absl::DataLossError(absl::StrCat("stock: office ", office, ": the list of free lots has ",
                                              listed.size(), " lots, ", lots.size(), " have free blanks"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::string RunningFold::Take(const rows::v1::LogEntry& entry) {
  for (const auto& movement : entry.movements()) {
    if (movement.count() <= 0) return "moves no blank";
    Move(folded_, movement);
  }
  if (std::string fault = FaultOf(folded_); !fault.empty()) return fault;
  return Listed(entry.after()) == folded_ ? "" : "the balances are not the sum of the movements";
}

std::string RunningFold::Finish(const Balances& head) const {
  return Listed(head) == folded_ ? "" : "the head's balances are not the sum of the movements";
}

absl::StatusOr<Folded> FoldLedger(storage::Snapshot& snapshot, std::string_view office,
                                  std::string_view lot) {
  Folded folded;
  RETURN_IF_ERROR(VisitEntries(snapshot, {std::string(office), std::string(lot)},
                               [&](const rows::v1::LogEntry& entry) -> std::string {
                                 for (const auto& movement : entry.movements()) Move(folded, movement);
                                 return "";
                               }));
  return folded;
}

absl::Status CheckLedger(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const std::vector<LogStream> streams, StreamsOfLots(snapshot));
  std::map<std::string, std::set<std::string>> free;
  int64_t transfers = 0;
  for (const LogStream& stream : streams) {
    RETURN_IF_ERROR(storage::VerifyLog(snapshot, stream));
    RunningFold fold;
    RETURN_IF_ERROR(
        VisitEntries(snapshot, stream, [&](const rows::v1::LogEntry& entry) { return fold.Take(entry); }));
    ASSIGN_OR_RETURN(const Balances head, ReadBalances(snapshot, stream.office, stream.lot));
    if (const std::string fault = fold.Finish(head); !fault.empty()) return Wrong(stream, 0, fault);
    free[stream.office];
    if (fold.folded().contains(rows::v1::ACCOUNT_AVAILABLE)) free[stream.office].insert(stream.lot);
    transfers += Get(head, rows::v1::ACCOUNT_TRANSFER_IN) - Get(head, rows::v1::ACCOUNT_TRANSFER_OUT);
  }
  if (transfers != 0) {
    return absl::DataLossError(absl::StrCat("stock: transfers between offices are off by ", transfers));
  }
  return CheckFreeLists(snapshot, free);
}

}  // namespace blangko::stock
