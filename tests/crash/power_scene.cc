#include "tests/crash/power_scene.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "printer/ipp/ipp_client.h"
#include "tests/support/grpc_call.h"
#include "tests/support/wait.h"

namespace blangko::crash {
namespace {

using printer_sim::EvePrinter;
using printer_sim::PapplPrinter;

constexpr char kPrinterLookSeconds[] = "0.03";
constexpr int kTrayOfMany = 3;  // in every fourth run several cards may wait for a look
constexpr absl::Duration kHeardLimit = absl::Seconds(20);
constexpr absl::Duration kPanelLimit = absl::Seconds(2);

std::unique_ptr<printer_sim::SimulatedPrinter> MakePrinter(const PowerPlan& plan) {
  const std::string folder = plan.folder + "/printer";
  if (plan.power.printer == PrinterKind::kEve) return std::make_unique<EvePrinter>(folder);
  return std::make_unique<PapplPrinter>(folder, PapplPrinter::Options());
}

}  // namespace

absl::StatusOr<std::unique_ptr<PowerScene>> PowerScene::Build(const PowerPlan& plan) {
  ASSIGN_OR_RETURN(const int port, support::FreePort());
  return std::unique_ptr<PowerScene>(new PowerScene(plan, port));
}

PowerScene::PowerScene(const PowerPlan& plan, int port)
    : plan_(plan),
      port_(port),
      printer_(MakePrinter(plan)),
      server_(ProgramPath(plan.bin, "blangkod", plan.plant), plan.folder, port, PlantEnvironment(plan.plant)),
      channel_(OpenQuickChannel(server_.address())),
      office_(channel_, clock_) {}

absl::Status PowerScene::SetUp(const std::vector<cases::CaseRow>& rows) {
  RETURN_IF_ERROR(StartServer());
  RETURN_IF_ERROR(FillStore(office_, rows, {}));
  RETURN_IF_ERROR(StartPrinter());
  ASSIGN_OR_RETURN(printer_wire_, support::Wire::Open(printer_->port()));
  ASSIGN_OR_RETURN(server_wire_, support::Wire::Open(port_));
  RETURN_IF_ERROR(MakeStation());
  RETURN_IF_ERROR(station_->Start());
  if (support::WaitUntil([this] { return StationWasHeard(); }, kHeardLimit)) return absl::OkStatus();
  return absl::UnavailableError("power: the server has not heard of the station");
}

absl::Status PowerScene::StartServer() {
  RETURN_IF_ERROR(server_.Start());
  return AwaitAnswer(office_);
}

absl::Status PowerScene::StartPrinter() { return printer_->Start(); }

absl::Status PowerScene::MakeStation() {
  // A station with room in its tray waits for work in calls that name the cards that wait: those are no reports.
  const bool many = plan_.seed % 4 == 0 && plan_.power.step < PowerStep::kLooked;
  const std::string tray = absl::StrCat(many ? kTrayOfMany : 1);
  const std::string uri = absl::StrCat("ipp://127.0.0.1:", printer_wire_->port(), "/ipp/print");
  station_ = std::make_unique<StationProcess>(
      ProgramPath(plan_.bin, "blangko-station", plan_.plant), plan_.folder + "/station",
      absl::StrCat("127.0.0.1:", server_wire_->port()),
      std::vector<std::string>{"--driver", "ipp", "--printer-uri", uri, "--printer-look", kPrinterLookSeconds,
                               "--looks", tray},
      PlantEnvironment(plan_.plant));
  return station_->Register(kOffice);
}

bool PowerScene::StationWasHeard() {
  printers::v1::GetStationRequest request;
  request.set_station_id(StationProcess::kStation);
  const auto reply = support::Call(office_.printers(), &support::PrintersStub::GetStation, request);
  return reply.ok() && reply->station().has_heartbeat_time();
}

void PowerScene::SwitchOff(const PowerOff& off) {
  if (off.printer) printer_->PowerOff();
  if (off.station) station_->Kill();
  if (off.server) server_.Kill();
  if (off.station) station_->Wait();
  if (off.server) server_.Wait();
}

absl::Status PowerScene::SwitchOn(const PowerOff& off, Rng& rng) {
  std::array<int, 3> order = {0, 1, 2};
  for (size_t i = order.size(); i > 1; --i) std::swap(order.at(i - 1), order.at(rng.Below(i)));
  for (const int which : order) {
    if (which == 0 && off.printer) {
      printer_wire_->Plug();
      RETURN_IF_ERROR(StartPrinter());
    }
    if (which == 1 && off.station) RETURN_IF_ERROR(station_->Start());
    if (which == 2 && off.server) {
      server_wire_->Plug();
      RETURN_IF_ERROR(StartServer());
    }
  }
  return absl::OkStatus();
}

bool PowerScene::PrinterStandsStill() const {
  const auto address = printer::ParseIppUri(printer_->uri());
  if (!address.ok()) return true;
  const auto facts = printer::IppClient(*address, "panel").ReadPrinter({kPanelLimit, nullptr});
  return !facts.ok() || facts->queued_jobs == 0;
}

}  // namespace blangko::crash
