// CommitMark: number and chain hash of a group of commits. Kept twice: in the group itself, inside the database, and
// in the commit witness, outside of it. Whatever the database lost shows as a difference.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>

namespace blangko::storage {

struct CommitMark {
  uint64_t store_epoch = 1;
  uint64_t group = 0;         // 0 = nothing was ever committed
  std::string hash;           // 32 bytes, empty for group 0
  std::string previous_hash;  // of the group before; not kept in the witness

  bool operator==(const CommitMark&) const = default;
};

inline bool IsNewer(const CommitMark& a, const CommitMark& b) {
  return std::tie(a.store_epoch, a.group) > std::tie(b.store_epoch, b.group);
}

}  // namespace blangko::storage
