#include "services/rpc/caller.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/access/fingerprint.h"
#include "services/refusal/refusal.h"
#include "services/rpc/station_proof.h"

namespace blangko::rpc {
namespace {

CallFacts From(std::string peer, std::string operator_name = "budi") {
  CallFacts facts;
  facts.peer = std::move(peer);
  facts.operator_name = std::move(operator_name);
  return facts;
}

TEST(Caller, KnowsItsOwnMachine) {
  for (const char* own : {"ipv4:127.0.0.1:5", "ipv6:[::1]:5", "ipv6:%5B::1%5D:5", "unix:/run/x", "inproc"}) {
    EXPECT_TRUE(IsThisMachine(own)) << own;
  }
  for (const char* other : {"ipv4:10.0.0.1:5", "ipv4:1.127.0.0:5", "ipv6:[fe80::1]:5", ""}) {
    EXPECT_FALSE(IsThisMachine(other)) << other;
  }
}

TEST(Caller, LocalOperatorHasRoleAndScopeOfTheConfiguration) {
  const CallerRules rules{.operator_role = access::Role::kSupervisor, .operator_scope = "14.05"};
  const auto actor = FindCaller(From("ipv4:127.0.0.1:5"), rules, {});
  ASSERT_TRUE(actor.ok());
  EXPECT_EQ(actor->identity, "local:budi");
  EXPECT_EQ(actor->role, access::Role::kSupervisor);
  EXPECT_EQ(actor->scope, "14.05");
}

TEST(Caller, OperatorNamesCannotBreakALogLineOrAnIdentity) {
  EXPECT_EQ(OperatorName("siti r.\nx=1:"), "sitir.x1");
  EXPECT_EQ(OperatorName(""), "operator");
  EXPECT_EQ(OperatorName(std::string(200, 'a')).size(), 40u);
}

TEST(Caller, OtherMachinesAreRefusedUnlessTrusted) {
  EXPECT_EQ(ReasonOf(FindCaller(From("ipv4:10.0.0.1:5"), {}, {}).status()), "NOT_ALLOWED");
  const auto actor = FindCaller(From("ipv4:10.0.0.1:5"), {.trust_other_machines = true}, {});
  ASSERT_TRUE(actor.ok());
  EXPECT_EQ(actor->identity, "remote:budi");
}

absl::StatusOr<access::Actor> KnowsSiti(std::string_view token, absl::Time) {
  if (token != "siti.secret") return Refuse(Reason::kSessionEnded);
  return access::Actor{"account:siti", access::Role::kSupervisor, "14.05", true};
}

TEST(Caller, ATokenMakesTheAccountTheActorWhateverNameIsGiven) {
  CallFacts facts = From("ipv4:127.0.0.1:5", "budi");
  facts.session = "siti.secret";
  const auto actor = FindCaller(facts, {}, {.session = KnowsSiti});
  ASSERT_TRUE(actor.ok());
  EXPECT_EQ(actor->identity, "account:siti");
  EXPECT_TRUE(actor->named);
}

// A session that ended is not the local operator again: that would be a way around a lesser role.
TEST(Caller, ATokenThatHoldsNoMoreIsRefused) {
  CallFacts facts = From("ipv4:127.0.0.1:5", "budi");
  facts.session = "siti.old";
  EXPECT_EQ(ReasonOf(FindCaller(facts, {}, {.session = KnowsSiti}).status()), "SESSION_ENDED");
  EXPECT_EQ(ReasonOf(FindCaller(facts, {}, {}).status()), "SESSION_ENDED");
}

TEST(Caller, ATokenFromAnotherMachineIsNoWayAroundTheRuleForOtherMachines) {
  CallFacts facts = From("ipv4:10.0.0.1:5", "budi");
  facts.session = "siti.secret";
  EXPECT_EQ(ReasonOf(FindCaller(facts, {}, {.session = KnowsSiti}).status()), "NOT_ALLOWED");
}

TEST(Caller, WhereNamesAreNeededOnlyTheLoginIsAnswered) {
  const CallerRules rules{.login_needed = true};
  CallFacts facts = From("ipv4:127.0.0.1:5", "budi");
  facts.message = "blangko.access.v1.WhoAmIRequest";
  EXPECT_EQ(ReasonOf(FindCaller(facts, rules, {}).status()), "LOGIN_NEEDED");
  facts.message = "blangko.access.v1.LoginRequest";
  EXPECT_TRUE(FindCaller(facts, rules, {}).ok());
}

// A call of station rumbai-1 with its own key, and what the node would check.
class StationCallTest : public testing::Test {
 protected:
  StationCallTest() : key_(SigningKeyFromSeed(std::string(32, 'k'))) {
    request_.set_request_id("018bcfe5-687b-7000-8000-000000000000");
    request_.set_max_jobs(4);
  }

  absl::StatusOr<access::Actor> Send(const scheduler::v1::PullJobsRequest& arrived) {
    CallFacts facts = From("ipv4:10.0.0.1:5");
    facts.station_proof = ProveStation(key_, "rumbai-1", 3, request_);
    facts.message = arrived.GetDescriptor()->full_name();
    facts.request_id = arrived.request_id();
    const std::string fingerprint = access::Fingerprint(arrived);
    facts.fingerprint = fingerprint;
    return FindCaller(facts, {}, {.station = [this](const StationClaim& claim) { return Check(claim); }});
  }

  absl::StatusOr<access::Actor> Check(const StationClaim& claim) {
    if (!VerifySignature(key_.public_key, claim.text, claim.signature))
      return Refuse(Reason::kStationProofInvalid);
    EXPECT_EQ(claim.epoch, 3u);
    return access::Actor{"station:" + claim.station_id, access::Role::kStation, "14.05"};
  }

  SigningKey key_;
  scheduler::v1::PullJobsRequest request_;
};

TEST_F(StationCallTest, AProofMakesTheStationTheActorWhateverTheMachine) {
  const auto actor = Send(request_);
  ASSERT_TRUE(actor.ok()) << actor.status();
  EXPECT_EQ(actor->identity, "station:rumbai-1");
}

TEST_F(StationCallTest, AProofHoldsForItsRequestOnly) {
  scheduler::v1::PullJobsRequest changed = request_;
  changed.set_max_jobs(50);
  EXPECT_EQ(ReasonOf(Send(changed).status()), "STATION_PROOF_INVALID");
  changed = request_;
  changed.set_request_id("018bcfe5-687b-7000-8000-000000000001");
  EXPECT_EQ(ReasonOf(Send(changed).status()), "STATION_PROOF_INVALID");
}

TEST_F(StationCallTest, RubbishInsteadOfAProofIsRefusedEvenFromThisMachine) {
  CallFacts facts = From("ipv4:127.0.0.1:5");
  facts.station_proof = "\xff\xff";
  EXPECT_EQ(ReasonOf(FindCaller(facts, {}, {}).status()), "STATION_PROOF_INVALID");
}

}  // namespace
}  // namespace blangko::rpc
