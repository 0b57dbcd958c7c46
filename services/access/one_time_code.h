// OneTimeCode: the pure rules of the code that a second person says over the telephone.
//
// 8 random digits, for ten minutes and five tries, bound to one proposal by its fingerprint: what is hashed is both.
// Threads: pure; NewSpokenCode takes system randomness.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "services/access/proposal_kind.h"

namespace blangko::access {

inline constexpr absl::Duration kCodeLife = absl::Minutes(10);
inline constexpr uint32_t kCodeTries = 5;

std::string NewSpokenCode();  // "48219137"
// What somebody typed, without blanks and hyphens.
std::string CleanSpokenCode(std::string_view typed);

// The text that is hashed for a code of this proposal.
std::string BoundCode(std::string_view code, const ProposalRow& proposal);

// Counts the try of a request; the try of that request, nullptr when there was none.
void CountTry(std::string_view request_id, rows::v1::OneTimeCode& code);
const rows::v1::CodeTry* FindTry(const rows::v1::OneTimeCode& code, std::string_view request_id);
rows::v1::CodeTry* FindTry(rows::v1::OneTimeCode& code, std::string_view request_id);
// A new code answers the requests of the one before too.
void KeepTries(const rows::v1::OneTimeCode& before, rows::v1::OneTimeCode& code);

// A code was issued for it, its time is not over, and it has tries left.
bool CodeHolds(const ProposalRow& proposal, absl::Time now);

}  // namespace blangko::access
