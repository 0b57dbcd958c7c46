#include "tests/cases/generator.h"

#include <algorithm>

#include "absl/strings/str_format.h"

namespace blangko::cases {
namespace {

constexpr uint64_t kOfficeMinutes = 8 * 60;  // 08:00 to 15:59

// Crowded and quiet weeks alternate; a group of one day takes it even if it is a Sunday.
uint64_t DayWeight(absl::CivilDay day, const Group& group) {
  if (group.first == group.last) return 1;
  const absl::Weekday weekday = absl::GetWeekday(day);
  if (weekday == absl::Weekday::sunday) return 0;
  const int64_t week = (day - absl::CivilDay(2010, 1, 4)) / 7;
  const uint64_t crowd = 2 + static_cast<uint64_t>(week * 7 % 5);
  return weekday == absl::Weekday::saturday ? crowd : 4 * crowd;
}

WeightedChoice DaysOf(const Group& group) {
  std::vector<uint64_t> weights;
  for (absl::CivilDay day = group.first; day <= group.last; ++day) weights.push_back(DayWeight(day, group));
  return WeightedChoice(weights);
}

WeightedChoice StatusesOf(const Group& group) {
  std::vector<uint64_t> weights;
  for (const StatusShare& share : group.statuses) weights.push_back(share.weight);
  return WeightedChoice(weights);
}

// The second district is the seat of the regency and has most of the people.
WeightedChoice DistrictsOf(const Regency& regency) {
  std::vector<uint64_t> weights;
  for (size_t i = 0; i < regency.districts.size(); ++i) weights.push_back(i == 1 ? 20 : 3 + i * 5 % 7);
  return WeightedChoice(weights);
}

absl::CivilDay FirstDay(const CaseSpec& spec) {
  absl::CivilDay first = spec.groups.front().first;
  for (const Group& group : spec.groups) first = std::min(first, group.first);
  return first;
}

}  // namespace

WeightedChoice::WeightedChoice(const std::vector<uint64_t>& weights) {
  uint64_t sum = 0;
  for (const uint64_t weight : weights) sums_.push_back(sum += weight);
}

size_t WeightedChoice::Draw(Rng& rng) const {
  const uint64_t at = rng.Below(sums_.back());
  return static_cast<size_t>(std::upper_bound(sums_.begin(), sums_.end(), at) - sums_.begin());
}

Generator::Generator(CaseSpec spec, Regency regency)
    : spec_(std::move(spec)),
      regency_(std::move(regency)),
      rng_(spec_.seed),
      people_(rng_, FirstDay(spec_)),
      districts_(DistrictsOf(regency_)),
      left_(CountOf(spec_)) {
  for (const Group& group : spec_.groups) {
    days_.push_back(DaysOf(group));
    statuses_.push_back(StatusesOf(group));
  }
}

// In proportion to what each group has left, so that groups are mixed in the file.
size_t Generator::DrawGroup() {
  auto at = static_cast<int64_t>(rng_.Below(static_cast<uint64_t>(left_)));
  size_t group = 0;
  while (at >= spec_.groups[group].count) at -= spec_.groups[group++].count;
  return group;
}

CaseRow Generator::Make(size_t index) {
  const Group& group = spec_.groups[index];
  CaseRow row;
  const District& district = regency_.districts[districts_.Draw(rng_)];
  people_.Fill(row, district, district.villages[rng_.Below(district.villages.size())]);
  const absl::CivilDay day = group.first + static_cast<int64_t>(days_[index].Draw(rng_));
  const absl::CivilHour opening(day.year(), day.month(), day.day(), 8);
  row.recorded = absl::CivilMinute(opening) + static_cast<int64_t>(rng_.Below(kOfficeMinutes));
  row.applied = row.recorded;
  row.upstream_status = group.statuses[statuses_[index].Draw(rng_)].status;
  row.request_type = "FIRST_ISSUANCE";
  row.record_id = absl::StrFormat("%s-%07d", spec_.id_prefix, ++made_);
  row.request_number = absl::StrFormat("%s/%d", spec_.id_prefix, made_);
  return row;
}

CaseRow Generator::Next() {
  const size_t group = DrawGroup();
  CaseRow row = Make(group);
  --spec_.groups[group].count;
  --left_;
  return row;
}

std::vector<CaseRow> MakeRows(const CaseSpec& spec) {
  Generator generator(spec, MadeUpRegency(spec.regency, spec.made_up_districts, 8));
  std::vector<CaseRow> rows;
  while (!generator.Done()) rows.push_back(generator.Next());
  return rows;
}

}  // namespace blangko::cases
