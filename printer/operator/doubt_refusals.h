// How people are told no about doubtful cards, in both languages.
//
// Failure: none; each answers its refusal. Threads: pure functions.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "printer/journal/journal_state.h"

namespace blangko::printer {

absl::Status OneOfBoth();
absl::Status NothingToClear(const std::string& printer);
absl::Status DecidedAtServer(const AttemptKey& card);
absl::Status NoEnvelope(const std::string& typed);
absl::Status HoldsAnother(const std::string& envelope);
absl::Status NotInDoubt(const AttemptKey& card);
// What was said stays: a person at the server can say more.
absl::Status SaidOtherwise(const AttemptKey& card, const station::v1::CardOutcome& said);
absl::Status WhereWasIt(const AttemptKey& card);
absl::Status InAnotherEnvelope(const Doubt& doubt, const std::string& typed);
absl::Status UidNotRead(const AttemptKey& card);
absl::Status UidDiffers(const std::string& got, const std::string& want);
absl::Status WaitsToBeCleared();

}  // namespace blangko::printer
