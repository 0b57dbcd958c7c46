#include "tests/crash/cut_run.h"

#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/rng.h"
#include "base/status_macros.h"
#include "tests/crash/campaign_office.h"
#include "tests/crash/clerks.h"
#include "tests/crash/cut_disk.h"
#include "tests/crash/cut_judgement.h"
#include "tests/crash/safe_answer.h"
#include "tests/crash/served_check.h"
#include "tests/support/office_client.h"
#include "tests/support/process.h"
#include "tests/support/server_process.h"
#include "tests/support/wait.h"

namespace blangko::crash {
namespace {

using support::ServerState;

constexpr int kCards = 30;
constexpr int64_t kBlanks = 100;
constexpr absl::Duration kCheckLimit = absl::Seconds(60);
constexpr absl::Duration kStopLimit = absl::Seconds(10);
constexpr uint64_t kOpeningMilliseconds = 120;  // until it serves, on a busy machine

class CutRun {
 public:
  CutRun(const CutPlan& plan, int port)
      : plan_(plan),
        rng_(plan.seed),
        rows_(PrintReadyRows(plan.seed, kCards)),
        plain_(plan.bin + "/blangkod", plan.folder, port),
        server_(ProgramPath(plan.bin, "blangkod", plan.plant), plan.folder, port,
                PlantEnvironment(plan.plant)),
        channel_(OpenQuickChannel(server_.address())),
        office_(channel_, clock_),
        clerks_(channel_, rows_, plan.seed) {}

  absl::StatusOr<RunResult> Run() {
    const absl::Time start = clock_.Now();
    result_.seed = plan_.seed;
    ASSIGN_OR_RETURN(disk_, CutDisk::Make(plan_.folder, Store()));
    RETURN_IF_ERROR(SetUp());
    for (int i = 0; i < plan_.cuts && result_.violations.empty() && result_.safe == 0; ++i)
      RETURN_IF_ERROR(HoldCut());
    if (result_.violations.empty() && result_.safe == 0) JudgeLastWords();
    End(server_);
    for (const std::string& violation : clerks_.violations()) Violation(violation);
    result_.acknowledged = clerks_.acknowledged().changes;
    result_.resent = clerks_.sent_again();
    result_.seconds = absl::ToDoubleSeconds(clock_.Now() - start);
    return std::move(result_);
  }

 private:
  std::string Store() const { return plan_.folder + "/data"; }

  // By the plain program, whatever is planted: the bug is to be caught at a cut. Every third time the first one comes
  // while the store is made.
  absl::Status SetUp() {
    if (rng_.OneIn(3)) {
      RETURN_IF_ERROR(CutAnOpening(plain_));
    }
    RETURN_IF_ERROR(plain_.Start());
    RETURN_IF_ERROR(AwaitAnswer(office_));
    RETURN_IF_ERROR(FillStore(office_, rows_, {"file"}));
    RETURN_IF_ERROR(office_.Receive(kOffice, kLot, kBlanks, "SJ-1"));
    End(plain_);
    RETURN_IF_ERROR(server_.Start());
    return AwaitAnswer(office_);
  }

  static void End(support::ServerProcess& server) {
    server.Kill();
    server.Wait();
  }

  // Every fourth cut meets a server that opens its store; of the others every second one comes at the very moment an
  // acknowledgement arrives.
  absl::Status HoldCut() {
    if (rng_.OneIn(4)) {
      End(server_);
      RETURN_IF_ERROR(CutAnOpening(server_));
    } else {
      RETURN_IF_ERROR(CutAtWork());
    }
    return JudgeStore();
  }

  absl::Status CutAnOpening(support::ServerProcess& server) {
    RETURN_IF_ERROR(server.Launch());
    support::LetPass(absl::Milliseconds(static_cast<int64_t>(rng_.Below(kOpeningMilliseconds))));
    ++result_.cuts_while_opening;
    Stop(server);
    return CutPower(server);
  }

  absl::Status CutAtWork() {
    clerks_.Begin();
    support::LetPass(absl::Milliseconds(30 + static_cast<int64_t>(rng_.Below(200))));
    if (rng_.OneIn(2)) {
      clerks_.ArmAtAcknowledgement([this] { Stop(server_); });
      server_.WaitStopped(kStopLimit);
      clerks_.ArmAtAcknowledgement(nullptr);
    } else {
      Stop(server_);
    }
    return CutPower(server_);
  }

  // In the thread of a clerk too; who reads the time waits for the stop and disarms the clerks before.
  void Stop(support::ServerProcess& server) {
    stopped_ = steady_.Now();
    server.Kill(SIGSTOP);
  }

  absl::Status CutPower(support::ServerProcess& server) {
    if (!server.WaitStopped(kStopLimit)) Violation("the server was not there any more, see ", server.log());
    const absl::Status cut = disk_->Cut();
    clerks_.GiveUp();
    End(server);
    clerks_.Join();
    RETURN_IF_ERROR(cut);
    ++result_.power_cuts;
    return disk_->SwitchOn();
  }

  // The full check comes before anybody has opened the store again.
  absl::Status JudgeStore() {
    const std::string said = plan_.folder + "/fsck";
    ASSIGN_OR_RETURN(
        const int code,
        support::RunCommand({plan_.bin + "/blangkod", "fsck", "--directory", Store()}, said, kCheckLimit));
    ASSIGN_OR_RETURN(const ServerState state, server_.StartAny());
    if (state == ServerState::kEnded) Violation("the server does not start again, see ", server_.log());
    if (state == ServerState::kSafe) JudgeSafe();
    if (state != ServerState::kServes) return absl::OkStatus();
    if (code != 0) Violation("served, but fsck ended with ", code, ", see ", said);
    RETURN_IF_ERROR(AwaitAnswer(office_));
    JudgeServed(clerks_.acknowledged());
    return absl::OkStatus();
  }

  void JudgeSafe() {
    ++result_.safe;
    const auto missing = GroupsMissing(office_);
    if (!missing.ok()) return Violation("SAFE mode answers: ", missing.status().ToString());
    for (const std::string& line : JudgeSafeMode(*missing, clerks_.acknowledged().answers, stopped_))
      Violation(line);
  }

  void JudgeServed(const Acknowledged& acknowledged) {
    for (const std::string& lost : FindLost(office_, {&rows_, kBlanks, &acknowledged})) Violation(lost);
    const auto equation = office_.Equation(kOffice);
    if (!equation.ok() || !equation->exact()) Violation("served, but the equation is not exact");
    CheckRevision(acknowledged);
  }

  // Changes that were undone since are in no list, but they have their place in the log.
  void CheckRevision(const Acknowledged& acknowledged) {
    uint64_t newest = 0;
    for (const Acknowledgement& answer : acknowledged.answers) newest = std::max(newest, answer.revision);
    const auto served = RevisionOf(office_);
    if (!served.ok()) return Violation("served, but the revision is not told: ", served.status().ToString());
    if (*served < newest) Violation("served with revision ", *served, ", acknowledged was revision ", newest);
  }

  // What had no answer at the last cut is sent again: now nothing is open, and every blank was booked once.
  void JudgeLastWords() {
    clerks_.SendWhatIsOpen();
    JudgeServed(clerks_.acknowledged());
  }

  template <typename... Parts>
  void Violation(const Parts&... parts) {
    result_.violations.push_back(absl::StrCat(parts...));
  }

  const CutPlan plan_;
  const SystemClock clock_;
  const SteadyClock steady_;
  SeededRng rng_;
  const std::vector<cases::CaseRow> rows_;
  RunResult result_;
  absl::Time stopped_;             // when the last stop began
  std::unique_ptr<CutDisk> disk_;  // outlives who uses it
  support::ServerProcess plain_;
  support::ServerProcess server_;
  std::shared_ptr<grpc::Channel> channel_;
  support::OfficeClient office_;
  Clerks clerks_;
};

}  // namespace

absl::StatusOr<RunResult> HoldCutRun(const CutPlan& plan) {
  ASSIGN_OR_RETURN(const int port, support::FreePort());
  return CutRun(plan, port).Run();
}

}  // namespace blangko::crash
