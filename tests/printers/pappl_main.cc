// pappl_printer: a card printer for tests and development, on PAPPL: real IPP outside, a CardMachine inside.
//
//   pappl_printer --dir DIR [--port N] [--name NAME] [--blanks N --lot LOT] [--ribbon-cards N] [--ready-file F]
//                 [--card-seconds S] [--attend-seconds S] [--png] [--keep-pictures N]
// DIR holds the hopper, the world log and the pictures (card_world.h), and control.sock, which takes the orders of
// card_machine.h and script.h. As a small printer does, it forgets its jobs when it is switched off: their ids begin
// with 1 again.
#include <pappl/pappl.h>

#include <CLI/CLI.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "base/periodic.h"
#include "tests/printers/card_machine.h"
#include "tests/printers/control.h"

namespace blangko::printer_sim {
namespace {

constexpr char kDriver[] = "cr80";
constexpr char kMedia[] = "om_cr80_54x86mm";
constexpr int kDpi = 300;
constexpr int kCardWidth = 5400;  // hundredths of a millimetre
constexpr int kCardLength = 8600;

struct Options {
  std::string directory;
  int port = 0;
  std::string name = "kartu";  // PAPPL makes the uuid from it
  int blanks = 20;
  std::string lot = "L1";
  int ribbon_cards = 200;
  std::string ready_file;
  double card_seconds = 0;
  double attend_seconds = 0;
  PictureWish pictures;
};

// The raster of the job in hand.
struct Sheet {
  CardImage image;
  unsigned lines = 0;  // of it, that came
  std::string job;
};

CardMachine& MachineOf(pappl_job_t* job) {
  pappl_pr_driver_data_t data;
  papplPrinterGetDriverData(papplJobGetPrinter(job), &data);
  return *static_cast<CardMachine*>(data.extension);
}

Sheet& SheetOf(pappl_job_t* job) { return *static_cast<Sheet*>(papplJobGetData(job)); }

CardMachine::GivenUp Canceled(pappl_job_t* job) {
  return [job] { return papplJobIsCanceled(job); };
}

bool StartJob(pappl_job_t* job, pappl_pr_options_t*, pappl_device_t*) {
  auto sheet = std::make_unique<Sheet>();
  sheet->job = papplJobGetName(job);
  papplJobSetData(job, sheet.release());
  return MachineOf(job).WaitToBegin(Canceled(job));
}

bool StartPage(pappl_job_t* job, pappl_pr_options_t* options, pappl_device_t*, unsigned) {
  CardImage& image = SheetOf(job).image;
  image.width = static_cast<int>(options->header.cupsWidth);
  image.height = static_cast<int>(options->header.cupsHeight);
  image.rgb.assign(static_cast<size_t>(image.width) * static_cast<size_t>(image.height) * 3, 255);
  return options->header.cupsBitsPerPixel == 24;
}

bool WriteLine(pappl_job_t* job, pappl_pr_options_t*, pappl_device_t*, unsigned y,
               const unsigned char* line) {
  CardImage& image = SheetOf(job).image;
  const size_t bytes = static_cast<size_t>(image.width) * 3;
  if (y >= static_cast<unsigned>(image.height)) return false;
  Script& script = MachineOf(job).script();
  if (y == 0) script.Pass("data", Canceled(job));
  if (y == static_cast<unsigned>(image.height) / 2) script.Pass("half", Canceled(job));
  std::memcpy(image.rgb.data() + y * bytes, line, bytes);
  SheetOf(job).lines = y + 1;
  return !papplJobIsCanceled(job);
}

bool EndPage(pappl_job_t* job, pappl_pr_options_t*, pappl_device_t*, unsigned) {
  Sheet& sheet = SheetOf(job);
  const bool whole = sheet.lines == static_cast<unsigned>(sheet.image.height);
  return MachineOf(job).PrintCard(sheet.job, std::move(sheet.image), whole, Canceled(job));
}

bool EndJob(pappl_job_t* job, pappl_pr_options_t*, pappl_device_t*) {
  const std::unique_ptr<Sheet> sheet(&SheetOf(job));
  papplJobSetData(job, nullptr);
  return true;
}

void DescribeMedia(pappl_media_col_t& media) {
  papplCopyString(media.size_name, kMedia, sizeof media.size_name);
  papplCopyString(media.source, "main", sizeof media.source);
  papplCopyString(media.type, "stationery", sizeof media.type);
  media.size_width = kCardWidth;
  media.size_length = kCardLength;
}

bool DescribeDriver(pappl_system_t*, const char*, const char*, const char*, pappl_pr_driver_data_t* data,
                    ipp_t**, void* machine) {
  data->extension = machine;
  data->rstartjob_cb = StartJob;
  data->rstartpage_cb = StartPage;
  data->rwriteline_cb = WriteLine;
  data->rendpage_cb = EndPage;
  data->rendjob_cb = EndJob;
  papplCopyString(data->make_and_model, "Blangko Simulated Card Printer", sizeof data->make_and_model);
  data->ppm = data->ppm_color = 2;
  data->has_supplies = true;
  data->color_supported = PAPPL_COLOR_MODE_AUTO | PAPPL_COLOR_MODE_COLOR;
  data->color_default = PAPPL_COLOR_MODE_COLOR;
  data->raster_types = PAPPL_PWG_RASTER_TYPE_SRGB_8;
  data->sides_supported = data->sides_default = PAPPL_SIDES_ONE_SIDED;
  data->num_resolution = 1;
  data->x_resolution[0] = data->y_resolution[0] = data->x_default = data->y_default = kDpi;
  data->borderless = true;
  data->num_media = 1;
  data->media[0] = kMedia;
  data->num_source = data->num_type = 1;
  data->source[0] = "main";
  data->type[0] = "stationery";
  DescribeMedia(data->media_default);
  data->media_ready[0] = data->media_default;
  return true;
}

// The card goes nowhere but into the world of CardMachine.
bool OpenDevice(pappl_device_t*, const char*, const char*) { return true; }
void CloseDevice(pappl_device_t*) {}
ssize_t ReadDevice(pappl_device_t*, void*, size_t) { return 0; }
ssize_t WriteDevice(pappl_device_t*, const void*, size_t bytes) { return static_cast<ssize_t>(bytes); }
pappl_preason_t DeviceReasons(pappl_device_t*) { return PAPPL_PREASON_NONE; }
char* DeviceId(pappl_device_t*, char* buffer, size_t size) {
  papplCopyString(buffer, "MFG:Blangko;MDL:Simulated;", size);
  return buffer;
}

pappl_preason_t BitsOf(const std::set<std::string>& reasons) {
  static const std::map<std::string, pappl_preason_t> kBits = {
      {"media-empty", PAPPL_PREASON_MEDIA_EMPTY},
      {"media-needed", PAPPL_PREASON_MEDIA_NEEDED},
      {"media-jam", PAPPL_PREASON_MEDIA_JAM},
      {"cover-open", PAPPL_PREASON_COVER_OPEN},
      {"marker-supply-empty", PAPPL_PREASON_MARKER_SUPPLY_EMPTY},
      {"marker-supply-low", PAPPL_PREASON_MARKER_SUPPLY_LOW}};
  pappl_preason_t bits = PAPPL_PREASON_NONE;
  for (const std::string& reason : reasons) bits |= kBits.at(reason);
  return bits;
}

pappl_supply_t SupplyOf(const char* name, pappl_supply_type_t type, int level) {
  pappl_supply_t supply{};
  supply.color = PAPPL_SUPPLY_COLOR_MULTIPLE;
  papplCopyString(supply.description, name, sizeof supply.description);
  supply.is_consumed = true;
  supply.level = level;
  supply.type = type;
  return supply;
}

void Show(pappl_printer_t* printer, const MachineFace& face) {
  const pappl_preason_t bits = BitsOf(face.reasons);
  papplPrinterSetReasons(printer, bits, PAPPL_PREASON_DEVICE_STATUS & ~bits);
  pappl_supply_t supplies[] = {
      SupplyOf("YMCKO ribbon", PAPPL_SUPPLY_TYPE_INK_RIBBON, face.ribbon_percent),
      SupplyOf("Retransfer film", PAPPL_SUPPLY_TYPE_TRANSFER_UNIT, face.film_percent)};
  papplPrinterSetSupplies(printer, 2, supplies);
  const bool stopped = papplPrinterGetState(printer) == IPP_PSTATE_STOPPED;
  if (face.stopped && !stopped) papplPrinterPause(printer);
  if (!face.stopped && stopped) papplPrinterResume(printer);
}

void OnEvent(pappl_system_t*, pappl_printer_t*, pappl_job_t*, pappl_event_t event, void* machine) {
  if (event != PAPPL_EVENT_JOB_CREATED) return;
  static_cast<CardMachine*>(machine)->script().Pass("created", [] { return false; });
}

pappl_system_t* MakeSystem(const Options& options, CardMachine& machine) {
  const std::string spool = options.directory + "/spool";
  const std::string log = options.directory + "/pappl.log";
  pappl_system_t* system =
      papplSystemCreate(PAPPL_SOPTIONS_NO_TLS, "cards", options.port, nullptr, spool.c_str(), log.c_str(),
                        PAPPL_LOGLEVEL_DEBUG, nullptr, false);
  papplSystemSetHostName(system, "localhost");
  papplDeviceAddScheme("cards", PAPPL_DEVTYPE_CUSTOM_LOCAL, nullptr, OpenDevice, CloseDevice, ReadDevice,
                       WriteDevice, DeviceReasons, DeviceId);
  static pappl_pr_driver_t drivers[] = {{kDriver, "Simulated card printer", "", nullptr}};
  papplSystemSetPrinterDrivers(system, 1, drivers, nullptr, nullptr, DescribeDriver, &machine);
  papplSystemSetEventCallback(system, OnEvent, &machine);
  return papplSystemAddListeners(system, "127.0.0.1") ? system : nullptr;  // at port 0: at one that is free
}

// The file is whole when it is there.
void TellReady(const Options& options, int port) {
  std::ofstream(options.ready_file + ".tmp") << port << "\n";
  std::filesystem::rename(options.ready_file + ".tmp", options.ready_file);
}

int Run(const Options& options) {
  auto world = CardWorld::Open(options.directory, options.pictures);
  if (!world.ok()) return std::cerr << world.status().message() << "\n", 1;
  CardMachine machine(*std::move(world), options.ribbon_cards);
  pappl_system_t* system = MakeSystem(options, machine);
  if (system == nullptr) return std::cerr << "cannot listen at port " << options.port << "\n", 1;
  pappl_printer_t* printer =
      papplPrinterCreate(system, 1, options.name.c_str(), kDriver, "", "cards://sim/1");
  if (printer == nullptr) return std::cerr << "no printer\n", 1;
  papplPrinterSetImpressionsCompleted(printer, static_cast<int>(machine.cards_out()));
  machine.set_on_change([printer](const MachineFace& face) { Show(printer, face); });
  const bool load =
      options.attend_seconds == 0 || !machine.was_loaded();  // else the person looks after the hopper
  if (options.blanks > 0 && load) machine.Tell(absl::StrCat("load ", options.blanks, " ", options.lot));
  machine.Tell(absl::StrCat("slow ", static_cast<int>(options.card_seconds * 1000)));
  machine.Tell("resume");
  const auto control = Control::Listen(options.directory + "/control.sock",
                                       [&](const std::string& line) { return machine.Tell(line); });
  if (!control.ok()) return std::cerr << control.status().message() << "\n", 1;
  Periodic person(absl::Seconds(options.attend_seconds), [&] {
    machine.Attend(options.blanks, options.lot);
    return false;
  });
  if (options.attend_seconds > 0) person.Start();
  if (!options.ready_file.empty()) TellReady(options, papplSystemGetHostPort(system));
  papplSystemRun(system);
  return 0;
}

int Main(int argc, char** argv) {
  Options options;
  CLI::App app("A simulated card printer that speaks IPP");
  app.add_option("--dir", options.directory, "Its world: hopper, log, pictures, control socket")->required();
  app.add_option("--port", options.port, "Port of the loopback address; 0 = any free one")
      ->capture_default_str();
  app.add_option("--name", options.name, "Name of the printer; its uuid follows")->capture_default_str();
  app.add_option("--blanks", options.blanks, "Loaded at the start")->capture_default_str();
  app.add_option("--lot", options.lot, "Lot of those blanks")->capture_default_str();
  app.add_option("--ribbon-cards", options.ribbon_cards, "Cards of a full ribbon")->capture_default_str();
  app.add_option("--ready-file", options.ready_file, "Its port is written here when it answers");
  app.add_option("--card-seconds", options.card_seconds, "How long a card takes; 0 = as fast as it can")
      ->check(CLI::Range(0.0, 590.0));
  app.add_option("--attend-seconds", options.attend_seconds,
                 "Somebody comes by that often: changes what has run out and fills the hopper; 0 = nobody")
      ->check(CLI::Range(0.0, 3600.0));
  app.add_flag("--png", options.pictures.png, "Pictures for people rather than for tests");
  app.add_option("--keep-pictures", options.pictures.keep, "The newest so many; 0 = all")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return Run(options);
}

}  // namespace
}  // namespace blangko::printer_sim

int main(int argc, char** argv) { return blangko::printer_sim::Main(argc, argv); }
