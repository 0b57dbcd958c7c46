// Packs: the use cases of sealed wrappers. Each change is one transaction, whole or refused, with one log entry; none
// moves a blank of the ledger.
//
// A pack's id is on its label and unique for ever. Registering the same one again changes nothing; one that was missing
// and turned up is registered again where it lies.
// Failure: INVALID_FIELD, UNKNOWN_PACK, UNKNOWN_LOT, UNKNOWN_OFFICE, PACK_STATE_WRONG, PACKS_DO_NOT_ADD_UP, ALREADY_EXISTS,
// OUT_OF_SCOPE, NOT_ALLOWED; storage errors. Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/packs/v1/packs_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "storage/store.h"

namespace blangko::packs {

class Packs {
 public:
  explicit Packs(storage::Store& store) : store_(store) {}  // outlives it

  // ---- changes (packs.cc) ------------------------------------------------------------------------------------------
  absl::StatusOr<v1::RegisterPacksResponse> Register(const access::Act& act,
                                                     const v1::RegisterPacksRequest& request);
  absl::StatusOr<v1::SplitPackResponse> Split(const access::Act& act, const v1::SplitPackRequest& request);
  absl::StatusOr<v1::MergePacksResponse> Merge(const access::Act& act, const v1::MergePacksRequest& request);
  // Opens an incident for each chip that does not fit, once. (pack_opening.cc)
  absl::StatusOr<v1::OpenPackResponse> Open(const access::Act& act, const v1::OpenPackRequest& request);

  // ---- reading (packs_reads.cc) ------------------------------------------------------------------------------------
  absl::StatusOr<v1::Pack> Get(const access::Actor& actor, std::string_view pack_id);
  absl::StatusOr<access::PageOf<v1::Pack>> List(const access::Actor& actor,
                                                const v1::ListPacksRequest& request,
                                                const access::PageRequest& page);

 private:
  storage::Store& store_;
};

// What two files refuse with.
absl::Status Exists(std::string_view pack_id);
absl::Status DoNotAddUp(std::string_view lot, int64_t got, std::string_view want);

}  // namespace blangko::packs
