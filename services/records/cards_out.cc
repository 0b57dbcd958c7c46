#include "services/records/cards_out.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/incidents/incident_table.h"
#include "services/records/record_state.h"

namespace blangko::records {
namespace {

// The card of such an attempt is the record's own, or in doubt as the record is.
std::string NumbersOut(const rows::v1::Record& record) {
  std::string numbers;
  for (const rows::v1::Attempt& attempt : record.attempts()) {
    if (IsOut(attempt)) absl::StrAppend(&numbers, numbers.empty() ? "" : ", ", attempt.number());
  }
  return numbers;
}

bool IsSettled(const rows::v1::Record& record) {
  return CardMayExist(record.state()) && !IsPermitted(record.state());
}

}  // namespace

bool IsOut(const rows::v1::Attempt& attempt) {
  return attempt.outcome() == "PRINTED" || attempt.outcome() == "UNCERTAIN";
}

std::string CardsOut(const rows::v1::Record& record) { return IsSettled(record) ? "" : NumbersOut(record); }

std::string CardsNotSettled(const rows::v1::Record& record) {
  const auto& attempts = record.attempts();
  const auto out = std::count_if(attempts.begin(), attempts.end(), IsOut);
  const bool doubt = std::any_of(attempts.begin(), attempts.end(), [](const rows::v1::Attempt& attempt) {
    return attempt.outcome() == "UNCERTAIN";
  });
  return out > 1 || doubt ? NumbersOut(record) : "";
}

absl::StatusOr<std::string> CardsToSettle(storage::Snapshot& snapshot, const rows::v1::Record& record) {
  const std::string out = CardsOut(record);
  if (!out.empty()) return out;
  ASSIGN_OR_RETURN(const auto open, incidents::OpenAboutCard(snapshot, record.record_id()));
  return open.has_value() ? absl::StrCat(open->attempt()) : "";
}

}  // namespace blangko::records
