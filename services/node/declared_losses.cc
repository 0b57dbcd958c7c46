#include "services/node/declared_losses.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "services/movements/loss_table.h"
#include "services/refusal/refusal.h"

namespace blangko::node {
namespace {

// Noon, so that it is the same day in every zone of the country.
int64_t MicrosOfDay(int64_t day) { return absl::ToInt64Microseconds(absl::Hours(24) * day + absl::Hours(5)); }

// "account:budi" -> "budi".
std::string NameOf(std::string_view actor) {
  const size_t colon = actor.find(':');
  return std::string(colon == std::string_view::npos ? actor : actor.substr(colon + 1));
}

std::vector<std::string> UidsOf(const movements::LossRow& loss) {
  std::vector<std::string> uids;
  for (const auto& range : loss.uids()) {
    const bool one = range.last().empty() || range.last() == range.first();
    uids.push_back(one ? range.first() : absl::StrCat(range.first(), "-", range.last()));
  }
  return uids;
}

}  // namespace

absl::StatusOr<papers::LossFacts> DeclaredLosses::Find(storage::Snapshot& snapshot,
                                                       const std::string& loss_id) {
  ASSIGN_OR_RETURN(const movements::LossRow loss, movements::GetLoss(snapshot, loss_id));
  const bool stands = std::any_of(loss.lines().begin(), loss.lines().end(),
                                  [](const auto& line) { return line.reversed_by_seq() == 0; });
  if (!stands) return Refuse(Reason::kPaperTakenBack, {{"what", loss_id}});
  papers::LossFacts facts{
      .loss_id = loss_id, .office = loss.office(), .found_micros = MicrosOfDay(loss.lost_day())};
  for (const auto& line : loss.lines()) {
    if (line.reversed_by_seq() == 0) facts.lines.push_back({.lot = line.lot(), .count = line.count()});
  }
  // Which lot a chip is of is known where there is one lot.
  (loss.lines_size() == 1 ? facts.lines[0].uids : facts.other_uids) = UidsOf(loss);
  facts.circumstances = loss.circumstances();
  facts.place = loss.place();
  facts.police_report = loss.police_report();
  facts.declared_by = NameOf(loss.declared_by());
  facts.confirmed_by = NameOf(loss.confirmed_by());
  return facts;
}

}  // namespace blangko::node
