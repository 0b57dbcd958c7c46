// Times between rows (microseconds since 1970, UTC) and the API (google.protobuf.Timestamp).
//
// Failure: none. Threads: pure.
#pragma once

#include <cstdint>

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace blangko::stock {

inline google::protobuf::Timestamp ApiTime(int64_t micros) {
  google::protobuf::Timestamp time;
  // Rounded down, so that the nanoseconds are never negative.
  int64_t seconds = micros / 1'000'000;
  if (micros % 1'000'000 < 0) --seconds;
  time.set_seconds(seconds);
  time.set_nanos(static_cast<int32_t>((micros - seconds * 1'000'000) * 1000));
  return time;
}

inline absl::Time FromApi(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

}  // namespace blangko::stock
