#include "services/records/cards_out.h"

#include "absl/strings/str_cat.h"
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

}  // namespace blangko::records
