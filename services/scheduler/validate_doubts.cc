#include "services/scheduler/validate_doubts.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/utf8.h"
#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/validate_scheduler.h"
#include "services/scheduler/void_executor.h"

namespace blangko::scheduler {
namespace {

constexpr int kLotsCountedMax = 50;
constexpr std::ptrdiff_t kEnvelopeMax = 40;

using Violations = std::vector<FieldViolation>;

void CheckWhy(std::string_view reason, Violations& bad) {
  access::CheckReason("reason", reason, bad);
  if (reason.empty()) bad.push_back({"reason", "", "what was done to find out; no personal data"});
}

void CheckCounts(const v1::ResolveJobRequest& request, Violations& bad) {
  const bool counted = request.evidence() == v1::NOT_PRINTED_EVIDENCE_FULL_COUNT;
  const int most = counted ? kLotsCountedMax : 0;
  if (request.counts_size() > most || (counted && request.counts().empty())) {
    bad.push_back({"counts", absl::StrCat(request.counts_size()),
                   counted ? "1 to 50: every lot of the site" : "none without FULL_COUNT"});
  }
  std::set<std::string> lots;
  for (const v1::CountedLot& count : request.counts()) {
    if (!lots.insert(count.lot()).second) bad.push_back({"counts.lot", count.lot(), "one line for each lot"});
    if (count.blank_count() < 0)
      bad.push_back({"counts.blank_count", absl::StrCat(count.blank_count()), "0 or more"});
  }
}

void CheckEvidence(const v1::ResolveJobRequest& request, Violations& bad) {
  const bool nothing_printed = request.outcome() == v1::OUTCOME_NOT_PRINTED;
  const bool known = request.evidence() != v1::NOT_PRINTED_EVIDENCE_UNSPECIFIED &&
                     v1::NotPrintedEvidence_IsValid(request.evidence());
  if (nothing_printed != known) {
    const int evidence = request.evidence();
    bad.push_back({"evidence", evidence == 0 ? "" : absl::StrCat(evidence),
                   nothing_printed ? "SAME_UID_SHOWN or FULL_COUNT" : "none for CARD_MISSING"});
  }
  if (request.evidence() == v1::NOT_PRINTED_EVIDENCE_SAME_UID_SHOWN && request.blank_uid().empty()) {
    bad.push_back({"blank_uid", "", "the UID of the blank that is shown"});
  }
}

// Characters of well-formed UTF-8.
std::ptrdiff_t CharactersOf(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
}

}  // namespace

absl::Status ValidateTwoPersonDecision(const v1::ResolveJobRequest& request) {
  RETURN_IF_ERROR(ValidateResolve(request));
  Violations bad;
  CheckWhy(request.reason(), bad);
  CheckEvidence(request, bad);
  CheckCounts(request, bad);
  return BadFields(bad);
}

absl::Status ValidateVoid(const v1::VoidAttemptsRequest& request) {
  Violations bad;
  CheckWhy(request.reason(), bad);
  if (request.jobs_size() > kVoidsMax) {
    bad.push_back({"jobs", absl::StrCat(request.jobs_size()), absl::StrCat("at most ", kVoidsMax)});
  }
  std::set<std::string> records;
  for (const v1::JobRef& job : request.jobs()) {
    if (!records.insert(job.record_id()).second) bad.push_back({"jobs", job.record_id(), "each record once"});
  }
  return BadFields(bad);
}

bool IsEnvelope(std::string_view envelope) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return IsUtf8(envelope) && !envelope.empty() && CharactersOf(envelope) <= kEnvelopeMax &&
         std::none_of(envelope.begin(), envelope.end(), control);
}

}  // namespace blangko::scheduler
