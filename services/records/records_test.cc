#include "services/records/records.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "services/records/gate.h"
#include "services/records/person_table.h"
#include "tests/support/records_fixture.h"

namespace blangko::records {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class RecordsTest : public RecordsFixture {};

TEST_F(RecordsTest, ApplicantByHandStandsInTheLineOfTheAreasSite) {
  const v1::Record record = Create(Applicant(1));
  EXPECT_EQ(record.state(), v1::RECORD_STATE_READY);
  EXPECT_EQ(record.site(), kLangkai);
  EXPECT_EQ(record.class_id(), 1u);
  EXPECT_THAT(Waiting(), ElementsAre(record.record_id()));
  const v1::Record seen = Get(record.record_id());
  EXPECT_EQ(seen.masked_nik(), "************1001");
  ASSERT_THAT(seen.history(), SizeIs(1));
  EXPECT_EQ(seen.history(0).event(), "CREATED");
  EXPECT_EQ(seen.history(0).actor(), "local:budi");
}

TEST_F(RecordsTest, OrderIsByRecordedTimeAndRankFollows) {
  const std::string third = Create(Applicant(30)).record_id();
  const std::string first = Create(Applicant(10)).record_id();
  const std::string second = Create(Applicant(20)).record_id();
  EXPECT_THAT(Waiting(), ElementsAre(first, second, third));
  EXPECT_EQ(Rank(first), 0);
  EXPECT_EQ(Rank(third), 2);
}

TEST_F(RecordsTest, RepeatedRequestGivesTheSameRecordAndNoSecondEntry) {
  v1::CreateRecordRequest request = Applicant(1);
  const access::Act act = ActFor(request);
  const auto first = records_->Create(act, request);
  const auto repeat = records_->Create(act, request);
  ASSERT_OK(repeat);
  EXPECT_EQ(first->SerializeAsString(), repeat->SerializeAsString());
  EXPECT_EQ(LogLength(kLangkai), 1u);
  request.mutable_personal()->set_name("LAIN");
  access::Act reused = act;
  reused.fingerprint = access::Fingerprint(request);
  EXPECT_EQ(ReasonOf(records_->Create(reused, request).status()), "REQUEST_ID_REUSED");
}

TEST_F(RecordsTest, SameApplicationTwiceIsRefusedByName) {
  const v1::Record record = Create(Applicant(1));
  const auto again = TryCreate(Applicant(1));
  EXPECT_EQ(ReasonOf(again.status()), "DUPLICATE_RECORD");
  EXPECT_THAT(std::string(again.status().message()), HasSubstr(record.record_id()));
}

TEST_F(RecordsTest, SecondOpenRecordOfAPersonIsHeld) {
  Create(Applicant(1));
  v1::CreateRecordRequest second = Applicant(1);
  second.set_request_type(v1::REQUEST_TYPE_REPLACEMENT_LOST);
  const v1::Record held = Create(second);
  EXPECT_EQ(held.state(), v1::RECORD_STATE_HELD);
  EXPECT_EQ(held.hold().reason(), "DUPLICATE_REQUEST");
}

TEST_F(RecordsTest, FirstCardForAPersonWithACardIsHeldAReplacementIsNot) {
  const std::string printed = Create(Applicant(1)).record_id();
  Drive(printed, {Event::kGrantAndStart, Event::kPrinted, Event::kHandOver});
  v1::CreateRecordRequest second = Applicant(1);
  second.set_request_number("2026/77");
  const v1::Record held = Create(second);
  EXPECT_EQ(held.hold().reason(), "DUPLICATE_REQUEST");
  EXPECT_EQ(held.hold().note(), "card exists");
  EXPECT_EQ(held.hold().other_record(), printed);

  const std::string other = Create(Applicant(2)).record_id();
  Drive(other, {Event::kGrantAndStart, Event::kPrinted, Event::kHandOver});
  v1::CreateRecordRequest lost = Applicant(2);
  lost.set_request_type(v1::REQUEST_TYPE_REPLACEMENT_LOST);
  lost.set_replaces(other);
  const v1::Record reprint = Create(lost);
  EXPECT_EQ(reprint.state(), v1::RECORD_STATE_READY);
  EXPECT_EQ(reprint.class_id(), 2u);
  EXPECT_EQ(reprint.replaces(), other);
}

TEST_F(RecordsTest, NotReadyUpstreamWaitsOutsideTheLine) {
  v1::CreateRecordRequest request = Applicant(1);
  request.set_upstream(v1::UPSTREAM_STATUS_SENT_FOR_ENROLLMENT);
  const v1::Record record = Create(request);
  EXPECT_EQ(record.state(), v1::RECORD_STATE_NOT_READY);
  EXPECT_FALSE(record.has_ready_time());
  EXPECT_THAT(Waiting(), IsEmpty());
}

TEST_F(RecordsTest, GateOpensAtTheSeventeenthBirthdayInTheOfficesZone) {
  v1::CreateRecordRequest request = Applicant(1);
  request.mutable_personal()->set_nik("1405020503091001");
  request.mutable_personal()->set_birth_date(
      "2009-03-05");  // 17 on 2026-03-05; the clock stands on 2026-03-02
  const std::string id = Create(request).record_id();
  EXPECT_EQ(Get(id).state(), v1::RECORD_STATE_NOT_READY);
  const absl::Time birthday = absl::FromCivil(absl::CivilDay(2026, 3, 5), absl::FixedTimeZone(7 * 3600));
  clock_.Set(birthday - absl::Seconds(1));
  EXPECT_THAT(records_->WakeDue(clock_.Now(), 100), IsOkAndHolds(size_t{0}));
  clock_.Set(birthday);
  EXPECT_THAT(records_->WakeDue(clock_.Now(), 100), IsOkAndHolds(size_t{1}));
  EXPECT_EQ(Get(id).state(), v1::RECORD_STATE_READY);
  EXPECT_EQ(Get(id).ready_time().seconds(), absl::ToUnixSeconds(birthday));
  EXPECT_THAT(records_->WakeDue(clock_.Now(), 100), IsOkAndHolds(size_t{0}));
}

TEST_F(RecordsTest, MarriedPersonsNeedNotWaitForTheBirthday) {
  v1::CreateRecordRequest request = Applicant(1);
  request.mutable_personal()->set_nik("1405020503091001");
  request.mutable_personal()->set_birth_date("2009-03-05");
  request.mutable_personal()->set_marital_status("Kawin Tercatat");
  EXPECT_EQ(Create(request).state(), v1::RECORD_STATE_READY);
}

TEST_F(RecordsTest, ScopeIsCheckedAtTheRecord) {
  const std::string id = Create(Applicant(1)).record_id();
  v1::GetRecordRequest get;
  get.set_record_id(id);
  EXPECT_EQ(ReasonOf(records_->Get(Staff("14.05.03"), get).status()), "OUT_OF_SCOPE");
  v1::HoldRecordRequest hold;
  hold.set_record_id(id);
  const access::Act act = ActFor(hold, "14.71");
  EXPECT_EQ(ReasonOf(records_->Hold(act, hold).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(TryCreate(Applicant(2), "14.71").status()), "OUT_OF_SCOPE");
  EXPECT_THAT(Ids({}, 100, "14.05.03"), IsEmpty());
  EXPECT_THAT(Ids({}, 100, kLangkai), ElementsAre(id));
}

TEST_F(RecordsTest, AuditorsReadButDoNotChange) {
  const std::string id = Create(Applicant(1)).record_id();
  access::Act auditor = Staff();
  auditor.actor.role = access::Role::kAuditor;
  v1::GetRecordRequest get;
  get.set_record_id(id);
  EXPECT_OK(records_->Get(auditor, get));
  get.set_with_personal(true);
  EXPECT_EQ(ReasonOf(records_->Get(auditor, get).status()), "NOT_ALLOWED");
}

TEST_F(RecordsTest, ReadingPersonalDataLeavesATrace) {
  Create(Applicant(1));
  v1::GetRecordRequest get;
  get.set_nik(Nik(1));
  get.set_with_personal(true);
  const uint64_t entries = LogLength(kLangkai);
  const auto got = records_->Get(Staff(), get);
  ASSERT_OK(got);
  EXPECT_EQ(got->personal().name(), "SITI 1");
  EXPECT_EQ(LogLength(kLangkai), entries + 1);
  get.set_nik(Nik(2));
  EXPECT_THAT(std::string(records_->Get(Staff(), get).status().message()), Not(HasSubstr(Nik(2))));
}

TEST_F(RecordsTest, NothingPersonalIsInAnyKey) {
  const std::string id = Create(Applicant(1)).record_id();
  ASSERT_OK(Hold(id));
  const std::string keys = AllKeys();
  EXPECT_THAT(keys, Not(HasSubstr(Nik(1))));
  EXPECT_THAT(keys, Not(HasSubstr("SITI")));
}

TEST_F(RecordsTest, ListIsPagedAndSeesEachRecordOnce) {
  std::vector<std::string> made;
  for (int i = 0; i < 23; ++i) made.push_back(Create(Applicant(i)).record_id());
  for (int i = 0; i < 5; ++i) ASSERT_OK(Hold(made[static_cast<size_t>(i)]));
  std::vector<std::string> seen = Ids({}, 4);
  EXPECT_THAT(seen, SizeIs(23));
  std::sort(seen.begin(), seen.end());
  std::sort(made.begin(), made.end());
  EXPECT_EQ(seen, made);
}

TEST_F(RecordsTest, ListFilters) {
  const std::string old = Create(Applicant(1)).record_id();
  v1::CreateRecordRequest lost = Applicant(2);
  lost.set_request_type(v1::REQUEST_TYPE_REPLACEMENT_LOST);
  const std::string replacement = Create(lost).record_id();
  v1::ListRecordsRequest request;
  request.set_class_id(2);
  EXPECT_THAT(Ids(request), ElementsAre(replacement));
  request.Clear();
  *request.mutable_recorded_before() = Get(replacement).recorded_time();
  EXPECT_THAT(Ids(request), ElementsAre(old));
  request.Clear();
  request.set_area("14.05.03");
  EXPECT_THAT(Ids(request), IsEmpty());
}

TEST_F(RecordsTest, BacklogCountsGroupsAndFlow) {
  v1::CreateRecordRequest year_old = Applicant(1);
  year_old.mutable_recorded_time()->set_seconds(absl::ToUnixSeconds(clock_.Now() - absl::Hours(24 * 365)));
  Create(year_old);
  Create(Applicant(2));
  const std::string printed = Create(Applicant(3)).record_id();
  Drive(printed, {Event::kGrantAndStart, Event::kPrinted});
  const auto backlog = records_->Backlog(Staff(), {});
  ASSERT_OK(backlog);
  EXPECT_EQ(backlog->waiting_count(), 2);
  EXPECT_EQ(backlog->oldest_key_time().seconds(), year_old.recorded_time().seconds());
  ASSERT_THAT(backlog->rows(), SizeIs(3));
  EXPECT_EQ(backlog->rows(0).age_band(), 0);
  EXPECT_EQ(backlog->rows(1).age_band(), 4);
  ASSERT_THAT(backlog->flow(), SizeIs(1));
  EXPECT_EQ(backlog->flow(0).added_count(), 3);
  EXPECT_EQ(backlog->flow(0).printed_count(), 1);
  EXPECT_EQ(backlog->flow(0).day().day(), 2);
}

TEST_F(RecordsTest, BadFieldsAreNamedWithoutPersonalData) {
  v1::CreateRecordRequest bad = Applicant(1);
  bad.mutable_personal()->set_nik("1.40502E+15");
  bad.set_area("x");
  bad.mutable_recorded_time()->set_seconds(absl::ToUnixSeconds(clock_.Now()) + 60);
  const absl::Status refused = TryCreate(bad).status();
  EXPECT_EQ(ReasonOf(refused), "INVALID_FIELD");
  for (const char* field : {"personal.nik", "area", "recorded_time"}) {
    EXPECT_THAT(std::string(refused.message()), HasSubstr(field));
  }
  EXPECT_THAT(std::string(refused.message()), Not(HasSubstr("1.40502")));
  v1::HoldRecordRequest hold;
  hold.set_record_id("x");
  hold.set_note("orangnya " + Nik(1));
  const access::Act act = ActFor(hold);
  EXPECT_THAT(std::string(records_->Hold(act, hold).status().message()), Not(HasSubstr(Nik(1))));
}

TEST_F(RecordsTest, EveryChangeLeavesOneEntryAndTheChainHolds) {
  const std::string id = Create(Applicant(1)).record_id();
  ASSERT_OK(Hold(id));
  ASSERT_OK(Release(id));
  EXPECT_EQ(LogLength(kLangkai), 3u);
  EXPECT_THAT(Get(id).history(), SizeIs(3));
  EXPECT_OK(VerifyLogOf(kLangkai));
}

}  // namespace
}  // namespace blangko::records
