#include "storage/budget.h"

#include "absl/strings/str_cat.h"

namespace blangko::storage {
namespace {

absl::Status Over(const char* what, size_t limit) {
  return absl::ResourceExhaustedError(
      absl::StrCat("the transaction is over its budget: more than ", limit, " ", what));
}

}  // namespace

absl::Status Budget::ChargeRead() {
  if (++reads_ > limits_.keys_read && status_.ok()) status_ = Over("keys read", limits_.keys_read);
  return status_;
}

void Budget::SetWritten(size_t keys, size_t bytes) {
  if (!status_.ok()) return;
  if (keys > limits_.keys_written) status_ = Over("keys written", limits_.keys_written);
  if (bytes > limits_.bytes_written) status_ = Over("bytes written", limits_.bytes_written);
}

}  // namespace blangko::storage
