#include "printer/agent/device_report.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/utf8.h"

namespace blangko::printer {
namespace {

constexpr size_t kSuppliesMax = 16;  // what a heartbeat takes
constexpr size_t kReasonsMax = 20;
constexpr size_t kWordMax = 100;
constexpr int64_t kFewCards = 50;  // as many as one call may take: from here on the server counts cards

printers::v1::SupplyKind KindOf(Supply::Kind kind) {
  switch (kind) {
    case Supply::Kind::kRibbon: return printers::v1::SUPPLY_KIND_RIBBON;
    case Supply::Kind::kFilm: return printers::v1::SUPPLY_KIND_FILM;
    default: return printers::v1::SUPPLY_KIND_OTHER;
  }
}

// A printer says what it likes; the server takes short words on one line, in UTF-8.
std::string Word(const std::string& text) { return PlainLine(text.substr(0, kWordMax)); }

}  // namespace

void Describe(const DeviceStatus& device, printers::v1::HeartbeatRequest::PrinterStatus& status) {
  for (size_t i = 0; i < std::min(device.reasons.size(), kReasonsMax); ++i) {
    if (!device.reasons[i].empty()) status.add_reasons(Word(device.reasons[i]));
  }
  for (size_t i = 0; i < std::min(device.supplies.size(), kSuppliesMax); ++i) {
    const Supply& supply = device.supplies[i];
    printers::v1::Supply& told = *status.add_supplies();
    told.set_name(Word(supply.name));
    told.set_kind(KindOf(supply.kind));
    if (supply.percent >= 0) told.set_percent(supply.percent);
    if (supply.cards_left >= 0) told.set_cards_left(supply.cards_left);
  }
  if (device.card_counter >= 0) status.set_card_counter(device.card_counter);
}

std::string NewsOf(const DeviceStatus& device) {
  std::string news = device.ready ? "ready" : "not ready";
  for (const std::string& reason : device.reasons) absl::StrAppend(&news, " ", reason);
  for (const Supply& supply : device.supplies) {
    if (supply.percent == 0 || supply.cards_left == 0) absl::StrAppend(&news, " no ", supply.name);
    if (supply.cards_left > 0 && supply.cards_left <= kFewCards)
      absl::StrAppend(&news, " ", supply.cards_left);
  }
  return news;
}

}  // namespace blangko::printer
