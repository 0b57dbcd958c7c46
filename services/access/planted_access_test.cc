// Planted bugs: each check is clean without the bug and fails with it. A check that cannot fail is a defect.
#include <cstdlib>

#include "services/access/access_fixture.h"
#include "services/access/rights.h"

namespace blangko::access {
namespace {

class PlantedAccessTest : public AccessFixture {
 protected:
  PlantedAccessTest() { GivenPerson("siti", v1::ROLE_SUPERVISOR); }
  ~PlantedAccessTest() override { unsetenv("BLANGKO_PLANT"); }
  static void Plant(const char* name) { setenv("BLANGKO_PLANT", name, 1); }

  // Who guesses is locked out, even when the next guess would be right.
  bool GuessingLocks() {
    for (uint32_t i = 0; i < kFreeTries; ++i) Login("siti", kWrongPin);
    return Login("siti", kPin) == "LOGIN_LOCKED";
  }
  // A stolen token is worth a working day at most, and nothing after a block.
  bool TokensEnd() {
    const std::string token = Token("siti");
    clock_.Advance(kSessionLength);
    return Use(token) == "SESSION_ENDED";
  }
  // INV-16: an act of two has two persons.
  bool TwoPersonsAreTwo() {
    GivenPerson("budi", v1::ROLE_ADMINISTRATOR, "");
    GivenPerson("siti", v1::ROLE_ADMINISTRATOR, "");
    return Approve("siti", GivenProposal()) == "SAME_PERSON" && !Exists("tono");
  }
  // INV-14: what was decided is decided.
  bool ADecisionIsDoneOnce() {
    GivenTwoAdministrators();
    v1::SetPinRequest request;
    request.set_name("rudi");
    request.set_new_pin("731902");
    request.set_pin(kPin);
    GivenPerson("rudi", v1::ROLE_OPERATOR);
    const Act act = Sign(Named("siti"), request);
    EXPECT_OK(accounts_.SetPin(act, request));
    EXPECT_EQ(Approve("budi", "1"), "");
    const uint64_t epoch = Account("rudi").session_epoch();
    return Approve("budi", "1") == "PROPOSAL_ENDED" && Account("rudi").session_epoch() == epoch;
  }
  // A code is good for what was looked at when it was said, wherever it stands in the store.
  bool ACodeIsBoundToItsProposal() {
    GivenTwoAdministrators();
    const std::string looked_at = GivenProposal("tono");
    const std::string other = GivenProposal("wati");
    const std::string code = Issue("budi", looked_at);
    EXPECT_OK(store_.Update("test.transplant", [&](storage::Txn& txn) -> absl::Status {
      auto from = GetProposal(txn, 1);
      auto to = GetProposal(txn, 2);
      if (!from.ok() || !to.ok()) return absl::InternalError("no proposal");
      *to->mutable_code() = from->code();
      PutProposal(txn, *to);
      return absl::OkStatus();
    }));
    return Enter("siti", other, code) == "CODE_REFUSED" && !Exists("wati");
  }
  // What the table of rights does not give is refused.
  bool RolesAreChecked() {
    return ReasonOf(CheckMethod({"account:siti", Role::kAuditor, "", true},
                                "blangko.desk.v1.HandOverRequest")) == "NOT_ALLOWED";
  }
};

TEST_F(PlantedAccessTest, CleanWithoutABug) {
  EXPECT_TRUE(GuessingLocks());
  EXPECT_TRUE(RolesAreChecked());
}
TEST_F(PlantedAccessTest, TokensAreClean) { EXPECT_TRUE(TokensEnd()); }

TEST_F(PlantedAccessTest, TwoPersonsAreClean) { EXPECT_TRUE(TwoPersonsAreTwo()); }
TEST_F(PlantedAccessTest, DecisionsAreClean) { EXPECT_TRUE(ADecisionIsDoneOnce()); }
TEST_F(PlantedAccessTest, CodesAreClean) { EXPECT_TRUE(ACodeIsBoundToItsProposal()); }

TEST_F(PlantedAccessTest, CatchesSamePersonApproves) {
  Plant("same-person-approves");
  EXPECT_FALSE(TwoPersonsAreTwo());
}
TEST_F(PlantedAccessTest, CatchesProposalExecutesTwice) {
  Plant("proposal-executes-twice");
  EXPECT_FALSE(ADecisionIsDoneOnce());
}
TEST_F(PlantedAccessTest, CatchesCodeForAnotherProposal) {
  Plant("code-for-another-proposal");
  EXPECT_FALSE(ACodeIsBoundToItsProposal());
}
TEST_F(PlantedAccessTest, CatchesTriesNotCounted) {
  Plant("tries-not-counted");
  EXPECT_FALSE(GuessingLocks());
}
TEST_F(PlantedAccessTest, CatchesSessionForEver) {
  Plant("session-for-ever");
  EXPECT_FALSE(TokensEnd());
}
TEST_F(PlantedAccessTest, CatchesSkipRoleCheck) {
  Plant("skip-role-check");
  EXPECT_FALSE(RolesAreChecked());
}

}  // namespace
}  // namespace blangko::access
