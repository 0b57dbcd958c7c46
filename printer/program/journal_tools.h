// What `blangko-station journal` does: verify and export. Each answers the text for the screen.
//
// Both read only and need no lock, so a running agent is not disturbed. Failure: NOT_FOUND without a journal; DATA_LOSS
// with the first bad place; what the disk says. Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

struct JournalRequest {
  std::string file;        // an exported journal
  std::string out;         // where to export to
  std::string public_key;  // hex, or its first 16 digits; the key that signed it, empty = any
  std::string code = "";   // of the restore that the export is for, as it was typed; empty = of none
};

// Every entry of the directory's journal: checksums, chain, sequence, rules.
absl::StatusOr<std::string> VerifyJournal(const StationOptions& options);
// The same of an exported one, and its signature.
absl::StatusOr<std::string> VerifyExport(const JournalRequest& request, Language language);
// Writes `out`, which must not exist, signed with the directory's key, after checking all of it.
absl::StatusOr<std::string> ExportJournal(const StationOptions& options, const JournalRequest& request,
                                          const Clock& clock);

}  // namespace blangko::printer
