#include "services/access/once.h"

#include "services/refusal/refusal.h"

namespace blangko::access {

absl::Status RefuseReuse(const absl::Status& status) {
  if (storage::IsRequestIdReused(status)) return Refuse(Reason::kRequestIdReused);
  if (storage::IsRequestIdTooOld(status)) return Refuse(Reason::kRequestIdTooOld);
  return status;
}

}  // namespace blangko::access
