// Persons, aliases and watches inside a caller's transaction: who a record belongs to, under which other names it is
// known, and who is named on a list of died, moved or duplicate persons. Keys hold pseudonyms only.
//
// Failure: DATA_LOSS for a row that does not decode; storage errors pass through.
// Threads: borrows one Snapshot or Txn.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/records.pb.h"
#include "storage/txn.h"

namespace blangko::records {

// An empty person (no records) when there is none yet.
absl::StatusOr<rows::v1::Person> FindPerson(storage::Snapshot& snapshot, std::string_view person_id);
void PutPerson(storage::Txn& txn, const rows::v1::Person& person);

// Adds the record to its person; a second time changes nothing.
absl::Status LinkRecord(storage::Txn& txn, std::string_view person_id, std::string_view record_id);

absl::StatusOr<std::optional<std::string>> FindAlias(storage::Snapshot& snapshot, std::string_view alias);
void PutAlias(storage::Txn& txn, std::string_view alias, std::string_view record_id);

void PutWatch(storage::Txn& txn, std::string_view person_id, const rows::v1::Watch& watch);

// The centre says that a card was printed, shipped or issued.
bool CardMadeUpstream(rows::v1::UpstreamStatus status);

// The record for which a card of this person was printed, here or elsewhere; nothing if none is known here.
absl::StatusOr<std::optional<std::string>> CardRecordOf(storage::Snapshot& snapshot,
                                                        const rows::v1::Person& person);

// The first record of this person that is open, or of which a card is out (cards_out.h), other than
// `except`; nothing if there is none.
absl::StatusOr<std::optional<std::string>> OpenRecordOf(storage::Snapshot& snapshot,
                                                        const rows::v1::Person& person,
                                                        std::string_view except);

// The person's newest records other than `except`, at most so many: of more nobody can keep the overview.
inline constexpr size_t kPersonRecordsMax = 20;
std::vector<std::string> OtherRecordsOf(const rows::v1::Person& person, std::string_view except);

}  // namespace blangko::records
