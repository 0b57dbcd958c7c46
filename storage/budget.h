// Budget counts what one closure uses against the store's Limits; the same for every engine, so that code written
// over one engine runs over all.
//
// Counted: every Get that the closure's own writes do not answer, every row that a scan visits, every distinct key
// written, and the bytes of the writes that would be committed.
// Failure: RESOURCE_EXHAUSTED names the limit; once over, it stays over. Threads: belongs to one transaction.
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "storage/store.h"

namespace blangko::storage {

class Budget {
 public:
  explicit Budget(const Limits& limits) : limits_(limits) {}

  // One more key is read.
  absl::Status ChargeRead();

  // The closure's writes are now `keys` keys of `bytes` bytes in total.
  void SetWritten(size_t keys, size_t bytes);

  // OK, or the error of the first limit that was passed.
  const absl::Status& status() const { return status_; }

 private:
  const Limits limits_;
  size_t reads_ = 0;
  absl::Status status_;
};

}  // namespace blangko::storage
