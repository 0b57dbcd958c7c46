// What an office had when it began: spoiled blanks, sukets, loans, and the end of it.
#include "services/opening/opening_fixture.h"

namespace blangko::opening {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// ---- spoils

TEST_F(OpeningTest, SpoiledBlanksAreKeptAndInTheRegisterWithTheirCause) {
  EXPECT_EQ(AddSpoils({{"L1", 3}, {"L1", 2, "GAGAL_ENCODE"}, {"L2", 4, "CACAT"}}), "");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_OPENING), 5);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_SPOILED_HELD), 5);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_SPOILED_HELD, kRegency, "L2"), 4);
  EXPECT_THAT(Held(stock::kSpoiledCards), ElementsAre("L1 3 GAGAL_CETAK", "L1 2 GAGAL_ENCODE", "L2 4 CACAT"));
  EXPECT_EQ(stock::HeldPieces(stock::LotOf(Register(), "L1")), 5);
  EXPECT_EQ(Opening().spoiled_count(), 9);
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(OpeningTest, SpoilsComeBeforeOrAfterTheFreeBlanksOfTheLot) {
  EXPECT_EQ(AddSpoils({{"L1", 30}}), "");
  EXPECT_EQ(OpenBlanks("L1", 10), "");
  EXPECT_EQ(AddSpoils({{"L1", 2}}), "");
  EXPECT_EQ(OpenBlanks("L1", 90), "ALREADY_EXISTS");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_OPENING), 42);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_AVAILABLE), 10);
  GivenBlanks(kRegency, 5, "L2");
  EXPECT_EQ(OpenBlanks("L2", 7), "OPENING_TOO_LATE");
  EXPECT_EQ(AddSpoils({{"L2", 1}}), "");
  EXPECT_EQ(OpenBlanks("L2", 7), "ALREADY_EXISTS");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_AVAILABLE, kRegency, "L2"), 5);
}

TEST_F(OpeningTest, ARepeatedRequestBooksOnce) {
  auto request = SpoilsOf({{"L1", 3}});
  const access::Act act = Person(request);
  EXPECT_OK(openings_.AddSpoils(act, request));
  EXPECT_OK(openings_.AddSpoils(act, request));
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_SPOILED_HELD), 3);
}

TEST_F(OpeningTest, WrongSpoilsAreRefusedWhole) {
  EXPECT_EQ(AddSpoils({{"L1", 3}, {"L9", 1}}), "UNKNOWN_LOT");
  EXPECT_EQ(AddSpoils({{"L1", 0}}), "INVALID_FIELD");
  EXPECT_EQ(AddSpoils({{"L1", 1, "HILANG"}}), "INVALID_FIELD");
  EXPECT_EQ(AddSpoils({}), "INVALID_FIELD");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_OPENING), 0);
  EXPECT_EQ(ReasonOf(openings_.Get(reader_, kRegency).status()), "UNKNOWN_OPENING");
}

// ---- sukets and loans

TEST_F(OpeningTest, ASuketHasOneNumberAndARecordThatIsNotPrinted) {
  GivenRecords("r", 3);
  GivenBlanks(kRegency, 5);
  Report(Take(1).at(0), scheduler::v1::OUTCOME_PRINTED);
  EXPECT_EQ(AddSukets({{"S-1", "r001"}, {"S-2", "r002"}, {"S-2", "r003"}, {"S-3", "r002"}}),
            "1 in; 1: RECORD_NOT_FOR_OPENING; 3: ALREADY_EXISTS; 4: RECORD_NOT_FOR_OPENING");
  EXPECT_EQ(Record("r002").suket_number(), "S-2");
  EXPECT_EQ(State("r002"), "READY");
  EXPECT_EQ(AddSukets({{"S-2", "r002"}}), "1 in");
  const auto sukets = openings_.Sukets(reader_, kRegency, {.size = 10, .after = ""});
  ASSERT_OK(sukets);
  ASSERT_EQ(sukets->rows.size(), 1U);
  EXPECT_EQ(sukets->rows[0].record_id(), "r002");
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(OpeningTest, AnOpenLoanIsOwedByItsBorrower) {
  const std::string id = AddLoan("14.71", kRegency);
  EXPECT_EQ(RowsOf(storage::Table::kOpenLoan), 1U);
  EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
    ASSIGN_OR_RETURN(
        const auto loan,
        storage::GetRow<rows::v1::Loan>(snapshot, storage::KeyWriter(storage::Table::kLoan).Text(id).Take()));
    EXPECT_TRUE(loan.has_value() && loan->from_opening() && loan->received());
    EXPECT_EQ(loan.value_or(rows::v1::Loan()).lent(), 500);
    return absl::OkStatus();
  }));
  EXPECT_EQ(Opening().loan_count(), 1);
  EXPECT_EQ(AddLoan("14.71", "14.72"), "UNKNOWN_OFFICE");
  EXPECT_EQ(AddLoan(kRegency, kRegency), "INVALID_FIELD");
}

// ---- the end

TEST_F(OpeningTest, NothingIsEnteredAfterANamedPersonClosedIt) {
  GivenRecords("r", 2);
  EXPECT_EQ(AddSpoils({{"L1", 3}}), "");
  EXPECT_EQ(Close(false), "NAMED_PERSON_NEEDED");
  EXPECT_EQ(Close(), "");
  EXPECT_EQ(Opening().closed_by(), "account:siti");
  EXPECT_EQ(Opening().document(), "BA-SALDO-1");
  EXPECT_EQ(AddSpoils({{"L1", 1}}), "OPENING_CLOSED");
  EXPECT_EQ(AddCards({"r001"}), "OPENING_CLOSED");
  EXPECT_EQ(AddSukets({{"S-1", "r001"}}), "OPENING_CLOSED");
  EXPECT_EQ(AddLoan("14.71", kRegency), "OPENING_CLOSED");
  EXPECT_EQ(Close(), "OPENING_CLOSED");
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(OpenBlanks("L2", 4), "");  // the lot's own rule
}

TEST_F(OpeningTest, OnlyWhoseScopeItIs) {
  auto request = SpoilsOf({{"L1", 3}});
  const access::Act act = Person(request, true, kLangkai);
  EXPECT_EQ(ReasonOf(openings_.AddSpoils(act, request).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(openings_.Get(act.actor, kRegency).status()), "OUT_OF_SCOPE");
}

// ---- planted bugs

TEST_F(OpeningTest, PlantedSpoilsOutsideTheRegisterAreCaught) {
  setenv("BLANGKO_PLANT", "opening-spoils-not-in-register", 1);
  EXPECT_EQ(AddSpoils({{"L1", 3}}), "");
  EXPECT_THAT(Held(stock::kSpoiledCards), IsEmpty());  // what the first test finds there
}

TEST_F(OpeningTest, PlantedACardThatStaysInLineIsCaught) {
  GivenRecords("r", 1);
  GivenBlanks(kRegency, 5);
  setenv("BLANGKO_PLANT", "opening-card-stays-in-line", 1);
  EXPECT_EQ(AddCards({"r001"}), "1 in");
  EXPECT_EQ(Ids(Take(1)), std::vector<std::string>{"r001"});  // a second card of the same order
  unsetenv("BLANGKO_PLANT");
  EXPECT_THAT(Findings(), testing::Contains(HasSubstr("grants: ")));
}

TEST_F(OpeningTest, PlantedASuketTwiceIsCaught) {
  GivenRecords("r", 2);
  setenv("BLANGKO_PLANT", "opening-suket-twice", 1);
  EXPECT_EQ(AddSukets({{"S-1", "r001"}, {"S-1", "r002"}}), "2 in");
  unsetenv("BLANGKO_PLANT");
  EXPECT_THAT(Findings(), testing::Contains(HasSubstr("openings: ")));
}

TEST_F(OpeningTest, PlantedAnOpeningThatGoesOnIsCaught) {
  EXPECT_EQ(Close(), "");
  setenv("BLANGKO_PLANT", "opening-goes-on", 1);
  EXPECT_EQ(AddSpoils({{"L1", 1}}), "");  // what the test above refuses
}

// A clerk who is not sure whether the file went in sends it again.
TEST_F(OpeningTest, TheSameDocumentIsNotBookedTwice) {
  auto request = SpoilsOf({{"L1", 3}});
  EXPECT_OK(openings_.AddSpoils(Person(request), request).status());
  EXPECT_EQ(ReasonOf(openings_.AddSpoils(Person(request), request).status()), "ALREADY_EXISTS");
  setenv("BLANGKO_PLANT", "opening-spoils-twice", 1);
  EXPECT_OK(openings_.AddSpoils(Person(request), request).status()) << "the check above wants a refusal";
  unsetenv("BLANGKO_PLANT");
}

}  // namespace
}  // namespace blangko::opening
