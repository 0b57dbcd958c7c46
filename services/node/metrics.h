// Metrics: what a node tells Prometheus on /metrics. Names follow promtool's rules; labels are bounded: methods and
// codes of the API, steps of the waker. Nothing personal, no ids.
//
//   blangko_rpc_requests_total{method,code}   blangko_rpc_duration_seconds{method} (histogram)
//   blangko_waker_worked_total{step}          blangko_waker_failures_total{step}
//   blangko_store_revision, blangko_pull_waiters, blangko_serving, blangko_clock_trusted, blangko_printers_supply_low,
//   blangko_printers_supply_empty, blangko_incidents_open, blangko_incidents_oldest_age_seconds,
//   blangko_cards_overdue, blangko_cases_open, blangko_cases_overdue, blangko_loans_overdue, blangko_notices_unseen,
//   blangko_stations_quarantined, blangko_awaited_journals, blangko_store_safe_mode, blangko_scrub_*:
//   asked for at each scrape
//
// Failure: UNAVAILABLE when the address cannot be listened on.
// Threads: any.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/rpc/ended_call.h"

namespace blangko::node {

// Numbers that are looked up when somebody asks; those without a function are left out. The functions outlive the
// Metrics.
struct Gauges {
  std::function<double()> store_revision = {};
  std::function<double()> pull_waiters = {};
  std::function<double()> serving = {};
  std::function<double()> clock_trusted = {};
  std::function<double()> printers_supply_low = {};
  std::function<double()> printers_supply_empty = {};
  std::function<double()> incidents_open = {};
  std::function<double()> incidents_oldest_age_seconds = {};
  std::function<double()> cards_overdue = {};
  std::function<double()> cases_open = {};
  std::function<double()> cases_overdue = {};
  std::function<double()> loans_overdue = {};
  std::function<double()> notices_unseen = {};
  std::function<double()> stations_quarantined = {};
  std::function<double()> awaited_journals = {};
  std::function<double()> safe_mode = {};
  std::function<double()> scrub_bytes = {};
  std::function<double()> scrub_finished = {};
};

class Metrics {
 public:
  explicit Metrics(Gauges gauges);
  ~Metrics();

  void CountCall(const rpc::EndedCall& call);
  // A turn of a background step: how many objects it worked off, or that it failed.
  void CountWork(std::string_view step, size_t worked);
  void CountFailure(std::string_view step);

  // Serves /metrics at host:port; port 0 = any free port. Answers the port.
  absl::StatusOr<int> Listen(const std::string& address);

  // The page as it is served.
  std::string Text() const;

 private:
  struct Parts;
  const std::unique_ptr<Parts> parts_;
};

}  // namespace blangko::node
