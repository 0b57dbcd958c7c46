// eve_press: the mechanical part of an ippeveprinter, which calls it with each job's raster (option -c).
//
// BLANGKO_EVE_DIR holds the card world and a file `order` with words for the next card; it is taken away when read:
//   hold        wait until the file `go` is there
//   jam         the blank is ruined and the job fails
//   empty       say media-empty, wait for `go`, then print
//   ribbon N    print, and the ribbon has N percent left
// While it waits the file `where` says "printing".
#include <cups/cups.h>
#include <cups/raster.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/printers/card_world.h"
#include "tests/support/wait.h"

namespace blangko::printer_sim {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kHoldMax = absl::Minutes(2);

CardImage ReadRaster(const char* path) {
  CardImage image;
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  cups_raster_t* raster = cupsRasterOpen(file, CUPS_RASTER_READ);
  cups_page_header2_t header;
  if (raster != nullptr && cupsRasterReadHeader2(raster, &header) != 0 && header.cupsBitsPerPixel == 24) {
    image.width = static_cast<int>(header.cupsWidth);
    image.height = static_cast<int>(header.cupsHeight);
    image.rgb.resize(static_cast<size_t>(header.cupsBytesPerLine) * header.cupsHeight);
    for (unsigned y = 0; y < header.cupsHeight; ++y) {
      cupsRasterReadPixels(raster, &image.rgb[static_cast<size_t>(y) * header.cupsBytesPerLine],
                           header.cupsBytesPerLine);
    }
  }
  cupsRasterClose(raster);
  close(file);
  return image;
}

std::string TakeOrder(const std::string& directory) {
  std::string order;
  std::getline(std::ifstream(directory + "/order") >> std::ws, order);
  fs::remove(directory + "/order");
  return order;
}

void Hold(const std::string& directory) {
  std::ofstream(directory + "/where") << "printing";
  support::WaitUntil([&] { return fs::exists(directory + "/go"); }, kHoldMax);
  fs::remove(directory + "/go");
  fs::remove(directory + "/where");
}

int Press(const std::string& directory, const std::string& job, const char* file) {
  auto world = CardWorld::Open(directory);
  const std::string order = TakeOrder(directory);
  if (order == "empty") {
    std::cerr << "STATE: +media-empty-error" << std::endl;
    Hold(directory);
    std::cerr << "STATE: -media-empty-error" << std::endl;
  }
  const CardImage image = ReadRaster(file);
  const auto card = world.ok() ? world->Pick(job) : absl::StatusOr<size_t>(world.status());
  if (!card.ok()) return std::cerr << "ERROR: " << card.status().message() << std::endl, 1;
  if (order == "hold") Hold(directory);
  const bool jam = order == "jam";
  if (!world->Eject(*card, jam ? "spoiled" : "card", jam ? nullptr : &image).ok()) return 1;
  if (order.starts_with("ribbon "))
    std::cerr << "ATTR: marker-levels=" << order.substr(7) << ",90" << std::endl;
  return jam ? 1 : 0;
}

}  // namespace
}  // namespace blangko::printer_sim

int main(int argc, char** argv) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const char* directory = std::getenv("BLANGKO_EVE_DIR");
  const char* job = std::getenv("IPP_JOB_NAME");
  if (argc < 2 || directory == nullptr || job == nullptr) return 2;
  return blangko::printer_sim::Press(directory, job, argv[argc - 1]);
}
