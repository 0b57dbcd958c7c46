// The report to the server that an outcome in a journal is. The same entry gives the same report for ever: the server
// knows a repeat by its digest, whether the station told it or somebody brought its journal. Its time is that at which the
// card came out, where the device said it, else the entry's own.
//
// Threads: pure.
#pragma once

#include "blangko/scheduler/v1/scheduler.pb.h"
#include "blangko/station/v1/journal.pb.h"

namespace blangko::journal_file {

// REQUIRES: the entry has a card_outcome.
scheduler::v1::OutcomeReport ReportOf(const station::v1::Entry& outcome_entry);

}  // namespace blangko::journal_file
