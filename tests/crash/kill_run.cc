#include "tests/crash/kill_run.h"

#include <algorithm>
#include <memory>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/status_macros.h"
#include "tests/crash/campaign_office.h"
#include "tests/crash/cut_disk.h"
#include "tests/crash/mutator.h"
#include "tests/crash/oracle.h"
#include "tests/crash/station_process.h"
#include "tests/crash/tray.h"
#include "tests/support/grpc_call.h"
#include "tests/support/office_client.h"
#include "tests/support/server_process.h"
#include "tests/support/wait.h"

namespace blangko::crash {
namespace {

using records::v1::RECORD_STATE_GRANTED;
using records::v1::RECORD_STATE_READY;
using records::v1::RECORD_STATE_STARTED;
using records::v1::RECORD_STATE_UNCERTAIN;

constexpr size_t kTouchable = 10;  // records at the end of the line that the clerk may hold
constexpr int kLooksAgain = 2;
constexpr absl::Duration kDrainLimit = absl::Seconds(30);
constexpr absl::Duration kLookEvery = absl::Milliseconds(50);

// Milliseconds before each write. Every second run has a slow disk, so that the moments around a write last long
// enough to be hit. A reply that leaves too early is to be seen as such: there the write comes much later, so that
// the kill falls between the two.
int WriteDelay(const KillPlan& plan) {
  if (plan.plant == "reply-before-write") return 40;
  return plan.seed % 2 == 0 ? 3 : 0;
}

std::vector<std::string> ServerEnvironment(const KillPlan& plan) {
  std::vector<std::string> environment = PlantEnvironment(plan.plant);
  if (const int delay = WriteDelay(plan); delay > 0)
    environment.push_back(absl::StrCat("BLANGKO_FAILPOINTS=rocks.before_write=sleep:", delay));
  return environment;
}

class KillRun {
 public:
  KillRun(const KillPlan& plan, int port)
      : plan_(plan),
        port_(port),
        rng_(plan.seed),
        rows_(PrintReadyRows(plan.seed, plan.cards)),
        server_(ProgramPath(plan.bin, "blangkod", plan.plant), plan.folder, port, ServerEnvironment(plan)),
        station_(ProgramPath(plan.bin, "blangko-station", plan.plant), plan.folder + "/station",
                 server_.address(), FileDriverOptions(), PlantEnvironment(plan.plant)),
        channel_(OpenQuickChannel(server_.address())),
        office_(channel_, clock_),
        mutator_(channel_, MutatorPlanOf()) {}

  absl::StatusOr<RunResult> Run() {
    const absl::Time start = clock_.Now();
    RETURN_IF_ERROR(SetUp());
    absl::Status status = StormUnderTheClerk();
    const bool drained = status.ok() && Drain();
    if (status.ok()) status = EndAndReopen();
    if (status.ok()) JudgeRun(drained);
    result_.seconds = absl::ToDoubleSeconds(clock_.Now() - start);
    // A server that serves nobody any more is a result.
    if (!status.ok() && result_.violations.empty()) return status;
    return std::move(result_);
  }

 private:
  MutatorPlan MutatorPlanOf() const {
    MutatorPlan plan{kOffice, kLot, {}, absl::StrCat("RUN", plan_.seed), plan_.seed + 1};
    for (size_t i = rows_.size() - kTouchable; i < rows_.size(); ++i)
      plan.records.push_back(rows_[i].record_id);
    return plan;
  }

  // By the plain program, whatever is planted: the bug is to be caught in the storm.
  absl::Status SetUp() {
    result_.seed = plan_.seed;
    if (plan_.power_cuts) {
      ASSIGN_OR_RETURN(disk_, CutDisk::Make(plan_.folder, plan_.folder + "/data"));
    }
    support::ServerProcess plain(plan_.bin + "/blangkod", plan_.folder, port_);
    RETURN_IF_ERROR(plain.Start());
    RETURN_IF_ERROR(FillStore(office_, rows_, {"file"}));
    RETURN_IF_ERROR(office_.Receive(kOffice, kLot, BlanksAtStart(), "SJ-1"));
    RETURN_IF_ERROR(station_.Register(kOffice));
    plain.Kill();
    plain.Wait();
    RETURN_IF_ERROR(StartServer());
    return station_.Start();
  }

  // The server serves, and the connection of this process has noticed.
  absl::Status StartServer() {
    ASSIGN_OR_RETURN(const support::ServerState state, server_.StartAny());
    if (state != support::ServerState::kServes) {
      result_.violations.push_back("the server does not serve any more, see " + server_.log());
      if (state == support::ServerState::kSafe) ++result_.safe;
      return absl::UnavailableError("campaign: the server does not serve any more");
    }
    const bool heard =
        support::WaitUntil([this] { return office_.CountWaiting(kOffice).ok(); }, absl::Seconds(10));
    return heard ? absl::OkStatus() : absl::UnavailableError("campaign: the server does not answer");
  }

  // Enough for every record to spoil once.
  int64_t BlanksAtStart() const { return 2 * plan_.cards; }

  absl::Status StormUnderTheClerk() {
    std::thread clerk([this] { mutator_.Run(); });
    absl::Status status = Storm();
    if (status.ok()) mutator_.Stop();
    if (!status.ok()) mutator_.GiveUp();
    clerk.join();
    return status;
  }

  absl::Status Storm() {
    for (int i = 0; i < plan_.kills; ++i) {
      PassTime(absl::Milliseconds(100 + static_cast<int64_t>(rng_.Below(500))));
      const uint64_t victim = rng_.Below(4);
      if (victim != 1) RETURN_IF_ERROR(KillServer());
      if (victim == 1 || victim == 2) RETURN_IF_ERROR(KillStation());
      if (victim != 1) RETURN_IF_ERROR(StartServer());
      if (!station_.Running()) RETURN_IF_ERROR(station_.Start());
    }
    return absl::OkStatus();
  }

  // The person comes by while time passes, so that the printer does not stay blocked.
  void PassTime(absl::Duration time) {
    const absl::Time end = clock_.Now() + time;
    while (clock_.Now() < end) {
      LookAtDoubtfulCards();
      support::LetPass(std::min(kLookEvery, end - clock_.Now()));
    }
  }

  // Every second time at the very moment an acknowledgement arrives, which is when a broken promise shows best.
  absl::Status KillServer() {
    if (rng_.OneIn(2)) {
      mutator_.ArmAtAcknowledgement([this] { server_.Kill(Deadly()); });
      const bool dead = IsHit(absl::Seconds(2));
      mutator_.ArmAtAcknowledgement(nullptr);
      if (!dead) server_.Kill(Deadly());
    } else {
      server_.Kill(Deadly());
    }
    ++result_.server_kills;
    return EndServer();
  }

  // For a power cut the server is stopped first, so that no answer leaves after it.
  int Deadly() const { return plan_.power_cuts ? SIGSTOP : SIGKILL; }

  bool IsHit(absl::Duration limit) {
    return plan_.power_cuts ? server_.WaitStopped(limit) : server_.Wait(limit) >= 0;
  }

  // After the deadly signal.
  absl::Status EndServer() {
    absl::Status cut;
    if (plan_.power_cuts && !IsHit(absl::Seconds(10)))
      result_.violations.push_back("the server was not there any more, see " + server_.log());
    if (plan_.power_cuts) cut = disk_->Cut();
    server_.Kill();
    server_.Wait();
    RETURN_IF_ERROR(cut);
    if (!plan_.power_cuts) return absl::OkStatus();
    ++result_.power_cuts;
    return disk_->SwitchOn();
  }

  absl::Status KillStation() {
    station_.Kill();
    station_.Wait();
    ++result_.station_kills;
    return absl::OkStatus();
  }

  // Until nothing is left that could be printed. The person comes by again and again.
  bool Drain() {
    const absl::Time end = clock_.Now() + kDrainLimit;
    while (clock_.Now() < end) {
      if (!LookAtDoubtfulCards()) return false;
      const auto left =
          office_.ListRecords(kOffice, {RECORD_STATE_READY, RECORD_STATE_GRANTED, RECORD_STATE_STARTED});
      if (left.ok() && left->empty() && DecidedAll()) return true;
      support::LetPass(kLookEvery);
    }
    result_.violations.push_back("the line did not drain");
    return false;
  }

  bool DecidedAll() {
    const auto jobs = office_.Jobs({RECORD_STATE_UNCERTAIN});
    return jobs.ok() && jobs->size() == undecided_.size();
  }

  // What lies in the tray decides: a good card, half a card, or nothing, which one person alone may not settle.
  bool LookAtDoubtfulCards() {
    const auto jobs = office_.Jobs({RECORD_STATE_UNCERTAIN});
    const auto tray = ReadTray(station_.tray());
    if (!jobs.ok() || !tray.ok()) return true;
    bool looked = false;
    for (const auto& job : *jobs) {
      const Cards cards = tray->OfAttempt(job.record_id(), job.attempt());
      if (cards.begun == 0) looked |= undecided_.insert(job.record_id()).second;
      if (cards.begun == 0) continue;
      looked = true;
      const absl::Status decided = office_.Resolve(
          job.record_id(), job.attempt(),
          cards.finished > 0 ? scheduler::v1::OUTCOME_PRINTED : scheduler::v1::OUTCOME_SPOILED);
      if (decided.ok()) ++result_.looked_at;
      if (!decided.ok()) result_.violations.push_back(absl::StrCat("resolve: ", support::Brief(decided)));
    }
    return !looked || ClearPrinter();
  }

  bool ClearPrinter() {
    absl::Status cleared = station_.Clear();
    // An agent that was started meanwhile asks to look once more.
    for (int again = 0; !cleared.ok() && again < kLooksAgain; ++again) cleared = station_.Clear();
    if (!cleared.ok()) result_.violations.push_back(support::Brief(cleared));
    // Several spoils in a row hold the printer as well; the person has seen that it works.
    if (cleared.ok()) office_.SetPrinter(StationProcess::kStation, false, 0).IgnoreError();
    return cleared.ok();
  }

  // The judgement is about what a restart finds on the disk.
  absl::Status EndAndReopen() {
    station_.Kill(SIGTERM);
    if (station_.Wait() != 0) result_.violations.push_back("the station did not stop cleanly");
    server_.Kill(Deadly());
    RETURN_IF_ERROR(EndServer());
    RETURN_IF_ERROR(StartServer());
    return AwaitAnswer(office_);
  }

  void JudgeRun(bool drained) {
    Evidence evidence{kOffice, kLot, BlanksAtStart(), &rows_, &mutator_.acknowledged(), {}, drained};
    if (auto tray = ReadTray(station_.tray()); tray.ok()) evidence.tray = *std::move(tray);
    const Verdict verdict = Judge(office_, evidence);
    for (const auto& found : {mutator_.violations(), verdict.violations}) {
      result_.violations.insert(result_.violations.end(), found.begin(), found.end());
    }
    result_.slow_disk = WriteDelay(plan_) > 0 ? 1 : 0;
    result_.cards = evidence.tray.Finished();
    result_.spoiled = verdict.counted.spoiled;
    result_.undecided = verdict.counted.uncertain;
    result_.acknowledged = mutator_.acknowledged().changes;
    result_.resent = mutator_.acknowledged().resent;
  }

  const KillPlan plan_;
  const int port_;
  const SystemClock clock_;
  SeededRng rng_;
  const std::vector<cases::CaseRow> rows_;
  std::unique_ptr<CutDisk> disk_;  // outlives who uses it
  support::ServerProcess server_;
  StationProcess station_;
  std::shared_ptr<grpc::Channel> channel_;
  support::OfficeClient office_;
  Mutator mutator_;
  std::set<std::string> undecided_;  // nothing lies in the tray: two persons must decide
  RunResult result_;
};

}  // namespace

absl::StatusOr<RunResult> HoldKillRun(const KillPlan& plan) {
  ASSIGN_OR_RETURN(const int port, support::FreePort());
  return KillRun(plan, port).Run();
}

}  // namespace blangko::crash
