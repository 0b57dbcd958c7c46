// Under overload outcomes are taken to the last, and lists are refused first.
#include "services/rpc/admission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <list>

#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/refusal/refusal.h"
#include "services/rpc/list_turns.h"
#include "services/rpc/server.h"
#include "services/scheduler/limits.h"

namespace blangko::rpc {
namespace {

TEST(Urgency, AnExchangeWithOutcomesIsAFact) {
  scheduler::v1::ExchangeJobsRequest request;
  EXPECT_EQ(UrgencyOf("scheduler.exchange", &request), Urgency::kGrant);
  request.add_outcomes();
  EXPECT_EQ(UrgencyOf("scheduler.exchange", &request), Urgency::kFact);
  EXPECT_EQ(UrgencyOf("scheduler.report", nullptr), Urgency::kFact);
  EXPECT_EQ(UrgencyOf("scheduler.pull", nullptr), Urgency::kGrant);
  EXPECT_EQ(UrgencyOf("stock.receive_shipment", nullptr), Urgency::kStock);
  EXPECT_EQ(UrgencyOf("stock.list_lots", nullptr), Urgency::kList);
  EXPECT_EQ(UrgencyOf("records.rank", nullptr), Urgency::kList);
  EXPECT_EQ(UrgencyOf("desk.get_receipt_status", nullptr), Urgency::kPublic);
}

// True when facts get in whatever else is inside, and the other kinds are refused one after the other.
bool ShedsInOrder() {
  Admission admission;
  std::list<Admission::Entry> inside;
  const auto enter = [&](Urgency urgency) {
    auto entry = admission.Enter(urgency);
    if (entry.ok()) inside.push_back(*std::move(entry));
    return entry.ok();
  };
  for (const Urgency shed : {Urgency::kPublic, Urgency::kList, Urgency::kStock, Urgency::kGrant}) {
    while (enter(shed)) {
    }
    if (admission.working() != LimitOf(shed)) return false;
  }
  for (int i = 0; i < 1000; ++i) {
    if (!enter(Urgency::kFact)) return false;
  }
  return ReasonOf(admission.Enter(Urgency::kGrant).status()) == "OVERLOADED";
}

TEST(Admission, ShedsWhatCanWaitAndNeverAFact) {
  EXPECT_TRUE(ShedsInOrder());
  setenv("BLANGKO_PLANT", "facts-shed", 1);
  EXPECT_FALSE(ShedsInOrder());
  unsetenv("BLANGKO_PLANT");
}

TEST(Admission, CallsThatWaitForWorkAreNotWorkedOn) {
  size_t waiting = 0;
  Admission admission([&] { return waiting; });
  std::list<Admission::Entry> inside;
  for (size_t i = 0; i < LimitOf(Urgency::kGrant); ++i) inside.push_back(*admission.Enter(Urgency::kGrant));
  EXPECT_FALSE(admission.Enter(Urgency::kGrant).ok());
  waiting = inside.size();
  EXPECT_TRUE(admission.Enter(Urgency::kPublic).ok());
  inside.clear();
  EXPECT_EQ(admission.working(), 0u);
}

// gRPC knows no urgency: when it has no thread left it refuses whatever comes.
TEST(Admission, LeavesThreadsForStationsThatReportAtOnce) {
  constexpr size_t kStationsAtOnce = 1024;
  const size_t others = LimitOf(Urgency::kGrant) + scheduler::kWaitersMax + kListsWaitingMax;
  EXPECT_GE(static_cast<size_t>(ServerOptions().threads_max), others + kStationsAtOnce);
}

}  // namespace
}  // namespace blangko::rpc
