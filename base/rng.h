// Rng is the only source of randomness: the system's for programs, a seeded one for tests and the simulator.
//
// Threads: SystemRng may be called from any thread; SeededRng belongs to one thread.
#pragma once

#include <cstdint>
#include <random>

namespace blangko {

class Rng {
 public:
  virtual ~Rng() = default;
  virtual uint64_t Next() = 0;

  // A number in [0, bound); bound must be positive. The bias for small bounds is below 2^-32 and accepted.
  uint64_t Below(uint64_t bound) { return Next() % bound; }
  // True with probability `numerator` in `denominator`.
  bool OneIn(uint64_t denominator) { return Below(denominator) == 0; }
};

// libsodium's generator.
class SystemRng : public Rng {
 public:
  uint64_t Next() override;
};

// The same seed gives the same numbers on every machine.
class SeededRng : public Rng {
 public:
  explicit SeededRng(uint64_t seed) : engine_(seed) {}
  uint64_t Next() override { return engine_(); }

 private:
  std::mt19937_64 engine_;
};

}  // namespace blangko
