#include "tests/scenarios/person.h"

#include <gtest/gtest.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/access/v1/accounts_service.grpc.pb.h"
#include "blangko/access/v1/proposals_service.grpc.pb.h"
#include "services/refusal/refusal.h"
#include "services/rpc/metadata.h"

namespace blangko::scenarios {
namespace {

using access::v1::AccountsService;
using access::v1::ProposalsService;

constexpr char kGivenPin[] = "pin-pertama-7";
constexpr absl::Duration kLoginLength = absl::Hours(6);  // shorter than it really is
constexpr size_t kFirst = 1;                             // after the local operator
constexpr size_t kSecond = 2;

}  // namespace

Person::Person(std::string name, Channel channel, support::RequestIds& ids)
    : name_(std::move(name)), channel_(std::move(channel)), ids_(ids) {}

// Not the name itself: such a PIN is refused.
std::string Person::PinOf(std::string_view name) {
  return absl::StrCat("kunci-", ToAbsl(name.substr(0, 2)), "-4711");
}

support::PrepareContext Person::Prepare() const {
  if (token_.empty()) return nullptr;
  return
      [token = token_](grpc::ClientContext& context) { context.AddMetadata(rpc::kSessionMetadata, token); };
}

std::string Person::ReasonIn(const absl::Status& status) { return ReasonOf(status); }

absl::Status Person::Approve(const std::string& proposal_id) {
  access::v1::GetProposalRequest look;
  look.set_proposal_id(proposal_id);
  ASSIGN_OR_RETURN(const auto seen, Do(&ProposalsService::Stub::GetProposal, look));
  access::v1::ApproveProposalRequest approve;
  approve.set_proposal_id(proposal_id);
  approve.set_etag(seen.proposal().etag());
  approve.set_pin(pin());
  return Do(&ProposalsService::Stub::ApproveProposal, approve).status();
}

absl::Status Person::LogIn(absl::Time now, std::string_view given) {
  access::v1::LoginRequest request;
  request.set_name(name_);
  request.set_pin(given.empty() ? pin() : std::string(given));
  if (!given.empty()) request.set_new_pin(pin());
  token_.clear();
  ASSIGN_OR_RETURN(const auto login, Do(&AccountsService::Stub::Login, request));
  token_ = login.token();
  login_time_ = now;
  return absl::OkStatus();
}

Crew::Crew(Channel channel, const Clock& clock) : channel_(std::move(channel)), clock_(clock), ids_(clock) {
  people_.push_back(std::make_unique<Person>("loket", channel_, ids_));
}

absl::Status Crew::MakeAccount(const std::string& name, access::v1::Role role, const std::string& scope) {
  access::v1::AddAccountRequest request;
  request.set_name(name);
  request.set_role(role);
  request.set_scope(scope);
  request.set_new_pin(kGivenPin);
  Person& proposes = *people_[people_.size() > kFirst ? kFirst : 0];
  if (people_.size() > kFirst) request.set_pin(proposes.pin());
  ASSIGN_OR_RETURN(const auto added, proposes.Do(&AccountsService::Stub::AddAccount, request));
  if (!added.has_proposal()) return absl::OkStatus();
  return people_[kSecond]->Approve(added.proposal().proposal_id());
}

Person& Crew::At(std::string_view name) {
  for (const auto& person : people_) {
    if (person->name() != name) continue;
    const bool ended = clock_.Now() - person->login_time() > kLoginLength;
    const absl::Status login = ended ? person->LogIn(clock_.Now()) : absl::OkStatus();
    EXPECT_TRUE(login.ok()) << name << ": " << support::Brief(login);
    return *person;
  }
  ADD_FAILURE() << "nobody is called " << name;
  return local();
}

Person& Crew::Add(const std::string& name, access::v1::Role role, const std::string& scope) {
  const absl::Status made = MakeAccount(name, role, scope);
  EXPECT_TRUE(made.ok()) << name << ": " << support::Brief(made);
  people_.push_back(std::make_unique<Person>(name, channel_, ids_));
  const absl::Status login = people_.back()->LogIn(clock_.Now(), kGivenPin);
  EXPECT_TRUE(login.ok()) << name << ": " << support::Brief(login);
  return *people_.back();
}

}  // namespace blangko::scenarios
