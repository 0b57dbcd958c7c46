#include "services/audit/audit.h"

#include <string>

#include "base/status_macros.h"
#include "services/audit/facts.h"
#include "services/audit/index_checks.h"
#include "services/audit/ledger_checks.h"
#include "services/audit/loan_checks.h"
#include "services/audit/other_checks.h"
#include "services/audit/record_checks.h"
#include "services/audit/register_checks.h"
#include "services/audit/seal_check.h"
#include "storage/layers/log_check.h"

namespace blangko::audit {
namespace {

constexpr size_t kNewestEntries = 4096;  // of each stream

absl::Status RunPasses(storage::Snapshot& snapshot, std::vector<Check>& checks) {
  Facts facts;
  RETURN_IF_ERROR(CheckLedger(snapshot, facts, checks));
  RETURN_IF_ERROR(CheckRecords(snapshot, facts, checks));
  CompareWithLog(facts, checks);
  RETURN_IF_ERROR(CheckIndexes(snapshot, facts, checks));
  RETURN_IF_ERROR(CheckLineCounts(snapshot, checks));
  RETURN_IF_ERROR(CheckChips(snapshot, checks));
  RETURN_IF_ERROR(CheckRegisters(snapshot, facts, checks));
  RETURN_IF_ERROR(CheckDestroyed(snapshot, checks));
  RETURN_IF_ERROR(CheckLoans(snapshot, checks));
  return CheckRequests(snapshot, checks);
}

}  // namespace

absl::StatusOr<std::vector<Check>> AuditStore(storage::Snapshot& snapshot) {
  std::vector<Check> checks;
  RETURN_IF_ERROR(ReadEveryRow(snapshot, checks));
  if (checks.back().violations > 0) return checks;  // the other passes would stop at the same block
  const absl::Status passed = RunPasses(snapshot, checks);
  if (passed.ok()) return checks;
  if (!absl::IsDataLoss(passed)) return passed;
  // A row that a pass cannot do without: what was found so far is not kept back for it.
  Check& unread = checks.emplace_back(Check{
      .name = "unreadable", .invariants = "", .what = "every row that a check needs reads back", .rows = 1});
  unread.Bad(std::string(passed.message()));
  return checks;
}

absl::Status CheckBeforeOpening(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const absl::Time since, SealedUntil(snapshot));
  return storage::VerifyNewest(snapshot, since, kNewestEntries);
}

}  // namespace blangko::audit
