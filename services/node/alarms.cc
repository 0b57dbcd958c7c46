#include "services/node/alarms.h"

#include <algorithm>

#include "base/status_macros.h"
#include "services/printers/awaited_journals.h"
#include "services/printers/station_table.h"

namespace blangko::node {
namespace {

using storage::Snapshot;

// What `count` finds, else an empty one.
template <typename Found, typename Count>
Found Ask(storage::Store& store, const Count& count) {
  return storage::ViewFor<Found>(store, count).value_or(Found());
}

}  // namespace

printers::SupplyAlarms Alarms::supplies() const {
  return Ask<printers::SupplyAlarms>(
      store_, [this](Snapshot& rows) { return printers::CountAlarms(rows, clock_.Now()); });
}

incidents::OpenCount Alarms::open_incidents() const {
  return Ask<incidents::OpenCount>(store_, [](Snapshot& rows) { return incidents::CountOpen(rows, ""); });
}

double Alarms::oldest_incident_seconds() const {
  const incidents::OpenCount open = open_incidents();
  if (open.count == 0) return 0;
  const absl::Duration age = clock_.Now() - absl::FromUnixMicros(open.oldest_micros);
  return absl::ToDoubleSeconds(std::max(age, absl::ZeroDuration()));
}

int64_t Alarms::stations_quarantined() const { return Ask<int64_t>(store_, printers::CountQuarantined); }

int64_t Alarms::awaited_journals() const {
  return Ask<int64_t>(store_, [](Snapshot& rows) -> absl::StatusOr<int64_t> {
    ASSIGN_OR_RETURN(const auto awaited, printers::AwaitedJournals::Read(rows));
    return static_cast<int64_t>(awaited.Awaited().size());
  });
}

destruction::Kept Alarms::kept_cards() const {
  return Ask<destruction::Kept>(
      store_, [this](Snapshot& rows) { return destruction::CountAllKept(rows, "", clock_.Now()); });
}

movements::OpenCases Alarms::open_cases() const {
  return Ask<movements::OpenCases>(
      store_, [this](Snapshot& rows) { return movements::CountOpenCases(rows, "", clock_.Now()); });
}

loans::Waiting Alarms::loans() const {
  return Ask<loans::Waiting>(store_,
                             [this](Snapshot& rows) { return loans::CountWaiting(rows, clock_.Now()); });
}

}  // namespace blangko::node
