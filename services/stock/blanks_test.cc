// Blanks by UID: who holds one, what is an incident, what is blocked, and how stations get the list.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "absl/strings/str_format.h"
#include "base/ids.h"
#include "base/rng.h"
#include "services/refusal/refusal.h"
#include "services/stock/blank_uids.h"
#include "services/stock/blocked_uids.h"
#include "services/stock/stock.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::stock {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr char kUid[] = "04A1B2C3D4E5F6";

std::string Uid(int number) { return absl::StrFormat("04%012X", number); }

class BlanksTest : public testing::Test {
 protected:
  access::Act Act(const std::string& scope = "") {
    access::Act act;
    act.actor = {.identity = "local:sari", .role = access::Role::kAdministrator, .scope = scope};
    act.now = clock_.Now();
    act.request_id = ids_.Next();
    act.fingerprint = std::string(32, 'f');
    return act;
  }
  bool Note(const std::string& uid, const UidUse& use) {
    bool incident = false;
    EXPECT_OK(store_.Update("test.note", [&](storage::Txn& txn) -> absl::Status {
      ASSIGN_OR_RETURN(incident, NoteUid(txn, Act(), uid, use));
      return absl::OkStatus();
    }));
    return incident;
  }
  UidUse Use(const std::string& record, rows::v1::Account account = rows::v1::ACCOUNT_CONSUMED,
             const std::string& office = "14.05") {
    return {.record_id = record,
            .attempt = 1,
            .office = office,
            .lot = "L1",
            .station_id = "s1",
            .account = account};
  }
  v1::Blank Get(const std::string& uid, const std::string& scope = "") {
    return stock_.GetBlank(Act(scope).actor, uid).value();
  }
  absl::Status Block(const std::string& first, const std::string& last = "") {
    v1::BlockBlanksRequest request;
    request.set_first(first);
    request.set_last(last);
    request.set_reason("hilang");
    return stock_.BlockBlanks(Act(), request).status();
  }
  absl::Status Unblock(const std::string& first, const std::string& last = "") {
    v1::UnblockBlanksRequest request;
    request.set_first(first);
    request.set_last(last);
    request.set_reason("ditemukan");
    return stock_.UnblockBlanks(Act(), request).status();
  }
  std::optional<printers::v1::BlockedBlanks> Page(const printers::v1::HeartbeatRequest& request) {
    std::optional<printers::v1::BlockedBlanks> page;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
      ASSIGN_OR_RETURN(page, PageFor(snapshot, request));
      return absl::OkStatus();
    }));
    return page;
  }

  TestClock clock_;
  SeededRng rng_{7};
  IdSource ids_{clock_, rng_};
  storage::MemoryStore store_;
  Stock stock_{store_};
};

TEST_F(BlanksTest, TheFirstUseHoldsTheUidAndItsBlankMayMove) {
  EXPECT_FALSE(Note("04:a1:b2:c3:d4:e5:f6", Use("r1", rows::v1::ACCOUNT_UNCERTAIN_HELD)));
  EXPECT_FALSE(Note(kUid, Use("r1", rows::v1::ACCOUNT_CONSUMED)));
  const v1::Blank blank = Get("04-A1-B2-C3-D4-E5-F6");
  ASSERT_THAT(blank.uses(), SizeIs(1));
  EXPECT_EQ(blank.uses(0).record_id(), "r1");
  EXPECT_EQ(blank.uses(0).account(), "CONSUMED");
  EXPECT_THAT(Get(Uid(1)).uses(), IsEmpty());
  EXPECT_THAT(stock_.GetBlank(Act().actor, "kartu"), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(BlanksTest, ASecondUseIsBookedAndAnIncident) {
  EXPECT_FALSE(Note(kUid, Use("r1")));
  EXPECT_TRUE(Note(kUid, Use("r2", rows::v1::ACCOUNT_SPOILED_HELD, "14.71")));
  EXPECT_TRUE(Note(kUid, Use("r2", rows::v1::ACCOUNT_SPOILED_HELD, "14.71")))
      << "told again, it is one still";
  const auto found = stock_.ListBlankIncidents(Act().actor, {}).value();
  ASSERT_THAT(found.rows, SizeIs(1));
  ASSERT_THAT(found.rows[0].uses(), SizeIs(2));
  EXPECT_EQ(found.rows[0].uses(1).incident(), "UID_USED");
  EXPECT_THAT(stock_.ListBlankIncidents(Act("14.03").actor, {})->rows, IsEmpty());
  EXPECT_EQ(Get(kUid, "14.71").uses(0).record_id(), "") << "the other office's record is not named";
}

TEST_F(BlanksTest, ABlankThatWentBackIsNobodysAgain) {
  EXPECT_FALSE(Note(kUid, Use("r1", rows::v1::ACCOUNT_UNCERTAIN_HELD)));
  EXPECT_FALSE(Note(kUid, Use("r1", rows::v1::ACCOUNT_AVAILABLE)));
  EXPECT_FALSE(Note(kUid, Use("r2")));
  EXPECT_THAT(Get(kUid).uses(), SizeIs(1));
}

TEST_F(BlanksTest, ABlockedBlankThatIsUsedIsAnIncident) {
  ASSERT_OK(Block(Uid(10), Uid(20)));
  EXPECT_FALSE(Note(Uid(9), Use("r1")));
  EXPECT_TRUE(Note(Uid(10), Use("r2")));
  EXPECT_TRUE(Note(Uid(20), Use("r3")));
  EXPECT_FALSE(Note(Uid(21), Use("r4")));
  EXPECT_EQ(Get(Uid(15)).blocked().reason(), "hilang");
  ASSERT_OK(Unblock(Uid(10), Uid(20)));
  EXPECT_FALSE(Note(Uid(15), Use("r5")));
}

TEST_F(BlanksTest, RangesNeverOverlapAndAreTakenBackWhole) {
  ASSERT_OK(Block(Uid(10), Uid(20)));
  EXPECT_EQ(ReasonOf(Block(Uid(20), Uid(30))), "ALREADY_EXISTS");
  EXPECT_EQ(ReasonOf(Block(Uid(5), Uid(10))), "ALREADY_EXISTS");
  EXPECT_EQ(ReasonOf(Block(Uid(12))), "ALREADY_EXISTS");
  EXPECT_EQ(ReasonOf(Block(Uid(5), Uid(40))), "ALREADY_EXISTS");
  EXPECT_EQ(ReasonOf(Block(Uid(9), Uid(3))), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Block(Uid(9), "04A1B2C3")), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Unblock(Uid(10), Uid(19))), "INVALID_FIELD");
  ASSERT_OK(Block("04A1B2C3"));
  EXPECT_THAT(stock_.ListBlockedBlanks({})->rows, SizeIs(2));
}

TEST_F(BlanksTest, AStationGetsTheListInPagesAndBeginsAnewWhenItChanges) {
  for (int i = 0; i <= kBlockedPageMax; ++i) ASSERT_OK(Block(Uid(2 * i)));
  printers::v1::HeartbeatRequest request;
  const auto first = Page(request);
  ASSERT_TRUE(first.has_value());
  EXPECT_TRUE(first->from_start());
  EXPECT_FALSE(first->last());
  EXPECT_EQ(first->ranges_size(), kBlockedPageMax);
  request.set_blocked_asked_version(first->version());
  request.set_blocked_after(first->ranges().rbegin()->last());
  const auto second = Page(request);
  EXPECT_FALSE(second->from_start());
  EXPECT_TRUE(second->last());
  EXPECT_EQ(second->ranges_size(), 1);
  ASSERT_OK(Unblock(Uid(0)));
  EXPECT_TRUE(Page(request)->from_start());
  request.set_blocked_version(first->version() + 1);
  EXPECT_FALSE(Page(request).has_value()) << "it holds the newest";
}

}  // namespace
}  // namespace blangko::stock
