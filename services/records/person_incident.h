// PersonIncident: what is open about the cards of one person. A person has one card; while something about any of theirs
// is open, none is handed over.
//
// Failure: storage errors. Threads: borrows one Snapshot.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/incidents/incident_table.h"
#include "storage/txn.h"

namespace blangko::records {

// The first open incident about the record, else about another one of its person (person_table.h, OtherRecordsOf).
absl::StatusOr<std::optional<incidents::IncidentRow>> OpenAboutPersonOf(storage::Snapshot& snapshot,
                                                                        const rows::v1::Record& record);

}  // namespace blangko::records
