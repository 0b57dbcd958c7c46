#include "services/packs/uid_lists.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/packs/validate_packs.h"
#include "services/refusal/refusal.h"
#include "services/stock/blank_uids.h"
#include "services/stock/blocked_uids.h"
#include "tests/support/stock_fixture.h"

namespace blangko::packs {
namespace {

using stock::kBunut;
using stock::kDinas;

constexpr char kFirst[] = "04A1B2C3D40000";
constexpr char kLast[] = "04A1B2C3D403E7";  // 1,000 chips

std::string Chip(int n) { return absl::StrCat("04A1B2C3D4", absl::Hex(n, absl::kZeroPad4)); }

class UidListsTest : public testing::Test {
 protected:
  // Of 1,000 blanks of lot A that were sent, ten lack.
  UidListsTest() {
    at_.actor.role = access::Role::kAdministrator;
    for (const char* lot : {"A", "B"}) EXPECT_OK(at_.CreateLot(lot));
    const auto taken = at_.Take(stock::Pelalawan::FromOutside(
        "maker", "SJ-1", {{.lot = "A", .accepted = 990, .missing = 10}, {.lot = "B", .accepted = 5}}));
    EXPECT_OK(taken);
    if (taken.ok()) shipment_ = taken->shipment_id();
  }
  ~UidListsTest() override { unsetenv("BLANGKO_PLANT"); }

  static v1::AddUidsRequest Listing(const std::string& lot,
                                    const std::vector<std::pair<std::string, std::string>>& ranges,
                                    const std::string& pack = "") {
    v1::AddUidsRequest request;
    request.set_lot(lot);
    request.set_document("LIST-1");
    for (const auto& [first, last] : ranges) {
      v1::UidRange& range = *request.add_ranges();
      range.set_first(first);
      range.set_last(last);
      range.set_pack(pack);
    }
    return request;
  }
  absl::Status Add(const v1::AddUidsRequest& request) {
    return lists_.Add(at_.ActFor(request), request).status();
  }

  v1::NameMissingRequest Missing(const std::vector<std::string>& uids, bool block = true) const {
    v1::NameMissingRequest request;
    request.set_shipment_id(shipment_);
    request.set_lot("A");
    for (const std::string& uid : uids) request.add_uids(uid);
    request.set_reason("not in the parcel");
    request.set_block(block);
    return request;
  }
  absl::Status Name(const v1::NameMissingRequest& request) {
    return lists_.NameMissing(at_.ActFor(request), request).status();
  }
  static std::vector<std::string> Chips(int from, int count) {
    std::vector<std::string> uids;
    for (int n = from; n < from + count; ++n) uids.push_back(Chip(n));
    return uids;
  }

  v1::CheckUidsResponse Check(const std::vector<std::string>& uids, const std::string& pack = "") {
    v1::CheckUidsRequest request;
    request.set_lot("A");
    request.set_pack(pack);
    for (const std::string& uid : uids) request.add_uids(uid);
    const auto response = lists_.Check(request);
    EXPECT_OK(response);
    return response.value_or(v1::CheckUidsResponse());
  }

  // A card is printed on a chip: "" or the incident.
  void Use(const std::string& uid, const std::string& office, const std::string& station) {
    EXPECT_OK(at_.store.Update("test.use", [&](storage::Txn& txn) {
      return stock::NoteUid(txn, at_.ActOf("use"), uid,
                            {.record_id = "R-1",
                             .attempt = 1,
                             .office = office,
                             .lot = "A",
                             .station_id = station,
                             .account = rows::v1::ACCOUNT_CONSUMED})
          .status();
    }));
  }

  std::string Trail(const std::string& uid) {
    const auto trail = lists_.Trail(at_.actor, uid);
    EXPECT_OK(trail);
    std::string events;
    if (!trail.ok()) return events;
    for (const v1::TrailStep& step : trail->steps())
      absl::StrAppend(&events, step.event(), "@", step.office(), "/", step.actor(), step.station_id(), " ");
    return events;
  }

  size_t BlockedRanges() {
    size_t count = 0;
    EXPECT_OK(at_.store.View([&](storage::Snapshot& snapshot) {
      return stock::VisitBlocked(snapshot, "", [&](const rows::v1::BlockedUids&) { return ++count > 0; });
    }));
    return count;
  }

  stock::Pelalawan at_;
  UidLists lists_{at_.store};
  std::string shipment_;
};

TEST_F(UidListsTest, AListIsShownWithItsNumberOfChips) {
  ASSERT_OK(Add(Listing("A", {{"04:a1:b2:c3:d4:00:00", kLast}, {"AA11BB22", ""}}, "P0001")));
  ASSERT_OK_AND_ASSIGN(const auto page, lists_.List("A", {}));
  ASSERT_EQ(page.rows.size(), 2u);
  EXPECT_EQ(page.rows[0].range().first(), "AA11BB22");
  EXPECT_EQ(page.rows[0].count(), 1);
  EXPECT_EQ(page.rows[1].range().first(), kFirst);
  EXPECT_EQ(page.rows[1].range().pack(), "P0001");
  EXPECT_EQ(page.rows[1].count(), 1000);
}

TEST_F(UidListsTest, AListIsReadPageByPage) {
  ASSERT_OK(Add(Listing("A", {{Chip(0), Chip(1)}, {Chip(2), Chip(3)}, {Chip(4), Chip(5)}})));
  ASSERT_OK_AND_ASSIGN(const auto one, lists_.List("A", {.size = 2, .after = ""}));
  EXPECT_EQ(one.rows.size(), 2u);
  ASSERT_OK_AND_ASSIGN(const auto two, lists_.List("A", {.size = 2, .after = one.next}));
  ASSERT_EQ(two.rows.size(), 1u);
  EXPECT_EQ(two.rows[0].range().first(), Chip(4));
  EXPECT_EQ(two.next, "");
}

TEST_F(UidListsTest, OneChipIsOfOneLotAndARefusedListLeavesNothing) {
  ASSERT_OK(Add(Listing("A", {{kFirst, kLast}})));
  EXPECT_EQ(ReasonOf(Add(Listing("B", {{"BB11BB2200000000000A", ""}, {Chip(999), Chip(1001)}}))),
            "ALREADY_EXISTS");
  ASSERT_OK_AND_ASSIGN(const auto page, lists_.List("B", {}));
  EXPECT_TRUE(page.rows.empty());
  EXPECT_EQ(ReasonOf(Add(Listing("A", {{Chip(2000), Chip(2010)}, {Chip(2010), Chip(2020)}}))),
            "ALREADY_EXISTS");
}

TEST_F(UidListsTest, ListsOfUnknownLotsAndOtherThanUidsAreRefused) {
  EXPECT_EQ(ReasonOf(Add(Listing("C", {{kFirst, kLast}}))), "UNKNOWN_LOT");
  EXPECT_EQ(ReasonOf(Add(Listing("A", {{"P0001", "P0040"}}))), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Add(Listing("A", {{kLast, kFirst}}))), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Add(Listing("A", {}))), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(lists_.List("C", {}).status()), "UNKNOWN_LOT");
}

// A sub-district cannot claim chips for blanks that never came to it.
TEST_F(UidListsTest, AListIsEnteredWhereItsLotCame) {
  at_.actor.scope = kBunut;
  EXPECT_EQ(ReasonOf(Add(Listing("A", {{kFirst, kLast}}))), "INVALID_FIELD");
  setenv("BLANGKO_PLANT", "list-of-another-office", 1);
  EXPECT_OK(Add(Listing("A", {{kFirst, kLast}}))) << "the check above wants a refusal";
  unsetenv("BLANGKO_PLANT");
  at_.actor.scope = kDinas;
  EXPECT_OK(Add(Listing("B", {{"04B00000000000", "04B000000000FF"}})));
}

TEST_F(UidListsTest, ARepeatedListIsAnsweredAgain) {
  const auto request = Listing("A", {{kFirst, kLast}});
  const access::Act act = at_.ActFor(request);
  ASSERT_OK(lists_.Add(act, request).status());
  ASSERT_OK_AND_ASSIGN(const auto again, lists_.Add(act, request));
  EXPECT_EQ(again.range_count(), 1);
}

TEST_F(UidListsTest, ASampleNamesWhatIsNotOnTheList) {
  ASSERT_OK(Add(Listing("A", {{Chip(0), Chip(99)}}, "P0001")));
  ASSERT_OK(Add(Listing("B", {{Chip(100), Chip(199)}}, "P0002")));
  Use(Chip(5), kDinas, "rumbai-1");
  const auto checked = Check({Chip(1), Chip(150), Chip(5), "DEADBEEF"});
  EXPECT_EQ(checked.wrong_count(), 3);
  EXPECT_TRUE(checked.uids(0).listed());
  EXPECT_EQ(checked.uids(1).listed_lot(), "B");
  EXPECT_TRUE(checked.uids(2).used());
  EXPECT_FALSE(checked.uids(3).listed());
  EXPECT_EQ(Check({Chip(1)}, "P0001").wrong_count(), 0);
  EXPECT_EQ(Check({Chip(1)}, "P0009").wrong_count(), 1);
  setenv("BLANGKO_PLANT", "unlisted-uid-accepted", 1);
  EXPECT_EQ(Check({Chip(150)}).wrong_count(), 0);
}

TEST_F(UidListsTest, TenMissingBlanksAreNamedAndBlockedInOneAct) {
  ASSERT_OK(Add(Listing("A", {{kFirst, kLast}})));
  const auto request = Missing(Chips(700, 10));
  ASSERT_OK_AND_ASSIGN(const auto named, lists_.NameMissing(at_.ActFor(request), request));
  EXPECT_EQ(named.named_count(), 10);
  EXPECT_EQ(named.missing_count(), 10);
  EXPECT_EQ(BlockedRanges(), 1u);
  EXPECT_EQ(Check({Chip(700), Chip(709), Chip(710)}).wrong_count(), 2);
}

TEST_F(UidListsTest, AtMostFiftyChipsApartFromEachOtherFitOneAct) {
  const auto taken = at_.Take(stock::Pelalawan::FromOutside("maker", "SJ-2", {{.lot = "A", .missing = 50}}));
  ASSERT_OK(taken);
  shipment_ = taken->shipment_id();
  ASSERT_OK(Add(Listing("A", {{kFirst, kLast}})));
  std::vector<std::string> uids;
  for (int n = 0; n < kMissingMax; ++n) uids.push_back(Chip(2 * n));
  ASSERT_OK(Name(Missing(uids)));
  EXPECT_EQ(BlockedRanges(), 50u);
}

TEST_F(UidListsTest, NoMoreAreNamedThanTheReceiptLacks) {
  ASSERT_OK(Add(Listing("A", {{kFirst, kLast}})));
  ASSERT_OK(Name(Missing(Chips(0, 6))));
  const absl::Status refused = Name(Missing(Chips(10, 5)));
  EXPECT_EQ(ReasonOf(refused), "INVALID_FIELD");
  EXPECT_TRUE(absl::StrContains(refused.message(), "5 beside 6 named before")) << refused.message();
  EXPECT_EQ(BlockedRanges(), 1u);
  setenv("BLANGKO_PLANT", "more-missing-than-the-receipt", 1);
  EXPECT_OK(Name(Missing(Chips(10, 5))));
}

TEST_F(UidListsTest, WhatIsNotListedUsedOrNamedBeforeIsNotMissing) {
  ASSERT_OK(Add(Listing("A", {{Chip(0), Chip(9)}})));
  ASSERT_OK(Add(Listing("B", {{Chip(10), Chip(19)}})));
  Use(Chip(5), kDinas, "rumbai-1");
  EXPECT_EQ(ReasonOf(Name(Missing({"DEADBEEF"}))), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Name(Missing({Chip(10)}))), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Name(Missing({Chip(5)}))), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Name(Missing({Chip(1), Chip(1)}))), "INVALID_FIELD");
  ASSERT_OK(Name(Missing({Chip(1)})));
  EXPECT_EQ(ReasonOf(Name(Missing({Chip(1)}))), "ALREADY_EXISTS");
}

TEST_F(UidListsTest, MissingBlanksAreOfAShipmentOfTheActorAndItsLot) {
  ASSERT_OK(Add(Listing("A", {{kFirst, kLast}})));
  v1::NameMissingRequest request = Missing({Chip(1)});
  request.set_shipment_id("0190-none");
  EXPECT_EQ(ReasonOf(Name(request)), "UNKNOWN_SHIPMENT");
  request = Missing({Chip(1)});
  request.set_lot("Z");
  EXPECT_EQ(ReasonOf(Name(request)), "INVALID_FIELD");
  at_.actor.scope = kBunut;
  EXPECT_EQ(ReasonOf(Name(Missing({Chip(1)}))), "UNKNOWN_SHIPMENT");
  at_.actor.scope = kDinas;
  at_.actor.role = access::Role::kSupervisor;
  EXPECT_EQ(ReasonOf(Name(Missing({Chip(1)}))), "NOT_ALLOWED");  // blocking needs the right of BlockBlanks
  EXPECT_OK(Name(Missing({Chip(1)}, false)));
  at_.actor.role = access::Role::kAuditor;
  EXPECT_EQ(ReasonOf(Name(Missing({Chip(2)}, false))), "NOT_ALLOWED");
}

TEST_F(UidListsTest, TheTrailNamesEveryHand) {
  ASSERT_OK(Add(Listing("A", {{kFirst, kLast}})));
  at_.clock.Advance(absl::Hours(1));
  ASSERT_OK_AND_ASSIGN(const auto sent, at_.Send(stock::Pelalawan::Sending(kBunut, {{"A", 100}})));
  at_.clock.Advance(absl::Hours(1));
  ASSERT_OK(
      at_.Arrive(stock::Pelalawan::Arrival(sent.shipment_id(), {{.lot = "A", .accepted = 90, .missing = 10}}))
          .status());
  shipment_ = sent.shipment_id();
  at_.clock.Advance(absl::Hours(1));
  ASSERT_OK(Name(Missing({Chip(7)})));
  at_.clock.Advance(absl::Hours(1));
  Use(Chip(7), stock::kKerumutan, "kerumutan-1");
  EXPECT_EQ(
      Trail(Chip(7)),
      "LISTED@/local:budi RECEIVED@14.05/local:budi DISPATCHED@14.05/local:budi RECEIVED@14.05.02/local:budi "
      "NAMED_MISSING@/local:budi BLOCKED@/local:budi UID_BLOCKED@14.05.06/kerumutan-1 ");
  EXPECT_EQ(Trail("DEADBEEF"), "");
  at_.actor.scope = stock::kKerumutan;
  EXPECT_EQ(
      Trail(Chip(7)),
      "LISTED@/local:budi NAMED_MISSING@/local:budi BLOCKED@/local:budi UID_BLOCKED@14.05.06/kerumutan-1 ");
  EXPECT_EQ(ReasonOf(lists_.Trail(at_.actor, "not-a-uid").status()), "INVALID_FIELD");
}

}  // namespace
}  // namespace blangko::packs
