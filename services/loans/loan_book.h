// LoanBook keeps what offices owe each other in step with the shipments that lend and repay, and tells offices of shipments
// that passed them over, each in the commit of the shipment (stock/ports.h).
//
// Failure: UNKNOWN_LOAN, LOAN_SETTLED, MORE_THAN_OWED, LOAN_WRONG_OFFICE, LOAN_WRONG_TYPE; storage errors. What comes from
// outside is a fact: a repayment of more than is owed is taken, and settles. Threads: any.
#pragma once

#include <string_view>
#include <vector>

#include "services/stock/ports.h"

namespace blangko::loans {

class LoanBook final : public stock::Loans {
 public:
  absl::Status Leaves(storage::Txn& txn, const access::Act& act, const rows::v1::Shipment& shipment,
                      const std::vector<rows::v1::Lot>& lots) override;
  absl::Status Announced(storage::Txn& txn, const access::Act& act, const rows::v1::Shipment& shipment,
                         const std::vector<rows::v1::Lot>& lots) override;
  absl::Status Received(storage::Txn& txn, const access::Act& act,
                        const rows::v1::Shipment& shipment) override;
  absl::Status TurnedUp(storage::Txn& txn, const access::Act& act, std::string_view shipment_id,
                        int64_t count) override;
  absl::Status ReceivedOutside(storage::Txn& txn, const access::Act& act,
                               const rows::v1::Shipment& shipment) override;
};

}  // namespace blangko::loans
