#include "services/printers/validate_printers.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/dotted_version.h"
#include "services/access/region_code.h"
#include "services/printers/printers.h"
#include "services/refusal/refusal.h"

namespace blangko::printers {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr size_t kIdMax = 40;
constexpr size_t kNameMax = 100;
constexpr size_t kReasonMax = 200;
constexpr size_t kSitesMax = 64;
constexpr int kListMax = 20;  // reasons or blank types of one printer
constexpr int64_t kCardsMax = 100'000;
constexpr int64_t kWindowMax = 1000;
constexpr int kSuppliesMax = 16;
constexpr int64_t kCountsMax = 4;  // of one heartbeat
constexpr int64_t kPercentMax = 100;
constexpr int64_t kCounterMax = 1'000'000'000;
constexpr int64_t kNotTold = -1;
constexpr size_t kPublicKeyBytes = 32;
constexpr std::array<std::string_view, 3> kDrivers = {"ipp", "assisted", "file"};

bool IsId(std::string_view id) {
  return !id.empty() && id.size() <= kIdMax && std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-';
  });
}

void CheckId(std::string_view field, std::string_view id, Violations& bad) {
  if (IsId(id)) return;
  bad.push_back({std::string(field),
                 id.size() > kIdMax ? absl::StrCat(id.size(), " characters") : std::string(id),
                 absl::StrCat("1 to ", kIdMax, " of a-z, 0-9 and -")});
}

void CheckText(std::string_view field, std::string_view text, size_t min, size_t max, Violations& bad) {
  const bool plain = std::none_of(text.begin(), text.end(),
                                  [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); });
  if (plain && text.size() >= min && text.size() <= max) return;
  bad.push_back({std::string(field), plain ? absl::StrCat(text.size(), " bytes") : "control characters",
                 absl::StrCat(min, " to ", max, " bytes on one line")});
}

void CheckRange(std::string_view field, int64_t number, int64_t min, int64_t max, Violations& bad) {
  if (number >= min && number <= max) return;
  bad.push_back({std::string(field), absl::StrCat(number), absl::StrCat(min, " to ", max)});
}

void CheckSites(const v1::Station& station, Violations& bad) {
  CheckRange("station.sites", station.sites_size(), 1, kSitesMax, bad);
  std::set<std::string_view> seen;
  for (const std::string& site : station.sites()) {
    if (!access::IsOfficeCode(site)) bad.push_back({"station.sites", site, "office codes such as 14.05"});
    if (!seen.insert(site).second)
      bad.push_back({"station.sites", absl::StrCat(site, " twice"), "each site once"});
  }
}

void CheckWords(std::string_view field, const google::protobuf::RepeatedPtrField<std::string>& words,
                Violations& bad) {
  CheckRange(field, words.size(), 0, kListMax, bad);
  for (const std::string& word : words) CheckText(field, word, 1, kNameMax, bad);
}

void CheckSupplies(const v1::HeartbeatRequest::PrinterStatus& status, Violations& bad) {
  CheckRange("printers.supplies", status.supplies_size(), 0, kSuppliesMax, bad);
  for (const v1::Supply& supply : status.supplies()) {
    CheckText("printers.supplies.name", supply.name(), 0, kNameMax, bad);
    CheckRange("printers.supplies.percent", supply.percent(), kNotTold, kPercentMax, bad);
    CheckRange("printers.supplies.cards_left", supply.cards_left(), kNotTold, kCardsMax, bad);
  }
  CheckRange("printers.card_counter", status.card_counter(), kNotTold, kCounterMax, bad);
}

void CheckStatus(const v1::HeartbeatRequest::PrinterStatus& status, Violations& bad) {
  CheckId("printers.printer_id", status.printer_id(), bad);
  if (std::find(kDrivers.begin(), kDrivers.end(), status.driver()) == kDrivers.end()) {
    bad.push_back(
        {"printers.driver", absl::StrCat(status.driver().size(), " bytes"), "ipp, assisted or file"});
  }
  if (status.state() == v1::PRINTER_STATE_UNSPECIFIED) {
    bad.push_back({"printers.state", "UNSPECIFIED", "IDLE, PROCESSING or STOPPED"});
  }
  CheckWords("printers.reasons", status.reasons(), bad);
  CheckRange("printers.nominal_per_hour", status.nominal_per_hour(), 0, kCardsMax, bad);
  CheckWords("printers.blank_types", status.blank_types(), bad);
  CheckSupplies(status, bad);
}

}  // namespace

absl::Status ValidateRegisterStation(const v1::RegisterStationRequest& request) {
  const v1::Station& station = request.station();
  Violations bad;
  CheckId("station.station_id", station.station_id(), bad);
  CheckText("station.name", station.name(), 0, kNameMax, bad);
  if (!access::IsOfficeCode(station.office())) {
    bad.push_back({"station.office", station.office(), "an office code such as 14.05"});
  }
  CheckSites(station, bad);
  if (station.public_key().size() != kPublicKeyBytes) {
    bad.push_back(
        {"station.public_key", absl::StrCat(station.public_key().size(), " bytes"), "32 bytes, Ed25519"});
  }
  return BadFields(bad);
}

absl::Status ValidateSetStationEnabled(const v1::SetStationEnabledRequest& request) {
  Violations bad;
  CheckId("station_id", request.station_id(), bad);
  CheckText("reason", request.reason(), 0, kReasonMax, bad);
  return BadFields(bad);
}

absl::Status ValidateSetPrinter(const v1::SetPrinterRequest& request) {
  Violations bad;
  CheckId("station_id", request.station_id(), bad);
  CheckId("printer_id", request.printer_id(), bad);
  CheckText("reason", request.reason(), request.held() ? 1 : 0, kReasonMax, bad);
  CheckRange("duty_limit_per_day", request.duty_limit_per_day(), 0, kCardsMax, bad);
  CheckRange("window", request.window(), 0, kWindowMax, bad);
  CheckRange("low_supply_cards", request.low_supply_cards(), 0, kCardsMax, bad);
  return BadFields(bad);
}

absl::Status ValidateHeartbeat(const v1::HeartbeatRequest& request) {
  Violations bad;
  CheckId("station_id", request.station_id(), bad);
  CheckText("version", request.version(), 0, kNameMax, bad);
  if (!request.application_version().empty() && !IsDottedVersion(request.application_version())) {
    bad.push_back({"application_version", request.application_version().substr(0, kNameMax),
                   "numbers with dots such as 8.2.1, or nothing"});
  }
  CheckRange("printers", request.printers_size(), 0, kPrintersMax, bad);
  CheckRange("day_counts", request.day_counts_size(), 0, kCountsMax, bad);
  std::set<std::string_view> seen;
  for (const auto& status : request.printers()) {
    CheckStatus(status, bad);
    if (!seen.insert(status.printer_id()).second) {
      bad.push_back(
          {"printers.printer_id", absl::StrCat(status.printer_id(), " twice"), "each printer once"});
    }
  }
  return BadFields(bad);
}

}  // namespace blangko::printers
