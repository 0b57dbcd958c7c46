#include "printer/restart_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "printer/fake_world.h"
#include "printer/journal_entries.h"
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

class RestartRulesTest : public testing::TestWithParam<Case> {};

TEST_P(RestartRulesTest, SettlesTheCard) {
  Fate fate;
  FakeDisk disk(fate);
  const TestClock clock;
  auto journal = Journal::Open(disk, "s1", 1, clock).value();
  ASSERT_OK(journal->Append(OfKind(Entry::kPermit)));
  for (const Entry::KindCase kind : GetParam().written) ASSERT_OK(journal->Append(OfKind(kind)));

  std::vector<Entry::KindCase> added;
  for (const Entry& entry : RestartEntries(journal->state())) {
    added.push_back(entry.kind_case());
    if (entry.has_card_outcome()) {
      EXPECT_EQ(entry.card_outcome().outcome(), GetParam().outcome);
      EXPECT_EQ(entry.card_outcome().evidence(), scheduler::v1::EVIDENCE_JOURNAL);
    }
  }
  EXPECT_EQ(added, GetParam().added);
  ASSERT_OK(SettleAfterRestart(*journal));
  EXPECT_EQ(journal->state().IsBlocked("p1"), GetParam().blocked);
  EXPECT_TRUE(RestartEntries(journal->state()).empty()) << "settled once is settled";
}

INSTANTIATE_TEST_SUITE_P(All, RestartRulesTest,
                         testing::Values(Case{"OnlyPermitted", {}, {}},
                                         Case{"TombstoneAlone",
                                              {Entry::kTombstone},
                                              {Entry::kCardOutcome},
                                              scheduler::v1::OUTCOME_RELEASED},
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
                                         Case{"DeviceSaidDone",
                                              {Entry::kPrintIntent, Entry::kPrinterJob, Entry::kDeviceReport},
                                              {Entry::kCardOutcome},
                                              scheduler::v1::OUTCOME_UNCERTAIN,
                                              true}),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace blangko::printer
