// Offices: the office tree of this store and the area table that says whose blanks print whose records.
//
// Failure: UNKNOWN_OFFICE for a code that is not in the tree; storage errors pass through.
// Threads: OfficeTable borrows one Snapshot or Txn; Offices may be used from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/access.pb.h"
#include "services/access/actor.h"
#include "storage/store.h"

namespace blangko::access {

// UNKNOWN_OFFICE unless the office is in the tree.
absl::StatusOr<rows::v1::Office> GetOffice(storage::Snapshot& snapshot, std::string_view code);
absl::StatusOr<bool> IsOffice(storage::Snapshot& snapshot, std::string_view code);

// The print site of `area`: the route with the longest prefix on dot borders; UNKNOWN_OFFICE when none fits.
absl::StatusOr<std::string> SiteOfArea(storage::Snapshot& snapshot, std::string_view area);

// Codes of all offices whose code lies in `prefix` ("" = all), in code order, at most `limit`.
absl::StatusOr<std::vector<rows::v1::Office>> OfficesIn(storage::Snapshot& snapshot, std::string_view prefix,
                                                        size_t limit);

// What a card of somebody from `area` says at the top; empty where the tree does not tell.
struct CardHeading {
  std::string province;  // "PROVINSI RIAU"
  std::string regency;   // "KABUPATEN PELALAWAN"
};
absl::StatusOr<CardHeading> CardHeadingOf(storage::Snapshot& snapshot, std::string_view area);

// The office's time zone; Asia/Jakarta when it names none.
absl::TimeZone TimeZoneOf(const rows::v1::Office& office);

// The time zone of the office with that code; Asia/Jakarta for a code that is not in the tree.
absl::StatusOr<absl::TimeZone> ZoneOf(storage::Snapshot& snapshot, std::string_view code);

// Whole days since 1970-01-01 of the office's own calendar.
int64_t OfficeDay(const absl::TimeZone& zone, absl::Time time);

class Offices {
 public:
  explicit Offices(storage::Store& store) : store_(store) {}

  // Adds or replaces, in one commit, at most 400 rows in all.
  absl::Status Put(const Act& act, const std::vector<rows::v1::Office>& offices,
                   const std::vector<rows::v1::AreaRoute>& routes);

  // Offices under `parent` (or in the actor's scope), after the code `after`.
  absl::StatusOr<std::vector<rows::v1::Office>> List(const Actor& actor, std::string_view parent,
                                                     std::string_view after, size_t limit);

  absl::StatusOr<std::vector<rows::v1::AreaRoute>> Routes(const Actor& actor);

 private:
  storage::Store& store_;
};

}  // namespace blangko::access
