#include "printer/ipp/job_watch.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace blangko::printer {
namespace {

using State = CardProgress::State;

PrinterFacts Printer(int64_t up_time) {
  PrinterFacts printer;
  printer.uuid = "urn:uuid:1";
  printer.up_time_seconds = up_time;
  printer.accepting = true;
  return printer;
}

JobFacts Job(JobFacts::State state = JobFacts::State::kUnended) {
  JobFacts job;
  job.id = 7;
  job.name = "r1/1";
  job.uuid = "urn:uuid:job";
  job.state = state;
  return job;
}

// A look a minute after the job was made, at which the card is done; the cases change one thing.
JobLook Done() {
  return {absl::Seconds(60), Transfer::kTaken, Printer(160), Job(JobFacts::State::kCompleted)};
}

struct Case {
  std::string name;
  std::function<void(JobLook&)> change;
  State state;
  std::string reason;
};

class JobWatchTest : public testing::TestWithParam<Case> {};

TEST_P(JobWatchTest, Judges) {
  JobWatch watch(Job(), Printer(100));
  JobLook look = Done();
  GetParam().change(look);
  watch.TakeLook(look);
  EXPECT_EQ(watch.progress().state, GetParam().state);
  EXPECT_EQ(watch.progress().reason, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    All, JobWatchTest,
    testing::Values(
        Case{"Done", [](JobLook&) {}, State::kDone, ""},
        Case{"StillPrinting", [](JobLook& look) { look.job = Job(); }, State::kBusy, ""},
        Case{"DoneBeforeTheReply", [](JobLook& look) { look.transfer = Transfer::kGoing; }, State::kBusy, ""},
        Case{"NoAnswerAboutTheJob", [](JobLook& look) { look.job = absl::UnknownError("silent"); },
             State::kBusy, ""},
        Case{"JobUnknown", [](JobLook& look) { look.job = absl::NotFoundError("no job"); }, State::kUnknown,
             "JOB_UNKNOWN"},
        Case{"AnotherJobOfThatNumber", [](JobLook& look) { look.job->name = "r2/1"; }, State::kUnknown,
             "JOB_OF_ANOTHER"},
        Case{"SameNameMadeAgain", [](JobLook& look) { look.job->uuid = "urn:uuid:other"; }, State::kUnknown,
             "JOB_OF_ANOTHER"},
        Case{"UpTimeBack", [](JobLook& look) { look.printer.up_time_seconds = 20; }, State::kUnknown,
             "PRINTER_RESTARTED"},
        // It had run 100 s, went off, and has run 110 s since: no second is missing but those it was off.
        Case{"RestartedAndCaughtUp",
             [](JobLook& look) {
               look.since_made = absl::Seconds(300);
               look.printer.up_time_seconds = 110;
             },
             State::kUnknown, "PRINTER_RESTARTED"},
        Case{"ASlowClock", [](JobLook& look) { look.printer.up_time_seconds = 157; }, State::kDone, ""},
        Case{"UpTimeNotTold", [](JobLook& look) { look.printer.up_time_seconds = -1; }, State::kUnknown,
             "PRINTER_RESTARTED"},
        Case{"Swapped", [](JobLook& look) { look.printer.uuid = "urn:uuid:2"; }, State::kUnknown,
             "PRINTER_CHANGED"},
        Case{"Jammed",
             [](JobLook& look) {
               look.job->state = JobFacts::State::kAborted;
               look.job->reasons = {"aborted-by-system"};
               look.printer.reasons = {"media-jam"};
             },
             State::kUnknown, "media-jam"},
        Case{"CancelledAtThePanel",
             [](JobLook& look) {
               look.job->state = JobFacts::State::kAborted;
               look.job->reasons = {"job-canceled-at-device"};
             },
             State::kUnknown, "job-canceled-at-device"},
        Case{"AbortedWithoutACause", [](JobLook& look) { look.job->state = JobFacts::State::kAborted; },
             State::kUnknown, "JOB_ENDED_EARLY"},
        Case{"CompletedWithErrors", [](JobLook& look) { look.job->reasons = {"job-completed-with-errors"}; },
             State::kUnknown, "COMPLETED_WITH_ERRORS"}),
    [](const auto& tested) { return tested.param.name; });

TEST(JobWatch, ALostReplyStaysUnknownWhateverThePrinterSaysLater) {
  JobWatch watch(Job(), Printer(100));
  watch.TransferFailed();
  watch.TakeLook(Done());
  EXPECT_EQ(watch.progress().state, State::kUnknown);
  EXPECT_EQ(watch.progress().reason, "LOST_REPLY");
}

TEST(JobWatch, LearnsTheUuidOfTheJobAtTheFirstLook) {
  JobFacts made = Job();
  made.uuid.clear();
  JobWatch watch(made, Printer(100));
  JobLook look = Done();
  look.job = Job();
  watch.TakeLook(look);
  look = Done();
  look.job->uuid = "urn:uuid:other";
  watch.TakeLook(look);
  EXPECT_EQ(watch.progress().reason, "JOB_OF_ANOTHER");
}

TEST(JobWatch, ThePrinterThatCountedOnAndThenLessHasRestarted) {
  JobWatch watch(Job(), Printer(100));
  JobLook look = Done();
  look.job = Job();
  look.printer.up_time_seconds = 400;  // its clock runs fast
  watch.TakeLook(look);
  look.printer.up_time_seconds = 399;
  watch.TakeLook(look);
  EXPECT_EQ(watch.progress().reason, "PRINTER_RESTARTED");
}

TEST(JobWatch, ASpoolersWordAndAPrinterWithoutIdentityAreUnverified) {
  for (const bool spooler : {true, false}) {
    PrinterFacts printer = Printer(100);
    printer.spooler = spooler;
    if (!spooler) printer.uuid.clear();
    JobWatch watch(Job(), printer);
    JobLook look = Done();
    look.printer.uuid = printer.uuid;
    watch.TakeLook(look);
    EXPECT_EQ(watch.progress().state, State::kDone);
    EXPECT_TRUE(watch.progress().unverified);
  }
}

}  // namespace
}  // namespace blangko::printer
