#include "services/incidents/validate_incidents.h"

#include <vector>

#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"

namespace blangko::incidents {

absl::Status ValidateSettle(const v1::SettleIncidentRequest& request) {
  std::vector<FieldViolation> bad;
  access::CheckReason("reason", request.reason(), bad);
  if (request.reason().empty()) bad.push_back({"reason", "", "why; no personal data"});
  return BadFields(bad);
}

}  // namespace blangko::incidents
