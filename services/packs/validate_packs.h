// Shape of the requests about lists of chips and packs: what can be said without looking at the store.
//
// Failure: INVALID_FIELD with every field that is wrong. Threads: pure.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/packs/v1/packs_service.pb.h"

namespace blangko::packs {

inline constexpr int kRangesMax = 100;
inline constexpr int kCheckedMax = 100;
inline constexpr int kMissingMax = 50;
inline constexpr int kRegisteredMax = 100;  // packs
inline constexpr int kPartsMax = 50;        // packs of a split or a merge
inline constexpr int kSampledMax = 50;      // chips that are read when a pack is opened

absl::Status ValidateAddUids(const v1::AddUidsRequest& request);
absl::Status ValidateCheckUids(const v1::CheckUidsRequest& request);
absl::Status ValidateNameMissing(const v1::NameMissingRequest& request);

absl::Status ValidateRemoveUids(const v1::RemoveUidsRequest& request);
absl::Status ValidateRegisterPacks(const v1::RegisterPacksRequest& request);
absl::Status ValidateSplitPack(const v1::SplitPackRequest& request);
absl::Status ValidateMergePacks(const v1::MergePacksRequest& request);
absl::Status ValidateOpenPack(const v1::OpenPackRequest& request);

// In the one spelling, in the order that they were given; a UID that stands there twice is refused.
absl::StatusOr<std::vector<std::string>> UidsOf(const google::protobuf::RepeatedPtrField<std::string>& uids);

}  // namespace blangko::packs
