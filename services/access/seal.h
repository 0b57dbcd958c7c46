// The store chain: one stream that seals the heads of all other streams, so that no stream can be cut short or rewritten
// as a whole without the difference showing.
//
// SealHeads appends one entry whose detail is the digest over (office, lot, seq, hash) of every head, in key order, with
// the number of heads. It is a background step: bounded by the number of (office, lot) pairs, repeatable, and it
// writes nothing when no stream grew since the last seal.
// Failure: storage errors pass through. Threads: as safe as the Store.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/store.h"

namespace blangko::access {

// The stream of the seals; no office has this code.
inline constexpr char kSealStream[] = "@store";

absl::Status SealHeads(storage::Store& store, absl::Time now);

// "<number of heads>:<hex digest>" over all heads but the seal's own.
absl::StatusOr<std::string> DigestOfHeads(storage::Snapshot& snapshot);

}  // namespace blangko::access
