// Lists of cards that two persons destroy, from the first card to the last step.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/destruction/destruction_fixture.h"
#include "services/destruction/posting.h"

namespace blangko::destruction {
namespace {

using rows::v1::ACCOUNT_DESTROYED;
using rows::v1::ACCOUNT_SPOILED_HELD;
using testing::SizeIs;

constexpr char kUid[] = "04A1B2C3D4E5F6";
constexpr char kOther[] = "04A1B2C3D4E5F7";

class DestructionTest : public DestructionFixture {
 protected:
  bool ChipIsDestroyed(const std::string& uid) {
    bool destroyed = false;
    EXPECT_OK(at_.store.View([&](storage::Snapshot& snapshot) -> absl::Status {
      const auto row = stock::ReadUid(snapshot, uid);
      if (row.ok()) destroyed = stock::IsDestroyed(*row);
      return row.status();
    }));
    return destroyed;
  }
};

TEST_F(DestructionTest, TwoPersonsDestroyWhatIsOnTheList) {
  Spoil("R-1", kUid);
  Spoil("R-2", "", "B");
  ASSERT_EQ(Withdraw("", kOther, "PENDUDUK CONTOH"), "1");
  const std::string id = Open();
  ASSERT_EQ(Add(id, {Chip("04:a1:b2:c3:d4:e5:f6"), Spoiled(2), Withdrawn(1)}), "");
  ASSERT_EQ(Describe(id), "");
  ASSERT_EQ(Pile(id, 3), "");
  ASSERT_EQ(Approve(ratna_, Propose(id)), "");
  const v1::Destruction list = Shown(id);
  EXPECT_EQ(list.state(), v1::Destruction::STATE_DESTROYED);
  EXPECT_EQ(list.proposed_by(), "account:budi");
  EXPECT_EQ(list.second_person(), "account:ratna");
  for (const char* lot : {"A", "B"}) {
    EXPECT_EQ(Blanks(lot, ACCOUNT_SPOILED_HELD), 0);
    EXPECT_EQ(Blanks(lot, ACCOUNT_DESTROYED), 1);
    EXPECT_EQ(Kept(lot), 0);
  }
  EXPECT_THAT(Cards(v1::CARD_REGISTER_SPOILED), SizeIs(0));
  EXPECT_THAT(Cards(v1::CARD_REGISTER_WITHDRAWN), SizeIs(0));
  EXPECT_THAT(Cards(v1::CARD_REGISTER_WITHDRAWN, true), SizeIs(1));
  EXPECT_TRUE(ChipIsDestroyed(kUid));
  EXPECT_TRUE(ChipIsDestroyed(kOther));
}

// The largest list that is booked in the commit of its approval, and one that is far larger.
TEST_F(DestructionTest, ALargeListIsBookedInStepsAndIsDestroyedAtTheEnd) {
  SpoilMany(150);
  const std::string id = Whole(150);
  ASSERT_EQ(Approve(ratna_, Propose(id)), "");
  EXPECT_EQ(Shown(id).state(), v1::Destruction::STATE_SEALED);
  EXPECT_EQ(Blanks("A", ACCOUNT_DESTROYED), static_cast<int64_t>(kLinesOfAStep));
  EXPECT_EQ(Kept("A"), Blanks("A", ACCOUNT_SPOILED_HELD)) << "also in between";
  EXPECT_EQ(Remove(id, Spoiled(150)), "DESTRUCTION_STATE_WRONG");
  for (int step = 1; step <= 2; ++step) {
    at_.clock.Advance(absl::Seconds(1));
    ASSERT_OK_AND_ASSIGN(const size_t worked, destructions_.PostDue(at_.clock.Now(), 10));
    EXPECT_EQ(worked, 1U);
  }
  EXPECT_EQ(Shown(id).state(), v1::Destruction::STATE_DESTROYED);
  EXPECT_EQ(Blanks("A", ACCOUNT_DESTROYED), 150);
  EXPECT_EQ(Kept("A"), 0);
  ASSERT_OK_AND_ASSIGN(const size_t rest, destructions_.PostDue(at_.clock.Now(), 10));
  EXPECT_EQ(rest, 0U);
}

TEST_F(DestructionTest, AListOfExactlyOneStepIsDestroyedAtOnce) {
  SpoilMany(static_cast<int>(kLinesOfAStep));
  const std::string id = Whole(kLinesOfAStep);
  ASSERT_EQ(Approve(ratna_, Propose(id)), "");
  EXPECT_EQ(Shown(id).state(), v1::Destruction::STATE_DESTROYED);
}

TEST_F(DestructionTest, EveryStepHasTheNamesOfBothPersons) {
  SpoilMany(70);
  const std::string id = Whole(70);
  ASSERT_EQ(Approve(ratna_, Propose(id)), "");
  ASSERT_OK(destructions_.PostDue(at_.clock.Now(), 10));
  int entries = 0;
  ASSERT_OK(at_.store.View([&](storage::Snapshot& snapshot) {
    return storage::VisitLog(snapshot, {kDinas, "A"}, {}, storage::ScanOrder::kForward,
                             [&](const storage::LogRecord& record) {
                               rows::v1::LogEntry entry;
                               EXPECT_TRUE(entry.ParseFromString(record.entry));
                               if (entry.event() != "CARDS_DESTROYED") return true;
                               ++entries;
                               EXPECT_EQ(entry.actor(), "account:budi");
                               EXPECT_EQ(entry.second_actor(), "account:ratna");
                               EXPECT_EQ(entry.movements(0).document(), "470/12/BA-MUSNAH/2026");
                               return true;
                             });
  }));
  EXPECT_EQ(entries, 2);
}

TEST_F(DestructionTest, PiecesFromBeforeTheRegisterAreDestroyedByNumber) {
  ASSERT_OK(Post("A", Moving(rows::v1::ACCOUNT_AVAILABLE, ACCOUNT_SPOILED_HELD, 30)));
  ASSERT_OK(at_.store.Update("test.older", [](storage::Txn& txn) {
    txn.Erase(storage::KeyWriter(storage::Table::kCardRegister).Text(kDinas).Take());
    txn.Erase(storage::KeyWriter(storage::Table::kRegisterTakeUp).Text("").Take());
    txn.Erase(storage::KeyWriter(storage::Table::kHeldCard).Text(kDinas).U64(1).U64(1).Take());
    return absl::OkStatus();
  }));
  ASSERT_OK(TakeUpAll(at_.store, at_.clock.Now()));
  const std::string id = Open();
  EXPECT_EQ(AddCounted(id, "A", 31), "ACCOUNT_WOULD_BE_NEGATIVE");
  ASSERT_EQ(AddCounted(id, "A", 10), "");
  ASSERT_EQ(AddCounted(id, "A", 20), "") << "replaces the number said before";
  Describe(id);
  Pile(id, 20);
  ASSERT_EQ(Approve(ratna_, Propose(id)), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_DESTROYED), 20);
  EXPECT_EQ(Kept("A"), 10);
}

TEST_F(DestructionTest, ACardThatIsOnTheListIsNotAddedTwiceAndOneTakenOffMayGoOnAnother) {
  SpoilMany(2);
  const std::string first = Open();
  const std::string second = Open();
  ASSERT_EQ(Add(first, {Spoiled(1), Spoiled(1)}), "");
  EXPECT_EQ(Shown(first).listed(), 1);
  EXPECT_EQ(Add(second, {Spoiled(1)}), "CARD_LISTED");
  ASSERT_EQ(Remove(first, Spoiled(1)), "");
  EXPECT_EQ(Shown(first).listed(), 0);
  EXPECT_EQ(Add(second, {Spoiled(1)}), "");
  v1::CancelDestructionRequest cancel;
  cancel.set_destruction_id(second);
  cancel.set_reason("salah daftar");
  ASSERT_OK(destructions_.Cancel(ActOf(siti_, cancel), cancel));
  EXPECT_EQ(Add(first, {Spoiled(1)}), "") << "a cancelled list holds no card";
}

TEST_F(DestructionTest, ADestroyedChipIsNeverNew) {
  Spoil("R-1", kUid);
  const std::string id = Whole(1);
  ASSERT_EQ(Approve(ratna_, Propose(id)), "");
  EXPECT_EQ(Withdraw("", kUid, "PENDUDUK CONTOH"), "CARD_DESTROYED");
  EXPECT_EQ(Add(Open(), {Chip(kUid)}), "CARD_DESTROYED");
  EXPECT_EQ(Add(Open(), {Spoiled(1)}), "CARD_DESTROYED");
  // A card that a station prints on it all the same is a fact, and an incident.
  ASSERT_OK(at_.store.Update("test.print", [&](storage::Txn& txn) -> absl::Status {
    const access::Act act{.actor = siti_, .now = at_.clock.Now(), .request_id = "", .fingerprint = ""};
    const stock::UidUse use{"R-2", 1, kDinas, "A", "dinas-1", rows::v1::ACCOUNT_CONSUMED};
    const auto incident = stock::NoteUid(txn, act, kUid, use);
    EXPECT_TRUE(incident.ok() && *incident);
    return incident.status();
  }));
  EXPECT_TRUE(ChipIsDestroyed(kUid));
}

TEST_F(DestructionTest, CatchesADestroyedChipThatIsForgotten) {
  Spoil("R-1", kUid);
  const std::string id = Whole(1);
  setenv("BLANGKO_PLANT", "destroyed-chip-forgotten", 1);
  ASSERT_EQ(Approve(ratna_, Propose(id)), "");
  EXPECT_FALSE(ChipIsDestroyed(kUid));
}

TEST_F(DestructionTest, CatchesADestroyedCardThatComesBack) {
  ASSERT_EQ(Withdraw("", "", "PENDUDUK CONTOH"), "1");
  ASSERT_EQ(Withdraw("", kUid, "PENDUDUK CONTOH"), "2");
  const std::string id = Open();
  Add(id, {Withdrawn(2)});
  Describe(id);
  Pile(id, 1);
  setenv("BLANGKO_PLANT", "destroyed-chip-forgotten", 1);
  ASSERT_EQ(Approve(ratna_, Propose(id)), "");
  EXPECT_EQ(Withdraw("", kUid, "PENDUDUK CONTOH"), "CARD_DESTROYED") << "the register knows it too";
  setenv("BLANGKO_PLANT", "destroyed-card-comes-back", 1);
  EXPECT_EQ(Withdraw("", kUid, "PENDUDUK CONTOH"), "3");
}

TEST_F(DestructionTest, ListsAndLinesPageByPage) {
  SpoilMany(3);
  const std::string id = Whole(3);
  const std::string newest = Open();
  ASSERT_OK_AND_ASSIGN(const auto lists, destructions_.List(siti_, "", {.size = 1, .after = ""}));
  ASSERT_THAT(lists.rows, SizeIs(1));
  EXPECT_EQ(lists.rows[0].destruction_id(), newest);
  ASSERT_OK_AND_ASSIGN(const auto older, destructions_.List(siti_, "", {.size = 1, .after = lists.next}));
  EXPECT_EQ(older.rows[0].destruction_id(), id);
  ASSERT_OK_AND_ASSIGN(const auto lines, destructions_.Lines(siti_, id, {.size = 2, .after = ""}));
  ASSERT_THAT(lines.rows, SizeIs(2));
  ASSERT_OK_AND_ASSIGN(const auto rest, destructions_.Lines(siti_, id, {.size = 2, .after = lines.next}));
  ASSERT_THAT(rest.rows, SizeIs(1));
  EXPECT_EQ(rest.rows[0].number(), 3U);
}

TEST_F(DestructionTest, ARepeatedRequestIsAnsweredAgain) {
  Spoil("R-1");
  const std::string id = Open();
  v1::AddCardsRequest request;
  request.set_destruction_id(id);
  *request.add_cards() = Spoiled(1);
  const access::Act act = ActOf(siti_, request);
  ASSERT_OK(destructions_.Add(act, request));
  ASSERT_OK(destructions_.Add(act, request));
  EXPECT_EQ(Shown(id).listed(), 1);
}

}  // namespace
}  // namespace blangko::destruction
