#include "services/node/store_keys.h"

#include "base/status_macros.h"
#include "services/destruction/take_up.h"
#include "services/documents/document_key.h"
#include "services/printers/awaited_journals.h"

namespace blangko::node {

absl::Status MakeKeys(storage::Store& store, Rng& rng, absl::Time now) {
  RETURN_IF_ERROR(printers::EnsureRecoveryCode(store, rng));
  RETURN_IF_ERROR(documents::EnsureDocumentKey(store, now));
  return destruction::TakeUpAll(store, now);
}

}  // namespace blangko::node
