// Stored microseconds as the Timestamp of the wire. 0 is "not set" in rows; callers leave such fields out.
//
// Threads: pure.
#pragma once

#include <cstdint>

#include "google/protobuf/timestamp.pb.h"

namespace blangko::access {

inline google::protobuf::Timestamp ToWire(int64_t micros) {
  google::protobuf::Timestamp time;
  const int64_t seconds = micros / 1'000'000 - (micros % 1'000'000 < 0 ? 1 : 0);
  time.set_seconds(seconds);
  time.set_nanos(static_cast<int32_t>((micros - seconds * 1'000'000) * 1000));
  return time;
}

}  // namespace blangko::access
