// The lines of an export. One for each row:
//
//   {"table":"record","key":["R-1"],"row":{"record_id":"R-1","state":"RECORD_STATE_READY",…}}
//
// Key parts: texts; times as RFC 3339, UTC, in microseconds (those before year 1 or after 9999 as numbers of microseconds);
// whole numbers, as text where they are beyond 2^53. The row is the message in protobuf's JSON with the names of the
// fields; {"count":5} for a counter; {"hash":…,"entry":{…}} for an entry of the log; {} where the key says it all.
// A row that cannot be read is not passed over: "row" is null and "unreadable" is true, and where the key does not read
// either, the table is "?" and the key its bytes in hexadecimal.
// Threads: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/line_chain.h"
#include "blangko/rows/v1/exports.pb.h"

namespace blangko::exports {

// With its line feed, like the others; nothing for a row that is left out.
std::optional<std::string> LineOfRow(std::string_view key, std::string_view value);

// What the export is: store, epoch, revision, time, form, and what is withheld.
std::string FirstLine(const rows::v1::ExportNote& note);

// How many lines stand before it, and their digest.
std::string LastLine(const LineChain& before);

}  // namespace blangko::exports
