// Receipts (tanda terima): a code that the applicant takes home, and the answer to whoever asks with it.
//
// Failure: Issue refuses with UNKNOWN_RECORD, OUT_OF_SCOPE, NOT_ALLOWED, INVALID_FIELD, and FORBIDDEN_MOVE for a record
//          that needs no receipt any more; Status refuses nothing. Storage errors pass through.
// Threads: any.
#pragma once

#include "absl/status/statusor.h"
#include "blangko/desk/v1/desk_service.pb.h"
#include "services/access/actor.h"
#include "storage/store.h"

namespace blangko::desk {

class Receipts {
 public:
  explicit Receipts(storage::Store& store) : store_(store) {}

  // A repeat gives the same code, also when that receipt was replaced meanwhile.
  absl::StatusOr<v1::IssueReceiptResponse> Issue(const access::Act& act,
                                                 const v1::IssueReceiptRequest& request);

  // For anybody. Every code that does not hold, whatever is wrong with it, takes the same way to the same answer.
  absl::StatusOr<v1::GetReceiptStatusResponse> Status(const access::Act& act,
                                                      const v1::GetReceiptStatusRequest& request);

 private:
  storage::Store& store_;
};

}  // namespace blangko::desk
