// People: makes persons that do not exist, each with a structurally valid NIK that is given once only.
//
// A NIK is district of first registration, birth date (women: day + 40) and serial. Serials are drawn from 9001 to
// 9999: real ones count from 0001 on each day of birth and district and stay far below.
// Failure: none; with more than 999 persons of one sex, district and birthday another birthday is drawn.
// Threads: belongs to one thread, like its Rng.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>

#include "base/rng.h"
#include "tests/cases/case_row.h"
#include "tests/cases/regions.h"

namespace blangko::cases {

class People {
 public:
  // Everybody is 17 years old on `day`, or older.
  People(Rng& rng, absl::CivilDay day);

  // Fills everything personal of `row`: somebody of that district.
  void Fill(CaseRow& row, const District& district, const Village& village);

 private:
  std::string NewNik(const District& district, absl::CivilDay birth_date, bool woman);

  Rng& rng_;
  const uint64_t birth_days_;  // from the oldest to the youngest
  int64_t count_ = 0;
  std::unordered_set<std::string> given_;
};

}  // namespace blangko::cases
