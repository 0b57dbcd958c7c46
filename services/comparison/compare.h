// Compare: one day of one office on both sides: the list that holds, and what the log says was printed there.
//
// Here = entries of the office's streams on that day by which a card came out (PRINTED, RESOLVED_PRINTED, PRINTED_STALE,
// LATE_PRINTED), each attempt once. The log never changes and a day that is over gets no further entry, so the answer of
// such a day changes only with its list, its bookings and its reasons.
// Failure: storage errors. Threads: borrows one Snapshot; it reads as many rows as there are cards: for views.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/comparison/comparison_table.h"
#include "storage/txn.h"

namespace blangko::comparison {

struct Comparison {
  std::vector<v1::ComparedCard> cards;  // by row of the list, then those that are only here
  v1::ComparisonCounts counts;
  int64_t printed = 0;           // here
  std::string first_unanswered;  // card_id
};

// `list_id` empty = no list yet: all cards are only here.
absl::StatusOr<Comparison> Compare(storage::Snapshot& snapshot, const DayRef& ref, std::string_view list_id);

// How many cards were booked at the office on that day.
absl::StatusOr<int64_t> CountPrinted(storage::Snapshot& snapshot, const DayRef& ref);

// A card was booked there before the end of that day, or it was compared.
absl::StatusOr<bool> HasOlder(storage::Snapshot& snapshot, const DayRef& last);

// The record that a row of the list means: named by the request number, else the person's oldest open one, else the newest.
// Nothing for a person who is not known here.
absl::StatusOr<std::optional<rows::v1::Record>> RecordMeant(storage::Snapshot& snapshot,
                                                            const ListedRow& row);

}  // namespace blangko::comparison
