// Facts of BAST and surat jalan.
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/stock/v1/stock.pb.h"
#include "services/access/offices.h"
#include "services/papers/paper_of.h"
#include "services/papers/stock_facts.h"
#include "services/papers/words.h"
#include "services/refusal/refusal.h"
#include "services/stock/shipment_kind.h"
#include "services/stock/shipment_table.h"

namespace blangko::papers {
namespace {

using stock::ShipmentRow;

constexpr char kCentre[] = "00";
constexpr char kMaker[] = "maker";

// Offices outside this store have no name here: their code stands on the paper.
absl::StatusOr<std::string> PlaceName(storage::Snapshot& snapshot, const std::string& code) {
  if (code == kCentre) return std::string("Direktorat Jenderal Kependudukan dan Pencatatan Sipil");
  if (code == kMaker) return std::string("Pabrik");
  ASSIGN_OR_RETURN(const bool ours, access::IsOffice(snapshot, code));
  if (!ours) return code;
  ASSIGN_OR_RETURN(const rows::v1::Office office, access::GetOffice(snapshot, code));
  return office.name();
}

int64_t DayAt(const absl::TimeZone& zone, int64_t micros) {
  return micros == 0 ? 0 : access::OfficeDay(zone, absl::FromUnixMicros(micros));
}

absl::Status FillLine(storage::Snapshot& snapshot, const rows::v1::ShipmentLine& line,
                      rows::v1::ShipmentFactsLine& filled) {
  ASSIGN_OR_RETURN(const auto lot, stock::FindLot(snapshot, line.lot()));
  filled.mutable_lot()->set_lot(line.lot());
  if (lot.has_value()) {
    filled.mutable_lot()->set_blank_type(lot->blank_type());
    filled.mutable_lot()->set_funding(lot->funding());
    filled.mutable_lot()->set_unit_price_idr(lot->unit_price_idr());
  }
  filled.set_shipped(line.shipped());
  filled.set_accepted(line.accepted());
  filled.set_missing(line.missing());
  filled.set_surplus(line.surplus());
  filled.set_rejected(line.rejected());
  return absl::OkStatus();
}

// What the paper says of the kind, before the sender's own note; "" of a NORMAL shipment.
std::string KindText(const ShipmentRow& shipment) {
  switch (stock::KindOf(shipment)) {
    case stock::v1::SHIPMENT_KIND_LOAN:
      return absl::StrCat("PINJAMAN, dikembalikan paling lambat ", ShortDay(shipment.due_day()));
    case stock::v1::SHIPMENT_KIND_REPAYMENT:
      return absl::StrCat("PENGEMBALIAN PINJAMAN nomor ", shipment.loan_id());
    case stock::v1::SHIPMENT_KIND_RETURN: return "RETUR";
    default: return "";
  }
}

std::string NoteOf(const ShipmentRow& shipment) {
  const std::string kind = KindText(shipment);
  return kind.empty() || shipment.note().empty() ? kind + shipment.note()
                                                 : absl::StrCat(kind, ". ", shipment.note());
}

absl::StatusOr<rows::v1::ShipmentFacts> FactsOf(storage::Snapshot& snapshot, const ShipmentRow& shipment,
                                                const absl::TimeZone& zone) {
  rows::v1::ShipmentFacts facts;
  ASSIGN_OR_RETURN(*facts.mutable_from_name(), PlaceName(snapshot, shipment.from_office()));
  ASSIGN_OR_RETURN(*facts.mutable_to_name(), PlaceName(snapshot, shipment.to_office()));
  facts.set_shipment_id(shipment.shipment_id());
  facts.set_delivery_note(shipment.delivery_note());
  facts.set_shipped_day(shipment.from_outside() ? 0 : DayAt(zone, shipment.shipped_micros()));
  facts.set_received_day(DayAt(zone, shipment.received_micros()));
  facts.set_note(NoteOf(shipment));
  facts.set_receipt_note(shipment.receipt_note());
  for (const auto& line : shipment.lines()) RETURN_IF_ERROR(FillLine(snapshot, line, *facts.add_lines()));
  return facts;
}

// What the sender knows when it writes its note: never what became of it.
void KeepSendersPart(rows::v1::ShipmentFacts& facts) {
  facts.clear_received_day();
  facts.clear_receipt_note();
  rows::v1::ShipmentFacts kept = facts;
  kept.clear_lines();
  for (const auto& line : facts.lines()) {
    if (line.shipped() == 0) continue;
    *kept.add_lines()->mutable_lot() = line.lot();
    kept.mutable_lines()->rbegin()->set_shipped(line.shipped());
  }
  facts = kept;
}

absl::Status CheckDue(const ShipmentRow& shipment, v1::PaperKind kind, const std::string& office,
                      storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const bool ours, access::IsOffice(snapshot, office));
  if (!ours)
    return BadField("shipment_id", shipment.shipment_id(), "a shipment whose paper this store issues");
  const bool received = shipment.state() == stock::v1::Shipment::STATE_RECEIVED;
  if (kind == v1::PAPER_KIND_DELIVERY_NOTE || received) return absl::OkStatus();
  return Refuse(Reason::kPaperNotDue, {{"shipment", shipment.shipment_id()}});
}

}  // namespace

absl::StatusOr<Subject> ShipmentSubject(storage::Snapshot& snapshot, const access::Actor& actor,
                                        v1::PaperKind kind, const std::string& shipment_id) {
  ASSIGN_OR_RETURN(const ShipmentRow shipment, stock::GetShipment(snapshot, shipment_id));
  const bool receipt = kind == v1::PAPER_KIND_RECEIPT;
  Subject subject;
  subject.office = receipt ? shipment.to_office() : shipment.from_office();
  subject.other_office = receipt ? shipment.from_office() : shipment.to_office();
  subject.name = shipment_id;
  if (!access::Covers(actor.scope, subject.office) && !access::Covers(actor.scope, subject.other_office)) {
    return Refuse(Reason::kUnknownShipment, {{"shipment", shipment_id}});
  }
  RETURN_IF_ERROR(access::CheckScope(actor, subject.office));
  RETURN_IF_ERROR(CheckDue(shipment, kind, subject.office, snapshot));
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, subject.office));
  ASSIGN_OR_RETURN(rows::v1::ShipmentFacts facts, FactsOf(snapshot, shipment, zone));
  if (!receipt) KeepSendersPart(facts);
  *(receipt ? subject.facts.mutable_receipt() : subject.facts.mutable_delivery()) = std::move(facts);
  return subject;
}

}  // namespace blangko::papers
