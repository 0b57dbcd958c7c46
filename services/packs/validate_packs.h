// Shape of the requests about lists of chips: what can be said without looking at the store.
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

absl::Status ValidateAddUids(const v1::AddUidsRequest& request);
absl::Status ValidateCheckUids(const v1::CheckUidsRequest& request);
absl::Status ValidateNameMissing(const v1::NameMissingRequest& request);

// In the one spelling, in the order that they were given; a UID that stands there twice is refused.
absl::StatusOr<std::vector<std::string>> UidsOf(const google::protobuf::RepeatedPtrField<std::string>& uids);

}  // namespace blangko::packs
