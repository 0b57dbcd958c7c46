// The passes over what is kept beside the ledger about blanks: cases of differences, entries that were taken back, cards
// that the ministry's application printed.
//
// Failure: storage errors; what is wrong with rows is a finding. Threads: borrows one Snapshot.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/audit/check.h"
#include "services/audit/facts.h"
#include "storage/txn.h"

namespace blangko::audit {

// What cases hold open is what is quarantined for them, office by office and lot by lot; the steps of a case explain what
// is open; the list of open cases names exactly those. Blanks that were quarantined before there were cases are left out.
absl::Status CheckCases(storage::Snapshot& snapshot, const Facts& facts, std::vector<Check>& checks);

// Each entry that was taken back names the one that is its exact opposite, and no other entry takes back.
absl::Status CheckReversals(storage::Snapshot& snapshot, const Facts& facts, std::vector<Check>& checks);

// Each card printed outside used one blank of its office and lot, from nowhere where it says so.
absl::Status CheckPrintedOutside(storage::Snapshot& snapshot, const Facts& facts, std::vector<Check>& checks);

}  // namespace blangko::audit
