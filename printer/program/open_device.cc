#include "printer/program/open_device.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "printer/drivers/assisted_driver.h"
#include "printer/drivers/file_driver.h"
#include "printer/drivers/ipp_driver.h"
#include "printer/snmp/printer_mib.h"
#include "services/screen/exits.h"

namespace blangko::printer {
namespace {

constexpr int kIdleLooks = 4;  // a printer without a card is looked at so much more seldom

absl::StatusOr<std::unique_ptr<Device>> OpenFile(const StationOptions& options, const Clock& clock) {
  FileDriverConfig config;
  config.card_time = absl::Seconds(options.speed_seconds);
  config.spoil_records = {options.spoil_records.begin(), options.spoil_records.end()};
  config.spoil_every = options.spoil_every;
  ASSIGN_OR_RETURN(Tray tray, Tray::Open(options.tray.empty() ? options.directory + "/tray" : options.tray));
  return std::make_unique<FileDriver>(std::move(config), std::move(tray), clock);
}

absl::StatusOr<std::unique_ptr<Device>> OpenIpp(const StationOptions& options) {
  if (options.printer_uri.empty()) {
    return screen::UsageError("--printer-uri: sebutkan ipp://host[:port]/path pencetak",
                              "--printer-uri: got none, want ipp://host[:port]/path of the printer");
  }
  IppDriverConfig config;
  config.uri = options.printer_uri;
  config.owner = absl::StrCat("blangko-", options.station_id);
  config.busy_look = absl::Seconds(options.printer_look_seconds);
  config.idle_look = kIdleLooks * config.busy_look;
  config.ribbon_cards = options.ribbon_cards;
  config.film_cards = options.film_cards;
  std::unique_ptr<SupplySource> supplies;
  if (!options.snmp.empty()) {
    ASSIGN_OR_RETURN(supplies, PrinterMib::Open(options.snmp, options.snmp_community));
  }
  return IppDriver::Open(std::move(config), std::move(supplies));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Device>> OpenDevice(const StationOptions& options, const Clock& clock) {
  if (options.driver == "file") return OpenFile(options, clock);
  if (options.driver == "ipp") return OpenIpp(options);
  if (options.driver == "assisted") return std::make_unique<AssistedDriver>();
  return screen::UsageError(
      absl::StrCat("--driver: diisi ", options.driver, ", seharusnya file, ipp, atau assisted"),
      absl::StrCat("--driver: got ", options.driver, ", want file, ipp or assisted"));
}

}  // namespace blangko::printer
