// What a server says of its store at any call: which commit groups are missing, and how far it has come.
//
// Failure: what the server said. Threads: any.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "tests/support/office_client.h"

namespace blangko::crash {

// Of a server in SAFE mode: "12-15", "12-unknown", or "?" when it cannot name them. Waits until it answers.
absl::StatusOr<std::string> GroupsMissing(support::OfficeClient& office);
// Of a server that serves: its newest commit group on the disk.
absl::StatusOr<uint64_t> RevisionOf(support::OfficeClient& office);

}  // namespace blangko::crash
