// The simulated printer itself: what it uses up, what it keeps over a restart, and who looks after it.
#include "tests/printers/card_machine.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::printer_sim {
namespace {

constexpr int kRibbonCards = 7;  // 100 percent of it are no whole numbers

CardImage Page() { return {.width = 2, .height = 3, .rgb = std::vector<uint8_t>(18, 200)}; }

bool Never() { return false; }

std::unique_ptr<CardMachine> Open(const TempDir& dir, const PictureWish& pictures = {}) {
  auto world = CardWorld::Open(dir.path(), pictures);
  EXPECT_OK(world);
  return std::make_unique<CardMachine>(*std::move(world), kRibbonCards);
}

TEST(CardMachine, ARibbonIsForSoManyCards) {
  const TempDir dir;
  const auto machine = Open(dir);
  EXPECT_EQ(machine->Tell("load 20 L1"), "ok");
  for (int card = 0; card < kRibbonCards; ++card) {
    EXPECT_TRUE(machine->PrintCard("job", Page(), true, Never)) << card;
  }
  EXPECT_EQ(machine->Tell("state"), "blanks=13 out=7 ribbon=0 film=50");
  EXPECT_FALSE(machine->PrintCard("job", Page(), true, [] { return true; }));  // waits, and is given up
}

TEST(CardMachine, SuppliesAndHopperOutliveThePower) {
  const TempDir dir;
  {
    const auto machine = Open(dir);
    EXPECT_FALSE(machine->was_loaded());
    machine->Tell("load 3 L1");
    machine->Tell("ribbon 40");
    EXPECT_TRUE(machine->PrintCard("job", Page(), true, Never));
  }
  const auto again = Open(dir);
  EXPECT_TRUE(again->was_loaded());
  EXPECT_EQ(again->Tell("state"), "blanks=2 out=1 ribbon=26 film=93");
}

TEST(CardMachine, WhoComesByChangesOnlyWhatHasRunOut) {
  const TempDir dir;
  const auto machine = Open(dir);
  machine->Tell("load 1 L1");
  machine->Tell("ribbon 40");
  machine->Attend(20, "L2");
  EXPECT_EQ(machine->Tell("state"), "blanks=1 out=0 ribbon=40 film=100");
  machine->Tell("ribbon 0");
  machine->Tell("empty");
  machine->Attend(20, "L2");
  EXPECT_EQ(machine->Tell("state"), "blanks=20 out=0 ribbon=100 film=100");
}

TEST(CardMachine, OnlyTheNewestPicturesAreKept) {
  const TempDir dir;
  const auto machine = Open(dir, {.png = true, .keep = 2});
  machine->Tell("load 5 L1");
  for (int card = 0; card < 4; ++card) EXPECT_TRUE(machine->PrintCard("job", Page(), true, Never));
  EXPECT_FALSE(std::filesystem::exists(dir.File("2.png")));
  EXPECT_TRUE(std::filesystem::exists(dir.File("3.png")));
  EXPECT_TRUE(std::filesystem::exists(dir.File("4.png")));
  ASSERT_OK_AND_ASSIGN(const auto world, ReadWorld(dir.path()));
  EXPECT_EQ(world.size(), 4u);  // what happened is kept
}

}  // namespace
}  // namespace blangko::printer_sim
