// What stock asks of the domains above it, as interfaces that take the caller's Txn: the papers of shipments that cross the
// border of this store (services/documents), and the cases of what differed (services/movements). services/node/wiring
// fills them.
//
// Failure: refusals and storage errors; then the shipment is not booked either. Threads: any.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/stock.pb.h"
#include "services/access/actor.h"
#include "storage/txn.h"

namespace blangko::stock {

class ForeignPapers {
 public:
  virtual ~ForeignPapers() = default;

  // True for an office outside this store whose key is trusted, wherever its code stands.
  virtual absl::StatusOr<bool> Trusts(storage::Snapshot& snapshot, std::string_view office) = 0;

  // The shipment goes to an office outside this store. `lots` holds at least the lots of its lines.
  virtual absl::Status Leaves(storage::Txn& txn, const access::Act& act, const rows::v1::Shipment& shipment,
                              const std::vector<rows::v1::Lot>& lots) = 0;

  // A shipment from outside was received, with what came of each lot.
  virtual absl::Status Arrived(storage::Txn& txn, const access::Act& act,
                               const rows::v1::Shipment& shipment) = 0;
};

class Differences {
 public:
  virtual ~Differences() = default;

  // A shipment was received, with what came of each lot, and is booked.
  virtual absl::Status Received(storage::Txn& txn, const access::Act& act,
                                const rows::v1::Shipment& shipment) = 0;
};

}  // namespace blangko::stock
