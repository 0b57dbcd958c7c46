#include "printer/call_slot.h"

#include <gtest/gtest.h>

#include "printer/fake_world.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

scheduler::v1::ExchangeJobsRequest CallOf(const std::string& id, int outcomes) {
  scheduler::v1::ExchangeJobsRequest call;
  call.set_request_id(id);
  for (int i = 0; i < outcomes; ++i) call.add_outcomes()->set_record_id("r");
  return call;
}

TEST(CallSlot, KeepsTheLastCallUntilItIsForgotten) {
  Fate fate;
  FakeDisk disk(fate);
  CallSlot slot(disk);
  EXPECT_EQ(slot.Load().value(), std::nullopt);
  ASSERT_OK(slot.Save(CallOf("long", 20)));
  ASSERT_OK(slot.Save(CallOf("short", 0)));
  EXPECT_EQ(slot.Load().value()->request_id(), "short");
  ASSERT_OK(slot.Clear());
  EXPECT_FALSE(slot.Load().value().has_value());
}

// The call had not been sent, and the one before it was answered: there is nothing to repeat.
TEST(CallSlot, ATornWriteReadsAsEmpty) {
  Fate fate;
  FakeDisk disk(fate);
  CallSlot slot(disk);
  ASSERT_OK(slot.Save(CallOf("first", 20)));
  fate.KillAt(fate.steps() + 1);
  ASSERT_FALSE(slot.Save(CallOf("second", 10)).ok());
  EXPECT_FALSE(slot.Load().value().has_value());
}

}  // namespace
}  // namespace blangko::printer
