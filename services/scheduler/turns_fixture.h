// Fixture of the tests about policies in use: classes by lane, caps and shares, and what the table of the day says.
//
// Threads: belongs to one test.
#pragma once

#include <string>

#include "services/scheduler/dispatch_state.h"
#include "services/scheduler/lanes.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {

class TurnsFixture : public SchedulerFixture {
 protected:
  // Class 1: first cards; class 2: the rest; class 3: the urgent lane, of rank 0, served before both.
  rows::v1::Policy ThreeClasses() {
    rows::v1::Policy policy = DefaultPolicy();
    policy.set_office(kRegency);
    rows::v1::PolicyClass& urgent = *policy.add_classes();
    urgent.set_class_id(3);
    urgent.set_name("Mendesak");
    urgent.set_rank(0);
    urgent.add_lanes(v1::LANE_URGENT);
    return policy;
  }
  absl::StatusOr<records::v1::Record> Lane(const std::string& id, v1::Lane lane, access::Act act,
                                           const std::string& reason = "RUMAH_SAKIT") {
    v1::SetLaneRequest request;
    request.set_record_id(id);
    request.set_lane(lane);
    request.set_reason_code(reason);
    const access::Act signed_act = Sign(request, act);
    return lanes_.Set(signed_act, request);
  }
  std::string LaneError(const std::string& id, v1::Lane lane, const std::string& reason = "RUMAH_SAKIT") {
    return ReasonOf(Lane(id, lane, Staff(), reason).status());
  }
  std::string Present(const std::string& id, bool gone = false) {
    v1::MarkPresentRequest request;
    request.set_record_id(id);
    request.set_gone(gone);
    const access::Act act = Sign(request, Staff());
    return ReasonOf(lanes_.MarkPresent(act, request).status());
  }
  v1::DispatchState State(const std::string& site = kRegency) {
    auto state = storage::ViewFor<v1::DispatchState>(
        store_, [&](storage::Snapshot& snapshot) { return StateOf(snapshot, site, clock_.Now()); });
    EXPECT_OK(state);
    return state.value_or(v1::DispatchState());
  }
  int64_t GrantedToday() { return State().granted_today(); }
  // Why a pull was empty; "" when it was not.
  std::string WhyEmpty(int jobs = 1) {
    const auto pulled = TryPull(jobs);
    if (!pulled.ok()) return ReasonOf(pulled.status());
    return pulled->jobs().empty() ? pulled->empty_reason() : "";
  }

  Lanes lanes_{store_, heads_};
};

}  // namespace blangko::scheduler
