// StoreRoom: what the store room of an office can give of a lot, and what one drawer can give back.
//
// It is read in a View, because what drawers hold follows from many facts (drawer_content.h); the transaction that gives
// looks whether a drawer changed meanwhile. A card that is printed meanwhile changes both sides alike; a count that is told
// meanwhile is reckoned with by the next giving.
// Failure: DRAWER_SHORT; storage errors. Threads: borrows one Snapshot or Txn; a plain value between them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/drawers/v1/drawers_service.pb.h"
#include "services/drawers/drawer_table.h"
#include "storage/txn.h"

namespace blangko::drawers {

struct StoreRoom {
  std::string office;
  std::vector<DrawerRow> drawers;  // of the office, as they were read
  int64_t there = 0;               // free and reserved blanks of all lots
  int64_t in_drawers = 0;
  int64_t awaited = 0;        // given to drawers, not taken
  int64_t of_lot = 0;         // of the lot that is asked for: awaited, or surely in a drawer
  int64_t in_own_drawer = 0;  // of the station that is asked for, less what it gives back already
};

absl::StatusOr<StoreRoom> ReadStoreRoom(storage::Snapshot& snapshot, const std::string& office,
                                        const v1::GiveBlanksRequest& request);

// False when somebody gave, took or withdrew since.
absl::StatusOr<bool> IsAsRead(storage::Snapshot& snapshot, const StoreRoom& room);

// DRAWER_SHORT unless as many may be given as are asked for.
absl::Status CheckEnough(storage::Snapshot& snapshot, const StoreRoom& room,
                         const v1::GiveBlanksRequest& request);

}  // namespace blangko::drawers
