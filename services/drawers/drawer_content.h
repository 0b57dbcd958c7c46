// DrawerContent: how many blanks should lie in the drawer of a station.
//
//   expected = counted at the station's newest count + taken since, less what was given back - used since
//
// A station that never told a count begins with an empty drawer at its first hand-out.
// Used are the blanks of the station's own attempts (printed, spoiled, in doubt, missing) among the records that its facts
// name after the count: facts and counts have their numbers from one journal, so a fact that arrives late stands on the
// right side of the count. A card that waits for a look has no fact yet and counts as a blank. At most kFactsMax facts are
// read; where there are more the drawer is not known before it is counted again.
// Taken since is what hand-outs say that were taken after the count, by the server's clock beside the station's.
//
// Failure: storage errors. Threads: borrows one Snapshot, of a View: it may read more rows than a transaction may.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/drawers/drawer_table.h"
#include "storage/txn.h"

namespace blangko::drawers {

inline constexpr size_t kFactsMax = 20'000;
inline constexpr size_t kHandOutsMax = 1'000;  // looked at for what was taken since a count

// From where on a drawer is reckoned.
struct Mark {
  bool counted = false;
  uint64_t epoch = 0;  // facts of this epoch with a higher number, and of all later epochs, are after it
  uint64_t seq = 0;
  int64_t blanks = 0;  // that were counted
  int64_t micros = 0;  // by the station's clock; 0 = the first hand-out
};

// The newest count that the station told, else where the drawer's row says that it began.
absl::StatusOr<Mark> MarkOf(storage::Snapshot& snapshot, const DrawerRow& drawer);

// What was taken since the mark, less what was given back.
absl::StatusOr<int64_t> TakenSince(storage::Snapshot& snapshot, const DrawerRow& drawer, const Mark& mark);

struct Content {
  Mark mark;
  int64_t taken = 0;
  int64_t used = 0;
  bool known = true;  // false: too many facts
  int64_t expected() const { return mark.blanks + taken - used; }
};
absl::StatusOr<Content> ContentOf(storage::Snapshot& snapshot, const DrawerRow& drawer);

// Blanks to reckon with when others are given out: never below zero; all that was ever taken when it is not known.
int64_t HeldBy(const DrawerRow& drawer, const Content& content);
// Of one lot at least: what was handed over of it, less all that left the drawer unsaid, of whatever lot it was.
int64_t HeldOfLot(const DrawerRow& drawer, const Content& content, std::string_view lot);

}  // namespace blangko::drawers
