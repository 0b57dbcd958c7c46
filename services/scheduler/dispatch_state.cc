#include "services/scheduler/dispatch_state.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "services/records/record_table.h"
#include "services/scheduler/class_turn.h"
#include "services/scheduler/grant_counts.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/policy_table.h"
#include "services/scheduler/site_turns.h"
#include "services/stock/stock_table.h"
#include "storage/layers/line.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;
using rows::v1::PolicyClass;

// Waiting records by class, whatever their generation and whoever is present.
absl::StatusOr<std::map<uint64_t, int64_t>> WaitingAt(storage::Snapshot& snapshot, std::string_view site) {
  std::map<uint64_t, int64_t> waiting;
  RETURN_IF_ERROR(
      storage::VisitSiteCounts(snapshot, site, [&](const storage::LineId& line, int64_t, int64_t count) {
        const bool ready = line.state == static_cast<uint64_t>(rows::v1::RECORD_STATE_READY);
        if (ready) waiting[records::ClassOfLine(line)] += count;
        return true;
      }));
  return waiting;
}

// T of the rank: all that its classes have in the book.
int64_t TotalOf(const std::vector<ClassTally>& rank) {
  int64_t total = 0;
  for (const ClassTally& tally : rank) total += tally.served;
  return total;
}

void AddClass(const SiteTurns& turns, const PolicyClass& rules, int64_t waiting, v1::DispatchState& state) {
  v1::DispatchState::Class& shown = *state.add_classes();
  shown.set_class_id(rules.class_id());
  shown.set_name(rules.name());
  shown.set_granted_today(turns.granted_today(rules.class_id()));
  shown.set_cap(rules.daily_cap());
  shown.set_share(rules.share());
  shown.set_waiting(waiting);
  const std::vector<ClassTally> rank = turns.Rank(rules.rank());
  for (const ClassTally& tally : rank) {
    if (tally.rules->class_id() != rules.class_id() || rules.share() == 0) continue;
    shown.set_served(tally.served);
    shown.set_owed_hundredths(OwedHundredths(tally, TotalOf(rank)));
  }
}

}  // namespace

absl::StatusOr<v1::DispatchState> StateOf(storage::Snapshot& snapshot, std::string_view site,
                                          absl::Time now) {
  ASSIGN_OR_RETURN(const Policy policy, PolicyOf(snapshot, site, now));
  ASSIGN_OR_RETURN(const SiteTurns turns, SiteTurns::Open(snapshot, site, policy, now, std::nullopt));
  ASSIGN_OR_RETURN(const int64_t day, WorkingDay(snapshot, site, now));
  ASSIGN_OR_RETURN(auto waiting, WaitingAt(snapshot, site));
  ASSIGN_OR_RETURN(const int64_t free, stock::CountAllFree(snapshot, site));
  const absl::CivilDay date = absl::CivilDay(1970, 1, 1) + day;
  v1::DispatchState state;
  state.set_site(std::string(site));
  state.set_policy_version(policy.version());
  state.mutable_day()->set_year(static_cast<int32_t>(date.year()));
  state.mutable_day()->set_month(date.month());
  state.mutable_day()->set_day(date.day());
  state.set_granted_today(turns.site().granted_today);
  state.set_daily_cap(policy.daily_cap());
  state.set_free_blanks(free);
  state.set_reserve_floor(policy.reserve_floor());
  for (const PolicyClass& rules : ByRank(policy)) AddClass(turns, rules, waiting[rules.class_id()], state);
  return state;
}

}  // namespace blangko::scheduler
