// Which shipments a lot went with, inside a caller's transaction, so that the trail of one blank reads those alone.
//
// A shipment of more lots than a commit has room for is listed once, as one of many lots. Shipments of a store of release 4
// are listed in bounded steps (ListShipmentsStep); until the last one the index says that it is not whole, and every
// shipment is read.
// Failure: storage errors pass through. Threads: borrows one Snapshot or Txn; the step opens its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/stock.pb.h"
#include "storage/store.h"
#include "storage/txn.h"

namespace blangko::stock {

// Lists the shipment under each of its lots.
void IndexShipment(storage::Txn& txn, const rows::v1::Shipment& shipment);

// The shipments that the lot went with, and none else.
absl::StatusOr<std::vector<rows::v1::Shipment>> ShipmentsOfLot(storage::Snapshot& snapshot,
                                                               std::string_view lot);

// Lists some more shipments that were there before there was an index, those after `after`, which moves on. False when
// all are listed.
absl::StatusOr<bool> IndexShipmentsStep(storage::Store& store, std::string& after);

}  // namespace blangko::stock
