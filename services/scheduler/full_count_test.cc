// A full count with several doubts: which number shows that this blank is blank, and what the second person is shown.
#include "services/scheduler/full_count.h"

#include "services/scheduler/count_fixture.h"

namespace blangko::scheduler {
namespace {

using testing::HasSubstr;
using testing::Not;

using FullCountTest = CountFixture;

TEST_F(FullCountTest, ACountWithoutTheCardOfAnotherDoubtNamesIt) {
  const v1::Job blank = GivenDoubt();
  const v1::Job card = GivenDoubt();
  const absl::Status refused = TryDecide(siti_, Counted(blank, {{"L1", 9}})).status();
  EXPECT_EQ(ReasonOf(refused), "COUNT_DIFFERS");
  EXPECT_THAT(std::string(refused.message()), HasSubstr("decide first: r002/1"));
  EXPECT_THAT(std::string(refused.message()), Not(HasSubstr("r001/1")));
  EXPECT_THAT(IndonesianOf(refused), HasSubstr("diputuskan dahulu: r002/1"));
  EXPECT_EQ(Decide(siti_, DecisionOf(card, v1::OUTCOME_PRINTED)), "");
  EXPECT_EQ(Decide(siti_, Counted(blank, {{"L1", 9}})), "1");
}

TEST_F(FullCountTest, TwoThatAreBothBlankDoNotWaitForEachOther) {
  const v1::Job first = GivenDoubt();
  const v1::Job second = GivenDoubt();
  EXPECT_EQ(Decide(siti_, Counted(first, {{"L1", 10}})), "1");
  EXPECT_EQ(Approve(budi_, "1"), "");
  EXPECT_EQ(Decide(siti_, Counted(second, {{"L1", 10}})), "2");
  EXPECT_EQ(Approve(budi_, "2"), "");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_AVAILABLE), 10);
}

TEST_F(FullCountTest, WhereOneIsMissingAltogetherNoOtherDoubtIsNamed) {
  const v1::Job blank = GivenDoubt();
  GivenDoubt();
  for (const int counted : {7, 11}) {
    const absl::Status refused = TryDecide(siti_, Counted(blank, {{"L1", counted}})).status();
    EXPECT_EQ(ReasonOf(refused), "COUNT_DIFFERS");
    EXPECT_THAT(std::string(refused.message()), Not(HasSubstr("decide first")));
    EXPECT_THAT(std::string(refused.message()), Not(HasSubstr("[")));
    EXPECT_THAT(IndonesianOf(refused), testing::EndsWith("berarti ada kartu yang keluar."));
  }
}

TEST_F(FullCountTest, ADoubtOfAnEndedPermissionIsNamedToo) {
  const v1::Job late = Take(1).at(0);
  Report(late, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  Report(late, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  const v1::Job blank = GivenDoubt();
  const absl::Status refused = TryDecide(siti_, Counted(blank, {{"L1", 9}})).status();
  EXPECT_THAT(std::string(refused.message()), HasSubstr("decide first: r001/1"));
}

TEST_F(FullCountTest, TheSecondPersonSeesWhatTheBooksSayByNow) {
  const v1::Job blank = GivenDoubt();
  const std::string id = Decide(siti_, Counted(blank, {{"L1", 10}}));
  EXPECT_EQ(Fact(id, "counted"), "L1:10");
  EXPECT_EQ(Fact(id, "book_now"), "");
  Report(Take(1).at(0), v1::OUTCOME_PRINTED);
  EXPECT_EQ(Fact(id, "counted"), "L1:10");
  EXPECT_EQ(Fact(id, "book_now"), "L1:9");
  EXPECT_EQ(Approve(budi_, id), "");
  EXPECT_EQ(Fact(id, "book_now"), "L1:9") << "what was shown stays with the decision";
}

}  // namespace
}  // namespace blangko::scheduler
