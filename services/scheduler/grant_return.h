// GrantReturn: gives the blank of a granted record back when it is held, cancelled or moved, for the records domain.
//
// Failure: ACCOUNT_WOULD_BE_NEGATIVE; storage errors. Threads: any; holds nothing.
#pragma once

#include "services/records/ports.h"

namespace blangko::scheduler {

class GrantReturn final : public records::GrantReturn {
 public:
  absl::Status ReturnBlank(storage::Txn& txn, const access::Act& act, rows::v1::Record& record,
                           const rows::v1::RecordChange& change) override;
};

}  // namespace blangko::scheduler
