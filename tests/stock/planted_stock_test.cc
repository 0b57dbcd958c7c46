// Each planted bug must be found by the same histories that pass without it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/stock/ledger_fold.h"
#include "services/stock/stock_table.h"
#include "tests/stock/stock_history.h"

namespace blangko::stock {
namespace {

using testing::HasSubstr;

class Planted {
 public:
  explicit Planted(const char* name) { setenv("BLANGKO_PLANT", name, 1); }
  ~Planted() { unsetenv("BLANGKO_PLANT"); }
};

constexpr uint64_t kSeeds = 10;
constexpr int kSteps = 60;

// What the first of the histories says that finds something.
std::string FirstFinding() {
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    if (std::string found = RunRandomHistory(seed, kSteps); !found.empty()) return found;
  }
  return "";
}

TEST(PlantedStock, NothingIsFoundWhereNothingIsPlanted) { EXPECT_EQ(FirstFinding(), ""); }

TEST(PlantedStock, ReceiptOffByOneIsFound) {
  const Planted bug("receipt-off-by-one");
  EXPECT_THAT(FirstFinding(), HasSubstr("blanks of"));
}

TEST(PlantedStock, LostBlankOnRefusalIsFound) {
  const Planted bug("lost-blank-on-refusal");
  EXPECT_THAT(FirstFinding(), HasSubstr("quarantined="));
}

TEST(PlantedStock, SurplusUnbookedIsFound) {
  const Planted bug("surplus-unbooked");
  EXPECT_THAT(FirstFinding(), HasSubstr("unexplained="));
}

TEST(PlantedStock, NegativeAllowedIsFound) {
  const Planted bug("negative-allowed");
  EXPECT_THAT(FirstFinding(), HasSubstr("want \"ACCOUNT_WOULD_BE_NEGATIVE\""));
}

TEST(PlantedStock, ASpoilThatIsNotInTheRegisterIsFound) {
  const Planted bug("spoil-not-in-register");
  std::string found;  // spoils are rare: longer histories than the others need
  for (uint64_t seed = 1; found.empty() && seed <= kSeeds; ++seed)
    found = RunRandomHistory(seed, 10 * kSteps);
  EXPECT_THAT(found, HasSubstr("register of spoiled cards of"));
}

// Without the model too: the offline check of the ledger sees what a faulty release wrote.

absl::Status CheckAll(Pelalawan& at) {
  return at.store.View([](storage::Snapshot& snapshot) { return CheckLedger(snapshot); });
}

TEST(PlantedStock, TheLedgerCheckSeesANegativeAccount) {
  Pelalawan at;
  ASSERT_OK(at.CreateLot("A"));
  {
    const Planted bug("negative-allowed");
    ASSERT_OK(at.Send(Pelalawan::Sending(kBunut, {{"A", 5}})));
  }
  EXPECT_THAT(CheckAll(at), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("available is -5")));
}

TEST(PlantedStock, TheLedgerCheckSeesABlankLostBetweenTwoOffices) {
  for (const char* name : {"receipt-off-by-one", "lost-blank-on-refusal"}) {
    Pelalawan at;
    ASSERT_OK(at.CreateLot("A"));
    ASSERT_OK(at.Receive("A", 10));
    const std::string id = at.Send(Pelalawan::Sending(kBunut, {{"A", 5}}))->shipment_id();
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
}  // namespace blangko::stock
