#include "services/access/sessions.h"

#include "services/access/access_fixture.h"

namespace blangko::access {
namespace {

class SessionsTest : public AccessFixture {
 protected:
  SessionsTest() { GivenPerson("siti", v1::ROLE_SUPERVISOR); }
  size_t Stored() {
    auto known = storage::ViewFor<std::vector<ListedSession>>(
        store_, [](storage::Snapshot& snapshot) { return SessionsOf(snapshot, "siti"); });
    EXPECT_OK(known);
    return known.ok() ? known->size() : 0;
  }
  std::string Logout(const std::string& token, bool all) {
    v1::LogoutRequest request;
    request.set_token(token);
    request.set_all(all);
    return Said(accounts_.Logout(ActOf(Named("siti")), request));
  }
  template <typename Change>
  void ChangeSiti(Change change) {
    EXPECT_OK(store_.Update("test.change", [&](storage::Txn& txn) -> absl::Status {
      ASSIGN_OR_RETURN(AccountRow row, GetAccount(txn, "siti"));
      change(row);
      PutAccount(txn, row);
      return absl::OkStatus();
    }));
  }
};

TEST_F(SessionsTest, WhoHoldsTheTokenIsTheAccount) {
  ASSERT_OK_AND_ASSIGN(const Actor actor, FindSessionActor(store_, Token("siti"), clock_.Now()));
  EXPECT_EQ(actor.identity, "account:siti");
  EXPECT_EQ(actor.role, Role::kSupervisor);
  EXPECT_EQ(actor.scope, "14.05");
  EXPECT_TRUE(actor.named);
}

TEST_F(SessionsTest, ATokenEndsAfterAWorkingDayHoweverMuchItIsUsed) {
  const std::string token = Token("siti");
  clock_.Advance(kSessionLength - absl::Seconds(1));
  EXPECT_EQ(Use(token), "");
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Use(token), "SESSION_ENDED");
}

TEST_F(SessionsTest, AChangedTokenHoldsNothing) {
  const std::string token = Token("siti");
  GivenPerson("budi", v1::ROLE_ADMINISTRATOR, "");
  const std::string secret = token.substr(token.rfind('.'));
  for (const std::string& other : {std::string(), std::string("siti"), std::string("siti."), "budi" + secret,
                                   "siti" + secret + "a", secret.substr(1), token.substr(0, 20)}) {
    EXPECT_EQ(Use(other), "SESSION_ENDED") << other;
  }
  std::string flipped = token;
  flipped.back() = flipped.back() == 'a' ? 'b' : 'a';
  EXPECT_EQ(Use(flipped), "SESSION_ENDED");
}

// What a thief of the store's files finds is of no use as a token.
TEST_F(SessionsTest, TheStoredDigestIsNoToken) {
  const NewSession session = MakeSession("siti");
  const AccountRow siti = Account("siti");
  EXPECT_OK(store_.Update("test.session", [&](storage::Txn& txn) {
    return StartSession(txn, siti, session.id, clock_.Now()).status();
  }));
  EXPECT_EQ(Use(session.token), "");
  EXPECT_EQ(Use("siti." + session.id), "SESSION_ENDED");
}

TEST_F(SessionsTest, RightsAreThoseOfNow) {
  const std::string token = Token("siti");
  ChangeSiti([](AccountRow& row) { row.set_role(static_cast<uint32_t>(v1::ROLE_AUDITOR)); });
  ASSERT_OK_AND_ASSIGN(const Actor actor, FindSessionActor(store_, token, clock_.Now()));
  EXPECT_EQ(actor.role, Role::kAuditor);
}

TEST_F(SessionsTest, ANewSessionEpochEndsThemAll) {
  const std::string token = Token("siti");
  ChangeSiti([](AccountRow& row) { row.set_session_epoch(row.session_epoch() + 1); });
  EXPECT_EQ(Use(token), "SESSION_ENDED");
}

TEST_F(SessionsTest, LogoutEndsOneOrAll) {
  const std::string first = Token("siti");
  const std::string second = Token("siti");
  const std::string third = Token("siti");
  EXPECT_EQ(Logout(first, false), "");
  EXPECT_EQ(Use(first), "SESSION_ENDED");
  EXPECT_EQ(Use(second), "");
  EXPECT_EQ(Logout(second, true), "");
  EXPECT_EQ(Use(third), "SESSION_ENDED");
  EXPECT_EQ(Logout(second, true), "SESSION_ENDED");
}

TEST_F(SessionsTest, TheOldestOfTooManyGivesWay) {
  const std::string oldest = Token("siti");
  for (size_t i = 1; i < kSessionsMax; ++i) {
    clock_.Advance(absl::Seconds(1));
    Token("siti");
  }
  EXPECT_EQ(Use(oldest), "");
  EXPECT_EQ(Stored(), kSessionsMax);
  clock_.Advance(absl::Seconds(1));
  Token("siti");
  EXPECT_EQ(Use(oldest), "SESSION_ENDED");
  EXPECT_EQ(Stored(), kSessionsMax);
}

TEST_F(SessionsTest, EndedOnesAreSweptAtTheNextLogin) {
  Token("siti");
  Token("siti");
  clock_.Advance(kSessionLength);
  Token("siti");
  EXPECT_EQ(Stored(), 1u);
}

}  // namespace
}  // namespace blangko::access
