#include "services/movements/write_off.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/movements/case_table.h"
#include "services/stock/stock_table.h"

namespace blangko::movements {
namespace {

// False when there are too many open cases to know.
absl::StatusOr<bool> AddCases(storage::Snapshot& snapshot, std::string_view office, std::string_view lot,
                              Unused& unused) {
  int looked = 0;
  RETURN_IF_ERROR(VisitCases(snapshot, false, "", [&](const CaseRow& row) {
    if (++looked > kCasesLookedAt) return false;
    for (const rows::v1::DifferenceLine& line : row.lines()) {
      if (row.office() != office || line.lot() != lot || OpenOf(line) == 0) continue;
      unused.in_cases += OpenOf(line);
      if (unused.open_case.empty()) unused.open_case = row.case_id();
    }
    return true;
  }));
  return looked <= kCasesLookedAt;
}

}  // namespace

absl::StatusOr<Unused> UnusedOf(storage::Snapshot& snapshot, std::string_view office, std::string_view lot) {
  ASSIGN_OR_RETURN(const stock::Balances now, stock::ReadBalances(snapshot, office, lot));
  Unused unused;
  unused.available = stock::Get(now, rows::v1::ACCOUNT_AVAILABLE);
  const int64_t quarantined = stock::Get(now, rows::v1::ACCOUNT_QUARANTINED);
  if (quarantined == 0) return unused;
  ASSIGN_OR_RETURN(const bool known, AddCases(snapshot, office, lot, unused));
  if (!known) unused.in_cases = quarantined;
  if (Planted("write-off-takes-from-cases")) unused.in_cases = 0;
  unused.quarantined = std::max(int64_t{0}, quarantined - unused.in_cases);
  return unused;
}

std::string WantedOf(const Unused& now) {
  if (now.all() > 0)
    return absl::StrCat("all unused blanks of the lot, now ", now.all(), "; propose it again");
  std::string want = "a lot of which the office has unused blanks";
  if (!now.open_case.empty())
    absl::StrAppend(&want, "; ", now.in_cases, " are quarantined in case ", now.open_case,
                    ": close it first");
  return want;
}

}  // namespace blangko::movements
