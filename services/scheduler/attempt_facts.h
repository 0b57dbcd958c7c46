// What a second person needs to know of an attempt to print.
//
// Failure: none. Threads: pure.
#pragma once

#include "services/access/proposal_executor.h"
#include "services/records/record_table.h"

namespace blangko::scheduler {

// Site, station, printer, lot, times, chip and envelope of the record's attempt; what is not known is left out.
void AddAttemptFacts(const records::RecordRow& record, uint32_t attempt, access::ShownFacts& facts);

// RFC 3339, UTC; nothing for 0.
void AddTimeFact(std::string_view name, int64_t micros, access::ShownFacts& facts);

}  // namespace blangko::scheduler
