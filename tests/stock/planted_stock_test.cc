// Each planted bug must be found by the same histories that pass without it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "services/stock/ledger_fold.h"
#include "services/stock/stock_table.h"
#include "tests/stock/history.h"
#include "tests/support/stock_fixture.h"

namespace blangko::proof {
namespace {

using testing::HasSubstr;

class Planted {
 public:
  explicit Planted(const char* name) { setenv("BLANGKO_PLANT", name, 1); }
  ~Planted() { unsetenv("BLANGKO_PLANT"); }
};

constexpr uint64_t kSeeds = 60;
constexpr int kSteps = 200;

// What the first of the histories says that finds something.
std::string FirstFinding() {
  Tally tally;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    if (std::string found = RunRandomHistory(seed, kSteps, tally); !found.empty()) return found;
  }
  return "";
}

struct Bug {
  const char* name;
  const char* finding;  // a part of what must be said
};

class PlantedStock : public testing::TestWithParam<Bug> {};

TEST_P(PlantedStock, IsFound) {
  const Planted bug(GetParam().name);
  const std::string found = FirstFinding();
  EXPECT_THAT(found, HasSubstr(GetParam().finding));
  std::cout << found << "\n";
}

INSTANTIATE_TEST_SUITE_P(
    Bugs, PlantedStock,
    testing::Values(Bug{"receipt-off-by-one", "blanks of"}, Bug{"lost-blank-on-refusal", "quarantined="},
                    Bug{"surplus-unbooked", "unexplained="},
                    Bug{"negative-allowed", "ACCOUNT_WOULD_BE_NEGATIVE"}, Bug{"reversal-lost", "blanks of"},
                    Bug{"reversed-twice", "want \"ENTRY_REVERSED\""},
                    Bug{"used-uid-unnoticed", "uses of chip"}, Bug{"destroyed-chip-forgotten", "chip 04"},
                    Bug{"drop-late-result", "blanks of"}, Bug{"second-blank-for-one-card", "blanks of"},
                    Bug{"spoil-not-in-register", "register of"}, Bug{"burnt-line-booked-twice", "blanks of"},
                    Bug{"destroyed-with-unlisted-card", "want \"PILE_DIFFERS"},
                    Bug{"same-person-approves", "approved by the proposer"},
                    Bug{"count-leaves-unexplained", "blanks of"},
                    Bug{"count-against-the-book-of-now", "count: got"},
                    Bug{"counter-settles-own-count", "want \"ABOUT_ONESELF\""},
                    Bug{"outside-card-booked-twice", "booked once more"}),
    [](const auto& bug) {
      std::string name = bug.param.name;
      std::erase(name, '-');
      return name;
    });

// Without the model too: the offline check of the ledger sees what a faulty release wrote.

using stock::Pelalawan;

absl::Status CheckAll(Pelalawan& at) {
  return at.store.View([](storage::Snapshot& snapshot) { return stock::CheckLedger(snapshot); });
}

TEST(PlantedLedger, TheLedgerCheckSeesANegativeAccount) {
  Pelalawan at;
  ASSERT_OK(at.CreateLot("A"));
  {
    const Planted bug("negative-allowed");
    ASSERT_OK(at.Send(Pelalawan::Sending(stock::kBunut, {{"A", 5}})));
  }
  EXPECT_THAT(CheckAll(at), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("available is -5")));
}

TEST(PlantedLedger, TheLedgerCheckSeesABlankLostBetweenTwoOffices) {
  for (const char* name : {"receipt-off-by-one", "lost-blank-on-refusal"}) {
    Pelalawan at;
    ASSERT_OK(at.CreateLot("A"));
    ASSERT_OK(at.Receive("A", 10));
    const std::string id = at.Send(Pelalawan::Sending(stock::kBunut, {{"A", 5}}))->shipment_id();
    {
      const Planted bug(name);
      ASSERT_OK(at.Arrive(Pelalawan::Arrival(id, {{.lot = "A", .accepted = 4, .rejected = 1}})));
    }
    EXPECT_THAT(CheckAll(at),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("transfers between offices are off by -1")));
    EXPECT_FALSE(at.Equation().exact()) << name;
  }
}

}  // namespace
}  // namespace blangko::proof
