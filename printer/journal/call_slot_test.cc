#include "printer/journal/call_slot.h"

#include <gtest/gtest.h>

#include "printer/agent/fake_world.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

CallSlot::Kept CallOf(const std::string& id, int outcomes) {
  CallSlot::Kept kept{{}, {70, std::string(32, 'c')}};
  kept.call.set_request_id(id);
  for (int i = 0; i < outcomes; ++i) kept.call.add_outcomes()->set_record_id("r");
  return kept;
}

TEST(CallSlot, KeepsTheLastCallUntilItIsForgotten) {
  Fate fate;
  FakeDisk disk(fate);
  CallSlot slot(disk);
  EXPECT_FALSE(slot.Load().value().has_value());
  ASSERT_OK(slot.Save(CallOf("long", 20)));
  ASSERT_OK(slot.Save(CallOf("short", 0)));
  EXPECT_EQ(slot.Load().value()->call.request_id(), "short");
  EXPECT_EQ(slot.Load().value()->journal.seq, 70u);
  EXPECT_EQ(slot.Load().value()->journal.chain, std::string(32, 'c'));
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
