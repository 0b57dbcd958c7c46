#include "services/packs/packs.h"

#include "absl/strings/str_cat.h"
#include "services/incidents/incident_table.h"
#include "services/packs/packs_fixture.h"
#include "services/packs/validate_packs.h"
#include "services/stock/blank_uids.h"

namespace blangko::packs {
namespace {

using stock::kBunut;
using stock::kDinas;

class PacksTest : public PacksFixture {
 protected:
  absl::Status Listed(const std::string& lot, const std::string& first, const std::string& last) {
    v1::AddUidsRequest request;
    request.set_lot(lot);
    request.set_document("LIST-1");
    request.add_ranges()->set_first(first);
    request.mutable_ranges(0)->set_last(last);
    return lists_.Add(at_.ActFor(request), request).status();
  }

  // "UID_NOT_OF_LOT AA… 14.05", one after the other.
  std::string Incidents() {
    std::string found;
    EXPECT_OK(at_.store.View([&](storage::Snapshot& snapshot) {
      return incidents::VisitIncidents(snapshot, true, 0, [&](const incidents::IncidentRow& row) {
        absl::StrAppend(&found, incidents::NameOf(row), " ", row.blank_uid(), " ", row.office(), "\n");
        return true;
      });
    }));
    return found;
  }

  // A card is printed on the chip, out of a blank that is booked as of the lot.
  void Use(const std::string& uid, const std::string& lot, const std::string& record) {
    EXPECT_OK(at_.store.Update("test.use", [&](storage::Txn& txn) {
      return stock::NoteUid(txn, at_.ActOf("use"), uid,
                            {.record_id = record,
                             .attempt = 1,
                             .office = kDinas,
                             .lot = lot,
                             .station_id = "rumbai-1",
                             .account = rows::v1::ACCOUNT_CONSUMED})
          .status();
    }));
  }

  absl::Status Remove(const std::string& lot, const std::string& first, const std::string& last) {
    v1::RemoveUidsRequest request;
    request.set_lot(lot);
    request.set_first(first);
    request.set_last(last);
    request.set_reason("typed wrongly");
    return lists_.Remove(at_.ActFor(request), request).status();
  }
};

TEST_F(PacksTest, SealedPacksLieInTheirOfficeAndAreListedByLot) {
  ASSERT_OK(Register({{"P-2", 500}, {"P-1", 300}}));
  ASSERT_OK(Register({{"Q/1.a", 100}}, "B"));
  EXPECT_EQ(Lying(kDinas), "P-1 P-2 Q/1.a");
  EXPECT_EQ(Lying(kDinas, "B"), "Q/1.a");
  EXPECT_EQ(Lying(kBunut), "");
  EXPECT_EQ(Pack("P-1"), "SEALED@14.05:300");
  EXPECT_EQ(Pack("P-9"), "UNKNOWN_PACK");
  at_.actor.scope = kBunut;
  EXPECT_EQ(Pack("P-1"), "UNKNOWN_PACK");
}

TEST_F(PacksTest, TogetherTheyHoldNoMoreThanIsThere) {
  ASSERT_OK(Register({{"P-1", 600}}));
  EXPECT_EQ(ReasonOf(Register({{"P-2", 400}, {"P-3", 1}})), "PACKS_DO_NOT_ADD_UP");
  EXPECT_EQ(Lying(kDinas), "P-1");
  ASSERT_OK(Register({{"P-2", 400}}));
  Plant("packs-beyond-the-stock");
  EXPECT_OK(Register({{"P-3", 1}}));
}

TEST_F(PacksTest, AnIdStandsForOnePackForEver) {
  ASSERT_OK(Register({{"P-1", 500}}));
  EXPECT_OK(Register({{"P-1", 500}}));
  EXPECT_EQ(ReasonOf(Register({{"P-1", 400}})), "ALREADY_EXISTS");
  EXPECT_EQ(ReasonOf(Register({{"P-1", 100}}, "B")), "ALREADY_EXISTS");
  ASSERT_OK(Open("P-1").status());
  EXPECT_EQ(ReasonOf(Register({{"P-1", 500}})), "ALREADY_EXISTS");
}

TEST_F(PacksTest, WhatIsNoPackIsRefused) {
  EXPECT_EQ(ReasonOf(Register({{"P 1", 5}})), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Register({{"", 5}})), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Register({{std::string(41, 'P'), 5}})), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Register({{"P-1", 0}})), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Register({{"P-1", 5}, {"P-1", 5}})), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Register({{"P-1", 5}}, "Z")), "UNKNOWN_LOT");
  EXPECT_EQ(ReasonOf(Register({{"P-1", 5}}, "A", "14.99")), "UNKNOWN_OFFICE");
  at_.actor.scope = kBunut;
  EXPECT_EQ(ReasonOf(Register({{"P-1", 5}})), "OUT_OF_SCOPE");
}

TEST_F(PacksTest, PartsHoldWhatThePackHeld) {
  ASSERT_OK(Register({{"P-1", 500}}));
  EXPECT_EQ(ReasonOf(Split("P-1", {{"P-1a", 300}, {"P-1b", 199}})), "PACKS_DO_NOT_ADD_UP");
  EXPECT_EQ(ReasonOf(Split("P-1", {{"P-1", 300}, {"P-1b", 200}})), "ALREADY_EXISTS");
  ASSERT_OK(Split("P-1", {{"P-1a", 300}, {"P-1b", 200}}));
  EXPECT_EQ(Pack("P-1"), "SPLIT@14.05:500");
  EXPECT_EQ(Lying(kDinas), "P-1a P-1b");
  EXPECT_EQ(ReasonOf(Split("P-1", {{"P-1c", 300}, {"P-1d", 200}})), "PACK_STATE_WRONG");
  ASSERT_OK_AND_ASSIGN(const v1::Pack part, packs_.Get(at_.actor, "P-1a"));
  ASSERT_EQ(part.parents_size(), 1);
  EXPECT_EQ(part.parents(0), "P-1");
}

TEST_F(PacksTest, ASplitThatLosesABlankIsSeen) {
  ASSERT_OK(Register({{"P-1", 500}}));
  Plant("split-loses-a-blank");
  ASSERT_OK(Split("P-1", {{"P-1a", 300}, {"P-1b", 199}}));
  EXPECT_OK(Register({{"P-2", 501}}));  // room that is not there
}

TEST_F(PacksTest, SeveralBecomeOne) {
  ASSERT_OK(Register({{"P-1", 300}, {"P-2", 200}}));
  ASSERT_OK(Register({{"Q-1", 100}}, "B"));
  EXPECT_EQ(ReasonOf(Merge({"P-1", "Q-1"}, "P-3")), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Merge({"P-1", "P-1"}, "P-3")), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Merge({"P-1", "P-2"}, "Q-1")), "ALREADY_EXISTS");
  ASSERT_OK(Merge({"P-1", "P-2"}, "P-3"));
  EXPECT_EQ(Pack("P-3"), "SEALED@14.05:500");
  EXPECT_EQ(Pack("P-1"), "MERGED@14.05:300");
  EXPECT_EQ(Lying(kDinas, "A"), "P-3");
  EXPECT_EQ(ReasonOf(Register({{"P-4", 501}})), "PACKS_DO_NOT_ADD_UP");
}

TEST_F(PacksTest, ChipsOfAnOpenedPackAreComparedWithTheList) {
  ASSERT_OK(Listed("A", "04A1B2C3D40000", "04A1B2C3D4000F"));
  ASSERT_OK(Listed("B", "04A1B2C3D40010", "04A1B2C3D4001F"));
  ASSERT_OK(Register({{"P-1", 500}}));
  ASSERT_OK_AND_ASSIGN(const auto opened, Open("P-1", {"04A1B2C3D40001", "04a1b2c3d40010", "DEADBEEF"}));
  EXPECT_EQ(opened.pack().sampled_count(), 3);
  EXPECT_EQ(opened.pack().wrong_count(), 2);
  EXPECT_EQ(Pack("P-1"), "OPENED@14.05:500");
  EXPECT_EQ(Incidents(), "UID_NOT_OF_LOT 04A1B2C3D40010 14.05\nUID_NOT_OF_LOT DEADBEEF 14.05\n");
  EXPECT_EQ(ReasonOf(Open("P-1").status()), "PACK_STATE_WRONG");
  ASSERT_OK(Register({{"P-2", 100}}));
  ASSERT_OK(Open("P-2", {"DEADBEEF"}).status());
  EXPECT_EQ(Incidents(), "UID_NOT_OF_LOT 04A1B2C3D40010 14.05\nUID_NOT_OF_LOT DEADBEEF 14.05\n");
}

TEST_F(PacksTest, AsManyWrongChipsAsMayBeReadFitOneAct) {
  ASSERT_OK(Register({{"P-1", 500}}));
  std::vector<std::string> uids;
  for (int n = 0; n < kSampledMax; ++n) uids.push_back(absl::StrCat("DEADBE", absl::Hex(n, absl::kZeroPad2)));
  ASSERT_OK_AND_ASSIGN(const auto opened, Open("P-1", uids));
  EXPECT_EQ(opened.pack().wrong_count(), kSampledMax);
}

TEST_F(PacksTest, AWrongChipThatIsPassedIsMissedAmongTheIncidents) {
  ASSERT_OK(Register({{"P-1", 500}}));
  Plant("wrong-chip-of-a-pack-passed");
  ASSERT_OK(Open("P-1", {"DEADBEEF"}).status());
  EXPECT_EQ(Incidents(), "");
}

TEST_F(PacksTest, AChipOfAnotherLotIsAnIncidentOnceAndTheBlankIsBooked) {
  ASSERT_OK(Listed("B", "04A1B2C3D40010", "04A1B2C3D4001F"));
  Use("04A1B2C3D40010", "B", "R-1");
  EXPECT_EQ(Incidents(), "");
  Use("04A1B2C3D40011", "A", "R-2");
  Use("04A1B2C3D40011", "A", "R-2");
  EXPECT_EQ(Incidents(), "UID_NOT_OF_LOT 04A1B2C3D40011 14.05\n");
  Plant("chip-of-another-lot-passed");
  Use("04A1B2C3D40012", "A", "R-3");
  EXPECT_EQ(Incidents(), "UID_NOT_OF_LOT 04A1B2C3D40011 14.05\n");
}

TEST_F(PacksTest, ARangeThatNobodyTouchedIsTakenOffTheList) {
  ASSERT_OK(Listed("A", "04A1B2C3D40000", "04A1B2C3D4000F"));
  EXPECT_EQ(ReasonOf(Remove("B", "04A1B2C3D40000", "04A1B2C3D4000F")), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Remove("A", "04A1B2C3D40000", "04A1B2C3D40001")), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Remove("A", "DEADBEEF", "")), "INVALID_FIELD");
  ASSERT_OK(Remove("A", "04A1B2C3D40000", "04A1B2C3D4000F"));
  EXPECT_OK(Listed("B", "04A1B2C3D40000", "04A1B2C3D4000F"));
}

TEST_F(PacksTest, ARangeWithAUsedOrBlockedChipStays) {
  ASSERT_OK(Listed("A", "04A1B2C3D40000", "04A1B2C3D4000F"));
  ASSERT_OK(Listed("A", "04A1B2C3D40020", "04A1B2C3D4002F"));
  Use("04A1B2C3D40007", "A", "R-1");
  stock::v1::BlockBlanksRequest block;
  block.set_first("04A1B2C3D40025");
  block.set_reason("stolen");
  ASSERT_OK(at_.stock.BlockBlanks(at_.ActFor(block), block).status());
  EXPECT_EQ(ReasonOf(Remove("A", "04A1B2C3D40000", "04A1B2C3D4000F")), "RANGE_IN_USE");
  EXPECT_EQ(ReasonOf(Remove("A", "04A1B2C3D40020", "04A1B2C3D4002F")), "RANGE_IN_USE");
  Plant("used-range-removed");
  EXPECT_OK(Remove("A", "04A1B2C3D40000", "04A1B2C3D4000F"));
}

}  // namespace
}  // namespace blangko::packs
