// Hold, release, cancel and move of one record: who may end which hold, where the record comes back, what is only asked.
#include "services/records/hold.h"

#include <gmock/gmock.h>

#include "services/records/gate.h"
#include "tests/support/records_fixture.h"

namespace blangko::records {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class HoldTest : public RecordsFixture {};

TEST_F(HoldTest, ADuplicateNamesTheOtherRecordUntilItsReleaseSaysWhy) {
  const std::string first = Create(Applicant(1)).record_id();
  v1::CreateRecordRequest second = Applicant(1);
  second.set_request_type(v1::REQUEST_TYPE_REPLACEMENT_LOST);
  const std::string id = Create(second).record_id();
  EXPECT_EQ(Get(id).hold().other_record(), first);
  EXPECT_EQ(Get(id).history(0).other_record(), first);
  v1::ListRecordsRequest held;
  held.add_states(v1::RECORD_STATE_HELD);
  const auto listed = records_->List(Staff(), held, ListPage());
  ASSERT_OK(listed);
  ASSERT_THAT(listed->records, SizeIs(1));
  EXPECT_EQ(listed->records[0].hold().other_record(), first);

  const uint64_t entries = LogLength(kLangkai);
  const absl::Status refused = Release(id, " ").status();
  EXPECT_EQ(ReasonOf(refused), "REASON_NEEDED");
  EXPECT_THAT(std::string(refused.message()), HasSubstr("DUPLICATE_REQUEST"));
  EXPECT_EQ(LogLength(kLangkai), entries);
  ASSERT_OK(Release(id, "kartu lama hilang"));
  const v1::HistoryEntry released = *Get(id).history().rbegin();
  EXPECT_EQ(released.event(), "RELEASE");
  EXPECT_EQ(released.reason(), "DUPLICATE_REQUEST");
  EXPECT_EQ(released.other_record(), first);
  EXPECT_EQ(released.detail(), "kartu lama hilang");
}

TEST_F(HoldTest, AHoldThatAPersonSetNeedsNoReason) {
  const std::string id = Create(Applicant(1)).record_id();
  ASSERT_OK(Hold(id));
  EXPECT_OK(Release(id, ""));
}

TEST_F(HoldTest, ReleasedRecordKeepsItsPlace) {
  const std::string a = Create(Applicant(10)).record_id();
  const std::string b = Create(Applicant(20)).record_id();
  ASSERT_OK(Hold(a));
  EXPECT_THAT(Waiting(), ElementsAre(b));
  clock_.Advance(absl::Hours(5));
  ASSERT_OK(Release(a));
  EXPECT_THAT(Waiting(), ElementsAre(a, b));
}

TEST_F(HoldTest, HoldEndsByItselfWhenItsTimeHasCome) {
  const std::string id = Create(Applicant(10)).record_id();
  ASSERT_OK(Hold(id, clock_.Now() + absl::Hours(2)));
  clock_.Advance(absl::Hours(1));
  EXPECT_THAT(records_->WakeDue(clock_.Now(), 10), IsOkAndHolds(size_t{0}));
  clock_.Advance(absl::Hours(1));
  EXPECT_THAT(records_->WakeDue(clock_.Now(), 10), IsOkAndHolds(size_t{1}));
  EXPECT_THAT(Waiting(), ElementsAre(id));
  EXPECT_EQ(Get(id).history().rbegin()->actor(), "system:waker");
}

TEST_F(HoldTest, WakerWorksInBoundedTurns) {
  for (int i = 0; i < 25; ++i)
    ASSERT_OK(Hold(Create(Applicant(i)).record_id(), clock_.Now() + absl::Hours(1)));
  clock_.Advance(absl::Hours(2));
  EXPECT_THAT(records_->WakeDue(clock_.Now(), 10), IsOkAndHolds(size_t{10}));
  EXPECT_THAT(records_->WakeDue(clock_.Now(), 10), IsOkAndHolds(size_t{10}));
  EXPECT_THAT(records_->WakeDue(clock_.Now(), 10), IsOkAndHolds(size_t{5}));
  EXPECT_THAT(Waiting(), SizeIs(25));
}

TEST_F(HoldTest, HoldOfAGrantedRecordGivesItsBlankBack) {
  const std::string id = Create(Applicant(1)).record_id();
  Drive(id, {Event::kGrant});
  const auto held = Hold(id);
  ASSERT_OK(held);
  EXPECT_EQ(held->state(), v1::RECORD_STATE_HELD);
  EXPECT_THAT(grants_.returned, ElementsAre(id));
}

TEST_F(HoldTest, HoldAndCancelOfPermittedWorkAreRequestsToTheStation) {
  const std::string id = Create(Applicant(1)).record_id();
  Drive(id, {Event::kGrantAndStart});
  const auto held = Hold(id);
  ASSERT_OK(held);
  EXPECT_EQ(held->state(), v1::RECORD_STATE_STARTED);
  EXPECT_EQ(held->stop_request(), "HOLD");
  EXPECT_THAT(grants_.returned, IsEmpty());
  v1::CancelRecordRequest cancel;
  cancel.set_record_id(id);
  cancel.set_reason("pindah");
  const access::Act act = ActFor(cancel);
  const auto cancelled = records_->Cancel(act, cancel);
  ASSERT_OK(cancelled);
  EXPECT_EQ(cancelled->record().state(), v1::RECORD_STATE_STARTED);
  EXPECT_EQ(cancelled->record().stop_request(), "CANCEL");
}

TEST_F(HoldTest, ForbiddenMovesChangeNothing) {
  const std::string id = Create(Applicant(1)).record_id();
  Drive(id, {Event::kGrantAndStart, Event::kPrinted});
  const uint64_t entries = LogLength(kLangkai);
  EXPECT_EQ(ReasonOf(Hold(id).status()), "FORBIDDEN_MOVE");
  EXPECT_EQ(ReasonOf(Release(id).status()), "FORBIDDEN_MOVE");
  EXPECT_EQ(LogLength(kLangkai), entries);
}

class MoveTest : public RecordsFixture {
 protected:
  absl::StatusOr<v1::Record> Move(const std::string& id, const std::string& site,
                                  const std::string& scope = "") {
    v1::MoveRecordRequest request;
    request.set_record_id(id);
    request.set_site(site);
    request.set_reason("pencetak rusak");
    const access::Act act = ActFor(request, scope);
    auto moved = records_->Move(act, request);
    if (!moved.ok()) return moved.status();
    return moved->record();
  }
};

TEST_F(MoveTest, KeepsThePlaceByKey) {
  const std::string moved = Create(Applicant(20)).record_id();
  v1::CreateRecordRequest there = Applicant(10);
  there.set_area("14.05.03.2001");
  const std::string before = Create(there).record_id();
  there = Applicant(30);
  there.set_area("14.05.03.2001");
  const std::string after = Create(there).record_id();
  ASSERT_OK(Move(moved, "14.05.03"));
  v1::ListRecordsRequest list;
  list.set_site("14.05.03");
  EXPECT_THAT(Ids(list), ElementsAre(before, moved, after));
  list.set_site(kLangkai);
  EXPECT_THAT(Ids(list), IsEmpty());
}

TEST_F(MoveTest, GrantedRecordGivesItsBlankBackAndIsReadyThere) {
  const std::string id = Create(Applicant(1)).record_id();
  Drive(id, {Event::kGrant});
  const auto moved = Move(id, "14.05.03");
  ASSERT_OK(moved);
  EXPECT_EQ(moved->state(), v1::RECORD_STATE_READY);
  EXPECT_THAT(grants_.returned, ElementsAre(id));
}

TEST_F(MoveTest, RefusesUnknownSitesForeignScopeAndWhatIsPrinted) {
  const std::string id = Create(Applicant(1)).record_id();
  EXPECT_EQ(ReasonOf(Move(id, "14.05.09").status()), "UNKNOWN_OFFICE");
  EXPECT_EQ(ReasonOf(Move(id, "14.05.03", kLangkai).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(Move(id, kLangkai).status()), "INVALID_FIELD");
  Drive(id, {Event::kGrantAndStart, Event::kPrinted});
  EXPECT_EQ(ReasonOf(Move(id, "14.05.03").status()), "FORBIDDEN_MOVE");
}

TEST_F(MoveTest, OfPermittedWorkIsARequestToTheStation) {
  const std::string id = Create(Applicant(1)).record_id();
  Drive(id, {Event::kGrantAndStart});
  ASSERT_OK_AND_ASSIGN(const v1::Record asked, Move(id, "14.05.03"));
  EXPECT_EQ(asked.state(), v1::RECORD_STATE_STARTED);
  EXPECT_EQ(asked.site(), kLangkai);
  EXPECT_EQ(asked.stop_request(), "MOVE");
  EXPECT_EQ(asked.stop_reason(), "pencetak rusak");
  EXPECT_EQ(asked.requested_site(), "14.05.03");
  EXPECT_THAT(grants_.returned, IsEmpty());
  EXPECT_EQ(Get(id).history().rbegin()->event(), "MOVE_REQUESTED");
}

}  // namespace
}  // namespace blangko::records
