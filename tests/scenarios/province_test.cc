// 300,000 blanks over a province of 12 regencies with 10 sub-districts each: received from the centre in lots, shipped down
// two tiers, some missing, some refused, some too many, some spoiled, some lost, some printed. In the end every equation is
// right to the card: per office, per regency, per lot, of the whole, and as folded from the log.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/rng.h"
#include "blangko/movements/v1/movements_service.grpc.pb.h"
#include "tests/scenarios/province_books.h"
#include "tests/scenarios/store_scene.h"
#include "tests/support/status_matchers.h"

namespace blangko::scenarios {
namespace {

using access::v1::OFFICE_KIND_DISTRICT;
using access::v1::OFFICE_KIND_PROVINCE;
using access::v1::OFFICE_KIND_REGENCY;
using movements::v1::MovementsService;
using testing::IsEmpty;
using testing::Not;

constexpr char kProvince[] = "14";
constexpr uint64_t kSeed = 300'000;

struct Size {
  int regencies = 12;
  int districts = 10;
  int lots = 6;
  int64_t blanks_of_a_lot = 50'000;
  int64_t to_a_regency = 11'500;  // of each of its two lots
  int64_t to_a_district = 1'000;
  int cards = 300;
};

class ProvinceScene {
 public:
  explicit ProvinceScene(const Size& size, const std::string& planted = "")
      : size_(size), scene_(planted), rng_(kSeed) {}

  void Run() {
    Found();
    ReceiveLots();
    for (int r = 1; r <= size_.regencies; ++r) ShipToRegency(r);
    SpoilSome();
    LoseSome();
    Print();
  }

  // Everything that is not as it must be; empty = to the card.
  std::vector<std::string> Differences() {
    std::vector<std::string> all = books_.Compare(scene_.Balances());
    const auto add = [&all](const std::vector<std::string>& some) {
      all.insert(all.end(), some.begin(), some.end());
    };
    for (int r = 1; r <= size_.regencies; ++r) {
      for (int d = 1; d <= size_.districts; ++d) add(EquationOf(District(r, d), "", 0));
      add(EquationOf(Regency(r), "", MovedInside(Regency(r), "")));
    }
    for (int lot = 1; lot <= size_.lots; ++lot) add(EquationOf("", Lot(lot), books_.Of("", Lot(lot)).came));
    add(EquationOf(kProvince, "", books_.Of("").came));
    add(EquationOf("", "", books_.Of("").came));
    add(Proven());
    return all;
  }

  void PrintTable() {
    std::printf("%-8s %9s %9s %9s %7s %9s %8s\n", "wilayah", "diterima", "sisa", "tercetak", "rusak",
                "dikirim", "selisih");
    for (int r = 1; r <= size_.regencies; ++r) PrintRow(Regency(r), Regency(r));
    PrintRow("provinsi", kProvince);
  }

  const ProvinceBooks& books() const { return books_; }
  StoreScene& scene() { return scene_; }
  int64_t blanks() const { return size_.lots * size_.blanks_of_a_lot; }

 private:
  static std::string Regency(int r) { return absl::StrFormat("14.%02d", r); }
  static std::string District(int r, int d) { return absl::StrFormat("14.%02d.%02d", r, d); }
  static std::string Lot(int lot) { return absl::StrCat("L-2026-", lot); }
  // Both lots of a regency; neighbours share them.
  std::string LotOf(int regency, int which) const { return Lot(1 + (regency / 2 + which) % size_.lots); }

  void Found() {
    scene_.crew().Add("ratna", access::v1::ROLE_ADMINISTRATOR);
    scene_.crew().Add("budi", access::v1::ROLE_ADMINISTRATOR);
    std::vector<access::v1::Office> offices = {OfficeOf(kProvince, "", OFFICE_KIND_PROVINCE)};
    for (int r = 1; r <= size_.regencies; ++r) {
      offices.push_back(OfficeOf(Regency(r), kProvince, OFFICE_KIND_REGENCY));
      for (int d = 1; d <= size_.districts; ++d) {
        offices.push_back(OfficeOf(District(r, d), Regency(r), OFFICE_KIND_DISTRICT));
      }
    }
    access::v1::AreaRoute route;
    route.set_area(Regency(1));
    route.set_site(Regency(1));
    scene_.PutOffices(offices, {route});
  }

  void ReceiveLots() {
    for (int i = 1; i <= size_.lots; ++i) {
      LotCount line{.lot = Lot(i), .shipped = size_.blanks_of_a_lot};
      if (i % 3 == 2) line.missing = 3;
      if (i % 3 == 1) line.rejected = 2;
      if (i == size_.lots) line.surplus = 1;
      scene_.CreateLot(scene_.local(), Lot(i));
      scene_.ReceiveFromOutside(scene_.local(), kProvince, absl::StrCat("470/", i, "/Dukcapil"), {line});
      books_.FromOutside(kProvince, line);
    }
  }

  // As somebody counts at the other end: mostly all of it.
  LotCount Counted(const std::string& lot, int64_t shipped) {
    LotCount line{.lot = lot, .shipped = shipped};
    if (rng_.OneIn(6)) line.missing = 1 + static_cast<int64_t>(rng_.Below(3));
    if (rng_.OneIn(10)) line.rejected = 1 + static_cast<int64_t>(rng_.Below(2));
    if (rng_.OneIn(15)) line.surplus = 1;
    return line;
  }

  void Ship(const std::string& from, const std::string& to, const std::vector<LotCount>& lines) {
    const std::string note = absl::StrCat("SJ/", ++papers_);
    const std::string shipment = scene_.Dispatch(scene_.local(), from, to, note, lines);
    scene_.Receive(scene_.local(), shipment, absl::StrCat("BAST/", papers_), lines);
    for (const LotCount& line : lines) books_.Shipped(from, to, line);
  }

  void ShipToRegency(int r) {
    Ship(kProvince, Regency(r),
         {Counted(LotOf(r, 0), size_.to_a_regency), Counted(LotOf(r, 1), size_.to_a_regency)});
    for (int d = 1; d <= size_.districts; ++d) {
      Ship(Regency(r), District(r, d),
           {Counted(LotOf(r, 0), size_.to_a_district + d), Counted(LotOf(r, 1), size_.to_a_district - r)});
    }
  }

  void SpoilSome() {
    for (int r = 1; r <= size_.regencies; ++r) {
      for (int d = r % 3 + 1; d <= size_.districts; d += 3) {
        movements::v1::SpoilBlanksRequest request;
        request.set_office(District(r, d));
        request.set_lot(LotOf(r, 0));
        request.set_count(1 + static_cast<int64_t>(rng_.Below(5)));
        request.set_cause("RUSAK_GUDANG");
        EXPECT_OK(scene_.local().Do(&MovementsService::Stub::SpoilBlanks, request));
        books_.Spoil(request.office(), request.lot(), request.count());
      }
    }
  }

  // Two persons say each of them.
  void LoseSome() {
    Lose(District(1, 1), LotOf(1, 0), 7);
    Lose(Regency(2), LotOf(2, 1), 25);
    Lose(kProvince, Lot(std::min(3, size_.lots)), 1);
  }

  void Lose(const std::string& office, const std::string& lot, int64_t count) {
    movements::v1::DeclareLossRequest request;
    request.set_office(office);
    request.add_lines()->set_lot(lot);
    request.mutable_lines(0)->set_count(count);
    request.set_circumstances("segel dus terbuka saat dihitung");
    request.set_place("gudang");
    const absl::CivilDay today = absl::ToCivilDay(SystemClock().Now(), absl::UTCTimeZone()) - 1;
    request.mutable_lost_date()->set_year(static_cast<int32_t>(today.year()));
    request.mutable_lost_date()->set_month(today.month());
    request.mutable_lost_date()->set_day(today.day());
    Person& budi = scene_.crew().At("budi");
    request.set_pin(budi.pin());
    const auto declared = budi.Do(&MovementsService::Stub::DeclareLoss, request);
    ASSERT_OK(declared);
    ASSERT_OK(scene_.crew().At("ratna").Approve(declared->proposal().proposal_id()));
    books_.Lose(office, lot, count);
  }

  // At the first regency, with the blanks of its older lot.
  void Print() {
    std::string csv = "record_id,nik,name,birth_date,area,upstream_status,recorded_time\n";
    for (int i = 0; i < size_.cards + 20; ++i) {
      absl::StrAppendFormat(
          &csv, "R-%04d,140102170895%04d,SPESIMEN,1995-08-17,14.01.02.2003,PRR,2025-01-02 08:00\n", i, i + 1);
    }
    ASSERT_OK(scene_.office().Import(Regency(1), csv));
    const auto station = scene_.AddStation("dinas-1", Regency(1));
    const auto printed = station->PrintUpTo(size_.cards);
    ASSERT_OK(printed);
    ASSERT_EQ(printed->size(), static_cast<size_t>(size_.cards));
    books_.Print(Regency(1), std::min(LotOf(1, 0), LotOf(1, 1)), size_.cards);
  }

  // Blanks that went from one office of the area to another one of it.
  int64_t MovedInside(const std::string& area, const std::string& lot) const {
    return books_.Of(area, lot).went;
  }

  std::vector<std::string> EquationOf(const std::string& office, const std::string& lot,
                                      int64_t moved_within) {
    return CompareEquation(absl::StrCat("equation of ", office.empty() ? "all" : office, " ", lot),
                           books_.Of(office, lot), moved_within, scene_.Equation(office, lot));
  }

  // Folded from the log by other code.
  std::vector<std::string> Proven() {
    const auto proof = scene_.Proof(kProvince);
    std::vector<std::string> wrong =
        CompareEquation("proof", books_.Of(""), books_.Of("").came, proof.equation());
    if (!proof.agrees()) wrong.push_back("proof: does not agree: " + proof.first_bad().fault());
    const auto& folded = proof.folded();
    if (folded.available() + folded.reserved() != books_.Of("").free) wrong.push_back("proof: available");
    if (folded.transfer_in() != folded.transfer_out()) wrong.push_back("proof: transfers");
    if (folded.lost() != books_.Of("").lost) wrong.push_back("proof: lost");
    return wrong;
  }

  void PrintRow(const std::string& name, const std::string& office) {
    const auto equation = scene_.Equation(office);
    std::printf("%-8s %9lld %9lld %9lld %7lld %9lld %8lld\n", name.c_str(),
                static_cast<long long>(equation.received()), static_cast<long long>(equation.remaining()),
                static_cast<long long>(equation.printed()), static_cast<long long>(equation.spoiled()),
                static_cast<long long>(equation.sent()), static_cast<long long>(equation.difference()));
  }

  const Size size_;
  StoreScene scene_;
  SeededRng rng_;
  ProvinceBooks books_;
  int papers_ = 0;
};

TEST(Province, ThreeHundredThousandBlanksAreAccountedForToTheCard) {
  std::printf("seed %llu\n", static_cast<unsigned long long>(kSeed));
  ProvinceScene province({});
  province.Run();
  ASSERT_EQ(province.blanks(), 300'000);
  EXPECT_THAT(province.Differences(), IsEmpty());
  const auto whole = province.scene().Equation(kProvince);
  EXPECT_EQ(whole.received(), 300'000);
  EXPECT_EQ(whole.sent(), 0) << "all of it arrived";
  EXPECT_EQ(whole.printed(), 300);
  EXPECT_EQ(whole.total().lost(), 33);
  EXPECT_GT(whole.spoiled(), 0);
  EXPECT_GT(whole.total().quarantined(), 0);
  EXPECT_GT(whole.total().unexplained(), 0);
  province.PrintTable();
}

constexpr Size kSmall = {.regencies = 2,
                         .districts = 2,
                         .lots = 2,
                         .blanks_of_a_lot = 2'000,
                         .to_a_regency = 500,
                         .to_a_district = 100,
                         .cards = 20};

TEST(Province, ASmallOneIsRightToo) {
  ProvinceScene province(kSmall);
  province.Run();
  EXPECT_THAT(province.Differences(), IsEmpty());
}

// What is counted here beside the server would say so.
class ProvincePlanted : public testing::TestWithParam<const char*> {};

TEST_P(ProvincePlanted, AMistakeInTheLedgerIsFound) {
  ProvinceScene province(kSmall, GetParam());
  province.Run();
  EXPECT_THAT(province.Differences(), Not(IsEmpty()));
}

INSTANTIATE_TEST_SUITE_P(Mistakes, ProvincePlanted,
                         testing::Values("receipt-off-by-one", "lost-blank-on-refusal", "surplus-unbooked"));

}  // namespace
}  // namespace blangko::scenarios
