// Ten blanks of a shipment are stolen on the way. The sender's list says which chips were sent, a check of the packs that
// are short says which lack, two persons declare them lost, every station hears of them: and in another regency a station
// meets one of them, prints nothing on it and raises the alarm. The trail of that blank then names every hand.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "blangko/incidents/v1/incidents_service.grpc.pb.h"
#include "blangko/movements/v1/movements_service.grpc.pb.h"
#include "blangko/packs/v1/packs_service.grpc.pb.h"
#include "tests/scenarios/store_scene.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/wait.h"

namespace blangko::scenarios {
namespace {

namespace fs = std::filesystem;
using access::v1::OFFICE_KIND_PROVINCE;
using access::v1::OFFICE_KIND_REGENCY;
using incidents::v1::IncidentsService;
using movements::v1::MovementsService;
using packs::v1::PacksService;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr char kProvince[] = "14";
constexpr char kHere[] = "14.05";       // where they lack
constexpr char kElsewhere[] = "14.71";  // where one turns up
constexpr char kLot[] = "L-2026-7";
constexpr char kStation[] = "pekanbaru-3";
constexpr int kPackSize = 50;
constexpr int kSent = 300;  // chips 200 to 499, in six packs
constexpr int kFirstSent = 200;
constexpr absl::Duration kLimit = absl::Seconds(30);

std::string Chip(int n) { return absl::StrFormat("04A1B2C3D4%04X", n); }
std::string PackOf(int n) { return absl::StrCat("DUS-", n / kPackSize + 1); }

// Seven from one pack, three from another.
const std::vector<int>& Stolen() {
  static const auto* const stolen = new std::vector<int>{303, 304, 305, 311, 320, 321, 349, 402, 403, 447};
  return *stolen;
}

class StolenBlanks : public testing::Test {
 protected:
  void Begin(const std::string& planted = "") {
    scene_ = std::make_unique<StoreScene>(planted);
    Crew& crew = scene_->crew();
    crew.Add("ratna", access::v1::ROLE_ADMINISTRATOR);
    crew.Add("budi", access::v1::ROLE_ADMINISTRATOR);
    crew.Add("wati", access::v1::ROLE_PROVINCE, kProvince);
    crew.Add("siti", access::v1::ROLE_OPERATOR, kHere);
    crew.Add("hasan", access::v1::ROLE_SUPERVISOR, kHere);
    access::v1::AreaRoute route;
    route.set_area(kElsewhere);
    route.set_site(kElsewhere);
    scene_->PutOffices(
        {OfficeOf(kProvince, "", OFFICE_KIND_PROVINCE), OfficeOf(kHere, kProvince, OFFICE_KIND_REGENCY),
         OfficeOf(kElsewhere, kProvince, OFFICE_KIND_REGENCY)},
        {route});
  }
  Person& Who(const char* name) { return scene_->crew().At(name); }

  // Up to the receipt that is ten short.
  void ShipTenShort() {
    scene_->CreateLot(Who("ratna"), kLot);
    scene_->ReceiveFromOutside(Who("wati"), kProvince, "470/88/Dukcapil", {{.lot = kLot, .shipped = 1'000}});
    AddList();
    const LotCount line{.lot = kLot, .shipped = kSent, .missing = static_cast<int64_t>(Stolen().size())};
    shipment_ = scene_->Dispatch(Who("wati"), kProvince, kHere, "SJ/14/7", {line});
    scene_->Receive(Who("siti"), shipment_, "BAST/14.05/7", {line});
    scene_->Receive(
        Who("wati"),
        scene_->Dispatch(Who("wati"), kProvince, kElsewhere, "SJ/14/8", {{.lot = kLot, .shipped = 100}}),
        "BAST/14.71/3", {{.lot = kLot, .shipped = 100}});
  }

  void AddList() {
    packs::v1::AddUidsRequest request;
    request.set_lot(kLot);
    request.set_document("DAFTAR-UID/88");
    for (int n = 0; n < 1'000; n += kPackSize) {
      packs::v1::UidRange& range = *request.add_ranges();
      range.set_first(Chip(n));
      range.set_last(Chip(n + kPackSize - 1));
      range.set_pack(PackOf(n));
    }
    ASSERT_OK(Who("wati").Do(&PacksService::Stub::AddUids, request));
  }

  // Chips of a pack that lie in its box, as the store-keeper reads them.
  static std::vector<int> InTheBox(int first) {
    std::vector<int> chips;
    for (int n = first; n < first + kPackSize; ++n) {
      if (std::find(Stolen().begin(), Stolen().end(), n) == Stolen().end()) chips.push_back(n);
    }
    return chips;
  }

  packs::v1::CheckUidsResponse Check(const std::string& pack, const std::vector<int>& chips) {
    packs::v1::CheckUidsRequest request;
    request.set_lot(kLot);
    request.set_pack(pack);
    for (const int n : chips) request.add_uids(Chip(n));
    const auto checked = Who("siti").Do(&PacksService::Stub::CheckUids, request);
    EXPECT_OK(checked);
    return checked.value_or(packs::v1::CheckUidsResponse());
  }

  // The packs with fewer blanks than their label says are read, chip by chip, and what the list has beside these lacks.
  std::vector<std::string> FindMissing() {
    std::vector<std::string> missing;
    for (int first = kFirstSent; first < kFirstSent + kSent; first += kPackSize) {
      const std::vector<int> box = InTheBox(first);
      if (box.size() == kPackSize) continue;
      EXPECT_EQ(Check(PackOf(first), box).wrong_count(), 0) << PackOf(first);
      for (int n = first; n < first + kPackSize; ++n) {
        if (std::find(box.begin(), box.end(), n) == box.end()) missing.push_back(Chip(n));
      }
    }
    return missing;
  }

  void NameMissing(const std::vector<std::string>& uids) {
    packs::v1::NameMissingRequest request;
    request.set_shipment_id(shipment_);
    request.set_lot(kLot);
    request.mutable_uids()->Assign(uids.begin(), uids.end());
    request.set_reason("tidak ada di dalam dus");
    request.set_block(true);
    const auto named = Who("ratna").Do(&PacksService::Stub::NameMissing, request);
    ASSERT_OK(named);
    EXPECT_EQ(named->named_count(), named->missing_count());
  }

  // The supervisor of the office proposes, an administrator approves.
  void DeclareLost() {
    movements::v1::ResolveCaseRequest request;
    request.set_case_id(shipment_);
    request.set_lot(kLot);
    request.set_resolution(movements::v1::RESOLUTION_LOST);
    request.set_count(static_cast<int64_t>(Stolen().size()));
    request.set_note("dilaporkan ke polisi");
    request.set_document("LP/7/2026");
    request.set_pin(Who("hasan").pin());
    const auto proposed = Who("hasan").Do(&MovementsService::Stub::ResolveCase, request);
    ASSERT_OK(proposed);
    EXPECT_EQ(scene_->Equation(kHere).total().lost(), 0) << "one person alone loses nothing";
    ASSERT_OK(Who("budi").Approve(proposed->proposal().proposal_id()));
    movements::v1::GetCaseRequest get;
    get.set_case_id(shipment_);
    const auto ended = Who("siti").Do(&MovementsService::Stub::GetCase, get);
    ASSERT_OK(ended);
    ASSERT_EQ(ended->difference().steps_size(), 1);
    EXPECT_EQ(ended->difference().owner(), "account:siti");
    EXPECT_EQ(ended->difference().steps(0).by(), "account:hasan");
    EXPECT_EQ(ended->difference().steps(0).second_actor(), "account:budi");
    EXPECT_TRUE(ended->difference().has_close_time());
  }

  // A real station at the other regency, whose encoder reads `uid` from the blank that lies in its printer. It ends when
  // its one card is decided, or when it was told to.
  void RunStationOn(const std::string& uid) {
    const std::string folder = scene_->folder().File("station");
    fs::create_directories(folder);
    const std::string encoder = folder + "/encoder";
    std::ofstream(encoder) << "#!/bin/sh\nread ask\necho '{\"result\":\"done\",\"uid\":\"" << uid << "\"}'\n";
    fs::permissions(encoder, fs::perms::owner_all);
    const std::vector<std::string> name = {"--server", scene_->address(), "--station",
                                           kStation,   "--dir",           folder};
    const auto run = [&](std::vector<std::string> command) {
      command.insert(command.begin(), BLANGKO_STATION_PATH);
      command.insert(command.end(), name.begin(), name.end());
      return command;
    };
    const std::string log = scene_->folder().File("station.log");
    ASSERT_THAT(support::RunCommand(run({"register", "--office", kElsewhere}), log, kLimit), IsOkAndHolds(0));
    ASSERT_OK(scene_->office().Import(
        kElsewhere,
        "record_id,nik,name,birth_date,area,upstream_status,recorded_time\n"
        "R-1,1471021708950001,SPESIMEN,1995-08-17,14.71.02.1003,PRR,2025-01-02 08:00\n"));
    const auto station =
        support::Process::Start(run({"run", "--driver", "file", "--encoder", "command:" + encoder,
                                     "--page-port", "off", "--batch", "1"}),
                                log);
    ASSERT_OK(station);
    const bool decided = support::WaitUntil([&] { return !Decided("R-1").empty(); }, kLimit);
    (*station)->Kill(SIGTERM);
    EXPECT_EQ((*station)->Wait(kLimit), 0);
    ASSERT_TRUE(decided) << "see " << log;
  }

  // UNCERTAIN or PRINTED, once one of them is true, or the card waits for a look: "WAITS".
  std::string Decided(const std::string& record) {
    const auto found = scene_->office().GetRecord(record);
    if (!found.ok()) return "";
    if (found->state() == records::v1::RECORD_STATE_UNCERTAIN) return "UNCERTAIN";
    return Pictures() > 0 ? "WAITS" : "";
  }
  // Cards that fell into the station's tray.
  int Pictures() const {
    int count = 0;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(scene_->folder().File("station/tray"), none)) {
      if (entry.path().extension() == ".png") ++count;
    }
    return count;
  }

  std::vector<incidents::v1::Incident> Incidents() {
    const auto found =
        Who("ratna").Do(&IncidentsService::Stub::ListIncidents, incidents::v1::ListIncidentsRequest());
    EXPECT_OK(found);
    if (!found.ok()) return {};
    return {found->incidents().begin(), found->incidents().end()};
  }

  // Event, office and name of each step.
  std::vector<std::string> Trail(const std::string& uid) {
    packs::v1::GetTrailRequest request;
    request.set_uid(uid);
    const auto trail = Who("ratna").Do(&PacksService::Stub::GetTrail, request);
    EXPECT_OK(trail);
    std::vector<std::string> steps;
    if (!trail.ok()) return steps;
    for (const auto& step : trail->steps()) {
      const std::string name = step.actor().empty() ? step.station_id() : step.actor();
      steps.push_back(absl::StrJoin({step.event(), step.office(), name, step.document()}, "|"));
    }
    return steps;
  }

  std::unique_ptr<StoreScene> scene_;
  std::string shipment_;
};

TEST_F(StolenBlanks, TheTrailOfAStolenBlankNamesEveryHandUpToTheStationThatRefusedIt) {
  Begin();
  ShipTenShort();
  const std::vector<std::string> missing = FindMissing();
  ASSERT_THAT(missing, SizeIs(10));
  EXPECT_EQ(Check(PackOf(200), {200, 250}).wrong_count(), 1) << "a chip of another pack";
  NameMissing(missing);
  DeclareLost();
  EXPECT_EQ(scene_->Equation(kHere).total().lost(), 10);
  EXPECT_TRUE(scene_->Proof("").agrees());

  RunStationOn(missing.front());
  EXPECT_EQ(Decided("R-1"), "UNCERTAIN");
  EXPECT_EQ(Pictures(), 0) << "nothing is printed on a blocked blank";
  const auto incidents = Incidents();
  ASSERT_THAT(incidents, SizeIs(1));
  EXPECT_EQ(incidents[0].kind(), incidents::v1::INCIDENT_KIND_UID_BLOCKED);
  EXPECT_EQ(incidents[0].station_id(), kStation);
  EXPECT_EQ(incidents[0].office(), kElsewhere);
  EXPECT_EQ(incidents[0].blank_uid(), missing.front());

  const std::vector<std::string> trail = Trail(missing.front());
  const std::vector<std::string> hands = {
      "RECEIVED|14|account:wati|BAST/470/88/Dukcapil",
      "LISTED||account:wati|DAFTAR-UID/88",
      "DISPATCHED|14|account:wati|SJ/14/7",
      "RECEIVED|14.05|account:siti|BAST/14.05/7",
      "NAMED_MISSING||account:ratna|",
      "BLOCKED||account:ratna|",
      absl::StrCat("UID_BLOCKED|14.71|", kStation, "|"),
  };
  auto at = trail.begin();
  for (const std::string& hand : hands) {
    at = std::find(at, trail.end(), hand);
    EXPECT_NE(at, trail.end()) << hand << " is not there in its place:\n" << absl::StrJoin(trail, "\n");
  }
  EXPECT_EQ(trail.back(), hands.back());
  EXPECT_TRUE(scene_->Proof("").agrees());
}

// The one that was not stolen goes into a card, and no alarm is raised.
TEST_F(StolenBlanks, ABlankThatIsNotMissingIsPrintedOn) {
  Begin();
  ShipTenShort();
  NameMissing(FindMissing());
  RunStationOn(Chip(500));
  EXPECT_EQ(Decided("R-1"), "WAITS");
  EXPECT_EQ(Pictures(), 1);
  EXPECT_THAT(Incidents(), IsEmpty());
}

// A server that passes what is blocked: the check above sees it.
TEST_F(StolenBlanks, AServerThatSaysNothingOfABlockedBlankIsFound) {
  Begin("blocked-uid-printed");
  ShipTenShort();
  const std::vector<std::string> missing = FindMissing();
  NameMissing(missing);
  RunStationOn(missing.front());
  EXPECT_THAT(Incidents(), IsEmpty());
  EXPECT_THAT(Trail(missing.front()), Not(testing::Contains(testing::StartsWith("UID_BLOCKED"))));
}

TEST_F(StolenBlanks, AServerThatTakesEveryChipForListedIsFound) {
  Begin("unlisted-uid-accepted");
  ShipTenShort();
  EXPECT_EQ(Check(PackOf(200), {200, 250}).wrong_count(), 0);
}

}  // namespace
}  // namespace blangko::scenarios
