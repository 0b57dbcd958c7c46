// UidLists: the use cases of lists of chips: enter a sender's list, compare what was read with it, name which blanks a
// receipt lacks, and follow one blank from the list to the card or the block.
//
// Failure: UNKNOWN_LOT, UNKNOWN_SHIPMENT, ALREADY_EXISTS, INVALID_FIELD with got and want, OUT_OF_SCOPE, NOT_ALLOWED;
// storage errors pass through. Whatever is refused changes nothing. Threads: any.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/packs/v1/packs_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "storage/store.h"

namespace blangko::packs {

class UidLists {
 public:
  explicit UidLists(storage::Store& store) : store_(store) {}  // outlives it

  absl::StatusOr<v1::AddUidsResponse> Add(const access::Act& act, const v1::AddUidsRequest& request);
  absl::StatusOr<access::PageOf<v1::ListedRange>> List(std::string_view lot, const access::PageRequest& page);
  absl::StatusOr<v1::CheckUidsResponse> Check(const v1::CheckUidsRequest& request);
  absl::StatusOr<v1::NameMissingResponse> NameMissing(const access::Act& act,
                                                      const v1::NameMissingRequest& request);
  // RANGE_IN_USE while a chip of it was used, named missing or blocked. (uid_lists_remove.cc)
  absl::StatusOr<v1::RemoveUidsResponse> Remove(const access::Act& act, const v1::RemoveUidsRequest& request);
  // Reads the shipments of the chip's lot. (trail.cc)
  absl::StatusOr<v1::GetTrailResponse> Trail(const access::Actor& actor, std::string_view uid);

 private:
  storage::Store& store_;
};

}  // namespace blangko::packs
