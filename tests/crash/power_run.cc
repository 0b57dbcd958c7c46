#include "tests/crash/power_run.h"

#include <set>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/crash/mutator.h"
#include "tests/crash/oracle.h"
#include "tests/crash/power_moment.h"
#include "tests/crash/power_person.h"
#include "tests/support/grpc_call.h"
#include "tests/support/wait.h"

namespace blangko::crash {
namespace {

using records::v1::RECORD_STATE_GRANTED;
using records::v1::RECORD_STATE_PRINTED;
using records::v1::RECORD_STATE_READY;
using records::v1::RECORD_STATE_STARTED;
using records::v1::RECORD_STATE_UNCERTAIN;

constexpr int kRecords = 5;
constexpr size_t kTouchable = 2;  // of them, at the end of the line, the clerk may hold
constexpr int64_t kBlanks = 20;   // in the printer's hopper
constexpr absl::Duration kDrainLimit = absl::Seconds(30);
constexpr absl::Duration kLookEvery = absl::Milliseconds(60);
constexpr absl::Duration kClerkPause = absl::Milliseconds(15);
constexpr absl::Duration kOnTheWay = absl::Milliseconds(5);  // what is on a cable arrives

class PowerRun {
 public:
  explicit PowerRun(const PowerPlan& plan, std::unique_ptr<PowerScene> scene)
      : plan_(plan),
        rng_(plan.seed),
        rows_(PrintReadyRows(plan.seed, kRecords)),
        scene_(std::move(scene)),
        person_(*scene_),
        hit_(rng_.Below(2)),
        moment_(*scene_, person_, rng_, rows_[hit_].record_id),
        mutator_(scene_->channel(), MutatorPlanOf()) {}

  absl::StatusOr<RunResult> Run() {
    const absl::Time start = clock_.Now();
    RETURN_IF_ERROR(scene_->SetUp(rows_));
    RETURN_IF_ERROR(PrintBefore());
    RETURN_IF_ERROR(moment_.Arm());
    RETURN_IF_ERROR(Receive(kBlanks - static_cast<int64_t>(hit_)));
    std::thread clerk([this] { mutator_.Run(); });
    const absl::Status status = LosePower();
    mutator_.Stop();
    clerk.join();
    RETURN_IF_ERROR(status);
    const bool drained = Drain();
    RETURN_IF_ERROR(EndAndReopen());
    JudgeRun(drained);
    result_.seconds = absl::ToDoubleSeconds(clock_.Now() - start);
    return std::move(result_);
  }

 private:
  template <typename... Parts>
  void Violation(const Parts&... parts) {
    result_.violations.push_back(absl::StrCat(parts...));
  }

  MutatorPlan MutatorPlanOf() const {
    MutatorPlan plan{kOffice, kLot, {}, absl::StrCat("RUN", plan_.seed), plan_.seed + 1};
    plan.pause = kClerkPause;
    for (size_t i = rows_.size() - kTouchable; i < rows_.size(); ++i) {
      plan.records.push_back(rows_[i].record_id);
    }
    return plan;
  }

  absl::Status Receive(int64_t count) {
    return count == 0 ? absl::OkStatus()
                      : scene_->office().Receive(kOffice, kLot, count, absl::StrCat("SJ-", ++deliveries_));
  }

  // The cards that come out before the one that is hit.
  absl::Status PrintBefore() {
    RETURN_IF_ERROR(Receive(static_cast<int64_t>(hit_)));
    const auto printed = [this] {
      person_.LookAtWaiting();
      const auto records = scene_->office().ListRecords(kOffice, {RECORD_STATE_PRINTED});
      return records.ok() && records->size() == hit_;
    };
    if (hit_ == 0 || support::WaitUntil(printed, kDrainLimit)) return absl::OkStatus();
    return absl::UnavailableError("power: the first card does not come out");
  }

  absl::Status LosePower() {
    if (!moment_.Reach()) Violation("the step was not reached");
    const PowerOff& off = plan_.power.off;
    scene_->SwitchOff(off);
    moment_.LetGo(off);
    support::LetPass(kOnTheWay);
    if (off.printer) scene_->printer_wire().Unplug();
    if (off.server) scene_->server_wire().Unplug();
    support::LetPass(absl::Milliseconds(static_cast<int64_t>(rng_.Below(150))));
    return scene_->SwitchOn(off, rng_);
  }

  // Until nothing is left that could be printed, or only what two persons must decide.
  bool Drain() {
    const auto drained = [this] {
      person_.LookAtWaiting();
      person_.DecideDoubtful();
      const auto left = scene_->office().ListRecords(
          kOffice, {RECORD_STATE_READY, RECORD_STATE_GRANTED, RECORD_STATE_STARTED});
      const auto doubtful = scene_->office().Jobs({RECORD_STATE_UNCERTAIN});
      support::LetPass(kLookEvery);
      return left.ok() && left->empty() && doubtful.ok() &&
             static_cast<int64_t>(doubtful->size()) == person_.needs_two();
    };
    if (support::WaitUntil(drained, kDrainLimit)) return true;
    Violation("the line did not drain");
    return false;
  }

  // The judgement is about what a restart finds on the disks.
  absl::Status EndAndReopen() {
    StationProcess& station = scene_->station();
    station.Kill(SIGTERM);
    if (station.Wait() != 0) Violation("the station did not stop cleanly");
    if (const auto journal = station.VerifyJournal(); !journal.ok()) Violation(support::Brief(journal));
    scene_->server().Kill();
    scene_->server().Wait();
    return scene_->StartServer();
  }

  void JudgeRun(bool drained) {
    const auto world = scene_->printer().World();
    const Evidence evidence{kOffice, kLot, kBlanks, &rows_, &mutator_.acknowledged(), TrayOf(world), drained};
    const Verdict verdict = Judge(scene_->office(), evidence);
    for (const auto& found : {person_.violations(), mutator_.violations(), verdict.violations}) {
      result_.violations.insert(result_.violations.end(), found.begin(), found.end());
    }
    CheckHopper(world);
    result_.seed = plan_.seed;
    result_.cards = evidence.tray.Finished();
    result_.spoiled = verdict.counted.spoiled;
    result_.looked_at = person_.looks();
    result_.undecided = verdict.counted.uncertain;
    result_.acknowledged = mutator_.acknowledged().changes;
    result_.resent = mutator_.acknowledged().resent;
    result_.server_kills = plan_.power.off.server ? 1 : 0;
    result_.station_kills = plan_.power.off.station ? 1 : 0;
    result_.printer_kills = plan_.power.off.printer ? 1 : 0;
    Name();
  }

  // Each blank was picked once, and what the hopper still holds is what the ledger has there.
  void CheckHopper(const std::vector<printer_sim::PickedBlank>& world) {
    std::set<std::string> picked;
    for (const auto& blank : world) {
      if (!picked.insert(blank.blank.uid).second) Violation("blank ", blank.blank.uid, " was picked twice");
    }
    const auto balances = scene_->office().BalancesOf(kOffice);
    if (!balances.ok()) return Violation("balances: no answer");
    const int64_t ledger = balances->available() + balances->reserved() + balances->uncertain_held() -
                           mutator_.acknowledged().received;
    const int64_t hopper = kBlanks - static_cast<int64_t>(world.size());
    if (ledger != hopper) Violation("the hopper holds ", hopper, " blanks, the ledger says ", ledger);
  }

  void Name() {
    result_.labels = {{"printer", NameOf(plan_.power.printer)},
                      {"step", NameOf(plan_.power.step)},
                      {"off", NameOf(plan_.power.off)},
                      {"outcome", FateOfHitCard()}};
  }

  std::string FateOfHitCard() {
    const std::string& id = rows_[hit_].record_id;
    const auto record = scene_->office().GetRecord(id);
    if (!record.ok()) return "unknown";
    const auto decided = person_.decided().find(id + "/1");
    const std::string doubt = decided == person_.decided().end() ? "" : "doubt, " + decided->second;
    if (record->state() == RECORD_STATE_UNCERTAIN) return "doubt, two persons";
    if (record->state() != RECORD_STATE_PRINTED) return absl::StrCat("state ", record->state());
    if (record->attempts_size() == 1) return doubt.empty() ? "printed" : doubt;
    return (doubt.empty() ? "not printed" : doubt) + ", then printed";
  }

  const PowerPlan plan_;
  const SystemClock clock_;
  SeededRng rng_;
  const std::vector<cases::CaseRow> rows_;
  const std::unique_ptr<PowerScene> scene_;
  PowerPerson person_;
  const size_t hit_;  // which row's card
  PowerMoment moment_;
  Mutator mutator_;
  int deliveries_ = 0;
  RunResult result_;
};

}  // namespace

absl::StatusOr<RunResult> HoldPowerRun(const PowerPlan& plan) {
  ASSIGN_OR_RETURN(std::unique_ptr<PowerScene> scene, PowerScene::Build(plan));
  return PowerRun(plan, std::move(scene)).Run();
}

}  // namespace blangko::crash
