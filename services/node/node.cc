#include "services/node/node.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "services/audit/audit.h"
#include "services/node/metrics_address.h"
#include "services/node/trouble.h"
#include "storage/open_store.h"

namespace blangko::node {
namespace {

constexpr char kClockHealth[] = "blangko.clock";
constexpr std::string_view kRocks = "rocks:";
constexpr double kMicrosPerSecond = 1e6;
constexpr int kMebibyteBits = 20;

// "rocks:DIR" -> "DIR"; other stores have no directory.
std::string DirectoryOf(std::string_view store) {
  return store.starts_with(kRocks) ? std::string(store.substr(kRocks.size())) : std::string();
}

// The directory of the store and those above it.
absl::Status MakeDirectory(std::string_view store) {
  if (!store.starts_with(kRocks)) return absl::OkStatus();
  std::error_code error;
  const std::string directory = DirectoryOf(store);
  std::filesystem::create_directories(directory, error);
  if (!error) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("cannot make ", directory, ": ", error.message(), "; choose another --data-dir"));
}

}  // namespace

Node::Node(Config config, const Clock& clock, Rng& rng)
    : config_(std::move(config)),
      clock_(clock),
      time_(clock, {.ahead = absl::Hours(24) * config_.clock_ahead_days()}),
      rng_(rng) {}

Node::~Node() { Stop(absl::ZeroDuration()); }

absl::StatusOr<std::unique_ptr<Node>> Node::Start(const Config& config, const Clock& clock, Rng& rng) {
  std::unique_ptr<Node> node(new Node(config, clock, rng));
  RETURN_IF_ERROR(node->Open());
  return node;
}

absl::Status Node::Open() {
  if (config_.insecure()) {
    Log(LogLevel::kWarning, "node.insecure", {{"listen", config_.listen()}, {"transport", "clear text"}});
  }
  RETURN_IF_ERROR(MakeDirectory(config_.store()));
  absl::StatusOr<std::unique_ptr<storage::Store>> opened =
      storage::OpenStore(config_.store(), RulesOfStore());
  if (!opened.ok()) return AdviseOnOpening(opened.status(), DirectoryOf(config_.store()));
  store_ = *std::move(opened);
  metrics_ = std::make_unique<Metrics>(Gauges{
      .store_revision = [this] { return static_cast<double>(store_->DurableRevision()); },
      .pull_waiters = [this] { return static_cast<double>(graph_->pull_waiters()); },
      .serving = [this] { return serving_ ? 1.0 : 0.0; },
      .clock_trusted = [this] { return time_.trusted() ? 1.0 : 0.0; },
      .printers_supply_low = [this] { return static_cast<double>(graph_->supply_alarms().low); },
      .printers_supply_empty = [this] { return static_cast<double>(graph_->supply_alarms().empty); },
      .incidents_open = [this] { return static_cast<double>(graph_->open_incidents().count); },
      .incidents_oldest_age_seconds = [this] { return graph_->oldest_incident_seconds(); },
      .cards_overdue = [this] { return static_cast<double>(graph_->kept_cards().overdue); },
      .loans_overdue = [this] { return static_cast<double>(graph_->waiting_of_loans().overdue_loans); },
      .notices_unseen = [this] { return static_cast<double>(graph_->waiting_of_loans().unseen_notices); },
      .stations_quarantined = [this] { return static_cast<double>(graph_->stations_quarantined()); },
      .awaited_journals = [this] { return static_cast<double>(graph_->awaited_journals()); },
      .safe_mode = [] { return 0.0; },
      .scrub_bytes = [this] { return static_cast<double>(scrub_->bytes); },
      .scrub_finished = [this] { return static_cast<double>(scrub_->finished_micros) / kMicrosPerSecond; }});
  ASSIGN_OR_RETURN(graph_, Graph::Build({&config_, &time_, &rng_, store_.get(), metrics_.get()}));
  ASSIGN_OR_RETURN(metrics_port_, ServeMetrics(config_, *metrics_));
  ASSIGN_OR_RETURN(server_,
                   rpc::Server::Start({.listen = config_.listen(), .reflection = !config_.no_reflection()},
                                      graph_->Services()));
  waker_ = std::make_unique<Waker>(
      clock_, time_, absl::Milliseconds(config_.wake_interval_ms()), graph_->WakeSteps(),
      [this](const std::string& step, const absl::StatusOr<WakeStep::Done>& done) { WatchTurn(step, done); });
  waker_->Start();
  server_->SetServing(true);
  server_->SetHealth(kClockHealth, time_.trusted());
  serving_ = true;
  return absl::OkStatus();
}

storage::OpenOptions Node::RulesOfStore() const {
  storage::OpenOptions rules{.check_rows = audit::CheckBeforeOpening, .scrub = scrub_, .keep_ballast = true};
  if (config_.free_space_floor_mib() > 0) {
    rules.free_space_floor = static_cast<uint64_t>(config_.free_space_floor_mib()) << kMebibyteBits;
  }
  return rules;
}

void Node::WatchTurn(const std::string& step, const absl::StatusOr<WakeStep::Done>& done) {
  server_->SetHealth(kClockHealth, time_.trusted());
  if (!done.ok()) {
    metrics_->CountFailure(step);
  } else if (done->worked > 0) {
    metrics_->CountWork(step, done->worked);
  }
}

std::string Node::address() const { return AddressOf(config_, port()); }

void Node::Stop(absl::Duration grace) {
  serving_ = false;
  if (graph_ != nullptr) graph_->StopWaiting();
  if (server_ != nullptr) server_->Stop(grace);
  if (waker_ != nullptr) waker_->Stop();
}

}  // namespace blangko::node
