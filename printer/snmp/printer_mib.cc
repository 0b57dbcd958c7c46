#include "printer/snmp/printer_mib.h"

#include <net-snmp/net-snmp-config.h>
// The library's other headers need that one first.
#include <net-snmp/net-snmp-includes.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "printer/ipp/supplies.h"

namespace blangko::printer {
namespace {

using Number = std::vector<oid>;

constexpr char kSupplyType[] = "1.3.6.1.2.1.43.11.1.1.5";
constexpr char kSupplyName[] = "1.3.6.1.2.1.43.11.1.1.6";
constexpr char kSupplyUnit[] = "1.3.6.1.2.1.43.11.1.1.7";
constexpr char kSupplyCapacity[] = "1.3.6.1.2.1.43.11.1.1.8";
constexpr char kSupplyLevel[] = "1.3.6.1.2.1.43.11.1.1.9";
constexpr char kLifeCount[] = "1.3.6.1.2.1.43.10.2.1.4";
constexpr int64_t kUnitImpressions = 7;
constexpr int64_t kUnitSheets = 8;
constexpr int64_t kUnitPercent = 19;
constexpr long kAnswerWithinMicros = 1'000'000;
constexpr int kRetries = 1;
constexpr int kRowsMax = 32;

Number ParseNumber(const std::string& text) {
  Number number;
  for (const auto& part : absl::StrSplit(text, '.')) {
    uint64_t value = 0;
    if (absl::SimpleAtoi(part, &value)) number.push_back(value);
  }
  return number;
}

// The part after `column`; empty when the object does not belong to it.
std::string RowOf(const netsnmp_variable_list& variable, const Number& column) {
  if (variable.name_length <= column.size()) return "";
  if (!std::equal(column.begin(), column.end(), variable.name)) return "";
  std::string row;
  for (size_t i = column.size(); i < variable.name_length; ++i) absl::StrAppend(&row, ".", variable.name[i]);
  return row;
}

std::string TypeWord(int64_t type) {
  switch (type) {
    case 7:
    case 13: return "ribbon";
    case 20: return "transfer";
    default: return "";
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<PrinterMib>> PrinterMib::Open(const std::string& peer,
                                                             const std::string& community) {
  if (peer.empty() || community.empty()) {
    return absl::InvalidArgumentError("snmp: want host or host:port, and a community");
  }
  std::string peer_name = peer;
  std::string community_name = community;
  netsnmp_session wanted;
  snmp_sess_init(&wanted);
  wanted.version = SNMP_VERSION_2c;
  wanted.peername = peer_name.data();
  wanted.community = reinterpret_cast<u_char*>(community_name.data());
  wanted.community_len = community_name.size();
  wanted.timeout = kAnswerWithinMicros;
  wanted.retries = kRetries;
  void* session = snmp_sess_open(&wanted);
  if (session == nullptr)
    return absl::InvalidArgumentError(absl::StrCat("snmp: got '", peer, "', want a host"));
  return std::unique_ptr<PrinterMib>(new PrinterMib(peer, session));
}

PrinterMib::~PrinterMib() { snmp_sess_close(session_); }

absl::StatusOr<PrinterMib::Column> PrinterMib::Walk(const std::string& column) const {
  const Number root = ParseNumber(column);
  Number at = root;
  Column cells;
  for (int i = 0; i < kRowsMax; ++i) {
    netsnmp_pdu* request = snmp_pdu_create(SNMP_MSG_GETNEXT);
    snmp_add_null_var(request, at.data(), at.size());
    netsnmp_pdu* reply = nullptr;
    if (snmp_sess_synch_response(session_, request, &reply) != STAT_SUCCESS || reply == nullptr) {
      return absl::UnavailableError(absl::StrCat("snmp: no answer from ", peer_));
    }
    const std::unique_ptr<netsnmp_pdu, void (*)(netsnmp_pdu*)> owner(reply, snmp_free_pdu);
    const netsnmp_variable_list* value = reply->variables;
    if (reply->errstat != SNMP_ERR_NOERROR || value == nullptr) break;
    const std::string row = RowOf(*value, root);
    if (row.empty()) break;
    Cell& cell = cells[row];
    if (value->type == ASN_OCTET_STR) {
      cell.text.assign(reinterpret_cast<const char*>(value->val.string), value->val_len);
    } else if (value->val_len == sizeof(long) && value->val.integer != nullptr) {
      cell.number = *value->val.integer;
    }
    at.assign(value->name, value->name + value->name_length);
  }
  return cells;
}

absl::StatusOr<SupplyReport> PrinterMib::Read() {
  ASSIGN_OR_RETURN(Column levels, Walk(kSupplyLevel));
  ASSIGN_OR_RETURN(Column names, Walk(kSupplyName));
  ASSIGN_OR_RETURN(Column types, Walk(kSupplyType));
  ASSIGN_OR_RETURN(Column units, Walk(kSupplyUnit));
  ASSIGN_OR_RETURN(Column capacities, Walk(kSupplyCapacity));
  ASSIGN_OR_RETURN(const Column counters, Walk(kLifeCount));
  SupplyReport report;
  for (const auto& [row, level] : levels) {
    const int64_t unit = units[row].number;
    const bool cards = unit == kUnitImpressions || unit == kUnitSheets;
    Supply supply;
    supply.name = names[row].text;
    supply.kind = SupplyKindOf(TypeWord(types[row].number), supply.name);
    supply.percent = PercentOf(level.number, unit == kUnitPercent ? 100 : capacities[row].number);
    if (cards && level.number >= 0) supply.cards_left = level.number;
    report.supplies.push_back(std::move(supply));
  }
  if (!counters.empty()) report.card_counter = counters.begin()->second.number;
  return report;
}

}  // namespace blangko::printer
