#include "services/records/flow.h"

#include <algorithm>

#include "base/status_macros.h"
#include "storage/key_codec.h"
#include "storage/layers/counter.h"

namespace blangko::records {
namespace {

using storage::KeyReader;
using storage::KeyWriter;
using storage::Table;

KeyWriter SiteKey(std::string_view site) { return KeyWriter(Table::kCounter).U64(kFlowFamily).Text(site); }

absl::StatusOr<FlowPoint> PointOf(std::string_view key) {
  KeyReader reader(key);
  RETURN_IF_ERROR(reader.U64().status());   // family
  RETURN_IF_ERROR(reader.Text().status());  // site
  ASSIGN_OR_RETURN(const uint64_t day, reader.U64());
  ASSIGN_OR_RETURN(const uint64_t class_id, reader.U64());
  ASSIGN_OR_RETURN(const uint64_t event, reader.U64());
  return FlowPoint{static_cast<int64_t>(day), class_id, static_cast<FlowEvent>(event)};
}

}  // namespace

absl::Status CountFlow(storage::Txn& txn, std::string_view site, const FlowPoint& point, int64_t count) {
  const std::string key = SiteKey(site)
                              .U64(static_cast<uint64_t>(point.day))
                              .U64(point.class_id)
                              .U64(static_cast<uint64_t>(point.event))
                              .Take();
  return storage::AddToCounter(txn, key, count);
}

absl::Status VisitFlow(storage::Snapshot& snapshot, std::string_view site, int64_t first_day,
                       absl::FunctionRef<void(const FlowPoint&, int64_t count)> visit) {
  storage::KeyRange range = SiteKey(site).Range();
  range.begin = SiteKey(site).U64(static_cast<uint64_t>(std::max<int64_t>(first_day, 0))).Take();
  absl::Status bad = absl::OkStatus();
  RETURN_IF_ERROR(storage::VisitCounters(snapshot, range, [&](std::string_view key, int64_t count) {
    const absl::StatusOr<FlowPoint> point = PointOf(key);
    bad = point.status();
    if (point.ok()) visit(*point, count);
    return point.ok();
  }));
  return bad;
}

}  // namespace blangko::records
