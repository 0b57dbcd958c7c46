// What staff and citizens are told: explanations and lists.
#include "services/scheduler/explain.h"

#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ExplainTest : public SchedulerFixture {
 protected:
  v1::ExplainRecordResponse Explain(const std::string& id) {
    v1::ExplainRecordRequest request;
    request.set_record_id(id);
    auto answer = scheduler_.Explain(Staff(), request);
    EXPECT_OK(answer);
    return answer.value_or(v1::ExplainRecordResponse());
  }
  std::vector<std::string> List(const v1::ListJobsRequest& request, size_t page) {
    std::vector<std::string> ids;
    std::string after;
    do {
      auto listed = scheduler_.ListJobs(Staff(), request, page, after);
      EXPECT_OK(listed);
      if (!listed.ok()) break;
      for (const v1::JobSummary& job : listed->jobs) ids.push_back(job.record_id());
      after = listed->last;
    } while (!after.empty());
    return ids;
  }
};

TEST_F(ExplainTest, AheadIsRankPlusTheClassesServedFirst) {
  GivenBlanks(kRegency, 100);
  GivenRecords("first", 7);
  GivenRecords("lost", 3, {.first_card = false});
  const v1::ExplainRecordResponse answer = Explain("lost003");
  EXPECT_EQ(answer.rank(), 2);
  EXPECT_EQ(answer.ahead(), 9);
  EXPECT_EQ(answer.gate(), "OPEN");
  EXPECT_EQ(answer.class_name(), "Penggantian");
  EXPECT_THAT(answer.waits_for(), testing::IsEmpty());
  EXPECT_THAT(answer.sentence_id(), StartsWith("Belum perlu datang. Siap cetak, 9 orang"));
  EXPECT_THAT(answer.sentence_en(), HasSubstr("9 people are printed first"));
  EXPECT_EQ(
      answer.staff_sentence_id(),
      "Siap cetak: urutan 3 di kelas Penggantian, 9 dilayani lebih dahulu; blangko tersedia 100 keping.");
  EXPECT_EQ(Explain("first001").ahead(), 0);
  EXPECT_EQ(Explain("first001").sentence_id(),
            "Belum perlu datang. Siap cetak, mendapat giliran berikutnya.");
}

// The place that is told is the place that is granted.
TEST_F(ExplainTest, WhoHasNobodyAheadIsServedNext) {
  GivenBlanks(kRegency, 100);
  GivenRecords("lost", 3, {.first_card = false});
  GivenRecords("first", 3, {.recorded_day = 40});
  for (const std::string id : {"first001", "first002", "first003", "lost001", "lost002", "lost003"}) {
    EXPECT_EQ(Explain(id).ahead(), 0) << id;
    EXPECT_THAT(Ids(Pull(1)), ElementsAre(id));
  }
}

TEST_F(ExplainTest, ItSaysWhatIsMissing) {
  GivenBlanks(kRegency, 2);
  GivenRecords("r", 3);
  EXPECT_THAT(Explain("r003").waits_for(), ElementsAre("BLANKS"));
  EXPECT_THAT(Explain("r003").sentence_id(), HasSubstr("tinggal 2 keping"));
  EXPECT_THAT(Explain("r002").waits_for(), testing::IsEmpty());
  ChangePrinter([](auto& printer) { printer.add_reasons("media-jam"); });
  EXPECT_THAT(Explain("r002").waits_for(), ElementsAre("PRINTER"));
  ChangePrinter([](auto& printer) {
    printer.clear_reasons();
    printer.add_reasons("marker-supply-empty");
  });
  EXPECT_THAT(Explain("r002").waits_for(), ElementsAre("RIBBON"));
  EXPECT_THAT(Explain("r002").sentence_id(), HasSubstr("menunggu pita baru"));
  EXPECT_THAT(Explain("r002").staff_sentence_id(), HasSubstr("Menunggu: pita."));
  GivenStation("langkai-2", {kRegency});  // another that can print
  EXPECT_THAT(Explain("r002").waits_for(), testing::IsEmpty());
  ChangePrinter([](auto& printer) { printer.set_held_reason("servis"); }, "langkai-2");
  EXPECT_THAT(Explain("r002").waits_for(), ElementsAre("RIBBON"));
  ChangePrinter([](auto& printer) { printer.clear_reasons(); });
  clock_.Advance(absl::Minutes(5));  // and no heartbeat
  EXPECT_THAT(Explain("r002").waits_for(), ElementsAre("LINK"));
  EXPECT_THAT(Explain("r002").sentence_id(), HasSubstr("sedang tidak terhubung"));
  EXPECT_THAT(Explain("r002").staff_sentence_id(), HasSubstr("Menunggu: hubungan dengan tempat cetak."));
}

TEST_F(ExplainTest, AHoldIsNotExplainedToTheCitizenButToStaff) {
  GivenBlanks(kRegency, 2);
  GivenRecords("r", 1);
  GivenWatch("r001", "DIED");
  EXPECT_EQ(Start(Pull(1).at(0)), "ON_WATCH_LIST");
  const v1::ExplainRecordResponse answer = Explain("r001");
  EXPECT_EQ(answer.gate(), "HOLD");
  EXPECT_FALSE(answer.has_rank());
  EXPECT_EQ(answer.sentence_id(), "Ada data yang perlu diperiksa, silakan datang ke Dinas.");
  EXPECT_THAT(answer.sentence_en(), Not(HasSubstr("DIED")));
  EXPECT_EQ(answer.hold().reason(), "DIED");
  EXPECT_THAT(answer.staff_sentence_id(),
              testing::AllOf(StartsWith("Ditunda cetak sejak 2026-03-02 08:00 oleh station:pelalawan-1"),
                             HasSubstr(": ada di daftar meninggal. Sampai petugas memeriksa datanya")));
  const auto station = scheduler_.Explain(StationAct(), [] {
    v1::ExplainRecordRequest request;
    request.set_record_id("r001");
    return request;
  }());
  ASSERT_OK(station);
  EXPECT_FALSE(station->has_hold());
  EXPECT_EQ(station->staff_sentence_id(), "");
}

TEST_F(ExplainTest, AHoldSaysHowLongAndWhy) {
  GivenRecords("r", 1);
  records::v1::HoldRecordRequest hold;
  hold.set_record_id("r001");
  hold.set_reason("PERSON");
  hold.set_note("menunggu surat");
  hold.mutable_until()->set_seconds(absl::ToUnixSeconds(clock_.Now() + absl::Hours(48)));
  const access::Act act = Sign(hold, Staff());
  ASSERT_OK(records_.Hold(act, hold));
  EXPECT_EQ(
      Explain("r001").staff_sentence_id(),
      "Ditunda cetak sejak 2026-03-02 08:00 oleh local:budi: keputusan petugas. Sampai 2026-03-04 08:00, lalu "
      "dilanjutkan sendiri. Catatan: menunggu surat.");
  EXPECT_THAT(Explain("r001").staff_sentence_en(), HasSubstr("On hold since 2026-03-02 08:00 by local:budi"));
}

TEST_F(ExplainTest, ACancelledRecordIsNotToldToCome) {
  GivenRecords("r", 1);
  records::v1::CancelRecordRequest cancel;
  cancel.set_record_id("r001");
  cancel.set_reason("salah input");
  const access::Act act = Sign(cancel, Staff());
  ASSERT_OK(records_.Cancel(act, cancel));
  const v1::ExplainRecordResponse answer = Explain("r001");
  EXPECT_THAT(answer.sentence_id(), StartsWith("Dibatalkan: "));
  EXPECT_EQ(answer.staff_sentence_id(),
            "Dibatalkan pada 2026-03-02 08:00 oleh local:budi. Sebab: salah input.");
  EXPECT_EQ(answer.waits_for_size(), 0);
}

TEST_F(ExplainTest, APrintedCardIsToBeCollectedAtItsPlace) {
  GivenBlanks(kRegency, 2);
  GivenRecords("r", 1);
  Report(Take(1).at(0), v1::OUTCOME_PRINTED);
  EXPECT_THAT(Explain("r001").sentence_id(), StartsWith("Silakan ambil di Disdukcapil Pelalawan"));
  EXPECT_EQ(Explain("r001").staff_sentence_id(),
            "Tercetak pada 2026-03-02 08:00 di pelalawan-1/p1, lot L1; belum diserahkan.");
}

TEST_F(ExplainTest, ListsShowOpenJobsOnceOverPages) {
  GivenBlanks(kRegency, 10);
  GivenBlanks(kLangkai, 10, "L2");
  GivenRecords("r", 6);
  GivenRecords("k", 2, {.site = kLangkai});
  Pull(2);
  const std::vector<v1::Job> started = Take(3);
  Report(started[0], v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  Report(started[1], v1::OUTCOME_PRINTED);
  Pull(2, kOtherStation);
  EXPECT_THAT(List({}, 2), ElementsAre("r001", "r002", "r005", "r003", "k001", "k002"));
  EXPECT_EQ(List({}, 2), List({}, 100));
  v1::ListJobsRequest request;
  request.set_station_id(kOtherStation);
  EXPECT_THAT(List(request, 1), ElementsAre("k001", "k002"));
  request.Clear();
  request.set_site(kRegency);
  request.add_states(records::v1::RECORD_STATE_UNCERTAIN);
  EXPECT_THAT(List(request, 100), ElementsAre("r003"));
  EXPECT_EQ(ReasonOf(scheduler_.ListJobs(Staff("14.06"), request, 5, "").status()), "OUT_OF_SCOPE");
}

}  // namespace
}  // namespace blangko::scheduler
