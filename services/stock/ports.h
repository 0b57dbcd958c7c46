// What stock asks of the domains above it, as interfaces that take the caller's Txn: the papers of shipments that cross the
// border of this store (services/documents), the cases of what differed (services/movements), and debts between offices
// with the offices that a shipment passes over (services/loans), and the packs that hold what is shipped (services/packs).
// services/node/wiring fills them.
//
// Failure: refusals and storage errors; then the shipment is not booked either. Threads: any.
#pragma once

#include <cstdint>
#include <string>
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

class Loans {
 public:
  virtual ~Loans() = default;

  // A shipment leaves an office of this store, with the offices that it passes over. `lots` holds at least the lots of
  // its lines where it is a LOAN or a REPAYMENT.
  virtual absl::Status Leaves(storage::Txn& txn, const access::Act& act, const rows::v1::Shipment& shipment,
                              const std::vector<rows::v1::Lot>& lots) = 0;

  // A document says that a shipment is on its way from outside, with the lots of its lines.
  virtual absl::Status Announced(storage::Txn& txn, const access::Act& act,
                                 const rows::v1::Shipment& shipment,
                                 const std::vector<rows::v1::Lot>& lots) = 0;

  // A shipment was received at an office of this store, with what came of each lot, and is booked.
  virtual absl::Status Received(storage::Txn& txn, const access::Act& act,
                                const rows::v1::Shipment& shipment) = 0;

  // Blanks of a shipment that were missing or rejected when it was received are free there after all.
  virtual absl::Status TurnedUp(storage::Txn& txn, const access::Act& act, std::string_view shipment_id,
                                int64_t count) = 0;

  // An office outside says what it received of a shipment that went there.
  virtual absl::Status ReceivedOutside(storage::Txn& txn, const access::Act& act,
                                       const rows::v1::Shipment& shipment) = 0;
};

// A pack that a document from outside names.
struct AnnouncedPack {
  std::string pack_id;
  std::string lot;
  int64_t count = 0;  // blanks
};

class Packs {
 public:
  virtual ~Packs() = default;

  // A shipment leaves with the packs of its lines: they are sealed, lie at the sender, and hold what each line ships.
  virtual absl::Status Leave(storage::Txn& txn, const access::Act& act,
                             const rows::v1::Shipment& shipment) = 0;

  // A shipment was received, with the packs of its lines but those that are missing.
  virtual absl::Status Arrive(storage::Txn& txn, const access::Act& act,
                              const rows::v1::Shipment& shipment) = 0;

  // A document says that a shipment is on its way from outside, in these packs.
  virtual absl::Status Announced(storage::Txn& txn, const access::Act& act,
                                 const rows::v1::Shipment& shipment,
                                 const std::vector<AnnouncedPack>& packs) = 0;

  // Blanks in each of the packs of a line, in their order.
  virtual absl::StatusOr<std::vector<int64_t>> CountsOf(storage::Snapshot& snapshot,
                                                        const rows::v1::ShipmentLine& line) = 0;
};

// The domains above that have a part in a shipment; nullptr = none.
struct DomainsAbove {
  ForeignPapers* papers = nullptr;
  Differences* differences = nullptr;
  Loans* loans = nullptr;
  Packs* packs = nullptr;
};

}  // namespace blangko::stock
