// blangko lots create|list: what kinds of blanks there are.
#include <memory>

#include "base/status_macros.h"
#include "blangko/records/v1/records.pb.h"
#include "blangko/stock/v1/stock_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

using stock::v1::Lot;
using stock::v1::StockService;

Table LotList() {
  return {.key = "lots",
          .title = "",
          .columns = {{"lot", "Lot"},
                      {"blank_type", "Jenis blangko"},
                      {"funding", "Sumber dana"},
                      {"unit_price_idr", "Harga (Rp)", Kind::kCount},
                      {"pack_size", "Isi dus", Kind::kCount},
                      {"minimum_application_version", "Aplikasi paling lama", Kind::kText, Shown::kWhenUsed},
                      {"allowed", "Boleh untuk", Kind::kCodes},
                      {"create_time", "Dibuat", Kind::kTime}},
          .rows = {}};
}

void AddLot(Table& list, const Lot& lot) {
  std::string allowed;
  for (const int type : lot.allowed_request_types()) {
    allowed += (allowed.empty() ? "" : " ") + EnumCell(records::v1::RequestType_descriptor(), type);
  }
  list.rows.push_back({lot.lot(), lot.blank_type(), lot.funding(), Raw(lot.unit_price_idr()),
                       Raw(lot.pack_size()), lot.minimum_application_version(), allowed,
                       TimeCell(lot.create_time())});
}

struct CreateOptions {
  Lot lot;
  int64_t price = 0;
  int32_t pack = 0;
  std::vector<std::string> allowed;
};

absl::Status Create(Session& session, const CreateOptions& options) {
  stock::v1::CreateLotRequest request;
  request.set_request_id(session.NewRequestId());
  *request.mutable_lot() = options.lot;
  ASSIGN_OR_RETURN(*request.mutable_lot()->mutable_funding(),
                   ParseWord("--funding", options.lot.funding(), {"APBN", "HIBAH"}));
  request.mutable_lot()->set_unit_price_idr(options.price);
  request.mutable_lot()->set_pack_size(options.pack);
  for (const std::string& word : options.allowed) {
    ASSIGN_OR_RETURN(const auto type, ParseEnum<records::v1::RequestType>("--allow", word));
    request.mutable_lot()->add_allowed_request_types(type);
  }
  ASSIGN_OR_RETURN(const auto response, session.Call(&StockService::Stub::CreateLot, request));
  Table table = LotList();
  AddLot(table, response.lot());
  session.Print({table});
  return absl::OkStatus();
}

absl::Status List(Session& session) {
  Table table = LotList();
  RETURN_IF_ERROR(session.EachPage(&StockService::Stub::ListLots, stock::v1::ListLotsRequest(),
                                   [&](const stock::v1::ListLotsResponse& page) {
                                     for (const Lot& lot : page.lots()) AddLot(table, lot);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

}  // namespace

void AddLotsCommands(Menu& menu) {
  auto* group = menu.Group("lots", "Lots of blanks");
  auto options = std::make_shared<CreateOptions>();
  options->lot.set_funding("APBN");
  auto* create = menu.Add(group, "create", "A new lot",
                          [options](Session& session) { return Create(session, *options); });
  create->add_option("lot", *options->lot.mutable_lot(), "Number of the lot")->required();
  create->add_option("--type", *options->lot.mutable_blank_type(), "Type of the blank");
  create->add_option("--funding", *options->lot.mutable_funding(), "APBN or HIBAH");
  create->add_option("--price", options->price, "Price of one blank in rupiah");
  create->add_option("--pack", options->pack, "Blanks in a pack");
  create->add_option("--minimum-application", *options->lot.mutable_minimum_application_version(),
                     "Oldest version of the printing application that can encode it; default: any");
  create->add_option("--allow", options->allowed, "Request type it may be used for; default: every type");
  menu.Add(group, "list", "All lots", [](Session& session) { return List(session); });
}

}  // namespace blangko::cli
