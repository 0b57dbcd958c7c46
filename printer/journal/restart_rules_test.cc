#include "printer/journal/restart_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "printer/agent/fake_world.h"
#include "printer/journal/journal_entries.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::printer {
namespace {

const AttemptKey kCard = {"r1", 3};

struct Case {
  std::string name;
  std::vector<Entry::KindCase> written;  // after the permit
  std::vector<Entry::KindCase> added;
  scheduler::v1::Outcome outcome = scheduler::v1::OUTCOME_UNSPECIFIED;
  bool blocked = false;
  bool trusted = false;  // the permit's word on the driver
  bool done = true;      // what the device said
  size_t waiting = 0;    // cards that wait for a look afterwards
};

Entry OfKind(Entry::KindCase kind) {
  Entry entry = EntryFor(kCard, "p1");
  switch (kind) {
    case Entry::kPermit: entry.mutable_permit(); break;
    case Entry::kPrintIntent: entry.mutable_print_intent(); break;
    case Entry::kPrinterJob: entry.mutable_printer_job(); break;
    case Entry::kDeviceReport: entry.mutable_device_report()->set_done(true); break;
    default: entry.mutable_tombstone(); break;
  }
  return entry;
}

const std::vector<Entry::KindCase> kAllOfACard = {Entry::kPrintIntent, Entry::kPrinterJob,
                                                  Entry::kDeviceReport};

class RestartRulesTest : public testing::TestWithParam<Case> {};

TEST_P(RestartRulesTest, SettlesTheCard) {
  Fate fate;
  FakeDisk disk(fate);
  const TestClock clock;
  auto journal = Journal::Open(disk, "s1", 1, clock).value();
  Entry permit = OfKind(Entry::kPermit);
  permit.mutable_permit()->set_driver_trusted(GetParam().trusted);
  ASSERT_OK(journal->Append(permit));
  for (const Entry::KindCase kind : GetParam().written) {
    Entry entry = OfKind(kind);
    if (entry.has_device_report()) entry.mutable_device_report()->set_done(GetParam().done);
    ASSERT_OK(journal->Append(entry));
  }

  std::vector<Entry::KindCase> added;
  for (const Entry& entry : RestartEntries(journal->state())) {
    added.push_back(entry.kind_case());
    if (entry.has_card_outcome()) {
      EXPECT_EQ(entry.card_outcome().outcome(), GetParam().outcome);
      EXPECT_EQ(entry.card_outcome().evidence(),
                entry.card_outcome().outcome() == scheduler::v1::OUTCOME_PRINTED
                    ? scheduler::v1::EVIDENCE_DRIVER
                    : scheduler::v1::EVIDENCE_JOURNAL);
    }
  }
  EXPECT_EQ(added, GetParam().added);
  ASSERT_OK(SettleAfterRestart(*journal));
  EXPECT_EQ(journal->state().IsBlocked("p1"), GetParam().blocked);
  EXPECT_EQ(journal->state().waiting().size(), GetParam().waiting);
  EXPECT_TRUE(RestartEntries(journal->state()).empty()) << "settled once is settled";
}

INSTANTIATE_TEST_SUITE_P(
    All, RestartRulesTest,
    testing::Values(
        Case{"OnlyPermitted", {}, {}},
        Case{"TombstoneAlone", {Entry::kTombstone}, {Entry::kCardOutcome}, scheduler::v1::OUTCOME_RELEASED},
        Case{"IntentAlone",
             {Entry::kPrintIntent},
             {Entry::kTombstone, Entry::kCardOutcome},
             scheduler::v1::OUTCOME_NOT_PRINTED},
        Case{"IntentAndTombstone",
             {Entry::kPrintIntent, Entry::kTombstone},
             {Entry::kCardOutcome},
             scheduler::v1::OUTCOME_NOT_PRINTED},
        Case{"PrinterJob",
             {Entry::kPrintIntent, Entry::kPrinterJob},
             {Entry::kCardOutcome},
             scheduler::v1::OUTCOME_UNCERTAIN,
             true},
        Case{.name = "DeviceSaidDone", .written = kAllOfACard, .added = {}, .waiting = 1},
        Case{.name = "TrustedDeviceSaidDone",
             .written = kAllOfACard,
             .added = {Entry::kCardOutcome},
             .outcome = scheduler::v1::OUTCOME_PRINTED,
             .trusted = true},
        Case{.name = "DeviceSaidError",
             .written = kAllOfACard,
             .added = {Entry::kCardOutcome},
             .outcome = scheduler::v1::OUTCOME_UNCERTAIN,
             .blocked = true,
             .done = false}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace blangko::printer
