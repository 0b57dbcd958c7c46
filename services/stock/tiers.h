// Offices above and below each other, as their codes tell: "00" (the centre) > "14" > "14.05" > "14.05.02". A room of an
// office ("14.05-gudang") stands where its office does.
//
// Failure: storage errors. Threads: pure; PassedOver borrows one Snapshot.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/txn.h"

namespace blangko::stock {

// The code of the office or room above: "14.05.07-gudang" -> "14.05.07" -> "14.05" -> "14" -> "".
std::string_view AboveCode(std::string_view code);

// True when `upper` is an office above that of `lower`, at any distance; whether they are in the tree does not matter.
bool IsAbove(std::string_view upper, std::string_view lower);

// Offices of the tree that stand between two of which one is above the other, the lowest first: a shipment from one to the
// other passes them over. None where neither is above the other.
absl::StatusOr<std::vector<std::string>> PassedOver(storage::Snapshot& snapshot, std::string_view from,
                                                    std::string_view to);

}  // namespace blangko::stock
