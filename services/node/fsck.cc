#include "services/node/fsck.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "services/audit/audit.h"
#include "storage/store_look.h"

namespace blangko::node {
namespace {

using audit::Check;

constexpr char kControl = 0x20;

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c >= 0 && c < kControl ? ' ' : c;
  }
  return quoted + "\"";
}

void PrintRow(const Check& check, bool json, std::ostream& out) {
  if (json) {
    out << "{\"check\":" << Quoted(check.name) << ",\"invariants\":" << Quoted(check.invariants)
        << ",\"holds\":" << Quoted(check.what) << ",\"rows\":" << check.rows
        << ",\"violations\":" << check.violations << ",\"first\":" << Quoted(check.first) << "}\n";
    return;
  }
  out << absl::StrFormat("%-18s %-24s %12d %11d  %s\n", check.name, check.invariants, check.rows,
                         check.violations, check.violations == 0 ? "ok" : check.first);
}

void PrintSum(int64_t rows, int64_t violations, double seconds, bool json, std::ostream& out) {
  const double rate = seconds > 0 ? static_cast<double>(rows) / seconds : 0;
  if (json) {
    out << absl::StrFormat(
        "{\"sum\":true,\"rows\":%d,\"violations\":%d,\"seconds\":%.3f,\"rows_per_second\":%.0f}\n", rows,
        violations, seconds, rate);
  } else {
    out << absl::StrFormat("%d rows in %.1f s (%.0f rows/s), %d violations\n", rows, seconds, rate,
                           violations);
  }
}

// What the commit witness says, as a check among the others.
Check WitnessCheck(const storage::StoreLook& look) {
  Check check{.name = "acknowledged",
              .invariants = "INV-13 INV-20",
              .what = "all that was acknowledged is there",
              .rows = 1};
  if (!look.damage.has_value()) return check;
  const std::string lost = storage::LostGroups(*look.damage);
  check.Bad(absl::StrCat(look.damage->what, lost.empty() ? "" : "; missing groups: ", lost));
  return check;
}

}  // namespace

absl::StatusOr<bool> Fsck(const FsckRequest& request, std::ostream& out) {
  const auto begin = std::chrono::steady_clock::now();
  ASSIGN_OR_RETURN(const storage::StoreLook look, storage::LookAtStore(request.directory));
  std::vector<Check> checks = {WitnessCheck(look)};
  if (look.rows != nullptr) {
    ASSIGN_OR_RETURN(std::vector<Check> found, audit::AuditStore(*look.rows));
    for (Check& check : found) checks.push_back(std::move(check));
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  int64_t rows = 0;
  int64_t violations = 0;
  if (!request.json)
    out << absl::StrFormat("%-18s %-24s %12s %11s  %s\n", "check", "invariants", "rows", "violations",
                           "first bad row");
  for (const Check& check : checks) {
    PrintRow(check, request.json, out);
    rows = std::max(rows, check.rows);  // the pass over every row is one of them
    violations += check.violations;
  }
  PrintSum(rows, violations, seconds, request.json, out);
  return violations == 0;
}

}  // namespace blangko::node
