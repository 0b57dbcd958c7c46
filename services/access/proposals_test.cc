// Acts of two persons: who may propose, approve, reject and withdraw, once, and never alone.
#include "services/access/proposals.h"

#include <cstdlib>

#include "services/access/access_fixture.h"
#include "services/access/one_time_code.h"

namespace blangko::access {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class ProposalsTest : public AccessFixture {
 protected:
  ProposalsTest() { GivenTwoAdministrators(); }

  // siti proposes a change of an account.
  std::string ProposeRole(const std::string& name, v1::Role role, const std::string& scope = "") {
    v1::ChangeAccountRequest request;
    request.set_name(name);
    request.set_role(role);
    if (!scope.empty()) request.set_scope(scope);
    request.set_pin(kPin);
    const Act act = Sign(Named("siti"), request);
    const auto response = accounts_.Change(act, request);
    EXPECT_OK(response);
    return response.ok() ? response->proposal().proposal_id() : "";
  }
  std::string ProposePin(const std::string& name, const std::string& pin) {
    v1::SetPinRequest request;
    request.set_name(name);
    request.set_new_pin(pin);
    request.set_pin(kPin);
    const Act act = Sign(Named("siti"), request);
    const auto response = accounts_.SetPin(act, request);
    EXPECT_OK(response);
    return response.ok() ? response->proposal().proposal_id() : "";
  }
  std::vector<std::string> Ids(const Actor& actor, const PageRequest& page = {},
                               const std::vector<v1::Proposal::State>& states = {}) {
    v1::ListProposalsRequest request;
    for (const auto state : states) request.add_states(state);
    const auto found = proposals_.List(actor, request, page);
    EXPECT_OK(found);
    std::vector<std::string> ids;
    if (!found.ok()) return ids;
    for (const v1::Proposal& proposal : found->rows) ids.push_back(proposal.proposal_id());
    return ids;
  }
  std::string Fact(const std::string& id, const std::string& name) {
    const v1::Proposal proposal = Proposal(id);
    for (const v1::ProposalFact& fact : proposal.facts()) {
      if (fact.name() == name) return fact.value();
    }
    return "";
  }
};

TEST_F(ProposalsTest, IsDoneByTheSecondPersonWithBothNamesInOneEntry) {
  const std::string id = GivenProposal();
  EXPECT_EQ(Proposal(id).state(), v1::Proposal::STATE_WAITING);
  EXPECT_FALSE(Exists("tono"));
  EXPECT_EQ(Approve("budi", id), "");
  EXPECT_TRUE(Exists("tono"));
  EXPECT_EQ(Account("tono").created_by(), "account:siti");
  const rows::v1::LogEntry entry = NewestEntry();
  EXPECT_EQ(entry.event(), "ADD_ACCOUNT");
  EXPECT_EQ(entry.actor(), "account:siti");
  EXPECT_EQ(entry.second_actor(), "account:budi");
  EXPECT_EQ(entry.proposal(), 1u);
  EXPECT_FALSE(entry.second_off_site());
  const v1::Proposal approved = Proposal(id);
  EXPECT_EQ(approved.state(), v1::Proposal::STATE_APPROVED);
  EXPECT_EQ(approved.decided_by(), "account:budi");
}

TEST_F(ProposalsTest, NobodyIsTwoPersons) {
  const std::string id = GivenProposal();
  EXPECT_EQ(Approve("siti", id), "SAME_PERSON");
  EXPECT_EQ(Said(TryIssue("siti", id)), "SAME_PERSON");
  EXPECT_EQ(Reject("siti", id), "SAME_PERSON");
  EXPECT_EQ(Approve(Local(), ApprovalOf(id)), "NAMED_PERSON_NEEDED");
  EXPECT_FALSE(Exists("tono"));
}

TEST_F(ProposalsTest, WhoApprovesTypesThePinAlsoAtTheMachineOfAnother) {
  const std::string id = GivenProposal();
  EXPECT_EQ(Approve(Named("budi"), ApprovalOf(id, kWrongPin)), "LOGIN_REFUSED");
  v1::ApproveProposalRequest request = ApprovalOf(id);
  request.set_account("siti");  // her own PIN does not make her another person
  EXPECT_EQ(Approve(Named("siti"), request), "SAME_PERSON");
  request.set_account("budi");
  EXPECT_EQ(Approve(Named("siti"), request), "");
  EXPECT_EQ(NewestEntry().second_actor(), "account:budi");
}

TEST_F(ProposalsTest, TheSecondPersonNeedsRightScopeAndALiveAccount) {
  GivenPerson("rudi", v1::ROLE_SUPERVISOR, "");
  GivenPerson("ani", v1::ROLE_ADMINISTRATOR, "14.71");
  const std::string id = GivenProposal();
  EXPECT_EQ(Approve("rudi", id), "NOT_ALLOWED");
  EXPECT_EQ(Approve("ani", id), "OUT_OF_SCOPE");
  EXPECT_EQ(Said(proposals_.Get(Named("ani"), id)), "OUT_OF_SCOPE");
  v1::ChangeAccountRequest block;
  block.set_name("budi");
  block.set_state(v1::Account::STATE_BLOCKED);
  block.set_pin(kPin);
  const Act act = Sign(Named("siti"), block);
  ASSERT_OK(accounts_.Change(act, block));
  EXPECT_EQ(Approve("budi", id), "ACCOUNT_BLOCKED");
}

TEST_F(ProposalsTest, WhoProposedMustStillHaveTheRight) {
  GivenPerson("ani", v1::ROLE_ADMINISTRATOR, "");
  const std::string id = GivenProposal();
  v1::ChangeAccountRequest block;
  block.set_name("siti");
  block.set_state(v1::Account::STATE_BLOCKED);
  block.set_pin(kPin);
  const Act act = Sign(Named("budi"), block);
  ASSERT_OK(accounts_.Change(act, block));
  EXPECT_EQ(Approve("ani", id), "ACCOUNT_BLOCKED");
  EXPECT_EQ(Proposal(id).state(), v1::Proposal::STATE_WAITING);
  EXPECT_EQ(Reject("ani", id), "");
}

TEST_F(ProposalsTest, ThePersonItIsAboutHasNoPartInIt) {
  GivenPerson("ani", v1::ROLE_ADMINISTRATOR, "");
  const std::string id = ProposeRole("budi", v1::ROLE_OPERATOR);
  EXPECT_EQ(Approve("budi", id), "ABOUT_ONESELF");
  EXPECT_EQ(Said(TryIssue("budi", id)), "ABOUT_ONESELF");
  EXPECT_EQ(Reject("budi", id), "ABOUT_ONESELF");
  const std::string token = Token("budi");
  EXPECT_EQ(Approve("ani", id), "");
  EXPECT_EQ(Account("budi").role(), static_cast<uint32_t>(v1::ROLE_OPERATOR));
  EXPECT_EQ(Use(token), "SESSION_ENDED");
}

TEST_F(ProposalsTest, AChangeNeedsTheOldScopeAndTheNewOne) {
  GivenPerson("ani", v1::ROLE_ADMINISTRATOR, "14.05");
  GivenPerson("rudi", v1::ROLE_OPERATOR, "14.05");
  const std::string id = ProposeRole("rudi", v1::ROLE_SUPERVISOR, "14.71");
  EXPECT_EQ(Approve("ani", id), "OUT_OF_SCOPE");
  EXPECT_EQ(Fact(id, "role_now"), "OPERATOR");
  EXPECT_EQ(Fact(id, "role"), "SUPERVISOR");
  EXPECT_EQ(Fact(id, "scope_now"), "14.05");
  EXPECT_EQ(Fact(id, "scope"), "14.71");
}

TEST_F(ProposalsTest, IsDoneOnceHoweverOftenItIsApproved) {
  GivenPerson("ani", v1::ROLE_ADMINISTRATOR, "");
  GivenPerson("rudi", v1::ROLE_OPERATOR);
  const std::string id = ProposePin("rudi", "731902");
  v1::ApproveProposalRequest request = ApprovalOf(id);
  const Act act = Sign(Named("budi"), request);
  ASSERT_OK(proposals_.Approve(act, request));
  const size_t entries = Log().size();
  ASSERT_OK_AND_ASSIGN(const v1::Proposal again, proposals_.Approve(act, request));
  EXPECT_EQ(again.state(), v1::Proposal::STATE_APPROVED);
  EXPECT_EQ(Approve("ani", id), "PROPOSAL_ENDED");
  EXPECT_EQ(Reject("ani", id), "PROPOSAL_ENDED");
  EXPECT_EQ(Withdraw("siti", id), "PROPOSAL_ENDED");
  EXPECT_EQ(Log().size(), entries);
}

TEST_F(ProposalsTest, OnlyWhatWasLookedAtIsApproved) {
  const std::string id = GivenProposal();
  v1::ApproveProposalRequest request = ApprovalOf(id);
  request.set_etag(ApprovalOf(GivenProposal("wati")).etag());
  EXPECT_EQ(Approve(Named("budi"), request), "ETAG_MISMATCH");
  EXPECT_FALSE(Exists("tono"));
}

TEST_F(ProposalsTest, WhatIsRefusedNowChangesNothingAndIsShown) {
  const std::string id = GivenProposal();
  GivenPerson("tono", v1::ROLE_AUDITOR, "14.71");
  EXPECT_EQ(Proposal(id).hindrance(), "ALREADY_EXISTS");
  EXPECT_EQ(Approve("budi", id), "ALREADY_EXISTS");
  EXPECT_EQ(Proposal(id).state(), v1::Proposal::STATE_WAITING);
  EXPECT_EQ(Account("tono").scope(), "14.71");
}

TEST_F(ProposalsTest, OneAtATimeAboutTheSameThing) {
  const std::string id = GivenProposal();
  EXPECT_EQ(Add(Named("budi"), NewPerson("tono", v1::ROLE_AUDITOR)), "PROPOSAL_WAITING");
  EXPECT_EQ(Withdraw("budi", id), "NOT_ALLOWED");
  EXPECT_EQ(Withdraw("siti", id), "");
  EXPECT_EQ(Add(Named("budi"), NewPerson("tono", v1::ROLE_AUDITOR)), "");
}

TEST_F(ProposalsTest, ARejectionSaysWhy) {
  const std::string id = GivenProposal();
  EXPECT_EQ(Reject("budi", id, ""), "INVALID_FIELD");
  EXPECT_EQ(Reject("budi", id, "NIK 1405021708950001"), "INVALID_FIELD");
  EXPECT_EQ(Reject("budi", id, "belum dilatih"), "");
  EXPECT_EQ(Proposal(id).decide_reason(), "belum dilatih");
  EXPECT_EQ(Approve("budi", id), "PROPOSAL_ENDED");
}

TEST_F(ProposalsTest, EndsByItselfWithoutEffect) {
  const std::string id = GivenProposal();
  clock_.Advance(kProposalLife);
  EXPECT_EQ(Approve("budi", id), "PROPOSAL_ENDED");
  ASSERT_OK_AND_ASSIGN(const size_t ended, proposals_.ExpireDue(clock_.Now(), 10));
  EXPECT_EQ(ended, 1u);
  EXPECT_EQ(Proposal(id).state(), v1::Proposal::STATE_EXPIRED);
  EXPECT_FALSE(Exists("tono"));
  ASSERT_OK_AND_ASSIGN(const size_t again, proposals_.ExpireDue(clock_.Now(), 10));
  EXPECT_EQ(again, 0u);
  EXPECT_NE(GivenProposal(), id);
}

TEST_F(ProposalsTest, TheGivenPinIsKnownToNobodyElseAndMustBeChanged) {
  GivenPerson("rudi", v1::ROLE_OPERATOR);
  const std::string id = ProposePin("rudi", "731902");
  EXPECT_THAT(AllBytes(), Not(HasSubstr("731902")));
  EXPECT_THAT(Proposal(id).SerializeAsString(), Not(HasSubstr("argon2")));
  EXPECT_EQ(Approve("budi", id), "");
  EXPECT_EQ(Login("rudi", "731902"), "PIN_MUST_BE_CHANGED");
}

TEST_F(ProposalsTest, TheHashOfAPinGoesWhenItsProposalEnds) {
  const std::string id = GivenProposal();
  EXPECT_EQ(Reject("budi", id), "");
  ASSERT_OK_AND_ASSIGN(const ProposalRow row, storage::ViewFor<ProposalRow>(store_, [](storage::Snapshot& s) {
                         return GetProposal(s, 1);
                       }));
  EXPECT_EQ(row.secret_hash(), "");
  EXPECT_FALSE(row.has_code());
}

TEST_F(ProposalsTest, ListsThoseThatWaitByAgePagedAndScoped) {
  GivenPerson("ani", v1::ROLE_SUPERVISOR, "14.71");
  GivenProposal("a1");
  GivenProposal("a2", "14.71");
  GivenProposal("a3");
  EXPECT_THAT(Ids(Local()), ElementsAre("1", "2", "3"));
  EXPECT_THAT(Ids(Named("ani")), ElementsAre("2"));
  EXPECT_THAT(Ids(Local(), {2, ""}), ElementsAre("1", "2"));
  EXPECT_THAT(Ids(Local(), {2, "2"}), ElementsAre("3"));
  EXPECT_EQ(Withdraw("siti", "2"), "");
  EXPECT_THAT(Ids(Local()), ElementsAre("1", "3"));
  EXPECT_THAT(Ids(Local(), {}, {v1::Proposal::STATE_WITHDRAWN, v1::Proposal::STATE_WAITING}),
              ElementsAre("3", "2", "1"));
  EXPECT_EQ(Said(proposals_.Get(Local(), "17")), "UNKNOWN_PROPOSAL");
  EXPECT_EQ(Said(proposals_.Get(Local(), "x")), "UNKNOWN_PROPOSAL");
}

// ---- the code over the telephone ----------------------------------------------------------------------------------

TEST_F(ProposalsTest, ACodeStandsForASecondPersonWhoIsNotOnSite) {
  const std::string id = GivenProposal();
  const std::string code = Issue("budi", id);
  EXPECT_EQ(code.size(), 8u);
  EXPECT_THAT(AllBytes(), Not(HasSubstr(code)));
  EXPECT_EQ(Enter("budi", id, code), "NOT_ALLOWED");  // who proposed types it in
  EXPECT_EQ(Enter("siti", id, code.substr(0, 4) + " " + code.substr(4)), "");
  EXPECT_TRUE(Exists("tono"));
  EXPECT_TRUE(NewestEntry().second_off_site());
  EXPECT_EQ(NewestEntry().second_actor(), "account:budi");
  EXPECT_TRUE(Proposal(id).second_off_site());
}

TEST_F(ProposalsTest, ACodeThatWasUsedAnswersTheSameRequestAgain) {
  const std::string id = GivenProposal();
  v1::EnterCodeRequest request;
  request.set_proposal_id(id);
  request.set_code(Issue("budi", id));
  const Act act = Sign(Named("siti"), request);
  ASSERT_OK(proposals_.EnterCode(act, request));
  ASSERT_OK_AND_ASSIGN(const v1::Proposal again, proposals_.EnterCode(act, request));
  EXPECT_EQ(again.state(), v1::Proposal::STATE_APPROVED);
  EXPECT_EQ(Enter("siti", id, request.code()), "PROPOSAL_ENDED");
}

TEST_F(ProposalsTest, ACodeHoldsForTenMinutesAndFiveTries) {
  const std::string id = GivenProposal();
  const std::string late = Issue("budi", id);
  clock_.Advance(kCodeLife);
  EXPECT_EQ(Enter("siti", id, late), "CODE_REFUSED");
  const std::string code = Issue("budi", id);
  const std::string wrong = code == "00000000" ? "00000001" : "00000000";
  for (uint32_t i = 0; i < kCodeTries; ++i) EXPECT_EQ(Enter("siti", id, wrong), "CODE_REFUSED");
  EXPECT_EQ(Enter("siti", id, code), "CODE_REFUSED");
  EXPECT_FALSE(Exists("tono"));
  EXPECT_EQ(Enter("siti", id, Issue("budi", id)), "");
}

TEST_F(ProposalsTest, ARepeatedTryIsAnsweredAgainAndUsesNoFurtherOne) {
  const std::string id = GivenProposal();
  const std::string code = Issue("budi", id);
  v1::EnterCodeRequest request;
  request.set_proposal_id(id);
  request.set_code(code == "00000000" ? "00000001" : "00000000");
  const Act act = Sign(Named("siti"), request);
  const absl::Status first = proposals_.EnterCode(act, request).status();
  EXPECT_EQ(ReasonOf(first), "CODE_REFUSED");
  for (uint32_t i = 0; i < kCodeTries; ++i) {
    EXPECT_EQ(proposals_.EnterCode(act, request).status().message(), first.message());
  }
  request.set_code(code);
  EXPECT_EQ(proposals_.EnterCode(act, request).status().message(), first.message()) << "one try, one code";
  EXPECT_EQ(Enter("siti", id, code), "") << "four tries are left";
}

TEST_F(ProposalsTest, FindsARepeatThatUsesATry) {
  setenv("BLANGKO_PLANT", "repeat-uses-a-try", 1);
  const std::string id = GivenProposal();
  const std::string code = Issue("budi", id);
  v1::EnterCodeRequest request;
  request.set_proposal_id(id);
  request.set_code(code == "00000000" ? "00000001" : "00000000");
  const Act act = Sign(Named("siti"), request);
  for (uint32_t i = 0; i < kCodeTries; ++i) {
    EXPECT_EQ(ReasonOf(proposals_.EnterCode(act, request).status()), "CODE_REFUSED");
  }
  EXPECT_EQ(Enter("siti", id, code), "CODE_REFUSED");
  unsetenv("BLANGKO_PLANT");
}

TEST_F(ProposalsTest, ANewCodeEndsTheOneBefore) {
  const std::string id = GivenProposal();
  const std::string first = Issue("budi", id);
  const std::string second = Issue("budi", id);
  if (first == second) GTEST_SKIP() << "the two codes drawn are the same";
  EXPECT_EQ(Enter("siti", id, first), "CODE_REFUSED");
  EXPECT_EQ(Enter("siti", id, second), "");
}

TEST_F(ProposalsTest, WithoutACodeNothingFits) {
  const std::string id = GivenProposal();
  EXPECT_EQ(Enter("siti", id, ""), "CODE_REFUSED");
}

TEST_F(ProposalsTest, WhoSaidACodeAndWasBlockedMeanwhileDoesNotCount) {
  GivenPerson("ani", v1::ROLE_ADMINISTRATOR, "");
  const std::string id = GivenProposal();
  const std::string code = Issue("budi", id);
  v1::ChangeAccountRequest block;
  block.set_name("budi");
  block.set_state(v1::Account::STATE_BLOCKED);
  block.set_pin(kPin);
  const Act act = Sign(Named("ani"), block);
  ASSERT_OK(accounts_.Change(act, block));
  EXPECT_EQ(Enter("siti", id, code), "ACCOUNT_BLOCKED");
  EXPECT_FALSE(Exists("tono"));
}

}  // namespace
}  // namespace blangko::access
