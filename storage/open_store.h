// Opens a store by name: "rocks:DIR" or "memory:".
//
// Failure: INVALID_ARGUMENT for an unknown engine; FAILED_PRECONDITION when another process holds the directory;
//          DATA_LOSS when the directory holds less than was acknowledged (commit witness): nothing is opened for
//          writing then, and the message says what is missing and what to do.
#pragma once

#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "storage/store.h"

namespace blangko::storage {

absl::StatusOr<std::unique_ptr<Store>> OpenStore(std::string_view name);

}  // namespace blangko::storage
