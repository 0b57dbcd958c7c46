#include "services/node/metrics.h"

#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <exception>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace blangko::node {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr double kMicrosPerSecond = 1e6;
constexpr char kPath[] = "/metrics";

prometheus::Histogram::BucketBoundaries Buckets() {
  return {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
}

MetricFamily GaugeOf(const char* name, const char* help, double value) {
  MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = MetricType::Gauge;
  family.metric.emplace_back();
  family.metric.back().gauge.value = value;
  return family;
}

struct GaugeRow {
  const char* name;
  const char* help;
  std::function<double()> Gauges::*value;
};

constexpr GaugeRow kGauges[] = {
    {"blangko_store_revision", "Number of the newest durable commit group.", &Gauges::store_revision},
    {"blangko_pull_waiters", "Stations that wait for work.", &Gauges::pull_waiters},
    {"blangko_serving", "1 while health answers SERVING.", &Gauges::serving},
    {"blangko_clock_trusted", "1 while the machine's clock can be right.", &Gauges::clock_trusted},
    {"blangko_printers_supply_low", "Printers with ribbon or film for few cards, or none.",
     &Gauges::printers_supply_low},
    {"blangko_printers_supply_empty", "Printers without ribbon or film.", &Gauges::printers_supply_empty},
    {"blangko_incidents_open", "Incidents that nobody has settled.", &Gauges::incidents_open},
    {"blangko_incidents_oldest_age_seconds", "Age of the oldest open incident; 0 = none is.",
     &Gauges::incidents_oldest_age_seconds},
    {"blangko_cards_overdue", "Spoiled and withdrawn cards kept longer than the office's limit.",
     &Gauges::cards_overdue},
    {"blangko_loans_overdue", "Loans of blanks that are owed after their due date.", &Gauges::loans_overdue},
    {"blangko_notices_unseen", "Shipments that passed an office over, and nobody there has said to know of.",
     &Gauges::notices_unseen},
    {"blangko_stations_quarantined", "Stations whose journal is not believed.",
     &Gauges::stations_quarantined},
    {"blangko_awaited_journals",
     "Stations whose journals are awaited after a restore: their sites are closed.",
     &Gauges::awaited_journals},
    {"blangko_store_safe_mode", "1 when the store is not whole and nobody is served.", &Gauges::safe_mode},
    {"blangko_scrub_read_bytes", "Bytes of the store's files that were read again since the start.",
     &Gauges::scrub_bytes},
    {"blangko_scrub_finished_timestamp_seconds", "When all files had been read again; 0 = not yet.",
     &Gauges::scrub_finished},
};

// Asks the node at each scrape.
class Probe : public prometheus::Collectable {
 public:
  explicit Probe(Gauges gauges) : gauges_(std::move(gauges)) {}
  std::vector<MetricFamily> Collect() const override {
    std::vector<MetricFamily> families;
    for (const GaugeRow& row : kGauges) {
      if (const auto& value = gauges_.*row.value) families.push_back(GaugeOf(row.name, row.help, value()));
    }
    return families;
  }

 private:
  const Gauges gauges_;
};

}  // namespace

struct Metrics::Parts {
  explicit Parts(Gauges gauges) : probe(std::make_shared<Probe>(std::move(gauges))) {}

  std::shared_ptr<prometheus::Registry> registry = std::make_shared<prometheus::Registry>();
  std::shared_ptr<Probe> probe;
  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                          .Name("blangko_rpc_requests_total")
                                                          .Help("Calls that have ended, by method and code.")
                                                          .Register(*registry);
  prometheus::Family<prometheus::Histogram>& durations = prometheus::BuildHistogram()
                                                             .Name("blangko_rpc_duration_seconds")
                                                             .Help("Time of a call in the handler.")
                                                             .Register(*registry);
  prometheus::Family<prometheus::Counter>& worked = prometheus::BuildCounter()
                                                        .Name("blangko_waker_worked_total")
                                                        .Help("Objects that background steps worked off.")
                                                        .Register(*registry);
  prometheus::Family<prometheus::Counter>& failures = prometheus::BuildCounter()
                                                          .Name("blangko_waker_failures_total")
                                                          .Help("Turns of background steps that failed.")
                                                          .Register(*registry);
  std::unique_ptr<prometheus::Exposer> exposer;
};

Metrics::Metrics(Gauges gauges) : parts_(std::make_unique<Parts>(std::move(gauges))) {}

Metrics::~Metrics() = default;

void Metrics::CountCall(const rpc::EndedCall& call) {
  const std::string method(call.method);
  parts_->requests.Add({{"method", method}, {"code", absl::StatusCodeToString(call.code)}}).Increment();
  parts_->durations.Add({{"method", method}}, Buckets())
      .Observe(static_cast<double>(call.micros) / kMicrosPerSecond);
}

void Metrics::CountWork(std::string_view step, size_t worked) {
  parts_->worked.Add({{"step", std::string(step)}}).Increment(static_cast<double>(worked));
}

void Metrics::CountFailure(std::string_view step) {
  parts_->failures.Add({{"step", std::string(step)}}).Increment();
}

absl::StatusOr<int> Metrics::Listen(const std::string& address) {
  try {
    parts_->exposer = std::make_unique<prometheus::Exposer>(address, 1);
  } catch (const std::exception& error) {
    return absl::UnavailableError(absl::StrCat("metrics: cannot listen on ", address, ": ", error.what()));
  }
  parts_->exposer->RegisterCollectable(parts_->registry, kPath);
  parts_->exposer->RegisterCollectable(parts_->probe, kPath);
  return parts_->exposer->GetListeningPorts().front();
}

std::string Metrics::Text() const {
  std::vector<MetricFamily> families = parts_->registry->Collect();
  std::vector<MetricFamily> probed = parts_->probe->Collect();
  families.insert(families.end(), std::make_move_iterator(probed.begin()),
                  std::make_move_iterator(probed.end()));
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace blangko::node
