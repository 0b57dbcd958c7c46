// Stored microseconds as the Timestamp of the wire. 0 is "not set" in rows; callers leave such fields out.
//
// Threads: pure.
#pragma once

#include <cstdint>

#include "google/protobuf/timestamp.pb.h"

namespace blangko::scheduler {

inline google::protobuf::Timestamp ToWire(int64_t micros) {
  google::protobuf::Timestamp time;
  int64_t seconds = micros / 1'000'000;
  int64_t rest = micros % 1'000'000;
  if (rest < 0) {
    rest += 1'000'000;
    --seconds;
  }
  time.set_seconds(seconds);
  time.set_nanos(static_cast<int32_t>(rest * 1000));
  return time;
}

inline int64_t FromWire(const google::protobuf::Timestamp& time) {
  return time.seconds() * 1'000'000 + time.nanos() / 1000;
}

}  // namespace blangko::scheduler
