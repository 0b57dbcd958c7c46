// The registers follow every movement of spoiled blanks, and what was taken back from holders.
#include "services/destruction/registers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/destruction/destruction_fixture.h"

namespace blangko::destruction {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_CONSUMED;
using rows::v1::ACCOUNT_LOST;
using rows::v1::ACCOUNT_SPOILED_HELD;
using testing::SizeIs;

constexpr char kUid[] = "04A1B2C3D4E5F6";
constexpr auto kSpoiled = v1::CARD_REGISTER_SPOILED;
constexpr auto kWithdrawn = v1::CARD_REGISTER_WITHDRAWN;

class RegistersTest : public DestructionFixture {};

TEST_F(RegistersTest, ASpoiledCardIsInTheRegisterWithWhatIsKnownOfIt) {
  Spoil("R-1", kUid);
  const auto cards = Cards(kSpoiled);
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_EQ(cards[0].number(), 1U);
  EXPECT_EQ(cards[0].lot(), "A");
  EXPECT_EQ(cards[0].record_id(), "R-1");
  EXPECT_EQ(cards[0].attempt(), 1U);
  EXPECT_EQ(cards[0].blank_uid(), kUid);
  EXPECT_EQ(cards[0].cause(), "GAGAL_CETAK");
  EXPECT_EQ(cards[0].recorded_by(), "account:siti");
  EXPECT_EQ(Kept("A"), Blanks("A", ACCOUNT_SPOILED_HELD));
}

TEST_F(RegistersTest, CatchesASpoilThatIsNotInTheRegister) {
  setenv("BLANGKO_PLANT", "spoil-not-in-register", 1);
  Spoil("R-1");
  EXPECT_NE(Kept("A"), Blanks("A", ACCOUNT_SPOILED_HELD));
}

TEST_F(RegistersTest, BlanksThatAreOnlyCountedHaveOneLine) {
  ASSERT_OK(Post("A", Moving(ACCOUNT_AVAILABLE, ACCOUNT_SPOILED_HELD, 12)));
  ASSERT_THAT(Cards(kSpoiled), SizeIs(1));
  EXPECT_EQ(Cards(kSpoiled)[0].count(), 12);
  EXPECT_EQ(Kept("A"), 12);
}

TEST_F(RegistersTest, ALateFactTakesItsOwnCardOut) {
  Spoil("R-1");
  Spoil("R-2");
  rows::v1::Movement movement = Moving(ACCOUNT_SPOILED_HELD, ACCOUNT_CONSUMED, 1);
  movement.set_record_id("R-1");
  movement.set_attempt(1);
  ASSERT_OK(Post("A", movement));
  ASSERT_THAT(Cards(kSpoiled), SizeIs(1));
  EXPECT_EQ(Cards(kSpoiled)[0].record_id(), "R-2");
  ASSERT_THAT(Cards(kSpoiled, true), SizeIs(1));
  EXPECT_EQ(Cards(kSpoiled, true)[0].gone_to(), "consumed");
  EXPECT_EQ(Kept("A"), 1);
}

// A count that finds one card too few does not say which: the line stays, and the sum still is that of the ledger.
TEST_F(RegistersTest, ACardThatACountDidNotFindIsMissingFromItsLine) {
  SpoilMany(3);
  ASSERT_OK(Post("A", Moving(ACCOUNT_SPOILED_HELD, ACCOUNT_LOST, 1)));
  EXPECT_THAT(Cards(kSpoiled), SizeIs(3));
  EXPECT_EQ(Kept("A"), 2);
  ASSERT_OK(Post("A", Moving(ACCOUNT_LOST, ACCOUNT_SPOILED_HELD, 1)));
  EXPECT_THAT(Cards(kSpoiled), SizeIs(3)) << "it was found again, not spoiled again";
  EXPECT_EQ(Kept("A"), 3);
}

TEST_F(RegistersTest, CountedPiecesLeaveTheNewestLineWithoutAName) {
  ASSERT_OK(Post("A", Moving(ACCOUNT_AVAILABLE, ACCOUNT_SPOILED_HELD, 5)));
  Spoil("R-1");
  ASSERT_OK(Post("A", Moving(ACCOUNT_SPOILED_HELD, ACCOUNT_LOST, 2)));
  EXPECT_EQ(Cards(kSpoiled)[0].count(), 3);
  EXPECT_EQ(Kept("A"), 4);
}

TEST_F(RegistersTest, SpoilsOfAStoreWithoutRegistersAreTakenUpAsANumber) {
  Spoil("R-1");
  ASSERT_OK(at_.store.Update("test.older", [](storage::Txn& txn) {
    for (const storage::Table table : {storage::Table::kCardRegister, storage::Table::kRegisterTakeUp})
      txn.Erase(storage::KeyWriter(table).Text(table == storage::Table::kCardRegister ? kDinas : "").Take());
    txn.Erase(storage::KeyWriter(storage::Table::kHeldCard).Text(kDinas).U64(1).U64(1).Take());
    return absl::OkStatus();
  }));
  Spoil("R-2", "", "B");  // before anybody came round to it
  Spoil("R-3");
  EXPECT_EQ(Kept("A"), 2);
  ASSERT_OK(TakeUpAll(at_.store, at_.clock.Now()));
  ASSERT_OK(TakeUpAll(at_.store, at_.clock.Now()));
  EXPECT_EQ(Kept("A"), 2);
  EXPECT_EQ(Kept("B"), 1);
  EXPECT_THAT(Cards(kSpoiled), SizeIs(2));
  v1::ListRegisterSummariesRequest request;
  const auto summaries = registers_.ListSummaries(ActOf(siti_, request), request, {.size = 10, .after = ""});
  ASSERT_OK(summaries);
  ASSERT_THAT(summaries->rows, SizeIs(1));
  EXPECT_EQ(summaries->rows[0].spoiled(), 3);
  EXPECT_EQ(summaries->rows[0].lots(1).before(), 1);
}

// Somebody went back to the release before for a while.
TEST_F(RegistersTest, SpoilsThatNobodyWroteDownAreTakenUpAtTheNextStart) {
  Spoil("R-1");
  setenv("BLANGKO_PLANT", "spoil-not-in-register", 1);
  Spoil("R-2");
  unsetenv("BLANGKO_PLANT");
  ASSERT_NE(Kept("A"), 2);
  ASSERT_OK(TakeUpDifferences(at_.store, at_.clock.Now()));
  EXPECT_EQ(Kept("A"), 2);
  EXPECT_THAT(Cards(kSpoiled), SizeIs(1));
}

TEST_F(RegistersTest, AWithdrawnCardIsTakenInOnce) {
  EXPECT_EQ(Withdraw("", kUid, "PENDUDUK CONTOH"), "1");
  EXPECT_EQ(Withdraw("", kUid, "PENDUDUK CONTOH"), "CARD_IN_REGISTER");
  EXPECT_EQ(Withdraw("", "04A1B2C3D4E5F7", "PENDUDUK CONTOH"), "2");
  EXPECT_EQ(Withdraw("R-9"), "UNKNOWN_RECORD");
  EXPECT_EQ(Withdraw(""), "INVALID_FIELD");
  const auto cards = Cards(kWithdrawn);
  ASSERT_THAT(cards, SizeIs(2));
  EXPECT_EQ(cards[0].cause(), "DIED");
  EXPECT_EQ(cards[0].DebugString().find("PENDUDUK"), std::string::npos)
      << "names stay with the personal data";
}

TEST_F(RegistersTest, WhatIsKeptTooLongIsCountedByTheLimitOfItsOffice) {
  const auto kept_now = [this] {
    return storage::ViewFor<destruction::Kept>(at_.store, [this](storage::Snapshot& snapshot) {
      return CountAllKept(snapshot, "", at_.clock.Now());
    });
  };
  Spoil("R-1");
  Withdraw("", "", "PENDUDUK CONTOH");
  at_.clock.Advance(absl::Hours(24 * 6));
  Spoil("R-2");
  ASSERT_OK_AND_ASSIGN(const auto early, kept_now());
  EXPECT_EQ(early.overdue, 0);
  at_.clock.Advance(absl::Hours(25));
  ASSERT_OK_AND_ASSIGN(const auto late, kept_now());
  EXPECT_EQ(late.overdue, 2);
  EXPECT_THAT(Cards(kSpoiled, false, true), SizeIs(1));
  v1::SetHoldingLimitRequest limit;
  limit.set_office(kDinas);
  limit.set_days(1);
  ASSERT_OK(registers_.SetHoldingLimit(ActOf(ratna_, limit), limit));
  ASSERT_OK_AND_ASSIGN(const auto strict, kept_now());
  EXPECT_EQ(strict.overdue, 3);
  limit.set_days(0);
  EXPECT_EQ(ReasonOf(registers_.SetHoldingLimit(ActOf(ratna_, limit), limit).status()), "INVALID_FIELD");
}

TEST_F(RegistersTest, ListsByNumberPageByPage) {
  SpoilMany(3);
  v1::ListRegisteredCardsRequest request;
  request.set_office(kDinas);
  const access::Act act = ActOf(siti_, request);
  ASSERT_OK_AND_ASSIGN(const auto first, registers_.ListCards(act, request, {.size = 2, .after = ""}));
  ASSERT_THAT(first.rows, SizeIs(2));
  ASSERT_OK_AND_ASSIGN(const auto rest, registers_.ListCards(act, request, {.size = 2, .after = first.next}));
  ASSERT_THAT(rest.rows, SizeIs(1));
  EXPECT_EQ(rest.rows[0].number(), 3U);
  EXPECT_EQ(rest.next, "");
}

}  // namespace
}  // namespace blangko::destruction
