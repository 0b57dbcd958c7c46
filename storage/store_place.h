// StorePlace: a directory without a store, in which one is made from a copy. Nobody can open it before it is whole, and what
// was not finished is taken away again; whatever ends the process in between, the directory is refused until the making is
// repeated.
//
// The directory is locked meanwhile, and the store is made below it, in `restoring`. Its files move up at the end, the
// database last.
// Failure: FAILED_PRECONDITION for a directory that holds a store, or what one left behind, and while another process has
// it; UNAVAILABLE for errors of the disk. Threads: one.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace blangko::storage {

class StorePlace {
 public:
  static absl::StatusOr<std::unique_ptr<StorePlace>> Take(const std::string& directory);

  virtual ~StorePlace() = default;

  // The directory to make the store in.
  virtual std::string making() const = 0;

  // The store, which nobody has open now, is that of the directory from here on.
  virtual absl::Status Finish() = 0;
};

}  // namespace blangko::storage
