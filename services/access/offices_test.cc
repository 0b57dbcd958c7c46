#include "services/access/offices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/ids.h"
#include "base/rng.h"
#include "blangko/access/v1/offices.pb.h"
#include "services/access/event_log.h"
#include "services/access/region_code.h"
#include "services/access/store_identity.h"
#include "services/refusal/refusal.h"
#include "storage/memory/memory_store.h"

namespace blangko::access {
namespace {

using testing::ElementsAre;

const absl::Time kNow = absl::FromUnixSeconds(1'500'000'000);

rows::v1::Office Office(const std::string& code, const std::string& parent) {
  rows::v1::Office office;
  office.set_code(code);
  office.set_name("KANTOR " + code);
  office.set_parent(parent);
  office.set_kind(v1::OFFICE_KIND_DISTRICT);
  return office;
}

rows::v1::AreaRoute Route(const std::string& area, const std::string& site) {
  rows::v1::AreaRoute route;
  route.set_area(area);
  route.set_site(site);
  return route;
}

class OfficesTest : public testing::Test {
 protected:
  Act NextAct(const std::string& scope = "") {
    return {{"local:admin", Role::kAdministrator, scope}, kNow, ids_.Next(), std::string(32, 'f')};
  }
  absl::Status PutPelalawan() {
    return offices_.Put(NextAct(),
                        {Office("14.05", ""), Office("14.05.02", "14.05"), Office("14.05.03", "14.05")},
                        {Route("14.05", "14.05"), Route("14.05.02", "14.05.02")});
  }
  std::vector<std::string> Codes(const Actor& actor, std::string_view parent, std::string_view after,
                                 size_t limit) {
    std::vector<std::string> codes;
    auto found = offices_.List(actor, parent, after, limit);
    EXPECT_TRUE(found.ok()) << found.status();
    for (const auto& office : found.value_or(std::vector<rows::v1::Office>())) codes.push_back(office.code());
    return codes;
  }
  absl::StatusOr<std::string> SiteOf(std::string_view area) {
    return storage::ViewFor<std::string>(store_, [&](storage::Snapshot& s) { return SiteOfArea(s, area); });
  }

  storage::MemoryStore store_;
  ManualClock clock_{kNow};
  SeededRng rng_{1};
  IdSource ids_{clock_, rng_};
  Offices offices_{store_};
  const Actor everyone_{"local:budi", Role::kOperator, ""};
};

TEST_F(OfficesTest, ListsTheTreeInCodeOrderPageByPage) {
  ASSERT_TRUE(PutPelalawan().ok());
  EXPECT_THAT(Codes(everyone_, "", "", 2), ElementsAre("14.05", "14.05.02"));
  EXPECT_THAT(Codes(everyone_, "", "14.05.02", 2), ElementsAre("14.05.03"));
  EXPECT_THAT(Codes({"x", Role::kOperator, "14.05.03"}, "", "", 9), ElementsAre("14.05.03"));
}

TEST_F(OfficesTest, LongestRouteWins) {
  ASSERT_TRUE(PutPelalawan().ok());
  EXPECT_EQ(*SiteOf("14.05.02.2003"), "14.05.02");
  EXPECT_EQ(*SiteOf("14.05.03.2001"), "14.05");
  EXPECT_EQ(ReasonOf(SiteOf("14.71").status()), "UNKNOWN_OFFICE");
  EXPECT_EQ(ReasonOf(SiteOf("").status()), "UNKNOWN_OFFICE");
}

TEST_F(OfficesTest, RefusesUnknownParentsSitesAndForeignAreas) {
  EXPECT_EQ(ReasonOf(offices_.Put(NextAct(), {Office("14.05", "14")}, {})), "UNKNOWN_OFFICE");
  EXPECT_EQ(ReasonOf(offices_.Put(NextAct(), {}, {Route("14.05", "14.05")})), "UNKNOWN_OFFICE");
  EXPECT_EQ(ReasonOf(offices_.Put(NextAct("14.71"), {Office("14.05", "")}, {})), "OUT_OF_SCOPE");
  EXPECT_TRUE(Codes(everyone_, "", "", 9).empty());
}

TEST_F(OfficesTest, RefusesBadShapes) {
  EXPECT_EQ(ReasonOf(offices_.Put(NextAct(), {}, {})), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(offices_.Put(NextAct(), {Office("1405", "")}, {})), "INVALID_FIELD");
  Act act = NextAct();
  act.request_id = "";
  EXPECT_EQ(ReasonOf(offices_.Put(act, {Office("14.05", "")}, {})), "INVALID_FIELD");
}

TEST_F(OfficesTest, RepeatHasNoSecondEffectAndOneEntryIsWritten) {
  const Act act = NextAct();
  ASSERT_TRUE(offices_.Put(act, {Office("14.05", "")}, {}).ok());
  ASSERT_TRUE(offices_.Put(act, {Office("14.05", "")}, {}).ok());
  auto head = storage::ViewFor<storage::LogHeadView>(store_, [](storage::Snapshot& s) {
    return storage::ReadLogHead(s, {"14.05", ""});
  });
  EXPECT_EQ(head->seq, 1u);
  Act other = act;
  other.fingerprint = std::string(32, 'g');
  EXPECT_EQ(ReasonOf(offices_.Put(other, {Office("14.06", "")}, {})), "REQUEST_ID_REUSED");
}

TEST(OfficeDay, IsTheDayOfTheOfficesOwnZone) {
  rows::v1::Office office;
  const absl::Time late = absl::FromUnixSeconds(17 * 3600 - 1);  // 1970-01-01 23:59:59 in Jakarta
  EXPECT_EQ(OfficeDay(TimeZoneOf(office), late), 0);
  EXPECT_EQ(OfficeDay(TimeZoneOf(office), late + absl::Seconds(1)), 1);
  office.set_time_zone("Asia/Jayapura");
  EXPECT_EQ(OfficeDay(TimeZoneOf(office), late), 1);
}

TEST(RegionCode, ShapeOfTheMinistry) {
  for (const char* code : {"14", "14.05", "14.05.02", "14.05.02.2003"})
    EXPECT_TRUE(IsRegionCode(code)) << code;
  for (const char* code :
       {"", "1", "1405", "14.5", "14.05.2", "14.05.02.203", "14.05.", "14-05", "14.05.02.20033"}) {
    EXPECT_FALSE(IsRegionCode(code)) << code;
  }
  EXPECT_TRUE(IsOfficeCode("14.05-gudang"));
  EXPECT_FALSE(IsOfficeCode("14.05-"));
  EXPECT_FALSE(IsOfficeCode("14.05-Ruang 2"));
}

TEST(StoreIdentity, IsMadeOnce) {
  storage::MemoryStore store;
  ManualClock clock(kNow);
  SeededRng rng(3);
  IdSource ids(clock, rng);
  const auto read = [&] {
    return storage::ViewFor<rows::v1::MetaRow>(store, [](storage::Snapshot& s) { return ReadIdentity(s); });
  };
  EXPECT_EQ(read().status().code(), absl::StatusCode::kFailedPrecondition);
  const auto made = EnsureStoreIdentity(store, ids, kNow);
  const auto again = EnsureStoreIdentity(store, ids, kNow + absl::Hours(1));
  EXPECT_EQ(made->hash_key().size(), 32u);
  EXPECT_EQ(made->hash_key(), again->hash_key());
  EXPECT_EQ(made->store_id(), read()->store_id());
}

class CardHeadingTest : public OfficesTest {
 protected:
  void PutRegency(const std::string& name, const std::string& province_name) {
    rows::v1::Office regency = Office("14.05", "");
    regency.set_name(name);
    regency.set_province_name(province_name);
    EXPECT_TRUE(offices_.Put(NextAct(), {regency}, {}).ok());
  }
  using Lines = std::pair<std::string, std::string>;
  Lines HeadingOf(std::string_view area) {
    const auto heading =
        storage::ViewFor<CardHeading>(store_, [&](storage::Snapshot& s) { return CardHeadingOf(s, area); });
    EXPECT_TRUE(heading.ok()) << heading.status();
    return {heading->province, heading->regency};
  }
};

TEST_F(CardHeadingTest, FollowsTheAreaOfThePerson) {
  PutRegency("Kabupaten Pelalawan", "Riau");
  EXPECT_EQ(HeadingOf("14.05.02.2003"), Lines("PROVINSI RIAU", "KABUPATEN PELALAWAN"));
  EXPECT_EQ(HeadingOf("14.05"), Lines("PROVINSI RIAU", "KABUPATEN PELALAWAN"));
  EXPECT_EQ(HeadingOf("14.71.01"), Lines("", ""));
  EXPECT_EQ(HeadingOf("14"), Lines("", ""));
}

TEST_F(CardHeadingTest, AnOfficeMayBeNamedAfterItsRegency) {
  PutRegency("Dinas Kependudukan dan Pencatatan Sipil Kota Pekanbaru", "PROVINSI RIAU");
  EXPECT_EQ(HeadingOf("14.05.01"), Lines("PROVINSI RIAU", "KOTA PEKANBARU"));
  PutRegency("DINAS CONTOH", "");
  EXPECT_EQ(HeadingOf("14.05.01"), Lines("", ""));
}

TEST_F(CardHeadingTest, TheProvinceAboveGivesItsName) {
  PutRegency("KABUPATEN PELALAWAN", "");
  rows::v1::Office province = Office("14", "");
  province.set_name("Riau");
  EXPECT_TRUE(offices_.Put(NextAct(), {province}, {}).ok());
  EXPECT_EQ(HeadingOf("14.05.02.2003"), Lines("PROVINSI RIAU", "KABUPATEN PELALAWAN"));
}

}  // namespace
}  // namespace blangko::access
