#include "services/stock/inside.h"

#include <string>

#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/refusal/refusal.h"
#include "services/stock/tiers.h"

namespace blangko::stock {

absl::StatusOr<bool> IsInside(storage::Snapshot& snapshot, ForeignPapers* papers, std::string_view office) {
  ASSIGN_OR_RETURN(const bool known, access::IsOffice(snapshot, office));
  if (known) return true;
  if (papers != nullptr) {
    ASSIGN_OR_RETURN(const bool foreign, papers->Trusts(snapshot, office));
    if (foreign) return false;
  }
  for (std::string_view above = AboveCode(office); !above.empty(); above = AboveCode(above)) {
    ASSIGN_OR_RETURN(const bool inside, access::IsOffice(snapshot, above));
    if (inside) return Refuse(Reason::kUnknownOffice, {{"office", std::string(office)}});
  }
  return false;
}

absl::Status CheckSender(storage::Snapshot& snapshot, ForeignPapers* papers, std::string_view from) {
  if (from == kMaker) return absl::OkStatus();
  ASSIGN_OR_RETURN(const bool inside, IsInside(snapshot, papers, from));
  if (!inside) return absl::OkStatus();
  return BadField("from_office", from,
                  "maker or an office outside this store; inside it, receive the shipment");
}

}  // namespace blangko::stock
