#include "services/stock/stock.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/refusal/refusal.h"
#include "services/stock/code_parts.h"
#include "services/stock/document_date.h"
#include "services/stock/equation.h"
#include "services/stock/inside.h"
#include "services/stock/leaving.h"
#include "services/stock/opening_rule.h"
#include "services/stock/receipt.h"
#include "services/stock/shipment_kind.h"
#include "services/stock/shipment_table.h"
#include "services/stock/stock_table.h"
#include "services/stock/validate_stock.h"

namespace blangko::stock {
namespace {

using access::Act;
using access::Change;
using storage::Txn;

// What was received is told to the cases of what differs, and to debts.
absl::Status TellReceived(Txn& txn, const Act& act, const DomainsAbove& above, const ShipmentRow& shipment) {
  if (above.differences != nullptr) RETURN_IF_ERROR(above.differences->Received(txn, act, shipment));
  return above.loans == nullptr ? absl::OkStatus() : above.loans->Received(txn, act, shipment);
}

absl::Status CheckRights(const Act& act, std::string_view office) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  return access::CheckScope(act.actor, office);
}

template <typename Request>
const common::v1::Date* DateOf(const Request& request) {
  return request.has_document_date() ? &request.document_date() : nullptr;
}

// Posts a line of an opening and answers the balances after it.
absl::StatusOr<Balances> Open(Txn& txn, const Act& act, const v1::RecordOpeningRequest& request,
                              const v1::CountedLot& line) {
  ASSIGN_OR_RETURN(const int64_t document_day, DocumentDay(txn, act, request.office(), DateOf(request)));
  const Posting posting{.office = request.office(),
                        .lot = line.lot(),
                        .movements = Dated({Move(line.count(), rows::v1::ACCOUNT_OPENING,
                                                 rows::v1::ACCOUNT_AVAILABLE, request.document(), "")},
                                           document_day),
                        .record = {},
                        .subject = absl::StrCat("opening:", request.office()),
                        .event = "OPENING"};
  RETURN_IF_ERROR(StockTable(txn).Post(act, posting).status());
  ASSIGN_OR_RETURN(Balances after, ReadBalances(txn, request.office(), line.lot()));
  RETURN_IF_ERROR(CheckOpensFirst(txn, {request.office(), line.lot()}, line.count(), after));
  return after;
}

// What a line moves at the receiver, with how near the sender is where the blanks stay in this store.
Movements ReceivedFrom(const ShipmentRow& shipment, const rows::v1::ShipmentLine& line,
                       rows::v1::Account source, std::string_view document) {
  Movements movements = ReceivedMovements(line, source, document);
  for (rows::v1::Movement& movement : movements) {
    if (movement.from() != rows::v1::ACCOUNT_TRANSFER_IN) continue;
    movement.set_shared_parts(
        static_cast<uint32_t>(1 + SharedParts(shipment.from_office(), shipment.to_office())));
  }
  return movements;
}

// Posts the lines of a delivery at the receiver.
absl::Status PostReceived(Txn& txn, const Act& act, const ShipmentRow& shipment, rows::v1::Account source) {
  const std::string& number = shipment.receipt_number();
  const std::string& document = number.empty() ? shipment.delivery_note() : number;
  for (const rows::v1::ShipmentLine& line : shipment.lines()) {
    const Posting posting{
        .office = shipment.to_office(),
        .lot = line.lot(),
        .movements = Dated(ReceivedFrom(shipment, line, source, document), shipment.receipt_day()),
        .record = {},
        .subject = absl::StrCat("shipment:", shipment.shipment_id()),
        .event = "RECEIVE"};
    if (posting.movements.empty()) continue;
    RETURN_IF_ERROR(StockTable(txn).Post(act, posting).status());
  }
  return absl::OkStatus();
}

ShipmentRow OutsideShipment(const Act& act, const v1::ReceiveFromOutsideRequest& request) {
  ShipmentRow shipment;
  shipment.set_shipment_id(act.request_id);
  shipment.set_from_office(request.from_office());
  shipment.set_to_office(request.office());
  shipment.set_state(v1::Shipment::STATE_RECEIVED);
  for (const auto& line : request.lines()) *shipment.add_lines() = ToRow(line);
  shipment.set_delivery_note(request.document());
  shipment.set_receipt_number(request.receipt_number());
  shipment.set_received_micros(absl::ToUnixMicros(act.now));
  shipment.set_received_by(act.actor.identity);
  shipment.set_from_outside(true);
  return shipment;
}

// The shipment that this act booked before under the document of the sender, "" when the document is new. A
// document that stands for something else is refused.
absl::StatusOr<std::string> BookedUnder(Txn& txn, const Act& act, const std::string& sender,
                                        const std::string& document) {
  ASSIGN_OR_RETURN(const auto booked, FindDocument(txn, sender, document));
  if (!booked.has_value()) return "";
  if (booked->fingerprint() == act.fingerprint) return booked->shipment_id();
  return Refuse(Reason::kDocumentReused, {{"document", document}, {"office", sender}});
}

void RememberDocument(Txn& txn, const Act& act, const ShipmentRow& shipment) {
  rows::v1::Document document;
  document.set_shipment_id(shipment.shipment_id());
  document.set_fingerprint(act.fingerprint);
  PutDocument(txn, shipment.from_office(), shipment.delivery_note(), document);
}

// Books a document of an outside sender, or finds it booked; the result holds the shipment's id.
absl::StatusOr<v1::Shipment> BookDocument(Txn& txn, const Act& act, const DomainsAbove& above,
                                          const v1::ReceiveFromOutsideRequest& request) {
  RETURN_IF_ERROR(access::GetOffice(txn, request.office()).status());
  RETURN_IF_ERROR(CheckSender(txn, above.papers, request.from_office()));
  v1::Shipment result;
  ASSIGN_OR_RETURN(*result.mutable_shipment_id(),
                   BookedUnder(txn, act, request.from_office(), request.document()));
  if (!result.shipment_id().empty()) return result;
  ShipmentRow shipment = OutsideShipment(act, request);
  ASSIGN_OR_RETURN(const int64_t day, DocumentDay(txn, act, request.office(), DateOf(request)));
  shipment.set_receipt_day(day);
  RETURN_IF_ERROR(NotePassedOver(txn, shipment));
  const bool maker = request.from_office() == kMaker;
  RETURN_IF_ERROR(
      PostReceived(txn, act, shipment, maker ? rows::v1::ACCOUNT_RECEIVED : rows::v1::ACCOUNT_RECEIVED_IN));
  PutShipment(txn, shipment);
  RETURN_IF_ERROR(TellReceived(txn, act, above, shipment));
  RememberDocument(txn, act, shipment);
  result.set_shipment_id(shipment.shipment_id());
  return result;
}

ShipmentRow NewShipment(const Act& act, const v1::DispatchShipmentRequest& request, bool to_outside) {
  ShipmentRow shipment;
  shipment.set_shipment_id(act.request_id);
  shipment.set_from_office(request.from_office());
  shipment.set_to_office(request.to_office());
  shipment.set_state(to_outside ? v1::Shipment::STATE_SENT_OUT : v1::Shipment::STATE_IN_TRANSIT);
  for (const auto& counted : request.lines()) {
    auto* line = shipment.add_lines();
    line->set_lot(counted.lot());
    line->set_shipped(counted.count());
    *line->mutable_packs() = counted.packs();
  }
  shipment.set_delivery_note(request.delivery_note());
  shipment.set_shipped_micros(absl::ToUnixMicros(act.now));
  shipment.set_shipped_by(act.actor.identity);
  shipment.set_to_outside(to_outside);
  shipment.set_note(request.note());
  return shipment;
}

absl::StatusOr<v1::Shipment> Dispatch(Txn& txn, const Act& act, const DomainsAbove& above,
                                      const v1::DispatchShipmentRequest& request) {
  RETURN_IF_ERROR(access::GetOffice(txn, request.from_office()).status());
  ASSIGN_OR_RETURN(const bool inside, IsInside(txn, above.papers, request.to_office()));
  if (inside && static_cast<size_t>(request.lines_size()) > kShipmentLinesMax) {
    return BadField("lines", absl::StrCat(request.lines_size()), absl::StrCat("1 to ", kShipmentLinesMax));
  }
  v1::Shipment result;
  const bool has_note = !request.delivery_note().empty();
  if (has_note) {
    ASSIGN_OR_RETURN(*result.mutable_shipment_id(),
                     BookedUnder(txn, act, request.from_office(), request.delivery_note()));
    if (!result.shipment_id().empty()) return result;
  }
  ShipmentRow shipment = NewShipment(act, request, !inside);
  ASSIGN_OR_RETURN(const int64_t day, DocumentDay(txn, act, request.from_office(), DateOf(request)));
  shipment.set_dispatch_day(day);
  RETURN_IF_ERROR(FillKind(txn, act, request, shipment));
  RETURN_IF_ERROR(Leave(txn, act, above, shipment, rows::v1::ACCOUNT_AVAILABLE));
  if (has_note) RememberDocument(txn, act, shipment);
  result.set_shipment_id(shipment.shipment_id());
  return result;
}

// "RECEIVED": the code whose words people read.
std::string StateWord(v1::Shipment::State state) {
  constexpr size_t kPrefix = sizeof("STATE_") - 1;
  return v1::Shipment::State_Name(state).substr(kPrefix);
}

// The shipment, if the actor may receive it; one that the actor may not even see is unknown.
absl::StatusOr<ShipmentRow> FindToReceive(storage::Snapshot& snapshot, const Act& act, std::string_view id) {
  ASSIGN_OR_RETURN(ShipmentRow shipment, GetShipment(snapshot, id));
  if (!access::Covers(act.actor.scope, shipment.from_office()) &&
      !access::Covers(act.actor.scope, shipment.to_office())) {
    return Refuse(Reason::kUnknownShipment, {{"shipment", std::string(id)}});
  }
  RETURN_IF_ERROR(access::CheckScope(act.actor, shipment.to_office()));
  if (shipment.state() == v1::Shipment::STATE_IN_TRANSIT) return shipment;
  const auto state = static_cast<v1::Shipment::State>(shipment.state());
  return Refuse(Reason::kShipmentNotInTransit, {{"shipment", std::string(id)}, {"state", StateWord(state)}});
}

// Posts what arrived: from the sender's account inside this store, or in from outside with a paper back.
absl::Status Arrive(Txn& txn, const Act& act, ForeignPapers* papers, const ShipmentRow& shipment) {
  if (shipment.from_outside()) {
    RETURN_IF_ERROR(PostReceived(txn, act, shipment, rows::v1::ACCOUNT_RECEIVED_IN));
    return papers != nullptr ? papers->Arrived(txn, act, shipment) : absl::OkStatus();
  }
  RETURN_IF_ERROR(PostSent(txn, act, shipment,
                           {.from = rows::v1::ACCOUNT_IN_TRANSIT,
                            .to = rows::v1::ACCOUNT_TRANSFER_OUT,
                            .event = "ARRIVED",
                            .document_day = shipment.receipt_day()}));
  return PostReceived(txn, act, shipment, rows::v1::ACCOUNT_TRANSFER_IN);
}

absl::StatusOr<v1::Shipment> Receive(Txn& txn, const Act& act, const DomainsAbove& above,
                                     const v1::ReceiveShipmentRequest& request) {
  ASSIGN_OR_RETURN(ShipmentRow shipment, FindToReceive(txn, act, request.shipment_id()));
  const size_t most = shipment.from_outside() ? kLinesMax : kShipmentLinesMax;
  if (static_cast<size_t>(request.lines_size()) > most) {
    return BadField("lines", absl::StrCat(request.lines_size()), absl::StrCat("1 to ", most));
  }
  ASSIGN_OR_RETURN(const std::vector<rows::v1::ShipmentLine> lines, MatchLines(shipment, request));
  shipment.mutable_lines()->Assign(lines.begin(), lines.end());
  shipment.set_state(v1::Shipment::STATE_RECEIVED);
  shipment.set_receipt_number(request.receipt_number());
  shipment.set_received_micros(absl::ToUnixMicros(act.now));
  shipment.set_received_by(act.actor.identity);
  shipment.set_receipt_note(request.note());
  ASSIGN_OR_RETURN(const int64_t day, DocumentDay(txn, act, shipment.to_office(), DateOf(request)));
  shipment.set_receipt_day(day);
  RETURN_IF_ERROR(Arrive(txn, act, above.papers, shipment));
  if (above.packs != nullptr) RETURN_IF_ERROR(above.packs->Arrive(txn, act, shipment));
  PutShipment(txn, shipment);
  RETURN_IF_ERROR(TellReceived(txn, act, above, shipment));
  v1::Shipment result;
  result.set_shipment_id(shipment.shipment_id());
  return result;
}

// No surat jalan is older than the blanks that it names. The first entry of a lot never changes, so this needs no commit.
absl::Status CheckNoteDate(storage::Store& store, const Act& act,
                           const v1::DispatchShipmentRequest& request) {
  if (!request.has_document_date()) return absl::OkStatus();
  return store.View([&](storage::Snapshot& snapshot) -> absl::Status {
    RETURN_IF_ERROR(access::GetOffice(snapshot, request.from_office()).status());
    ASSIGN_OR_RETURN(const int64_t day,
                     DocumentDay(snapshot, act, request.from_office(), &request.document_date()));
    for (const auto& line : request.lines()) {
      RETURN_IF_ERROR(CheckNotBeforeArrival(snapshot, act, request.from_office(), line.lot(), day));
    }
    return absl::OkStatus();
  });
}

// What a request row remembers of a shipment is its id; the reply is made from the shipment's row.
absl::StatusOr<ShipmentRow> Reread(storage::Store& store, const absl::StatusOr<v1::Shipment>& booked) {
  if (!booked.ok()) return booked.status();
  return storage::ViewFor<ShipmentRow>(
      store, [&](storage::Snapshot& snapshot) { return GetShipment(snapshot, booked->shipment_id()); });
}

}  // namespace

absl::StatusOr<v1::RecordOpeningResponse> Stock::RecordOpening(const Act& act,
                                                               const v1::RecordOpeningRequest& request) {
  using Response = v1::RecordOpeningResponse;
  RETURN_IF_ERROR(CheckRights(act, request.office()));
  RETURN_IF_ERROR(ValidateRecordOpening(request));
  return Change<Response>(store_, act, "stock.record_opening", [&](Txn& txn) -> absl::StatusOr<Response> {
    RETURN_IF_ERROR(access::GetOffice(txn, request.office()).status());
    Response response;
    for (const auto& line : request.lines()) {
      ASSIGN_OR_RETURN(const Balances after, Open(txn, act, request, line));
      v1::OfficeLotBalances* row = response.add_balances();
      row->set_office(request.office());
      row->set_lot(line.lot());
      *row->mutable_balances() = ToApi(after);
    }
    return response;
  });
}

absl::StatusOr<v1::ReceiveFromOutsideResponse> Stock::ReceiveFromOutside(
    const Act& act, const v1::ReceiveFromOutsideRequest& request) {
  RETURN_IF_ERROR(CheckRights(act, request.office()));
  RETURN_IF_ERROR(ValidateReceiveFromOutside(request));
  const auto booked = Change<v1::Shipment>(store_, act, "stock.receive_from_outside",
                                           [&](Txn& txn) { return BookDocument(txn, act, above_, request); });
  ASSIGN_OR_RETURN(const ShipmentRow shipment, Reread(store_, booked));
  v1::ReceiveFromOutsideResponse response;
  *response.mutable_shipment() = AsReceived(shipment);
  return response;
}

absl::StatusOr<v1::DispatchShipmentResponse> Stock::DispatchShipment(
    const Act& act, const v1::DispatchShipmentRequest& request) {
  RETURN_IF_ERROR(CheckRights(act, request.from_office()));
  RETURN_IF_ERROR(ValidateDispatchShipment(request));
  RETURN_IF_ERROR(CheckNoteDate(store_, act, request));
  RETURN_IF_ERROR(CheckReturn(store_, request));
  const auto sent = Change<v1::Shipment>(store_, act, "stock.dispatch_shipment",
                                         [&](Txn& txn) { return Dispatch(txn, act, above_, request); });
  ASSIGN_OR_RETURN(const ShipmentRow shipment, Reread(store_, sent));
  v1::DispatchShipmentResponse response;
  *response.mutable_shipment() = AsDispatched(shipment);
  return response;
}

absl::StatusOr<v1::ReceiveShipmentResponse> Stock::ReceiveShipment(
    const Act& act, const v1::ReceiveShipmentRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateReceiveShipment(request));
  const auto received = Change<v1::Shipment>(store_, act, "stock.receive_shipment",
                                             [&](Txn& txn) { return Receive(txn, act, above_, request); });
  ASSIGN_OR_RETURN(const ShipmentRow shipment, Reread(store_, received));
  v1::ReceiveShipmentResponse response;
  *response.mutable_shipment() = ToApi(shipment);
  return response;
}

}  // namespace blangko::stock
