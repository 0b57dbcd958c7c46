// What is said of every state, hold and wait: straight, in two languages, and nothing left open.
#include "services/scheduler/explain_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "services/scheduler/explain_staff.h"

namespace blangko::scheduler {
namespace {

using records::v1::RecordState;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::vector<RecordState> AllStates() {
  std::vector<RecordState> states;
  for (int i = 1; records::v1::RecordState_IsValid(i); ++i) states.push_back(static_cast<RecordState>(i));
  return states;
}

v1::ExplainRecordResponse Answer(RecordState state) {
  v1::ExplainRecordResponse answer;
  answer.set_state(state);
  answer.set_gate(state == records::v1::RECORD_STATE_NOT_READY ? "UPSTREAM" : "OPEN");
  FillSentences(answer, "Dinas Dukcapil Kabupaten Contoh");
  return answer;
}

void ExpectStraight(const std::string& text) {
  EXPECT_THAT(text, Not(HasSubstr("{")));
  EXPECT_THAT(text, Not(HasSubstr(" -1")));
  EXPECT_THAT(text, Not(testing::ContainsRegex("[A-Z]+_[A-Z]")));  // no code
  EXPECT_TRUE(text.ends_with(".")) << text;
}

TEST(PublicSentence, EveryStateHasAStraightOne) {
  for (const RecordState state : AllStates()) {
    SCOPED_TRACE(records::v1::RecordState_Name(state));
    const v1::ExplainRecordResponse answer = Answer(state);
    ExpectStraight(answer.sentence_id());
    ExpectStraight(answer.sentence_en());
    EXPECT_THAT(
        answer.sentence_id(),
        AnyOf(StartsWith("Belum perlu datang. "), StartsWith("Silakan ambil di "),
              StartsWith("Ada data yang perlu diperiksa"), StartsWith("Kartu "), StartsWith("Dibatalkan: ")));
  }
}

TEST(PublicSentence, OnlyAHoldAsksForALookAtTheData) {
  for (const RecordState state : AllStates()) {
    const bool asks =
        Answer(state).sentence_id() == "Ada data yang perlu diperiksa, silakan datang ke Dinas.";
    EXPECT_EQ(asks, state == records::v1::RECORD_STATE_HELD) << records::v1::RecordState_Name(state);
  }
}

TEST(PublicSentence, WhoHasTheCardIsNotToldToWait) {
  EXPECT_EQ(Answer(records::v1::RECORD_STATE_HANDED_OVER).sentence_id(), "Kartu sudah diserahkan.");
}

TEST(PublicSentence, AskedToStopNothingIsPromised) {
  v1::ExplainRecordResponse answer;
  answer.set_state(records::v1::RECORD_STATE_STARTED);
  answer.set_stop_request("CANCEL");
  FillSentences(answer, "x");
  EXPECT_THAT(answer.sentence_id(), StartsWith("Ada data yang perlu diperiksa"));
}

TEST(PublicSentence, NumbersAreGroupedAsEachLanguageDoes) {
  v1::ExplainRecordResponse answer;
  answer.set_state(records::v1::RECORD_STATE_READY);
  answer.set_ahead(15162);
  answer.add_waits_for("BLANKS");
  FillSentences(answer, "Ukui");
  EXPECT_THAT(answer.sentence_id(), HasSubstr("15.162 orang"));
  EXPECT_THAT(answer.sentence_id(), HasSubstr("blangko di Ukui habis"));
  EXPECT_THAT(answer.sentence_en(), HasSubstr("15,162 people"));
}

// A record as it may be in each state.
records::v1::Record RecordIn(RecordState state) {
  records::v1::Record record;
  record.set_record_id("R1");
  record.set_state(state);
  record.set_upstream(records::v1::UPSTREAM_STATUS_SENT_FOR_ENROLLMENT);
  record.add_ladder()->mutable_since()->set_seconds(1'490'000'000);
  auto& attempt = *record.add_attempts();
  attempt.set_number(2);
  attempt.set_station_id("dinas-1");
  attempt.set_printer_id("p1");
  attempt.set_lot("L1");
  attempt.mutable_started_time()->set_seconds(1'490'000'000);
  record.mutable_hold()->set_reason("GAGAL_BERULANG");
  record.mutable_hold()->set_by("local:siti");
  auto& moved = *record.add_history();
  moved.set_to_state(state);
  moved.set_actor("local:siti");
  moved.mutable_time()->set_seconds(1'490'000'000);
  auto& noted = *record.add_history();
  noted.set_from_state(state);
  noted.set_to_state(state);
  noted.set_actor("station:later");
  return record;
}

v1::ExplainRecordResponse StaffAnswer(const records::v1::Record& record) {
  v1::ExplainRecordResponse answer;
  answer.set_gate("UPSTREAM");
  answer.set_class_name("Cetak pertama");
  answer.add_waits_for("BLANKS");
  FillStaffSentences(
      {.record = record, .gate = absl::UnixEpoch(), .needs_look = true, .zone = absl::UTCTimeZone()}, answer);
  return answer;
}

TEST(StaffSentence, EveryStateHasAStraightOneOfItsOwn) {
  std::set<std::string> told;
  for (const RecordState state : AllStates()) {
    SCOPED_TRACE(records::v1::RecordState_Name(state));
    const v1::ExplainRecordResponse answer = StaffAnswer(RecordIn(state));
    ExpectStraight(answer.staff_sentence_id());
    ExpectStraight(answer.staff_sentence_en());
    EXPECT_TRUE(told.insert(answer.staff_sentence_id()).second) << answer.staff_sentence_id();
  }
}

TEST(StaffSentence, NamesTheStationAndWhoMovedItLast) {
  EXPECT_EQ(StaffAnswer(RecordIn(records::v1::RECORD_STATE_STARTED)).staff_sentence_en(),
            "Being printed: permitted to dinas-1/p1 since 2017-03-20 08:53, attempt 2, lot L1.");
  EXPECT_EQ(StaffAnswer(RecordIn(records::v1::RECORD_STATE_HANDED_OVER)).staff_sentence_id(),
            "Diserahkan pada 2017-03-20 08:53 oleh local:siti.");
}

TEST(StaffSentence, EveryReasonOfAHoldHasItsWords) {
  for (const char* reason :
       {"PERSON", "DUPLICATE_REQUEST", "NIK_MISMATCH", "NOT_ON_FULL_LIST", "GAGAL_BERULANG", "LATE_PRINTED",
        "LATE_UNCERTAIN", "FOTO_TIDAK_ADA", "FOTO_RUSAK", "DIED", "MOVED", "DUPLICATE"}) {
    records::v1::Record record = RecordIn(records::v1::RECORD_STATE_HELD);
    record.mutable_hold()->set_reason(reason);
    ExpectStraight(StaffAnswer(record).staff_sentence_id());
    EXPECT_THAT(StaffAnswer(record).staff_sentence_en(), Not(HasSubstr(reason)));
  }
}

TEST(StaffSentence, ARequestToTheStationIsTold) {
  records::v1::Record record = RecordIn(records::v1::RECORD_STATE_STARTED);
  record.set_stop_request("MOVE");
  EXPECT_THAT(StaffAnswer(record).staff_sentence_id(),
              HasSubstr("Diminta dipindahkan (keputusan petugas): menunggu jawaban tempat cetak."));
}

}  // namespace
}  // namespace blangko::scheduler
