#include "services/access/accounts.h"

#include "services/access/access_fixture.h"
#include "services/access/validate_accounts.h"

namespace blangko::access {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class AccountsTest : public AccessFixture {
 protected:
  std::string Change(const Actor& actor, v1::ChangeAccountRequest request) {
    request.set_pin(kPin);
    const Act act = Sign(actor, request);
    return Said(accounts_.Change(act, request));
  }
  std::string Block(const Actor& actor, const std::string& name) {
    v1::ChangeAccountRequest request;
    request.set_name(name);
    request.set_state(v1::Account::STATE_BLOCKED);
    return Change(actor, request);
  }
  std::string SetPin(const Actor& actor, const std::string& name, const std::string& own,
                     const std::string& made) {
    v1::SetPinRequest request;
    request.set_name(name);
    request.set_pin(own);
    request.set_new_pin(made);
    const Act act = Sign(actor, request);
    return Said(accounts_.SetPin(act, request));
  }
};

TEST_F(AccountsTest, TheFirstTwoAdministratorsAreMadeOneByOneAndMarked) {
  EXPECT_EQ(Add(Local(), NewPerson("siti", v1::ROLE_ADMINISTRATOR, "")), "");
  EXPECT_EQ(Login("siti", "913482", kPin), "");
  EXPECT_EQ(Add(Named("siti"), NewPerson("budi", v1::ROLE_ADMINISTRATOR, "")), "");
  EXPECT_THAT(Log(), ElementsAre("ADD_ACCOUNT role=ADMINISTRATOR scope= ONE_PERSON", "LOGIN new PIN",
                                 "ADD_ACCOUNT role=ADMINISTRATOR scope= ONE_PERSON"));
}

TEST_F(AccountsTest, AfterTheFirstTwoNobodyAddsAlone) {
  EXPECT_EQ(Add(Local(), NewPerson("rudi", v1::ROLE_OPERATOR)), "TWO_PERSONS_NEEDED");
  GivenPerson("siti", v1::ROLE_ADMINISTRATOR, "");
  EXPECT_EQ(Add(Local(), NewPerson("rudi", v1::ROLE_ADMINISTRATOR)), "NAMED_PERSON_NEEDED");
  EXPECT_EQ(Add(Named("siti"), NewPerson("rudi", v1::ROLE_OPERATOR)), "TWO_PERSONS_NEEDED");
  GivenPerson("budi", v1::ROLE_ADMINISTRATOR, "");
  EXPECT_EQ(Add(Named("siti"), NewPerson("rudi", v1::ROLE_ADMINISTRATOR)), "");
  EXPECT_FALSE(Exists("rudi"));
  EXPECT_EQ(Proposal("1").subject(), "account:rudi");
}

// Else one of two could block the other and make a third who does not exist.
TEST_F(AccountsTest, BlockingOneOfTwoDoesNotBringTheTimeOfOneBack) {
  GivenTwoAdministrators();
  EXPECT_EQ(Block(Named("siti"), "budi"), "");
  EXPECT_EQ(Add(Named("siti"), NewPerson("rudi", v1::ROLE_ADMINISTRATOR)), "");
  EXPECT_FALSE(Exists("rudi"));
  EXPECT_EQ(SetPin(Local(), "siti", "", "731902"), "NAMED_PERSON_NEEDED");
}

TEST_F(AccountsTest, WhoMakesAnAccountNeedsRoleScopeAndOwnPin) {
  GivenPerson("siti", v1::ROLE_ADMINISTRATOR, "14.05");
  GivenPerson("rudi", v1::ROLE_SUPERVISOR, "14.05");
  EXPECT_EQ(Add(Named("rudi"), NewPerson("tono", v1::ROLE_ADMINISTRATOR)), "NOT_ALLOWED");
  EXPECT_EQ(Add(Named("siti"), NewPerson("tono", v1::ROLE_ADMINISTRATOR, "14.71")), "OUT_OF_SCOPE");
  EXPECT_EQ(Add(Named("siti"), NewPerson("tono", v1::ROLE_ADMINISTRATOR, "")), "OUT_OF_SCOPE");
  v1::AddAccountRequest request = NewPerson("tono", v1::ROLE_ADMINISTRATOR);
  request.set_pin(kWrongPin);
  EXPECT_EQ(Add(Named("siti"), request), "LOGIN_REFUSED");
}

TEST_F(AccountsTest, ANameIsGivenOnce) {
  EXPECT_EQ(Add(Local(), NewPerson("siti", v1::ROLE_ADMINISTRATOR, "")), "");
  EXPECT_EQ(Login("siti", "913482", kPin), "");
  EXPECT_EQ(Add(Named("siti"), NewPerson("siti", v1::ROLE_ADMINISTRATOR, "")), "ALREADY_EXISTS");
}

TEST_F(AccountsTest, ARepeatedRequestMakesOneAccount) {
  v1::AddAccountRequest request = NewPerson("siti", v1::ROLE_ADMINISTRATOR, "");
  const Act act = Sign(Local(), request);
  ASSERT_OK(accounts_.Add(act, request));
  ASSERT_OK_AND_ASSIGN(const auto again, accounts_.Add(act, request));
  EXPECT_EQ(again.account().name(), "siti");
  EXPECT_EQ(Log().size(), 1u);
}

TEST_F(AccountsTest, APinThatOthersKnewMustBeChangedAtTheFirstLogin) {
  ASSERT_EQ(Add(Local(), NewPerson("siti", v1::ROLE_ADMINISTRATOR, "")), "");
  EXPECT_EQ(Login("siti", "913482"), "PIN_MUST_BE_CHANGED");
  EXPECT_EQ(Login("siti", "913482", "913482"), "INVALID_FIELD");
  EXPECT_EQ(Login("siti", "913482", "731902"), "");
  EXPECT_EQ(Login("siti", "913482"), "LOGIN_REFUSED");
  EXPECT_EQ(Login("siti", "731902"), "");
}

TEST_F(AccountsTest, WrongPinsLockForLongerAndLonger) {
  GivenPerson("siti", v1::ROLE_OPERATOR);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Login("siti", kWrongPin), "LOGIN_REFUSED");
  EXPECT_EQ(Login("siti", kPin), "LOGIN_LOCKED");
  clock_.Advance(absl::Seconds(61));
  EXPECT_EQ(Login("siti", kWrongPin), "LOGIN_REFUSED");
  clock_.Advance(absl::Seconds(61));
  EXPECT_EQ(Login("siti", kPin), "LOGIN_LOCKED");
  clock_.Advance(absl::Seconds(61));
  EXPECT_EQ(Login("siti", kPin), "");
  EXPECT_EQ(Account("siti").wrong_tries(), 0u);
  EXPECT_THAT(Log(), ElementsAre("PIN_LOCK tries=5 wait=1m", "PIN_LOCK tries=6 wait=2m", "LOGIN "));
}

TEST_F(AccountsTest, LocksGrowAndEndGrowing) {
  EXPECT_EQ(LockAfter(4), absl::ZeroDuration());
  EXPECT_EQ(LockAfter(5), absl::Minutes(1));
  EXPECT_EQ(LockAfter(8), absl::Minutes(8));
  EXPECT_EQ(LockAfter(4'000'000'000), absl::Hours(1));
}

TEST_F(AccountsTest, ANameThatDoesNotExistIsRefusedInTheSameWords) {
  GivenPerson("siti", v1::ROLE_OPERATOR);
  EXPECT_EQ(TryLogin("nobody", kPin).status(), TryLogin("siti", kWrongPin).status());
}

TEST_F(AccountsTest, ABlockedPersonIsOutAtOnce) {
  GivenTwoAdministrators();
  const std::string token = Token("budi");
  EXPECT_EQ(Use(token), "");
  EXPECT_EQ(Block(Named("siti"), "siti"), "INVALID_FIELD");
  EXPECT_EQ(Block(Local(), "budi"), "NAMED_PERSON_NEEDED");
  EXPECT_EQ(Block(Named("siti"), "budi"), "");
  EXPECT_EQ(Use(token), "SESSION_ENDED");
  EXPECT_EQ(Login("budi", kPin), "ACCOUNT_BLOCKED");
  EXPECT_EQ(Login("budi", kWrongPin), "LOGIN_REFUSED");
}

TEST_F(AccountsTest, RoleScopeAndReleaseTakeTwoPersons) {
  GivenTwoAdministrators();
  v1::ChangeAccountRequest request;
  request.set_name("budi");
  request.set_role(v1::ROLE_CENTRE);
  EXPECT_EQ(Change(Named("siti"), request), "");
  EXPECT_EQ(Account("budi").role(), static_cast<uint32_t>(v1::ROLE_ADMINISTRATOR));
  request.set_state(v1::Account::STATE_BLOCKED);  // not only a block
  EXPECT_EQ(Change(Named("siti"), request), "PROPOSAL_WAITING");
  EXPECT_EQ(Withdraw("siti", "1"), "");
  request.clear_role();
  request.set_state(v1::Account::STATE_ACTIVE);
  EXPECT_EQ(Change(Named("siti"), request), "");
  EXPECT_EQ(Proposal("2").state(), v1::Proposal::STATE_WAITING);
}

TEST_F(AccountsTest, WithoutASecondAdministratorNothingIsProposed) {
  GivenPerson("siti", v1::ROLE_ADMINISTRATOR, "");
  GivenPerson("rudi", v1::ROLE_OPERATOR);
  v1::ChangeAccountRequest request;
  request.set_name("rudi");
  request.set_role(v1::ROLE_SUPERVISOR);
  EXPECT_EQ(Change(Named("siti"), request), "TWO_PERSONS_NEEDED");
}

TEST_F(AccountsTest, OwnPinIsChangedWithTheOldOne) {
  GivenPerson("siti", v1::ROLE_OPERATOR);
  const std::string token = Token("siti");
  EXPECT_EQ(SetPin(Named("siti"), "siti", kWrongPin, "731902"), "LOGIN_REFUSED");
  EXPECT_EQ(SetPin(Named("siti"), "siti", kPin, "731902"), "");
  EXPECT_EQ(Use(token), "SESSION_ENDED");
  EXPECT_EQ(Login("siti", "731902"), "");
}

TEST_F(AccountsTest, TheOnlyAdministratorIsRescuedByTheLocalOperator) {
  GivenPerson("siti", v1::ROLE_ADMINISTRATOR, "");
  EXPECT_EQ(SetPin(Local(), "siti", "", "731902"), "");
  EXPECT_EQ(Login("siti", "731902"), "PIN_MUST_BE_CHANGED");
  EXPECT_THAT(Log(), Contains("SET_PIN ONE_PERSON"));
}

TEST_F(AccountsTest, NobodySetsThePinOfAnotherAlone) {
  GivenTwoAdministrators();
  GivenPerson("rudi", v1::ROLE_SUPERVISOR);
  EXPECT_EQ(SetPin(Named("siti"), "budi", kPin, "731902"), "");
  EXPECT_EQ(Login("budi", "731902"), "LOGIN_REFUSED");
  EXPECT_EQ(SetPin(Named("rudi"), "siti", kPin, "731902"), "NOT_ALLOWED");
}

TEST_F(AccountsTest, ListsThoseInScopeAndOneself) {
  GivenPerson("ani", v1::ROLE_OPERATOR, "14.05.02");
  GivenPerson("siti", v1::ROLE_SUPERVISOR, "14.05");
  GivenPerson("tono", v1::ROLE_OPERATOR, "14.71");
  ASSERT_OK_AND_ASSIGN(const auto all, accounts_.List(Local(), {}));
  EXPECT_EQ(all.rows.size(), 3u);
  ASSERT_OK_AND_ASSIGN(const auto one, accounts_.List(Named("ani"), {}));
  EXPECT_EQ(one.rows.size(), 1u);
  ASSERT_OK_AND_ASSIGN(const auto page, accounts_.List(Named("siti"), {1, ""}));
  EXPECT_EQ(page.next, "ani");
  ASSERT_OK_AND_ASSIGN(const auto rest, accounts_.List(Named("siti"), {1, "ani"}));
  ASSERT_EQ(rest.rows.size(), 1u);
  EXPECT_EQ(rest.rows[0].name(), "siti");
  EXPECT_EQ(rest.next, "");
}

TEST_F(AccountsTest, NoPinAndNoTokenIsKeptAnywhere) {
  ASSERT_EQ(Add(Local(), NewPerson("siti", v1::ROLE_ADMINISTRATOR, "")), "");
  ASSERT_EQ(Login("siti", "913482", kPin), "");
  const std::string token = Token("siti");
  EXPECT_EQ(SetPin(Named("siti"), "siti", kPin, "korek api 31"), "");
  const std::string bytes = AllBytes();
  for (const char* pin : {"913482", kPin, "korek api 31"}) EXPECT_THAT(bytes, Not(HasSubstr(pin)));
  EXPECT_THAT(bytes, Not(HasSubstr(token.substr(token.size() - 52))));
  // Nor anything that a PIN could be tried against at more than a few a second.
  v1::SetPinRequest a, b;
  a.set_new_pin("111222");
  b.set_new_pin("333444");
  EXPECT_EQ(Fingerprint(a), Fingerprint(b));
}

struct PinCase {
  const char* pin;
  bool good;
};

TEST(Pin, ThoseThatAreGuessedFirstAreRefused) {
  const PinCase cases[] = {{"482913", true},  {"48291", false},    {"111111", false},
                           {"123456", false}, {"987654", false},   {"siti99", false},
                           {"135790", true},  {"korek api", true}, {"4829\n13", false}};
  for (const PinCase& c : cases) EXPECT_EQ(FaultOfPin(c.pin, "siti").empty(), c.good) << c.pin;
  EXPECT_FALSE(FaultOfPin(std::string(65, 'x') + "y", "siti").empty());
}

TEST(Pin, ARefusalDoesNotRepeatIt) {
  v1::LoginRequest request;
  request.set_name("482913");  // typed into the wrong field
  request.set_pin("x");
  request.set_new_pin("123456");
  const std::string said(ValidateLogin(request).message());
  EXPECT_THAT(said, Not(HasSubstr("482913")));
  EXPECT_THAT(said, Not(HasSubstr("got 123456")));
}

}  // namespace
}  // namespace blangko::access
