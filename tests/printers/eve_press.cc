// eve_press: the mechanical part of an ippeveprinter, which calls it with each job's raster (option -c).
//
// BLANGKO_EVE_DIR holds the card world and a file `order` with words for the next card; it is taken away when read:
//   hold STEP     at `printing` or `out` (script.h), wait until the file `go` is there; at `printing` another order
//                 may be given meanwhile
//   lack REASON   say this reason, with suffix, and wait for `go` before a blank is picked
//   jam, double-feed, wrong-done (script.h)
//   slow MILLIS   the card takes so long
//   ribbon N      print, and the ribbon has N percent left
// While it waits the file `where` says at which step.
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

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/printers/card_world.h"
#include "tests/support/wait.h"

namespace blangko::printer_sim {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kHoldMax = absl::Minutes(2);

// The picture; empty when it is not whole.
CardImage ReadRaster(const char* path) {
  CardImage image;
  bool whole = true;
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  cups_raster_t* raster = cupsRasterOpen(file, CUPS_RASTER_READ);
  cups_page_header2_t header;
  if (raster != nullptr && cupsRasterReadHeader2(raster, &header) != 0 && header.cupsBitsPerPixel == 24) {
    image.width = static_cast<int>(header.cupsWidth);
    image.height = static_cast<int>(header.cupsHeight);
    image.rgb.resize(static_cast<size_t>(header.cupsBytesPerLine) * header.cupsHeight);
    for (unsigned y = 0; y < header.cupsHeight; ++y) {
      whole &= cupsRasterReadPixels(raster, &image.rgb[static_cast<size_t>(y) * header.cupsBytesPerLine],
                                    header.cupsBytesPerLine) == header.cupsBytesPerLine;
    }
  }
  cupsRasterClose(raster);
  close(file);
  return whole ? image : CardImage();
}

std::string TakeOrder(const std::string& directory) {
  std::string order;
  std::getline(std::ifstream(directory + "/order") >> std::ws, order);
  fs::remove(directory + "/order");
  return order;
}

void Hold(const std::string& directory, const std::string& step) {
  std::ofstream(directory + "/where") << step;
  support::WaitUntil([&] { return fs::exists(directory + "/go"); }, kHoldMax);
  fs::remove(directory + "/go");
  fs::remove(directory + "/where");
}

void Lack(const std::string& directory, const std::string& reason) {
  std::cerr << "STATE: +" << reason << "-error" << std::endl;
  Hold(directory, "lack");
  std::cerr << "STATE: -" << reason << "-error" << std::endl;
}

// What is behind the word of an order; empty when it is another.
std::string After(const std::string& order, const std::string& word) {
  return order.starts_with(word + " ") ? order.substr(word.size() + 1) : "";
}

// What the order does while the card is in the printer, and the order for the rest of its way.
std::string Move(const std::string& directory, std::string order) {
  if (order == "hold printing") {
    Hold(directory, "printing");
    order = TakeOrder(directory);
  }
  int millis = 0;
  if (absl::SimpleAtoi(After(order, "slow"), &millis)) support::LetPass(absl::Milliseconds(millis));
  return order;
}

// One card through the printer; whether it came out well.
absl::StatusOr<bool> Print(const std::string& directory, const std::string& job, const CardImage& image,
                           const std::string& first_order) {
  ASSIGN_OR_RETURN(CardWorld world, CardWorld::Open(directory));
  ASSIGN_OR_RETURN(const size_t card, world.Pick(job));
  const std::string order = Move(directory, first_order);
  const bool jam = order == "jam" || image.rgb.empty();
  RETURN_IF_ERROR(world.Eject(card, jam ? "spoiled" : "card", jam ? nullptr : &image));
  if (order == "double-feed") {
    ASSIGN_OR_RETURN(const size_t second, world.Pick(job));
    RETURN_IF_ERROR(world.Eject(second, "blank", nullptr));
  }
  if (order == "hold out") Hold(directory, "out");
  const std::string ribbon = After(order, "ribbon");
  if (!ribbon.empty()) std::cerr << "ATTR: marker-levels=" << ribbon << ",90" << std::endl;
  return !jam;
}

int Press(const std::string& directory, const std::string& job, const char* file) {
  fs::remove(directory + "/go");  // for a card before this one
  const std::string order = TakeOrder(directory);
  const std::string reason = After(order, "lack");
  if (!reason.empty()) Lack(directory, reason);
  if (order == "wrong-done") return 0;
  const absl::StatusOr<bool> printed = Print(directory, job, ReadRaster(file), order);
  if (!printed.ok()) std::cerr << "ERROR: " << printed.status().message() << std::endl;
  return printed.ok() && *printed ? 0 : 1;
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
