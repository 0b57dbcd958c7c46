// Check: one thing that is looked at in a store, and what was found: how many rows, how many of them wrong, and the first
// of those by name. RowSum: the sum of a set of rows, equal for equal sets in whatever order they come.
//
// Threads: plain values.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace blangko::audit {

struct Check {
  std::string name;        // "balances"
  std::string invariants;  // "INV-1 INV-2"
  std::string what = {};   // a sentence: what holds when nothing is found
  int64_t rows = 0;
  int64_t violations = 0;
  std::string first = {};  // the first bad row, named, and what is wrong with it

  void Bad(std::string finding) {
    if (++violations == 1) first = std::move(finding);
  }
};

class RowSum {
 public:
  void Add(std::initializer_list<std::string_view> parts) { Count(parts, 1); }
  void Remove(std::initializer_list<std::string_view> parts) { Count(parts, -1); }
  bool operator==(const RowSum&) const = default;

 private:
  void Count(std::initializer_list<std::string_view> parts, int sign);

  std::array<uint64_t, 2> sum_ = {};  // of digests; wraps around
};

}  // namespace blangko::audit
