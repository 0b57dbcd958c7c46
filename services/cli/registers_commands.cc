// blangko registers list|show|limit, blangko withdraw: spoiled cards and cards taken back, until they are destroyed.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/destruction/v1/destruction_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/destruction_view.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

using destruction::v1::DestructionService;

absl::Status PrintCard(Session& session, const destruction::v1::RegisteredCard& card) {
  Table table = RegisterList();
  AddCard(table, card);
  table.single = true;
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Withdraw(Session& session, destruction::v1::WithdrawCardRequest request) {
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(*request.mutable_cause(), ParseWord("--cause", request.cause(),
                                                       {"CARD_DAMAGED", "DIED", "MOVED", "FOUND", "REPLACED",
                                                        "DATA_CHANGED", "OTHER"}));
  ASSIGN_OR_RETURN(const auto response, session.Call(&DestructionService::Stub::WithdrawCard, request));
  RETURN_IF_ERROR(PrintCard(session, response.card()));
  session.Say(
      absl::StrCat("Tulis T-", response.card().number(), " pada amplop kartu itu dan lubangi kartunya."),
      absl::StrCat("Write T-", response.card().number(), " on the envelope of that card, and punch it."));
  return absl::OkStatus();
}

struct ListOptions {
  bool withdrawn = false;
  destruction::v1::ListRegisteredCardsRequest request;
};

absl::Status List(Session& session, const ListOptions& options) {
  destruction::v1::ListRegisteredCardsRequest request = options.request;
  request.set_register_(options.withdrawn ? destruction::v1::CARD_REGISTER_WITHDRAWN
                                          : destruction::v1::CARD_REGISTER_SPOILED);
  Table table = RegisterList();
  RETURN_IF_ERROR(session.EachPage(&DestructionService::Stub::ListRegisteredCards, request,
                                   [&](const destruction::v1::ListRegisteredCardsResponse& page) {
                                     for (const auto& card : page.cards()) AddCard(table, card);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Show(Session& session, const destruction::v1::ListRegisterSummariesRequest& request) {
  Table offices = SummaryList();
  Table lots = LotsOfRegisters();
  RETURN_IF_ERROR(session.EachPage(&DestructionService::Stub::ListRegisterSummaries, request,
                                   [&](const destruction::v1::ListRegisterSummariesResponse& page) {
                                     for (const auto& summary : page.summaries()) {
                                       AddSummary(offices, summary);
                                       AddLots(lots, summary);
                                     }
                                     return true;
                                   }));
  session.Print({offices, lots});
  return absl::OkStatus();
}

absl::Status SetLimit(Session& session, destruction::v1::SetHoldingLimitRequest request) {
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(const auto response, session.Call(&DestructionService::Stub::SetHoldingLimit, request));
  session.Say(
      absl::StrCat("Kantor ", request.office(), ": kartu rusak dan kartu ditarik disimpan paling lama ",
                   response.days(), " hari."),
      absl::StrCat("Office ", request.office(), ": spoiled and withdrawn cards are kept at most ",
                   response.days(), " days."));
  return absl::OkStatus();
}

void AddWithdraw(Menu& menu) {
  auto request = std::make_shared<destruction::v1::WithdrawCardRequest>();
  auto* withdraw = menu.Add("withdraw", "An old card that was handed in",
                            [request](Session& session) { return Withdraw(session, *request); });
  withdraw->add_option("--office", *request->mutable_office(), "Where it is kept")->required();
  withdraw
      ->add_option("--cause", *request->mutable_cause(),
                   "CARD_DAMAGED, DIED, MOVED, FOUND, REPLACED, DATA_CHANGED or OTHER")
      ->required();
  withdraw->add_option("--record", *request->mutable_record_id(),
                       "The record of the card, where it is known");
  withdraw->add_option("--uid", *request->mutable_blank_uid(), "UID of its chip, if it was read");
  withdraw->add_option("--name", *request->mutable_holder_name(),
                       "Name on the card, of a holder without a record here");
  withdraw->add_option("--address", *request->mutable_holder_address(), "Address on the card, likewise");
  withdraw->add_option("--note", *request->mutable_note(), "Note without personal data");
}

void AddList(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ListOptions>();
  auto* list = menu.Add(group, "list", "Cards that an office keeps, by number",
                        [options](Session& session) { return List(session, *options); });
  list->add_option("--office", *options->request.mutable_office(), "One office")->required();
  list->add_flag("--withdrawn", options->withdrawn, "Cards taken back, instead of spoiled ones");
  list->add_flag_callback(
      "--gone", [options] { options->request.set_gone(true); }, "Those that left the register");
  list->add_flag_callback(
      "--overdue", [options] { options->request.set_overdue(true); }, "Only those that are kept too long");
}

void AddShow(Menu& menu, Menu::Command group) {
  auto request = std::make_shared<destruction::v1::ListRegisterSummariesRequest>();
  auto* show = menu.Add(group, "show", "How many cards each office keeps, and how many too long",
                        [request](Session& session) { return Show(session, *request); });
  show->add_option("--office", *request->mutable_office(), "Area code; default: everything in your scope");
  show->add_flag_callback(
      "--overdue", [request] { request->set_overdue(true); }, "Only offices that keep something too long");
}

void AddLimit(Menu& menu, Menu::Command group) {
  auto request = std::make_shared<destruction::v1::SetHoldingLimitRequest>();
  auto* limit = menu.Add(group, "limit", "How many days an office, and those below it, may keep cards",
                         [request](Session& session) { return SetLimit(session, *request); });
  limit->add_option("--office", *request->mutable_office(), "One office")->required();
  limit
      ->add_option_function<int32_t>(
          "--days", [request](const int32_t& days) { request->set_days(days); }, "Calendar days; default: 7")
      ->required();
}

}  // namespace

void AddRegistersCommands(Menu& menu) {
  AddWithdraw(menu);
  auto* group = menu.Group("registers", "Spoiled cards and cards taken back, until they are destroyed");
  AddList(menu, group);
  AddShow(menu, group);
  AddLimit(menu, group);
}

}  // namespace blangko::cli
