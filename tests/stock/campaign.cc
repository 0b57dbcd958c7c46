#include "tests/stock/campaign.h"

#include <chrono>

#include "absl/strings/str_cat.h"

namespace blangko::proof {
namespace {

bool MovesNothing(std::string_view doing) { return doing == "repeat" || doing == "wait"; }

}  // namespace

CampaignResult RunCampaign(int64_t movements, uint64_t first_seed) {
  CampaignResult result{.first_seed = first_seed};
  const auto begin = std::chrono::steady_clock::now();
  for (uint64_t seed = first_seed; result.apart.empty() && result.tally.steps < movements; ++seed) {
    result.apart = RunRandomHistory(seed, kStepsOfAHistory, result.tally);
    result.last_seed = seed;
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

std::string TriedTooSeldom(const Tally& tally, int64_t least) {
  std::string seldom;
  for (const std::string_view doing : kDoings) {
    if (MovesNothing(doing)) continue;
    const auto found = tally.rows.find(std::string(doing));
    const Tally::Row row = found == tally.rows.end() ? Tally::Row() : found->second;
    if (row.done < least) absl::StrAppend(&seldom, std::string(doing), " done ", row.done, "; ");
    if (row.refused < least && doing != "say")
      absl::StrAppend(&seldom, std::string(doing), " refused ", row.refused, "; ");
  }
  return seldom;
}

std::string Show(const CampaignResult& result) {
  std::string text = absl::StrCat(result.tally.steps, " movements, seeds ", result.first_seed, " to ",
                                  result.last_seed, ", ", result.seconds, " s\n");
  for (const auto& [doing, row] : result.tally.rows) {
    absl::StrAppend(&text, "  ", doing, ": ", row.done, " done, ", row.refused, " refused");
    for (const auto& [reason, count] : row.reasons) absl::StrAppend(&text, ", ", reason, " ", count);
    text += '\n';
  }
  return text;
}

}  // namespace blangko::proof
