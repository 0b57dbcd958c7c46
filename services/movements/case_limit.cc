#include "services/movements/case_limit.h"

#include <string>

#include "base/status_macros.h"
#include "services/access/actor.h"
#include "services/movements/case_table.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::movements {
namespace {

std::string LimitKey(std::string_view office) {
  return storage::KeyWriter(storage::Table::kCaseLimit).Text(office).Take();
}

// "14.05-gudang", "14.05.02" -> "14.05" -> "14" -> "".
std::string_view Above(std::string_view office) {
  const size_t border = office.find_last_of(".-");
  return border == std::string_view::npos ? std::string_view() : office.substr(0, border);
}

}  // namespace

absl::StatusOr<int32_t> CaseDays(storage::Snapshot& snapshot, std::string_view office) {
  for (std::string_view at = office; !at.empty(); at = Above(at)) {
    ASSIGN_OR_RETURN(const auto row, storage::GetRow<rows::v1::CaseLimit>(snapshot, LimitKey(at)));
    if (row.has_value()) return static_cast<int32_t>(row->days());
  }
  return kCaseDays;
}

void PutCaseLimit(storage::Txn& txn, std::string_view office, const rows::v1::CaseLimit& limit) {
  storage::PutRow(txn, LimitKey(office), limit);
}

absl::StatusOr<OpenCases> CountOpenCases(storage::Snapshot& snapshot, std::string_view prefix,
                                         absl::Time now) {
  OpenCases counted;
  RETURN_IF_ERROR(VisitCases(snapshot, false, "", [&](const CaseRow& row) {
    if (!access::Covers(prefix, row.office()) && !access::Covers(prefix, row.from_office())) return true;
    ++counted.open;
    if (absl::ToUnixMicros(now) > row.due_micros()) ++counted.overdue;
    return true;
  }));
  return counted;
}

}  // namespace blangko::movements
