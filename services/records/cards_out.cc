#include "services/records/cards_out.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/incidents/incident_table.h"
#include "services/records/record_state.h"

namespace blangko::records {
namespace {

// The card of such an attempt is the record's own, or in doubt as the record is.
bool IsSettled(const rows::v1::Record& record) {
  return CardMayExist(record.state()) && !IsPermitted(record.state());
}

}  // namespace

bool IsOut(const rows::v1::Attempt& attempt) {
  return attempt.outcome() == "PRINTED" || attempt.outcome() == "UNCERTAIN";
}

std::string CardsOut(const rows::v1::Record& record) {
  std::string numbers;
  if (IsSettled(record)) return numbers;
  for (const rows::v1::Attempt& attempt : record.attempts()) {
    if (IsOut(attempt)) absl::StrAppend(&numbers, numbers.empty() ? "" : ", ", attempt.number());
  }
  return numbers;
}

absl::StatusOr<std::string> CardsToSettle(storage::Snapshot& snapshot, const rows::v1::Record& record) {
  const std::string out = CardsOut(record);
  if (!out.empty()) return out;
  ASSIGN_OR_RETURN(const auto open, incidents::OpenAboutCard(snapshot, record.record_id()));
  return open.has_value() ? absl::StrCat(open->attempt()) : "";
}

}  // namespace blangko::records
