// Rows of papers as the API shows them, and the log entry of a change.
//
// Failure: storage errors. Threads: pure, or borrows one Txn.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "services/access/actor.h"
#include "services/papers/paper_table.h"

namespace blangko::papers {

v1::Paper ToApi(const PaperRow& paper);
v1::Scan ToApi(const rows::v1::PaperScan& scan);

// The one entry that a change of a paper owes.
absl::Status LogPaper(storage::Txn& txn, const access::Act& act, const PaperRow& paper,
                      std::string_view event, std::string_view detail);

}  // namespace blangko::papers
