// blangko loans list|show|notices|acknowledge: debts of blanks between offices, and shipments that passed an office over.
#include <memory>
#include <string>

#include "base/status_macros.h"
#include "blangko/loans/v1/loans_service.grpc.pb.h"
#include "services/cli/commands.h"
#include "services/cli/loan_view.h"

namespace blangko::cli {
namespace {

using loans::v1::LoansService;

struct ListOptions {
  std::string office;
  bool all = false;
};

absl::Status List(Session& session, const ListOptions& options) {
  loans::v1::ListLoansRequest request;
  request.set_office(options.office);
  request.set_settled(options.all);
  Table table = LoanList();
  RETURN_IF_ERROR(session.EachPage(&LoansService::Stub::ListLoans, request,
                                   [&](const loans::v1::ListLoansResponse& page) {
                                     for (const auto& loan : page.loans()) AddLoan(table, loan);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Show(Session& session, const std::string& id) {
  loans::v1::GetLoanRequest request;
  request.set_loan_id(id);
  ASSIGN_OR_RETURN(const auto response, session.Call(&LoansService::Stub::GetLoan, request));
  session.Print(LoanSheets(response.loan()));
  return absl::OkStatus();
}

absl::Status Notices(Session& session, const ListOptions& options) {
  loans::v1::ListNoticesRequest request;
  request.set_office(options.office);
  request.set_seen(options.all);
  Table table = NoticeList();
  RETURN_IF_ERROR(session.EachPage(&LoansService::Stub::ListNotices, request,
                                   [&](const loans::v1::ListNoticesResponse& page) {
                                     for (const auto& notice : page.notices()) AddNotice(table, notice);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Acknowledge(Session& session, loans::v1::AcknowledgeNoticeRequest request) {
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(const auto response, session.Call(&LoansService::Stub::AcknowledgeNotice, request));
  Table table = NoticeList();
  AddNotice(table, response.notice());
  session.Print({table});
  return absl::OkStatus();
}

void AddList(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ListOptions>();
  auto* list = menu.Add(group, "list", "Loans that are not settled, oldest first",
                        [options](Session& session) { return List(session, *options); });
  list->add_option("--office", options->office, "Lender or borrower; default: everything in your scope");
  list->add_flag("--all", options->all, "Also those that are settled");
  auto id = std::make_shared<std::string>();
  menu.Add(group, "show", "One loan with its repayments",
           [id](Session& session) { return Show(session, *id); })
      ->add_option("loan", *id, "Its number, from loans list")
      ->required();
}

void AddNotices(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ListOptions>();
  auto* notices =
      menu.Add(group, "notices", "Shipments that passed an office over, and nobody there knows of",
               [options](Session& session) { return Notices(session, *options); });
  notices->add_option("--office", options->office, "Area code; default: everything in your scope");
  notices->add_flag("--all", options->all, "Also those that are known there");
  auto request = std::make_shared<loans::v1::AcknowledgeNoticeRequest>();
  auto* acknowledge =
      menu.Add(group, "acknowledge", "Say that the office knows of a shipment that passed it over",
               [request](Session& session) { return Acknowledge(session, *request); });
  acknowledge->add_option("shipment", *request->mutable_shipment_id(), "The shipment, from loans notices")
      ->required();
  acknowledge->add_option("--office", *request->mutable_office(), "The office that was passed over")
      ->required();
}

}  // namespace

void AddLoansCommands(Menu& menu) {
  auto* group = menu.Group("loans", "Blanks that offices owe each other, and offices that were passed over");
  AddList(menu, group);
  AddNotices(menu, group);
}

}  // namespace blangko::cli
