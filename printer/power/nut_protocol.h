// The words of upsd, the server of NUT (Network UPS Tools, RFC 9271): lines of text, of which the station needs two
// lists. Pure: bytes in, values out.
//
//   LIST VAR u   BEGIN LIST VAR u / VAR u name "value" … / END LIST VAR u, or ERR WHAT
//   LIST UPS     BEGIN LIST UPS / UPS name "description" … / END LIST UPS
//
// Failure: UNAVAILABLE with what upsd said for an ERR (DATA-STALE, DRIVER-NOT-CONNECTED …), NOT_FOUND for UNKNOWN-UPS,
//          INTERNAL for anything that is not the protocol. Threads: pure functions.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "printer/power/power.h"

namespace blangko::printer {

// What the station calls a UPS: "name@host:port", "name@host" or "name".
struct UpsAddress {
  std::string name;
  std::string host = "127.0.0.1";
  int port = 3493;
};
// INVALID_ARGUMENT for what is none.
absl::StatusOr<UpsAddress> ParseUpsAddress(std::string_view text);

// Words of a line; a quoted word may hold blanks, and `\` takes the next character as it is.
std::vector<std::string> WordsOf(std::string_view line);

// True when `reply` holds a whole answer to a LIST (its END line, or an error).
bool IsWholeList(std::string_view reply);

absl::StatusOr<std::map<std::string, std::string>> ParseVariables(std::string_view reply,
                                                                  std::string_view ups);
absl::StatusOr<std::vector<std::string>> ParseUpsNames(std::string_view reply);

// ups.status, battery.charge and battery.runtime. A forced shutdown counts as a low battery; a status with neither OL
// nor OB is unknown.
PowerReading ReadingOf(const std::map<std::string, std::string>& variables);

}  // namespace blangko::printer
