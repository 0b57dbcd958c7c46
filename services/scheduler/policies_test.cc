// A policy as an act of two persons, its versions, and what it would change.
#include "services/scheduler/policies.h"

#include "services/scheduler/doubts_fixture.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/policy_executor.h"
#include "services/scheduler/policy_view.h"

namespace blangko::scheduler {
namespace {

class PoliciesTest : public DoubtsFixture {
 protected:
  absl::StatusOr<v1::SetPolicyResponse> Set(const access::Actor& actor, const rows::v1::Policy& policy,
                                            const std::string& pin = kPin) {
    v1::SetPolicyRequest request;
    *request.mutable_policy() = ViewOf(policy);
    request.set_reason("surat edaran");
    request.set_pin(pin);
    access::Act act = Staff();
    act.actor = actor;
    act = Sign(request, act);
    return policies_.Set(act, request);
  }
  static rows::v1::Policy Hemat() {
    rows::v1::Policy policy;
    policy.set_office(kRegency);
    policy.set_preset("hemat");
    return policy;
  }
  rows::v1::Policy InForce() { return scheduler_.GetPolicy(Staff(), kRegency, clock_.Now()).value(); }

  // "" when it was done.
  std::string ApprovePolicy(const access::Actor& actor, const access::v1::Proposal& proposal) {
    access::v1::ApproveProposalRequest request;
    request.set_proposal_id(proposal.proposal_id());
    request.set_etag(proposal.etag());
    request.set_pin(kPin);
    const access::Act act = Sign(request, {actor, clock_.Now(), ids_.Next(), ""});
    return ReasonOf(policy_proposals_.Approve(act, request).status());
  }

  access::Executors policy_executors_{{access::v1::PROPOSAL_KIND_SET_POLICY, &policy_set_}};
  access::ProposalBook policy_book_{policy_executors_};
  PolicyExecutor policy_set_;
  access::Proposals policy_proposals_{store_, pins_, policy_book_};
  Policies policies_{store_, scheduler_, pins_, policy_book_};
};

TEST_F(PoliciesTest, OnePersonAloneWhereThereAreNoNames) {
  const auto set = Set(Staff().actor, Hemat(), "");
  ASSERT_OK(set);
  EXPECT_FALSE(set->has_proposal());
  EXPECT_EQ(InForce().preset(), "hemat");
}

TEST_F(PoliciesTest, TwoPersonsWhereThereAreTwo) {
  const access::Actor siti = GivenPerson("siti", access::v1::ROLE_ADMINISTRATOR);
  const access::Actor rudi = GivenPerson("rudi", access::v1::ROLE_ADMINISTRATOR);
  EXPECT_EQ(ReasonOf(Set(Staff().actor, Hemat()).status()), "NAMED_PERSON_NEEDED");
  EXPECT_EQ(ReasonOf(scheduler_.SetPolicy(Staff(), Hemat()).status()), "TWO_PERSONS_NEEDED");
  rows::v1::Policy wrong = Hemat();
  wrong.set_daily_cap(-1);
  EXPECT_EQ(ReasonOf(Set(siti, wrong).status()), "INVALID_FIELD");
  const auto opened = Set(siti, Hemat());
  ASSERT_OK(opened);
  EXPECT_EQ(InForce().version(), 0u);
  EXPECT_GE(opened->proposal().facts_size(), 8);  // the second person sees every class
  EXPECT_EQ(ApprovePolicy(siti, opened->proposal()), "SAME_PERSON");
  EXPECT_EQ(ApprovePolicy(rudi, opened->proposal()), "");
  const rows::v1::Policy policy = InForce();
  EXPECT_EQ(policy.preset(), "hemat");
  EXPECT_EQ(policy.created_by(), "account:siti");
  EXPECT_EQ(policy.approved_by(), "account:rudi");
}

TEST_F(PoliciesTest, ListsVersionsNewestFirst) {
  for (int i = 0; i < 3; ++i) ASSERT_OK(Set(Staff().actor, Hemat(), ""));
  const auto all = policies_.List(Staff(), kRegency, 0, 10);
  ASSERT_OK(all);
  ASSERT_EQ(all->size(), 3u);
  EXPECT_EQ(all->front().version(), 3u);
  const auto rest = policies_.List(Staff(), kRegency, 2, 10);
  ASSERT_OK(rest);
  EXPECT_EQ(rest->size(), 1u);
}

TEST_F(PoliciesTest, APreviewSaysWhoWaitsLongerAndChangesNothing) {
  GivenBlanks(kRegency, 10);
  GivenRecords("a", 8);
  GivenRecords("b", 8, {.first_card = false});
  v1::PreviewPolicyRequest request;
  rows::v1::Policy halves = DefaultPolicy();
  halves.set_office(kRegency);
  halves.mutable_classes(0)->set_share(50);
  halves.mutable_classes(1)->set_share(50);
  halves.mutable_classes(1)->set_rank(1);
  *request.mutable_policy() = ViewOf(halves);
  const auto preview = policies_.Preview(Staff(), request);
  ASSERT_OK(preview);
  EXPECT_EQ(preview->waiting(), 16);
  EXPECT_EQ(preview->blanks(), 10);
  EXPECT_EQ(preview->served_by_both(), 7);  // a001 to a005, b001, b002
  EXPECT_EQ(preview->served_by_old_alone(), 3);
  EXPECT_THAT(preview->longer_record_ids(), testing::ElementsAre("a006", "a007", "a008"));
  EXPECT_TRUE(preview->complete());
  EXPECT_EQ(preview->classes(0).served(), 5);
  EXPECT_EQ(preview->classes(0).served_before(), 8);
  EXPECT_EQ(InForce().version(), 0u);
}

}  // namespace
}  // namespace blangko::scheduler
