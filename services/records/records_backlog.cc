#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/records/backlog.h"
#include "services/records/flow.h"
#include "services/records/records.h"

namespace blangko::records {
namespace {

constexpr size_t kSitesMax = 10'000;
constexpr int64_t kFlowDays = 31;
constexpr int64_t kBandDays[] = {7, 30, 90, 180};  // band i: younger than kBandDays[i] days

int32_t BandOf(int64_t age_days) {
  int32_t band = 0;
  for (const int64_t days : kBandDays) band += age_days >= days ? 1 : 0;
  return band;
}

common::v1::Date DateOf(int64_t day) {
  const absl::CivilDay civil = absl::CivilDay(1970, 1, 1) + day;
  common::v1::Date date;
  date.set_year(static_cast<int32_t>(civil.year()));
  date.set_month(civil.month());
  date.set_day(civil.day());
  return date;
}

void AddFlow(v1::FlowRow& row, FlowEvent event, int64_t count) {
  switch (event) {
    case FlowEvent::kAdded: row.set_added_count(count); break;
    case FlowEvent::kReady: row.set_ready_count(count); break;
    case FlowEvent::kPrinted: row.set_printed_count(count); break;
    case FlowEvent::kHandedOver: row.set_handed_over_count(count); break;
  }
}

// Collects the backlog of one site after the other.
class BacklogFold {
 public:
  BacklogFold(storage::Snapshot& snapshot, PlacementRule& placement, absl::Time now)
      : snapshot_(snapshot), placement_(placement), now_(now) {}

  absl::Status AddSite(const rows::v1::Office& office) {
    site_ = office.code();
    today_ = access::OfficeDay(access::TimeZoneOf(office), now_);
    RETURN_IF_ERROR(AddCounts());
    return AddFlowRows();
  }

  v1::GetBacklogResponse Take() {
    std::stable_sort(response_.mutable_flow()->begin(), response_.mutable_flow()->end(), NewestFirst);
    if (oldest_.has_value()) {
      const int64_t micros = absl::ToUnixMicros(*oldest_);
      response_.mutable_oldest_key_time()->set_seconds(micros / 1'000'000);
      response_.mutable_oldest_key_time()->set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1000);
    }
    return std::move(response_);
  }

 private:
  using Group = std::tuple<uint64_t, uint64_t, int32_t>;  // class, state, band

  static bool NewestFirst(const v1::FlowRow& a, const v1::FlowRow& b) {
    const auto key = [](const v1::FlowRow& row) {
      return std::tuple(row.day().year(), row.day().month(), row.day().day());
    };
    return key(a) > key(b);
  }

  absl::Status AddCounts() {
    std::map<Group, int64_t> groups;
    std::vector<storage::LineId> ready;
    RETURN_IF_ERROR(storage::VisitSiteCounts(
        snapshot_, site_, [&](const storage::LineId& line, int64_t day, int64_t count) {
          groups[{ClassOfLine(line), line.state, BandOf(today_ - day)}] += count;
          const bool waiting = line.state == static_cast<uint64_t>(rows::v1::RECORD_STATE_READY);
          if (waiting && (ready.empty() || !(ready.back() == line))) ready.push_back(line);
          return true;
        }));
    for (const auto& [group, count] : groups) RETURN_IF_ERROR(AddRow(group, count));
    for (const storage::LineId& line : ready) RETURN_IF_ERROR(SeeHead(line));
    return absl::OkStatus();
  }

  absl::Status AddRow(const Group& group, int64_t count) {
    const auto [class_id, state, band] = group;
    v1::BacklogRow& row = *response_.add_rows();
    row.set_site(site_);
    row.set_class_id(class_id);
    row.set_state(static_cast<v1::RecordState>(state));
    row.set_age_band(band);
    row.set_count(count);
    ASSIGN_OR_RETURN(*row.mutable_class_name(), placement_.ClassName(snapshot_, site_, class_id, now_));
    if (row.state() == v1::RECORD_STATE_READY) response_.set_waiting_count(response_.waiting_count() + count);
    return absl::OkStatus();
  }

  absl::Status SeeHead(const storage::LineId& line) {
    return storage::VisitLine(snapshot_, line, std::nullopt,
                              [&](const storage::LinePlace& place, std::string_view) {
                                oldest_ = std::min(oldest_.value_or(place.key), place.key);
                                return false;
                              });
  }

  absl::Status AddFlowRows() {
    std::map<std::pair<int64_t, uint64_t>, v1::FlowRow> rows;
    RETURN_IF_ERROR(
        VisitFlow(snapshot_, site_, today_ - kFlowDays + 1, [&](const FlowPoint& point, int64_t count) {
          AddFlow(rows[{point.day, point.class_id}], point.event, count);
        }));
    for (auto& [key, row] : rows) {
      row.set_site(site_);
      row.set_class_id(key.second);
      *row.mutable_day() = DateOf(key.first);
      if (key.first == today_) {
        response_.set_printed_today_count(response_.printed_today_count() + row.printed_count());
      }
      *response_.add_flow() = row;
    }
    return absl::OkStatus();
  }

  storage::Snapshot& snapshot_;
  PlacementRule& placement_;
  const absl::Time now_;
  std::string site_;
  int64_t today_ = 0;
  std::optional<absl::Time> oldest_;
  v1::GetBacklogResponse response_;
};

}  // namespace

absl::StatusOr<v1::GetBacklogResponse> ReadBacklog(storage::Snapshot& snapshot, PlacementRule& placement,
                                                   std::string_view prefix, absl::Time now) {
  ASSIGN_OR_RETURN(const auto offices, access::OfficesIn(snapshot, prefix, kSitesMax));
  BacklogFold fold(snapshot, placement, now);
  for (const auto& office : offices) RETURN_IF_ERROR(fold.AddSite(office));
  return fold.Take();
}

absl::StatusOr<v1::GetBacklogResponse> Records::Backlog(const access::Act& act,
                                                        const v1::GetBacklogRequest& request) {
  if (!request.office().empty()) RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  const std::string prefix = request.office().empty() ? act.actor.scope : request.office();
  return storage::ViewFor<v1::GetBacklogResponse>(store_, [&](storage::Snapshot& snapshot) {
    return ReadBacklog(snapshot, ports_.placement, prefix, act.now);
  });
}

}  // namespace blangko::records
