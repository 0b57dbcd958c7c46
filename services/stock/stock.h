// Stock: the use cases of blanks. Each change is one transaction: whole or refused.
//
// Every change checks role and scope, is remembered under its request_id, and writes one log entry per (office, lot).
// Offices of this store are known to access::Offices; all others are outside, and reach us by numbered documents.
// Failure: refusals of services/refusal (validate_stock.h, receipt.h, stock_table.h); storage errors pass through.
// Threads: any.
#pragma once

#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "blangko/stock/v1/stock_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "services/stock/ports.h"
#include "storage/store.h"

namespace blangko::stock {

using access::PageOf;
using access::PageRequest;

class Stock {
 public:
  // All outlive it. No `papers`: shipments cross the border of the store without documents; no `differences`: what differs
  // at a receipt is quarantined without a case; no `loans`: nobody keeps what is owed, or tells who was passed over;
  // no `packs`: the packs of a shipment are names alone.
  explicit Stock(storage::Store& store, ForeignPapers* papers = nullptr, Differences* differences = nullptr,
                 Loans* loans = nullptr, Packs* packs = nullptr)
      : store_(store), above_{papers, differences, loans, packs} {}

  // ---- changes (stock.cc) --------------------------------------------------------------------------------------
  // The same lot again with the same content changes nothing; with other content ALREADY_EXISTS.
  absl::StatusOr<v1::CreateLotResponse> CreateLot(const access::Act& act,
                                                  const v1::CreateLotRequest& request);
  // Once per (office, lot): ALREADY_EXISTS after that.
  absl::StatusOr<v1::RecordOpeningResponse> RecordOpening(const access::Act& act,
                                                          const v1::RecordOpeningRequest& request);
  // The same document again with the same content gives the same answer; with other content DOCUMENT_REUSED.
  absl::StatusOr<v1::ReceiveFromOutsideResponse> ReceiveFromOutside(
      const access::Act& act, const v1::ReceiveFromOutsideRequest& request);
  absl::StatusOr<v1::DispatchShipmentResponse> DispatchShipment(const access::Act& act,
                                                                const v1::DispatchShipmentRequest& request);
  absl::StatusOr<v1::ReceiveShipmentResponse> ReceiveShipment(const access::Act& act,
                                                              const v1::ReceiveShipmentRequest& request);

  // ---- reading (stock_reads.cc) --------------------------------------------------------------------------------
  absl::StatusOr<PageOf<v1::Lot>> ListLots(const PageRequest& page);
  // UNKNOWN_SHIPMENT also for one that neither leaves nor reaches the actor's area.
  absl::StatusOr<v1::Shipment> GetShipment(const access::Actor& actor, std::string_view shipment_id);
  // Newest first; `office` is a prefix of sender or receiver.
  absl::StatusOr<PageOf<v1::Shipment>> ListShipments(const access::Actor& actor, std::string_view office,
                                                     const PageRequest& page);
  absl::StatusOr<v1::ListBalancesResponse> ListBalances(const access::Actor& actor,
                                                        const v1::ListBalancesRequest& request);
  absl::StatusOr<v1::GetEquationResponse> GetEquation(const access::Act& act,
                                                      const v1::GetEquationRequest& request);
  // The whole log of what is asked about is read (proof.h). `there` says whether the caller still waits. (stock_proof.cc)
  absl::StatusOr<v1::ProveEquationResponse> ProveEquation(const access::Act& act,
                                                          const v1::ProveEquationRequest& request,
                                                          absl::FunctionRef<bool()> there);

  // ---- blanks by the UID of their chip (blanks.cc) -------------------------------------------------------------
  // Also of a UID that nobody has used: it has no uses then.
  absl::StatusOr<v1::Blank> GetBlank(const access::Actor& actor, std::string_view uid);
  absl::StatusOr<PageOf<v1::Blank>> ListBlankIncidents(const access::Actor& actor, const PageRequest& page);
  // INVALID_FIELD, NOT_ALLOWED; ALREADY_EXISTS where a block overlaps it.
  absl::StatusOr<v1::BlockBlanksResponse> BlockBlanks(const access::Act& act,
                                                      const v1::BlockBlanksRequest& request);
  absl::StatusOr<v1::UnblockBlanksResponse> UnblockBlanks(const access::Act& act,
                                                          const v1::UnblockBlanksRequest& request);
  absl::StatusOr<PageOf<v1::BlockedRange>> ListBlockedBlanks(const PageRequest& page);

  // ---- reading the log (movements.cc) --------------------------------------------------------------------------
  // Movements of one office in the order they were booked, lot after lot. A page ends between two entries.
  absl::StatusOr<PageOf<v1::Movement>> ListMovements(const access::Actor& actor,
                                                     const v1::ListMovementsRequest& request,
                                                     const PageRequest& page);

 private:
  storage::Store& store_;
  const DomainsAbove above_;
};

}  // namespace blangko::stock
