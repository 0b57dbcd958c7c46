#include "services/stock/opening_rule.h"

#include <numeric>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/stock_table.h"

namespace blangko::stock {
namespace {

// Blanks of the lot that were entered as spoiled before anything else of it.
absl::StatusOr<int64_t> OpenedAsSpoiled(storage::Snapshot& snapshot, const storage::LogStream& stream) {
  int64_t spoiled = 0;
  const auto take = [&](const storage::LogRecord& record) {
    rows::v1::LogEntry entry;
    if (!entry.ParseFromString(record.entry) || entry.event() != kOpeningSpoils) return false;
    for (const rows::v1::Movement& movement : entry.movements()) spoiled += movement.count();
    return true;
  };
  RETURN_IF_ERROR(storage::VisitLog(snapshot, stream, std::nullopt, storage::ScanOrder::kForward, take));
  return spoiled;
}

// The balances after an opening of `count` free blanks that only `spoiled` ones came before.
bool IsFirst(const Balances& after, int64_t count, int64_t spoiled) {
  const int64_t all = std::accumulate(after.count().begin(), after.count().end(), int64_t{0});
  return all - 2 * spoiled == 2 * count && Get(after, rows::v1::ACCOUNT_OPENING) - spoiled == count &&
         Get(after, rows::v1::ACCOUNT_AVAILABLE) == count;
}

}  // namespace

absl::Status CheckOpensFirst(storage::Snapshot& snapshot, const storage::LogStream& stream, int64_t count,
                             const Balances& after) {
  if (IsFirst(after, count, 0))
    return absl::OkStatus();  // without a look at the log, which costs a read a line
  ASSIGN_OR_RETURN(const int64_t spoiled, OpenedAsSpoiled(snapshot, stream));
  if (IsFirst(after, count, spoiled)) return absl::OkStatus();
  if (Get(after, rows::v1::ACCOUNT_OPENING) - spoiled > count) {
    return Refuse(Reason::kAlreadyExists,
                  {{"what", absl::StrCat("the opening of ", stream.office, ", lot ", stream.lot)}});
  }
  return Refuse(Reason::kOpeningTooLate, {{"office", stream.office}, {"lot", stream.lot}});
}

}  // namespace blangko::stock
