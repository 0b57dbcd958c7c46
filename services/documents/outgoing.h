// Documents of this store: made, numbered and signed inside the transaction that they tell of.
//
// Numbers run from 1 for each office that they go to, and begin anew when the store was restored, in a new epoch: so none
// is ever given twice for different contents.
// Failure: storage errors; FAILED_PRECONDITION before the store has a key. Threads: borrows one Txn.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/documents/v1/documents.pb.h"
#include "services/access/actor.h"
#include "services/documents/document_table.h"
#include "services/stock/ports.h"
#include "storage/txn.h"

namespace blangko::documents {

// `content` has the two offices and the body; the rest is filled in here. One log entry.
absl::StatusOr<DocumentPlace> MakeDocument(storage::Txn& txn, const access::Act& act,
                                           v1::DocumentContent content);

// The papers of stock: a SHIPMENT with what leaves, a RECEIPT for what arrived.
class ShipmentPapers final : public stock::ForeignPapers {
 public:
  // No `packs`: what is shipped is told by count alone.
  explicit ShipmentPapers(stock::Packs* packs = nullptr) : packs_(packs) {}

  absl::StatusOr<bool> Trusts(storage::Snapshot& snapshot, std::string_view office) override;
  absl::Status Leaves(storage::Txn& txn, const access::Act& act, const rows::v1::Shipment& shipment,
                      const std::vector<rows::v1::Lot>& lots) override;
  // Only for a shipment that a document brought: one that was booked by hand has no number to answer.
  absl::Status Arrived(storage::Txn& txn, const access::Act& act,
                       const rows::v1::Shipment& shipment) override;

 private:
  stock::Packs* packs_;
};

}  // namespace blangko::documents
