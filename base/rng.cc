#include "base/rng.h"

#include <sodium.h>

namespace blangko {

uint64_t SystemRng::Next() {
  uint64_t value = 0;
  randombytes_buf(&value, sizeof value);
  return value;
}

}  // namespace blangko
