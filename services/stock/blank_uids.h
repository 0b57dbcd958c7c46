// BlankUids: the blanks that are known by the UID of their chip, inside a caller's transaction (INV-4).
//
// The first attempt that uses a UID holds it, for ever once the blank was printed, spoiled or is in doubt; a blank that
// went back to available is nobody's again. A fact is never refused for its UID: a further use, or one while the UID was
// blocked, is written down as an incident, with a log entry, for somebody to look; a further use also as one of the record
// that held the UID first. A chip that a sender's list names for another lot than the blank's is an incident, too, once
// for a chip; the blank is booked as the station says.
// Failure: storage errors. Threads: borrows one Txn.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/stock.pb.h"
#include "services/access/actor.h"
#include "storage/txn.h"

namespace blangko::stock {

inline constexpr char kUidUsed[] = "UID_USED";            // an incident: used for another card
inline constexpr char kUidBlocked[] = "UID_BLOCKED";      // an incident: used while it was blocked
inline constexpr char kUidNotOfLot[] = "UID_NOT_OF_LOT";  // an incident: a list names it for another lot

struct UidUse {
  std::string record_id;
  uint32_t attempt = 0;
  std::string office;
  std::string lot;
  std::string station_id;
  rows::v1::Account account = rows::v1::ACCOUNT_UNSPECIFIED;  // where the blank goes; none = it is only named
};

// Capital hex digits without separators; text that is no UID stays as it is.
std::string UidOf(std::string_view text);

// What is known of a UID; an empty row when nothing is.
absl::StatusOr<rows::v1::BlankUid> ReadUid(storage::Snapshot& snapshot, std::string_view uid);

// Binds a UID to a use, or moves the blank of a use that is known. True when that use is an incident.
absl::StatusOr<bool> NoteUid(storage::Txn& txn, const access::Act& act, std::string_view uid,
                             const UidUse& use);

// The blank was burnt: its chip is known for ever as destroyed, also one that nobody knew before. No use of it is new.
absl::Status NoteDestroyed(storage::Txn& txn, const access::Act& act, std::string_view uid,
                           const UidUse& use);
// True when a blank with this chip was burnt.
bool IsDestroyed(const rows::v1::BlankUid& row);

}  // namespace blangko::stock
