// blangko proposals list|show|approve|reject|withdraw|code|enter: acts of two persons.
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/access/v1/proposals_service.grpc.pb.h"
#include "services/cli/commands.h"
#include "services/cli/proposal_view.h"
#include "services/cli/second_person.h"

namespace blangko::cli {
namespace {

using access::v1::Proposal;
using access::v1::ProposalsService;

// What the commands about one proposal are given.
struct Chosen {
  std::string id;
  std::string by;  // who approves, when it is not who is logged in
  std::string reason;
};

absl::StatusOr<Proposal> Fetch(Session& session, const std::string& id) {
  access::v1::GetProposalRequest request;
  request.set_proposal_id(id);
  ASSIGN_OR_RETURN(const auto response, session.Call(&ProposalsService::Stub::GetProposal, request));
  return response.proposal();
}

absl::Status List(Session& session, bool all) {
  access::v1::ListProposalsRequest request;
  for (int state = Proposal::STATE_WAITING; all && state <= Proposal::STATE_EXPIRED; ++state) {
    request.add_states(static_cast<Proposal::State>(state));
  }
  Table table = ProposalList();
  std::vector<Sentence> hindered;
  RETURN_IF_ERROR(session.EachPage(&ProposalsService::Stub::ListProposals, request,
                                   [&](const access::v1::ListProposalsResponse& page) {
                                     for (const Proposal& proposal : page.proposals()) {
                                       AddProposal(table, proposal, session.Now());
                                       if (proposal.hindrance().empty()) continue;
                                       hindered.push_back(NextStep(proposal, session.zone()));
                                     }
                                     return true;
                                   }));
  session.Print({table});
  for (const Sentence& step : hindered) session.Say(step.indonesian, step.english);
  return absl::OkStatus();
}

absl::Status Show(Session& session, const std::string& id) {
  ASSIGN_OR_RETURN(const Proposal proposal, Fetch(session, id));
  return PrintProposal(session, proposal);
}

// Shows what is to be approved before the PIN is asked for: what was looked at is what is approved.
template <typename Request>
absl::Status Sign(Session& session, const Chosen& chosen, Request& request) {
  ASSIGN_OR_RETURN(const Proposal proposal, Fetch(session, chosen.id));
  if (session.format() == Format::kTable) session.Print({ProposalSheet(proposal, session.language())});
  const Sentence stays = WhatStays(proposal);
  if (!stays.indonesian.empty()) session.Say(stays.indonesian, stays.english);
  request.set_proposal_id(chosen.id);
  request.set_etag(proposal.etag());
  request.set_account(chosen.by);
  PinSource pins(session.options().pin_file, session.language());
  if (chosen.by.empty()) {
    RETURN_IF_ERROR(AskOwnPin(session, pins, *request.mutable_pin()));
    return pins.CheckAllUsed();
  }
  ASSIGN_OR_RETURN(*request.mutable_pin(), pins.Ask(absl::StrCat("PIN ", chosen.by, ": ")));
  return pins.CheckAllUsed();
}

absl::Status Approve(Session& session, const Chosen& chosen) {
  access::v1::ApproveProposalRequest request;
  request.set_request_id(session.NewRequestId());
  RETURN_IF_ERROR(Sign(session, chosen, request));
  ASSIGN_OR_RETURN(const auto response, session.Call(&ProposalsService::Stub::ApproveProposal, request));
  return PrintProposal(session, response.proposal());
}

absl::Status Code(Session& session, const Chosen& chosen) {
  access::v1::IssueCodeRequest request;
  RETURN_IF_ERROR(Sign(session, chosen, request));
  ASSIGN_OR_RETURN(const auto response, session.Call(&ProposalsService::Stub::IssueCode, request));
  session.Print({CodeSheet(chosen.id, response)});
  const Sentence next = SayCode(response, chosen.id);
  session.Say(next.indonesian, next.english);
  return absl::OkStatus();
}

absl::Status Enter(Session& session, const Chosen& chosen) {
  access::v1::EnterCodeRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_proposal_id(chosen.id);
  PinSource codes(session.options().pin_file);
  ASSIGN_OR_RETURN(*request.mutable_code(), codes.Ask(absl::StrCat("Kode usulan ", chosen.id, ": ")));
  RETURN_IF_ERROR(codes.CheckAllUsed());
  ASSIGN_OR_RETURN(const auto response, session.Call(&ProposalsService::Stub::EnterCode, request));
  return PrintProposal(session, response.proposal());
}

absl::Status Reject(Session& session, const Chosen& chosen) {
  access::v1::RejectProposalRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_proposal_id(chosen.id);
  request.set_reason(chosen.reason);
  ASSIGN_OR_RETURN(const auto response, session.Call(&ProposalsService::Stub::RejectProposal, request));
  return PrintProposal(session, response.proposal());
}

absl::Status Withdraw(Session& session, const Chosen& chosen) {
  access::v1::WithdrawProposalRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_proposal_id(chosen.id);
  request.set_reason(chosen.reason);
  ASSIGN_OR_RETURN(const auto response, session.Call(&ProposalsService::Stub::WithdrawProposal, request));
  return PrintProposal(session, response.proposal());
}

using Step = absl::Status (*)(Session&, const Chosen&);

Menu::Command AddStep(Menu& menu, Menu::Command group, const char* name, const char* help, Step step,
                      const std::shared_ptr<Chosen>& chosen) {
  auto* command =
      menu.Add(group, name, help, [chosen, step](Session& session) { return step(session, *chosen); });
  command->add_option("proposal", chosen->id, "Its number")->required();
  return command;
}

void AddSigned(Menu& menu, Menu::Command group, const char* name, const char* help, Step step) {
  auto chosen = std::make_shared<Chosen>();
  AddStep(menu, group, name, help, step, chosen)
      ->add_option("--by", chosen->by, "Who approves, typing the own PIN here; default: who is logged in");
}

void AddEnding(Menu& menu, Menu::Command group, const char* name, const char* help, Step step, bool why) {
  auto chosen = std::make_shared<Chosen>();
  AddStep(menu, group, name, help, step, chosen)->add_option("--reason", chosen->reason)->required(why);
}

}  // namespace

void AddProposalsCommands(Menu& menu) {
  auto* group = menu.Group("proposals", "Acts of two persons: one proposes, another one approves");
  auto all = std::make_shared<bool>(false);
  auto* list = menu.Add(group, "list", "What waits for a second person",
                        [all](Session& session) { return List(session, *all); });
  list->add_flag("--all", *all, "Those that ended too, newest first");
  auto id = std::make_shared<std::string>();
  menu.Add(group, "show", "Everything that the second person needs to know",
           [id](Session& session) { return Show(session, *id); })
      ->add_option("proposal", *id, "Its number")
      ->required();
  AddSigned(menu, group, "approve", "Approve and do it, as the second person", Approve);
  AddEnding(menu, group, "reject", "Say no, and why", Reject, true);
  AddEnding(menu, group, "withdraw", "Take back what you proposed", Withdraw, false);
  AddSigned(menu, group, "code", "A code to read out over the telephone, when you are not on site", Code);
  AddStep(menu, group, "enter", "Type the code that the second person read out", Enter,
          std::make_shared<Chosen>());
}

}  // namespace blangko::cli
