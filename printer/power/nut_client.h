// NutClient asks an upsd for its UPS: one short TCP conversation for each question, with one time limit for all of it.
//
// Only the lists that need no login; nothing is ever set or switched.
// Failure: UNAVAILABLE when upsd cannot be reached, does not answer in time, or has no fresh data; NOT_FOUND with the
//          names it knows when it does not know this UPS; INTERNAL for an answer that is not NUT's protocol or too long.
// Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "printer/power/nut_protocol.h"

namespace blangko::printer {

inline constexpr size_t kUpsdReplyBytesMax = size_t{64} << 10;

class NutClient {
 public:
  explicit NutClient(UpsAddress address, absl::Duration limit = absl::Seconds(3))
      : address_(std::move(address)), limit_(limit) {}

  absl::StatusOr<PowerReading> Ask();

 private:
  absl::StatusOr<std::string> List(const std::string& what);

  const UpsAddress address_;
  const absl::Duration limit_;
};

}  // namespace blangko::printer
