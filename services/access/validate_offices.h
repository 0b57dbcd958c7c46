// Pure checks of the office requests: shape of codes, sizes, kinds. What needs the store is checked in offices.cc.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "blangko/rows/v1/access.pb.h"

namespace blangko::access {

inline constexpr size_t kPutOfficesMax = 400;  // offices and routes in one commit

// INVALID_FIELD unless `request_id` is a UUIDv7 in its canonical text form. Every mutation needs one.
absl::Status CheckRequestId(std::string_view request_id);

absl::Status ValidatePutOffices(std::string_view request_id, const std::vector<rows::v1::Office>& offices,
                                const std::vector<rows::v1::AreaRoute>& routes);

}  // namespace blangko::access
