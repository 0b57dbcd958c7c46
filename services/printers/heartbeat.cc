#include "services/printers/heartbeat.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "base/printer_reasons.h"
#include "services/printers/supplies.h"

namespace blangko::printers {
namespace {

// Without suffixes, each once, in order: a printer that lists them another way round has not changed.
std::set<std::string> Reasons(const v1::HeartbeatRequest::PrinterStatus& status) {
  std::set<std::string> reasons;
  for (const std::string& reason : status.reasons()) {
    if (reason != "none") reasons.insert(WithoutSuffix(reason));
  }
  return reasons;
}

// What the log is told of: between idle and processing a printer goes with every card.
std::string NewsOf(const PrinterRow& printer) {
  std::string news = printer.state() == v1::PRINTER_STATE_STOPPED ? "stopped" : "works";
  for (const std::string& reason : printer.reasons()) absl::StrAppend(&news, " ", reason);
  if (!EmptySupply(printer).empty()) absl::StrAppend(&news, " no ribbon");
  return news;
}

}  // namespace

std::string Condition(const PrinterRow& printer) {
  std::string text = v1::PrinterState_Name(static_cast<v1::PrinterState>(printer.state()));
  text.erase(0, std::string("PRINTER_STATE_").size());
  for (const std::string& reason : printer.reasons()) absl::StrAppend(&text, " ", reason);
  const std::string empty = EmptySupply(printer);
  return empty.empty() ? text : absl::StrCat(text, " empty: ", empty);
}

Heard Hear(const PrinterRow& known, const std::string& station_id,
           const v1::HeartbeatRequest::PrinterStatus& status) {
  Heard heard{.printer = known, .changed = false, .event = ""};
  PrinterRow& printer = heard.printer;
  printer.set_station_id(station_id);
  printer.set_printer_id(status.printer_id());
  printer.set_driver(status.driver());
  printer.set_state(static_cast<uint32_t>(status.state()));
  const std::set<std::string> reasons = Reasons(status);
  printer.mutable_reasons()->Assign(reasons.begin(), reasons.end());
  printer.set_nominal_per_hour(status.nominal_per_hour());
  *printer.mutable_blank_types() = status.blank_types();
  HearSupplies(status, printer);
  heard.changed = printer.SerializeAsString() != known.SerializeAsString();
  if (known.printer_id().empty()) {
    heard.event = "NEW_PRINTER";
  } else if (NewsOf(printer) != NewsOf(known)) {
    heard.event = "PRINTER_STATE";
  }
  return heard;
}

}  // namespace blangko::printers
