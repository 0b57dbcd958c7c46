// `blangkod fsck`: the full check of a store that is stopped, or of a copy that a live node made. Changes no file.
//
// Failure: as store_look.h; findings are printed. Threads: one.
#pragma once

#include <ostream>
#include <string>

#include "absl/status/statusor.h"

namespace blangko::node {

struct FsckRequest {
  std::string directory;
  bool json = false;  // one object a line instead of the table
};

// True when nothing was found.
absl::StatusOr<bool> Fsck(const FsckRequest& request, std::ostream& out);

}  // namespace blangko::node
