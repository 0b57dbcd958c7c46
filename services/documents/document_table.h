// Rows of documents inside a caller's transaction: offices outside this store, the series of numbers, the documents.
//
// A series is the numbers that one store gave, in one epoch, to one office. Of this store its key is empty.
// Invariant: the row of a series says how many of its documents are here and which number is the highest.
// Failure: UNKNOWN_DOCUMENT for an id that is none; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/documents.pb.h"
#include "storage/txn.h"

namespace blangko::documents {

using DocumentRow = rows::v1::SignedDocument;
using ForeignRow = rows::v1::ForeignOffice;

struct Series {
  std::string key;  // fingerprint of the key of the store that gave the numbers; empty = this store
  std::string to_office;
  uint64_t epoch = 0;

  bool sent() const { return key.empty(); }
};

struct DocumentPlace {
  Series series;
  uint64_t number = 0;
};

// "sent/14/1/3", "taken/k3vz-…/14.05/1/3".
std::string IdOf(const DocumentPlace& place);
absl::StatusOr<DocumentPlace> PlaceOf(std::string_view id);

// The row, or a fresh one of that office.
absl::StatusOr<ForeignRow> FindForeign(storage::Snapshot& snapshot, std::string_view office);
void PutForeign(storage::Txn& txn, const ForeignRow& office);
// In the order of their codes, after `after`, until the visitor answers false.
absl::Status VisitForeign(storage::Snapshot& snapshot, std::string_view after,
                          absl::FunctionRef<bool(const ForeignRow&)> visit);

absl::StatusOr<rows::v1::DocumentSeries> ReadSeries(storage::Snapshot& snapshot, const Series& series);

absl::StatusOr<std::optional<DocumentRow>> FindDocument(storage::Snapshot& snapshot,
                                                        const DocumentPlace& place);
// Keeps a new document and counts it in its series.
absl::Status KeepDocument(storage::Txn& txn, const DocumentPlace& place, const DocumentRow& row);

using VisitPlace = absl::FunctionRef<bool(const DocumentPlace&, const DocumentRow&)>;
// Those made here, or those taken, in the order of their series and numbers, after `after` if it is given.
absl::Status VisitDocuments(storage::Snapshot& snapshot, bool sent, const std::optional<DocumentPlace>& after,
                            VisitPlace visit);
// Those of one series with a higher number than `after`.
absl::Status VisitSeries(storage::Snapshot& snapshot, const Series& series, uint64_t after, VisitPlace visit);

// The document that brought a shipment; nothing for one that came without.
absl::StatusOr<std::optional<rows::v1::ShipmentDocument>> FindShipmentDocument(storage::Snapshot& snapshot,
                                                                               std::string_view shipment_id);
void PutShipmentDocument(storage::Txn& txn, std::string_view shipment_id,
                         const rows::v1::ShipmentDocument& row);

}  // namespace blangko::documents
