#include "tests/crash/damage_run.h"

#include <filesystem>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "tests/crash/campaign_office.h"
#include "tests/crash/mutator.h"
#include "tests/crash/served_check.h"
#include "tests/support/office_client.h"
#include "tests/support/process.h"
#include "tests/support/server_process.h"
#include "tests/support/wait.h"

namespace blangko::crash {
namespace {

using support::ServerState;

constexpr int kCards = 20;
constexpr int64_t kBlanks = 100;
constexpr absl::Duration kCheckLimit = absl::Seconds(60);

class DamageRun {
 public:
  DamageRun(const DamagePlan& plan, int port)
      : plan_(plan),
        rng_(plan.seed),
        rows_(PrintReadyRows(plan.seed, kCards)),
        server_(ProgramPath(plan.bin, "blangkod", plan.plant), plan.folder, port,
                PlantEnvironment(plan.plant)),
        channel_(OpenQuickChannel(server_.address())),
        office_(channel_, clock_) {}

  absl::StatusOr<RunResult> Run() {
    const absl::Time start = clock_.Now();
    RETURN_IF_ERROR(SetUp());
    KeepOldCopy();
    RETURN_IF_ERROR(StartServer());
    WorkUntilKilled();
    ASSIGN_OR_RETURN(const std::string done, Inflict(plan_.damage, Store(), Old(), rng_));
    ASSIGN_OR_RETURN(const ServerState state, server_.StartAny());
    RETURN_IF_ERROR(Judge(state));
    KillServer();
    if (state == ServerState::kServes) RETURN_IF_ERROR(CheckRows());
    result_.labels["done"] = done;
    result_.labels["file"] = NameOf(plan_.damage.file);
    result_.labels["damage"] = NameOf(plan_.damage.kind);
    result_.seconds = absl::ToDoubleSeconds(clock_.Now() - start);
    return std::move(result_);
  }

 private:
  std::string Store() const { return plan_.folder + "/data"; }
  std::string Old() const { return plan_.folder + "/old"; }

  // Two sessions of work: what one wrote is in a table file after the next start.
  absl::Status SetUp() {
    result_.seed = plan_.seed;
    RETURN_IF_ERROR(StartServer());
    RETURN_IF_ERROR(FillStore(office_, rows_, {"file"}));
    KillServer();
    RETURN_IF_ERROR(StartServer());
    RETURN_IF_ERROR(office_.Receive(kOffice, kLot, kBlanks, "SJ-1"));
    KillServer();
    return absl::OkStatus();
  }

  void KillServer() {
    server_.Kill();
    server_.Wait();
  }

  void KeepOldCopy() {
    std::filesystem::create_directories(Old());
    std::filesystem::copy(Store() + "/db", Old() + "/db", std::filesystem::copy_options::recursive);
    std::filesystem::copy(Store() + "/witness", Old() + "/witness");
  }

  absl::Status StartServer() {
    RETURN_IF_ERROR(server_.Start());
    return AwaitAnswer(office_);
  }

  // The clerk works until the server dies under his hands; what was not answered then is open for ever.
  void WorkUntilKilled() {
    MutatorPlan plan{kOffice, kLot, {}, absl::StrCat("RUN", plan_.seed), plan_.seed + 1};
    for (const cases::CaseRow& row : rows_) plan.records.push_back(row.record_id);
    Mutator clerk(channel_, plan);
    std::thread thread([&clerk] { clerk.Run(); });
    support::LetPass(absl::Milliseconds(100 + static_cast<int64_t>(rng_.Below(300))));
    clerk.ArmAtAcknowledgement([this, &clerk] {
      server_.Kill();
      clerk.GiveUp();
    });
    thread.join();
    server_.Wait();
    ++result_.server_kills;
    acknowledged_ = clerk.acknowledged();
    result_.acknowledged = acknowledged_.changes;
    result_.violations = clerk.violations();
  }

  absl::Status Judge(ServerState state) {
    if (state == ServerState::kEnded) result_.labels["outcome"] = "ended";
    if (state == ServerState::kSafe) {
      result_.labels["outcome"] = "SAFE mode";
      CheckRefusal();
    }
    if (state != ServerState::kServes) return absl::OkStatus();
    result_.labels["outcome"] = "serves everything";
    AwaitAnswer(office_).IgnoreError();  // a server that serves and does not answer is found below
    for (const std::string& lost : FindLost(office_, {&rows_, kBlanks, &acknowledged_})) Violation(lost);
    return absl::OkStatus();
  }

  void CheckRefusal() {
    absl::Status told;
    support::WaitUntil(
        [&] {
          told = office_.CountWaiting(kOffice).status();
          return ReasonOf(told) == "STORE_SAFE_MODE";
        },
        absl::Seconds(10));
    if (ReasonOf(told) != "STORE_SAFE_MODE") Violation("SAFE mode answers: ", told.ToString());
  }

  // What it served stands the full check too.
  absl::Status CheckRows() {
    const std::string said = plan_.folder + "/fsck";
    ASSIGN_OR_RETURN(
        const int code,
        support::RunCommand({plan_.bin + "/blangkod", "fsck", "--directory", Store()}, said, kCheckLimit));
    if (code != 0) Violation("served, but fsck ends with ", code, ", see ", said);
    return absl::OkStatus();
  }

  template <typename... Parts>
  void Violation(const Parts&... parts) {
    result_.violations.push_back(absl::StrCat(parts...));
  }

  const DamagePlan plan_;
  const SystemClock clock_;
  SeededRng rng_;
  const std::vector<cases::CaseRow> rows_;
  support::ServerProcess server_;
  std::shared_ptr<grpc::Channel> channel_;
  support::OfficeClient office_;
  Acknowledged acknowledged_;
  RunResult result_;
};

}  // namespace

absl::StatusOr<RunResult> HoldDamageRun(const DamagePlan& plan) {
  ASSIGN_OR_RETURN(const int port, support::FreePort());
  return DamageRun(plan, port).Run();
}

}  // namespace blangko::crash
