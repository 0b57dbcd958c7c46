// Shipments that cross the border of this store, as their papers tell of them: announced by the sender before they are
// received (stock.h), and what the receiver says of those that were sent.
//
// Nothing is posted here: an announced blank is nowhere in this store before somebody receives it, and a sent one is out.
// Failure: refusals as said at each; then nothing is written. Threads: borrows one Txn.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "blangko/rows/v1/stock.pb.h"
#include "blangko/stock/v1/stock_service.pb.h"
#include "services/access/actor.h"
#include "services/stock/ports.h"
#include "storage/txn.h"

namespace blangko::stock {

// A shipment on its way here, with the attributes that its lots have at the sender.
struct Announcement {
  rows::v1::Shipment shipment;  // id, offices, lines with what was shipped, note, time
  std::vector<rows::v1::Lot> lots;
};

// Makes the lots that are unknown, and a shipment that can be received. ALREADY_EXISTS for a known shipment,
// DOCUMENT_REUSED for a delivery note that was booked, LOT_DIFFERS for a lot with other attributes; and what `loans`
// (nullptr = none) refuses.
absl::Status Announce(storage::Txn& txn, const access::Act& act, const Announcement& announced, Loans* loans);

// What an office outside says of a shipment that went there.
struct ForeignReceipt {
  std::string sender;    // office of this store that sent it
  std::string receiver;  // who says so
  int64_t received_micros = 0;
  std::string received_by;
  v1::ReceiveShipmentRequest received;
};

// Writes down what was accepted, rejected, missing and surplus. UNKNOWN_SHIPMENT unless it went from that sender to that
// receiver; ALREADY_EXISTS when there is a receipt; RECEIPT_DOES_NOT_ADD_UP.
absl::Status BookForeignReceipt(storage::Txn& txn, const access::Act& act, const ForeignReceipt& receipt,
                                Loans* loans);

}  // namespace blangko::stock
