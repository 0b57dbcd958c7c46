#include "tests/cases/case_spec.h"

#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/text.h"

namespace blangko::cases {
namespace {

const std::vector<StatusShare>& Ready() {
  static const std::vector<StatusShare> kReady = {{"PRINT_READY_RECORD", 1}};
  return kReady;
}

const std::vector<StatusShare>& AtTheCentre() {
  static const std::vector<StatusShare> kAtTheCentre = {{"SENT_FOR_ENROLLMENT", 1}};
  return kAtTheCentre;
}

// Every step of the ladder before PRINT_READY_RECORD.
const std::vector<StatusShare>& NotReady() {
  static const std::vector<StatusShare> kNotReady = {{"BIO_CAPTURED", 20},
                                                     {"PROCESSING", 10},
                                                     {"SENT_FOR_ENROLLMENT", 40},
                                                     {"RECEIVED_AT_CENTRAL", 10},
                                                     {"ENROLL_FAILURE_AT_CENTRAL", 5},
                                                     {"SEARCH_FAILURE_AT_CENTRAL", 3},
                                                     {"ENROLL_FAILURE_AT_REGIONAL", 2},
                                                     {"ADJUDICATE_RECORD", 4},
                                                     {"DUPLICATE_RECORD", 6}};
  return kNotReady;
}

CaseSpec Pelalawan() {
  const absl::CivilDay begin(2016, 9, 1);
  const absl::CivilDay end(2017, 5, 31);
  return {"pelalawan",
          "14.05",
          "PLW",
          20170531,
          12,
          8000,
          {{15213, Ready(), begin, end},
           {1520, NotReady(), begin, end},
           {380, NotReady(), absl::CivilDay(2015, 9, 1), absl::CivilDay(2016, 5, 31)}}};
}

// 1,000 wait on the first Monday of July; then 70 a day on ten working days.
CaseSpec Tanjungpinang2018() {
  CaseSpec spec{"tanjungpinang-2018", "21.72", "TPI", 20180702, 4, 5000, {}};
  spec.groups.push_back({1000, Ready(), absl::CivilDay(2018, 6, 25), absl::CivilDay(2018, 6, 29)});
  for (const int day : {2, 3, 4, 5, 6, 9, 10, 11, 12, 13}) {
    spec.groups.push_back({70, Ready(), absl::CivilDay(2018, 7, day), absl::CivilDay(2018, 7, day)});
  }
  return spec;
}

// Since June about 50 enrolments a working day do not reach the centre; others were cleared within a week.
CaseSpec Tanjungpinang2017() {
  return {"tanjungpinang-2017",
          "21.72",
          "TPN",
          20171211,
          4,
          7000,
          {{400, AtTheCentre(), absl::CivilDay(2016, 11, 1), absl::CivilDay(2016, 12, 10)},
           {6500, AtTheCentre(), absl::CivilDay(2017, 6, 1), absl::CivilDay(2017, 12, 8)},
           {1200, Ready(), absl::CivilDay(2017, 3, 1), absl::CivilDay(2017, 5, 31)},
           {150, Ready(), absl::CivilDay(2017, 12, 1), absl::CivilDay(2017, 12, 4)}}};
}

// 100 people were not served on Monday afternoon; a village of 80 has its turn on Tuesday.
CaseSpec Losari() {
  return {"losari",
          "32.09",
          "LSR",
          20111114,
          1,
          400,
          {{100, Ready(), absl::CivilDay(2011, 11, 14), absl::CivilDay(2011, 11, 14)},
           {80, Ready(), absl::CivilDay(2011, 11, 15), absl::CivilDay(2011, 11, 15)}}};
}

CaseSpec Pekanbaru() {
  return {"pekanbaru",
          "14.71",
          "PKU",
          20130819,
          12,
          600,
          {{480, Ready(), absl::CivilDay(2013, 8, 1), absl::CivilDay(2013, 8, 16)}}};
}

const std::vector<CaseSpec>& All() {
  static const std::vector<CaseSpec> kAll = {Pelalawan(), Tanjungpinang2017(), Tanjungpinang2018(), Losari(),
                                             Pekanbaru()};
  return kAll;
}

}  // namespace

const std::vector<std::string>& CaseNames() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const CaseSpec& spec : All()) names.push_back(spec.name);
    return names;
  }();
  return kNames;
}

absl::StatusOr<CaseSpec> FindCase(std::string_view name) {
  for (const CaseSpec& spec : All()) {
    if (spec.name == name) return spec;
  }
  return absl::NotFoundError(
      absl::StrCat("case: got '", ToAbsl(name), "', want one of ", absl::StrJoin(CaseNames(), ", ")));
}

int64_t CountOf(const CaseSpec& spec) {
  return std::accumulate(spec.groups.begin(), spec.groups.end(), int64_t{0},
                         [](int64_t sum, const Group& group) { return sum + group.count; });
}

CaseSpec Scaled(CaseSpec spec, int64_t total) {
  const int64_t before = CountOf(spec);
  int64_t others = 0;
  for (size_t i = 1; i < spec.groups.size(); ++i) {
    spec.groups[i].count = spec.groups[i].count * total / before;
    others += spec.groups[i].count;
  }
  spec.groups[0].count = total - others;
  return spec;
}

}  // namespace blangko::cases
