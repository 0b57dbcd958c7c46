// Documents of other stores: looked at from the outside in, then applied whole, or refused with nothing changed.
//
// In this order: is it a document, is its sender trusted, is the signature the sender's, is it for an office of this store
// where the actor works, is its number new, does its body fit what is known here.
// Failure: INVALID_FIELD, SENDER_NOT_TRUSTED, SIGNATURE_WRONG, WRONG_ADDRESSEE, OUT_OF_SCOPE, DOCUMENT_REUSED for a number
// that is known with other content; of a body: foreign_shipment.h; storage errors pass through.
// Threads: borrows one Txn.
#pragma once

#include "absl/status/statusor.h"
#include "blangko/documents/v1/documents.pb.h"
#include "services/access/actor.h"
#include "services/documents/document_table.h"
#include "services/stock/ports.h"
#include "storage/txn.h"

namespace blangko::documents {

struct Taken {
  DocumentPlace place;
  bool known = false;  // applied before; nothing changed
};

// Tells `loans` and `packs` (nullptr = none) of shipments and receipts.
absl::StatusOr<Taken> TakeDocument(storage::Txn& txn, const access::Act& act,
                                   const v1::SignedDocument& document, stock::Loans* loans,
                                   stock::Packs* packs = nullptr);

}  // namespace blangko::documents
