// PackBook moves packs with the shipment that names them, in its commit (stock/ports.h).
//
// Failure: UNKNOWN_PACK, PACK_STATE_WRONG, PACKS_DO_NOT_ADD_UP; ALREADY_EXISTS for an announced id that stands for another
// pack; storage errors. Threads: any.
#pragma once

#include <vector>

#include "services/stock/ports.h"

namespace blangko::packs {

class PackBook final : public stock::Packs {
 public:
  absl::Status Leave(storage::Txn& txn, const access::Act& act, const rows::v1::Shipment& shipment) override;
  absl::Status Arrive(storage::Txn& txn, const access::Act& act, const rows::v1::Shipment& shipment) override;
  absl::Status Announced(storage::Txn& txn, const access::Act& act, const rows::v1::Shipment& shipment,
                         const std::vector<stock::AnnouncedPack>& packs) override;
  absl::StatusOr<std::vector<int64_t>> CountsOf(storage::Snapshot& snapshot,
                                                const rows::v1::ShipmentLine& line) override;
};

}  // namespace blangko::packs
