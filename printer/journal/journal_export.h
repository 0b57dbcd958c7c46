// A journal as a file for others: one JSON object a line, in clear words, signed by the station's key. Whoever has the
// file and the station's public key can check it without the station.
//
// It holds what the journal holds: ids of records, blanks and printers, times, and the names of the staff who answered.
// Nothing of the people on the cards is in a journal.
// Failure: ReadExport answers DATA_LOSS and names the first bad line. Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/hash.h"
#include "blangko/station/v1/journal_export.pb.h"
#include "printer/journal/journal_history.h"

namespace blangko::printer {

// REQUIRES: AuditHistory found nothing wrong with it. `recovery_code`: of the restore that asks for it; empty = of none.
std::string ExportText(const JournalHistory& history, const SigningKey& key, absl::Time now,
                       const std::string& recovery_code = "");

// A checked export: chain, sequence, rules and signature are right.
struct JournalExport {
  station::v1::ExportHeader header;
  JournalState state;
};
absl::StatusOr<JournalExport> ReadExport(std::string_view text);

}  // namespace blangko::printer
