// CaseBook opens a case for a receipt that differs, in the commit of the receipt (stock/ports.h).
//
// Failure: storage errors pass through. Threads: any.
#pragma once

#include "services/stock/ports.h"

namespace blangko::movements {

class CaseBook final : public stock::Differences {
 public:
  absl::Status Received(storage::Txn& txn, const access::Act& act,
                        const rows::v1::Shipment& shipment) override;
};

}  // namespace blangko::movements
