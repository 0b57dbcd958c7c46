#include "services/printers/supplies.h"

#include <algorithm>
#include <string_view>

namespace blangko::printers {
namespace {

constexpr std::string_view kEmptyReason = "marker-supply-empty";
constexpr std::string_view kLowReason = "marker-supply-low";

bool Says(const PrinterRow& printer, std::string_view reason) {
  return std::find(printer.reasons().begin(), printer.reasons().end(), reason) != printer.reasons().end();
}

// Without it no card can be printed; cleaning rollers and the like are not meant.
bool IsForCards(const rows::v1::Supply& supply) {
  return supply.kind() == v1::SUPPLY_KIND_RIBBON || supply.kind() == v1::SUPPLY_KIND_FILM;
}

bool HasRunOut(const rows::v1::Supply& supply) {
  const bool no_percent = supply.has_percent() && supply.percent() == 0;
  const bool no_cards = supply.has_cards_left() && supply.cards_left() == 0;
  return IsForCards(supply) && (no_percent || no_cards);
}

// Numbers below zero say that it is not known.
rows::v1::Supply RowOf(const v1::Supply& told) {
  rows::v1::Supply supply;
  supply.set_name(told.name());
  supply.set_kind(static_cast<uint32_t>(told.kind()));
  if (told.has_percent() && told.percent() >= 0) supply.set_percent(told.percent());
  if (told.has_cards_left() && told.cards_left() >= 0) supply.set_cards_left(told.cards_left());
  return supply;
}

v1::Supply ToApi(const rows::v1::Supply& row) {
  v1::Supply supply;
  supply.set_name(row.name());
  supply.set_kind(static_cast<v1::SupplyKind>(row.kind()));
  if (row.has_percent()) supply.set_percent(row.percent());
  if (row.has_cards_left()) supply.set_cards_left(row.cards_left());
  return supply;
}

}  // namespace

void HearSupplies(const v1::HeartbeatRequest::PrinterStatus& status, PrinterRow& printer) {
  printer.clear_supplies();
  for (const v1::Supply& supply : status.supplies()) *printer.add_supplies() = RowOf(supply);
  printer.clear_card_counter();
  if (status.has_card_counter() && status.card_counter() >= 0) {
    printer.set_card_counter(status.card_counter());
  }
  printer.clear_supply_room();
  const std::optional<int64_t> left = CardsLeft(printer);
  if (left.has_value()) printer.set_supply_room(*left - InWindow(printer));
}

std::optional<int64_t> CardsLeft(const PrinterRow& printer) {
  std::optional<int64_t> least;
  for (const rows::v1::Supply& supply : printer.supplies()) {
    if (!IsForCards(supply) || !supply.has_cards_left()) continue;
    least = std::min(least.value_or(supply.cards_left()), supply.cards_left());
  }
  return least;
}

std::string EmptySupply(const PrinterRow& printer) {
  for (const rows::v1::Supply& supply : printer.supplies()) {
    if (HasRunOut(supply)) return supply.name().empty() ? std::string(kEmptyReason) : supply.name();
  }
  return Says(printer, kEmptyReason) ? std::string(kEmptyReason) : std::string();
}

int32_t LowSupplyCards(const PrinterRow& printer) {
  return printer.has_low_supply_cards() ? printer.low_supply_cards() : kLowSupplyCards;
}

bool SupplyIsLow(const PrinterRow& printer) {
  const int32_t alarm = LowSupplyCards(printer);
  const std::optional<int64_t> left = CardsLeft(printer);
  const bool few = left.has_value() ? *left < alarm : alarm > 0 && Says(printer, kLowReason);
  return few || !EmptySupply(printer).empty();
}

void FillSupplies(const PrinterRow& printer, v1::Printer& api) {
  for (const rows::v1::Supply& supply : printer.supplies()) *api.add_supplies() = ToApi(supply);
  if (printer.has_card_counter()) api.set_card_counter(printer.card_counter());
  const std::optional<int64_t> left = CardsLeft(printer);
  if (left.has_value()) api.set_cards_left(*left);
  api.set_low_supply_cards(LowSupplyCards(printer));
  api.set_supply_low(SupplyIsLow(printer));
  api.set_supply_empty(!EmptySupply(printer).empty());
}

}  // namespace blangko::printers
