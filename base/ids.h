// Time-ordered 128-bit ids in the text form of RFC 9562 UUID version 7: 36 characters, lower case.
//
// The first 48 bits are milliseconds since 1970, so ids sort by the time they were made; safety never rests on it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "base/clock.h"
#include "base/rng.h"

namespace blangko {

// Makes new ids. Threads: as safe as the Clock and the Rng given.
class IdSource {
 public:
  IdSource(const Clock& clock, Rng& rng) : clock_(clock), rng_(rng) {}
  std::string Next();

 private:
  const Clock& clock_;
  Rng& rng_;
};

// The time inside a UUIDv7, or nothing if `id` is not one in canonical form.
std::optional<absl::Time> TimeOfUuid7(std::string_view id);

// The smallest UUIDv7 text of that time: ids made earlier sort below it.
std::string SmallestUuid7At(absl::Time time);

}  // namespace blangko
