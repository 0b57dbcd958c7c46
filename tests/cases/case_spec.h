// CaseSpec: what a case consists of, as data: groups of records with a status mix and the days they were captured on.
// The numbers are those of the five situations the product exists for.
//
// Failure: NOT_FOUND for a name that is no case. Threads: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace blangko::cases {

struct StatusShare {
  std::string_view status;  // of the ministry's ladder
  uint64_t weight;
};

// Records captured between two days, both included.
struct Group {
  int64_t count = 0;
  std::vector<StatusShare> statuses;
  absl::CivilDay first;
  absl::CivilDay last;
};

struct CaseSpec {
  std::string name;
  std::string regency;
  std::string id_prefix;
  uint64_t seed = 0;
  int made_up_districts = 4;
  int64_t blanks = 0;  // that arrive
  std::vector<Group> groups;
};

// "pelalawan", "tanjungpinang-2017", "tanjungpinang-2018", "losari", "pekanbaru".
absl::StatusOr<CaseSpec> FindCase(std::string_view name);
const std::vector<std::string>& CaseNames();

// The same case with `total` records in all, in the same proportions.
CaseSpec Scaled(CaseSpec spec, int64_t total);

int64_t CountOf(const CaseSpec& spec);

}  // namespace blangko::cases
