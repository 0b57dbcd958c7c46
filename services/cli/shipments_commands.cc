// blangko shipments dispatch|list|show: blanks on their way between offices.
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/status_macros.h"
#include "blangko/packs/v1/packs_service.grpc.pb.h"
#include "blangko/stock/v1/stock_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/stock_tables.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using stock::v1::DispatchShipmentRequest;
using stock::v1::StockService;

void PrintShipment(Session& session, const stock::v1::Shipment& shipment) {
  Table table = ShipmentList();
  AddShipment(table, shipment);
  session.Print({table, ShipmentLines(shipment)});
}

struct DispatchOptions {
  DispatchShipmentRequest request;
  std::string date, kind, due;
  std::vector<std::string> lots, packs;
};

// The line of a lot, which begins without blanks.
stock::v1::CountedLot& LineOf(DispatchShipmentRequest& request, const std::string& lot) {
  for (auto& line : *request.mutable_lines()) {
    if (line.lot() == lot) return line;
  }
  auto& added = *request.add_lines();
  added.set_lot(lot);
  return added;
}

// Each pack goes on the line of its lot. A lot that --lot did not count is counted by its packs.
absl::Status FillPacks(Session& session, const DispatchOptions& options, DispatchShipmentRequest& request) {
  std::set<std::string> counted;
  for (const auto& line : request.lines()) counted.insert(line.lot());
  for (const std::string& id : options.packs) {
    packs::v1::GetPackRequest wanted;
    wanted.set_pack_id(id);
    ASSIGN_OR_RETURN(const auto found, session.Call(&packs::v1::PacksService::Stub::GetPack, wanted));
    auto& line = LineOf(request, found.pack().lot());
    line.add_packs(id);
    if (!counted.contains(line.lot())) line.set_count(line.count() + found.pack().count());
  }
  if (request.lines().empty()) return UsageError("Isi --lot atau --pack.", "Give --lot or --pack.");
  return absl::OkStatus();
}

absl::Status FillKind(const Session& session, const DispatchOptions& options,
                      DispatchShipmentRequest& request) {
  if (!options.kind.empty()) {
    ASSIGN_OR_RETURN(const stock::v1::ShipmentKind kind,
                     ParseOneOf("--kind", options.kind,
                                {stock::v1::SHIPMENT_KIND_NORMAL, stock::v1::SHIPMENT_KIND_LOAN,
                                 stock::v1::SHIPMENT_KIND_REPAYMENT, stock::v1::SHIPMENT_KIND_RETURN}));
    request.set_kind(kind);
  }
  if (options.due.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(*request.mutable_due_date(), ParseDay("--due", options.due, session.zone()));
  return absl::OkStatus();
}

absl::Status Dispatch(Session& session, const DispatchOptions& options) {
  DispatchShipmentRequest request = options.request;
  if (!options.date.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_document_date(), ParseDay("--date", options.date, session.zone()));
  }
  RETURN_IF_ERROR(FillKind(session, options, request));
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(const auto lots, ParseLots("--lot", options.lots));
  for (const LotCount& lot : lots) {
    auto* line = request.add_lines();
    line->set_lot(lot.lot);
    line->set_count(lot.count);
  }
  RETURN_IF_ERROR(FillPacks(session, options, request));
  ASSIGN_OR_RETURN(const auto response, session.Call(&StockService::Stub::DispatchShipment, request));
  PrintShipment(session, response.shipment());
  return absl::OkStatus();
}

void AddDispatch(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<DispatchOptions>();
  auto* dispatch = menu.Add(group, "dispatch", "Send blanks to another office",
                            [options](Session& session) { return Dispatch(session, *options); });
  auto& request = options->request;
  dispatch->add_option("--from", *request.mutable_from_office(), "Sending office")->required();
  dispatch->add_option("--to", *request.mutable_to_office(), "Receiving office")->required();
  dispatch->add_option("--lot", options->lots, "LOT:COUNT; may be repeated");
  dispatch->add_option("--pack", options->packs,
                       "A sealed pack that goes along; its lot and count are known; may be repeated");
  dispatch->add_option("--delivery-note", *request.mutable_delivery_note(), "Number of the delivery note");
  dispatch->add_option("--note", *request.mutable_note(), "For the receiver; of a return: why");
  dispatch->add_option("--date", options->date, "Date of the document; default: today");
  dispatch->add_option("--kind", options->kind, "normal, loan, repayment or return; default: normal");
  dispatch->add_option("--due", options->due, "Of a loan: when it is to be given back");
  dispatch->add_option("--loan", *request.mutable_loan_id(), "Of a repayment: the loan, from loans list");
  dispatch->add_option("--bypass-reason", *request.mutable_bypass_reason(),
                       "Why offices between the two are passed over; they are told");
}

absl::Status List(Session& session, const std::string& office) {
  stock::v1::ListShipmentsRequest request;
  request.set_office(office);
  Table table = ShipmentList();
  RETURN_IF_ERROR(session.EachPage(&StockService::Stub::ListShipments, request,
                                   [&](const stock::v1::ListShipmentsResponse& page) {
                                     for (const auto& shipment : page.shipments())
                                       AddShipment(table, shipment);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

}  // namespace

void AddShipmentsCommands(Menu& menu) {
  auto* group = menu.Group("shipments", "Blanks on their way between offices");
  AddDispatch(menu, group);
  auto office = std::make_shared<std::string>();
  auto* list = menu.Add(group, "list", "Shipments of an office",
                        [office](Session& session) { return List(session, *office); });
  list->add_option("--office", *office, "Sender or receiver; default: everything in your scope");
  auto id = std::make_shared<std::string>();
  auto* show = menu.Add(group, "show", "One shipment with its lines", [id](Session& session) -> absl::Status {
    stock::v1::GetShipmentRequest request;
    request.set_shipment_id(*id);
    ASSIGN_OR_RETURN(const auto response, session.Call(&StockService::Stub::GetShipment, request));
    PrintShipment(session, response.shipment());
    return absl::OkStatus();
  });
  show->add_option("shipment", *id)->required();
}

}  // namespace blangko::cli
