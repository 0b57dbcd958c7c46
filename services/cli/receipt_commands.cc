// blangko receive: how blanks come in.
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/status_macros.h"
#include "blangko/loans/v1/loans_service.grpc.pb.h"
#include "blangko/packs/v1/packs_service.grpc.pb.h"
#include "blangko/stock/v1/stock_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/loan_view.h"
#include "services/cli/receipt_lines.h"
#include "services/cli/stock_tables.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using stock::v1::ReceiveFromOutsideRequest;
using stock::v1::ReceiveShipmentRequest;
using stock::v1::Shipment;
using stock::v1::ShipmentLine;
using stock::v1::StockService;

struct ReceiveOptions {
  std::string shipment, office, from, document, receipt, note, date;
  ReceiptWords words;
  std::vector<std::string> missing_packs;
};

// Puts each pack that did not come on the line of its lot, and its blanks among the missing ones where --missing counts
// none.
absl::Status MissPacks(Session& session, const std::vector<std::string>& missing,
                       std::vector<ShipmentLine>& lines) {
  std::set<std::string> counted;
  for (const ShipmentLine& line : lines) {
    if (line.missing_count() > 0) counted.insert(line.lot());
  }
  for (const std::string& id : missing) {
    packs::v1::GetPackRequest request;
    request.set_pack_id(id);
    ASSIGN_OR_RETURN(const auto found, session.Call(&packs::v1::PacksService::Stub::GetPack, request));
    for (ShipmentLine& line : lines) {
      if (line.lot() != found.pack().lot()) continue;
      line.add_missing_packs(id);
      if (counted.contains(line.lot())) continue;
      line.set_missing_count(line.missing_count() + found.pack().count());
      line.set_accepted_count(line.accepted_count() - found.pack().count());
    }
  }
  return absl::OkStatus();
}

template <typename Request>
absl::Status FillDate(Session& session, const std::string& typed, Request& request) {
  if (typed.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(*request.mutable_document_date(), ParseDay("--date", typed, session.zone()));
  return absl::OkStatus();
}

// The shipment's own lines when nothing was typed: everything arrived as sent.
absl::StatusOr<ReceiptWords> WordsFor(Session& session, const ReceiveOptions& options) {
  ReceiptWords words = options.words;
  if (!words.shipped.empty()) return words;
  stock::v1::GetShipmentRequest request;
  request.set_shipment_id(options.shipment);
  ASSIGN_OR_RETURN(const auto response, session.Call(&StockService::Stub::GetShipment, request));
  for (const ShipmentLine& line : response.shipment().lines()) {
    words.shipped.push_back(line.lot() + ":" + std::to_string(line.shipped_count()));
  }
  return words;
}

// What a document from outside says stands in its number and in the BAST; a note has no place there.
absl::Status CheckNoNote(const ReceiveOptions& options) {
  if (options.note.empty()) return absl::OkStatus();
  return UsageError("--note hanya untuk kiriman antarkantor (--shipment)",
                    "--note is for shipments of this store alone (--shipment)");
}

absl::StatusOr<Shipment> ReceiveInside(Session& session, const ReceiveOptions& options) {
  ReceiveShipmentRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_shipment_id(options.shipment);
  request.set_receipt_number(options.receipt);
  request.set_note(options.note);
  RETURN_IF_ERROR(FillDate(session, options.date, request));
  ASSIGN_OR_RETURN(const ReceiptWords words, WordsFor(session, options));
  ASSIGN_OR_RETURN(auto lines, ReceiptLines(words));
  RETURN_IF_ERROR(MissPacks(session, options.missing_packs, lines));
  request.mutable_lines()->Assign(lines.begin(), lines.end());
  ASSIGN_OR_RETURN(const auto response, session.Call(&StockService::Stub::ReceiveShipment, request));
  return response.shipment();
}

absl::StatusOr<Shipment> ReceiveOutside(Session& session, const ReceiveOptions& options) {
  if (options.office.empty() || options.from.empty() || options.document.empty() ||
      options.words.shipped.empty()) {
    return UsageError("receive: sebutkan --shipment, atau --office, --from, --document, dan --lot LOT:JUMLAH",
                      "receive: give --shipment, or --office, --from, --document and --lot LOT:COUNT");
  }
  RETURN_IF_ERROR(CheckNoNote(options));
  ReceiveFromOutsideRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_office(options.office);
  request.set_from_office(options.from == "pusat" ? "00" : options.from);
  request.set_document(options.document);
  request.set_receipt_number(options.receipt);
  RETURN_IF_ERROR(FillDate(session, options.date, request));
  ASSIGN_OR_RETURN(const auto lines, ReceiptLines(options.words));
  request.mutable_lines()->Assign(lines.begin(), lines.end());
  ASSIGN_OR_RETURN(const auto response, session.Call(&StockService::Stub::ReceiveFromOutside, request));
  return response.shipment();
}

// What the office that received blanks for its own use owes, and to whom. A node that does not host loans has nothing to
// say of them.
void SayWhatIsOwed(Session& session, const std::string& office) {
  loans::v1::ListLoansRequest request;
  request.set_office(office);
  const auto found = session.Call(&loans::v1::LoansService::Stub::ListLoans, request);
  if (!found.ok()) return;
  for (const auto& loan : found->loans()) {
    const Sentence line = loan.borrower() == office ? DebtLine(loan) : Sentence();
    if (!line.english.empty()) session.Say(line.indonesian, line.english);
  }
}

absl::Status Receive(Session& session, const ReceiveOptions& options) {
  ASSIGN_OR_RETURN(const Shipment shipment, options.shipment.empty() ? ReceiveOutside(session, options)
                                                                     : ReceiveInside(session, options));
  Table table = ShipmentList();
  AddShipment(table, shipment);
  session.Print({table, ShipmentLines(shipment)});
  if (shipment.kind() == stock::v1::SHIPMENT_KIND_NORMAL) SayWhatIsOwed(session, shipment.to_office());
  return absl::OkStatus();
}

void AddReceive(Menu& menu) {
  auto options = std::make_shared<ReceiveOptions>();
  auto* receive = menu.Add("receive", "Receive blanks: a shipment of this store, or a document from outside",
                           [options](Session& session) { return Receive(session, *options); });
  receive->add_option("--shipment", options->shipment, "Shipment between offices of this store");
  receive->add_option("--office", options->office, "Receiving office, for a document from outside");
  receive->add_option("--from", options->from,
                      "Sender outside this store: a code, pusat (the centre, code 00) or maker");
  receive->add_option(
      "--document", options->document,
      "The sender's number; the same twice books nothing more, with other content it is refused");
  receive->add_option("--receipt", options->receipt, "Number of the BAST");
  receive->add_option("--date", options->date, "Date of the document; default: today");
  receive->add_option("--lot", options->words.shipped, "LOT:COUNT as the document says; may be repeated");
  receive->add_option("--rejected", options->words.rejected, "LOT:COUNT damaged on arrival");
  receive->add_option("--missing", options->words.missing, "LOT:COUNT not in the box");
  receive->add_option("--missing-pack", options->missing_packs, "Pack that did not come; may be repeated");
  receive->add_option("--surplus", options->words.surplus, "LOT:COUNT too many");
  receive->add_option("--note", options->note);
}

}  // namespace

void AddReceiptCommands(Menu& menu) { AddReceive(menu); }

}  // namespace blangko::cli
