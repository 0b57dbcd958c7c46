#include "services/scheduler/line_merge.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/records/record_table.h"
#include "services/scheduler/limits.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;
using rows::v1::PolicyClass;
using storage::LinePlace;

// Nobody may be served there although others wait: its winner must be known even when the rank is empty.
bool MayBeKept(const Policy& policy, uint32_t rank) {
  const auto& classes = policy.classes();
  return policy.unused_share() == v1::UNUSED_SHARE_KEPT &&
         std::any_of(classes.begin(), classes.end(),
                     [rank](const PolicyClass& one) { return one.rank() == rank && one.share() > 0; });
}

std::vector<uint32_t> RanksOf(const Policy& policy) {
  std::set<uint32_t> ranks;
  for (const PolicyClass& rules : policy.classes()) ranks.insert(rules.rank());
  return {ranks.begin(), ranks.end()};
}

}  // namespace

absl::Status LineMerge::AddSite(std::string_view site, PolicyCache& policies) {
  ASSIGN_OR_RETURN(const Policy* policy, policies.Of(site));
  Site& added = sites_.emplace_back(Site{.name = std::string(site), .policy = policy});
  added.ranks = RanksOf(*policy);
  const uint64_t newest = policy->generation();
  const uint64_t oldest = newest > kOldGenerationsRead ? newest - kOldGenerationsRead : 0;
  for (const PolicyClass& rules : policy->classes()) {
    for (uint64_t generation = oldest; generation <= newest; ++generation) {
      AddLines(added, rules, generation);
    }
  }
  return absl::OkStatus();
}

void LineMerge::AddLines(Site& site, const PolicyClass& rules, uint64_t generation) {
  const bool on_presence = PrintsOnPresence(*site.policy, rules);
  storage::LineId line{site.name, rows::v1::RECORD_STATE_READY, rules.class_id(), generation};
  AddLine(site, rules, line, on_presence ? Serves::kNobody : Serves::kAll);
  line.class_id += records::kPresentLine;
  AddLine(site, rules, line, on_presence ? Serves::kToday : Serves::kAll);
}

void LineMerge::AddLine(Site& site, const PolicyClass& rules, const storage::LineId& line, Serves serves) {
  Source source;
  source.line = line;
  source.class_id = rules.class_id();
  source.rank = rules.rank();
  source.serves = serves;
  if (heads_ != nullptr) source.start = heads_->Get(source.line);
  source.after = source.start.after;
  site.sources.push_back(std::move(source));
}

absl::Status LineMerge::OpenTurns(Site& site) {
  if (site.turns.has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(site.turns,
                   SiteTurns::Open(snapshot_, site.name, *site.policy, asks_.now, asks_.cards_left));
  return absl::OkStatus();
}

absl::Status LineMerge::Fill(const Site& site, Source& source) {
  const size_t most = source.serves == Serves::kNobody ? 1 : page_;
  const int64_t today = source.serves == Serves::kToday ? site.turns->day() : 0;
  absl::Status bad;
  size_t stale = 0;
  RETURN_IF_ERROR(storage::VisitLine(
      snapshot_, source.line, source.after, [&](const LinePlace& place, std::string_view value) {
        auto entry = storage::DecodeRow<rows::v1::LineEntry>(value);
        bad = entry.status();
        if (!bad.ok()) return false;
        const bool of_today = today == 0 || entry->present_day() == today;
        if (of_today) {
          source.page.push_back({source.rank, source.line, place, *std::move(entry)});
        } else {
          ++stale;  // the mark of a day that is over, until it is taken away
        }
        return source.page.size() < most && stale < kSkipsMax;
      }));
  source.passed_one = source.passed_one || stale > 0;
  source.used_up = source.page.size() < most || source.serves == Serves::kNobody;
  if (!source.page.empty()) source.after = source.page.back().place;
  return bad;
}

absl::Status LineMerge::FillRank(Site& site, uint32_t rank) {
  for (Source& source : site.sources) {
    const bool wants = source.rank == rank && source.page.empty() && !source.used_up;
    if (wants) RETURN_IF_ERROR(Fill(site, source));
  }
  return absl::OkStatus();
}

std::optional<uint32_t> LineMerge::LowestRank() const {
  std::optional<uint32_t> lowest;
  for (const Site& site : sites_) {
    if (site.at >= site.ranks.size()) continue;
    if (!lowest.has_value() || site.ranks[site.at] < *lowest) lowest = site.ranks[site.at];
  }
  return lowest;
}

LineMerge::Source* LineMerge::FirstOf(Site& site, uint64_t class_id, bool served) {
  Source* first = nullptr;
  for (Source& source : site.sources) {
    const bool fits = source.class_id == class_id && (source.serves != Serves::kNobody) == served;
    if (!fits || source.page.empty()) continue;
    if (first == nullptr || ServedBefore(source.page.front(), first->page.front())) first = &source;
  }
  return first;
}

// Whose turn it is at a site in the rank that it has come to; nothing when it goes on to the next one.
absl::StatusOr<LineMerge::Candidate> LineMerge::TurnAt(Site& site) {
  const uint32_t rank = site.ranks[site.at];
  if (AsksWhoIsPresent(*site.policy)) RETURN_IF_ERROR(OpenTurns(site));
  RETURN_IF_ERROR(FillRank(site, rank));
  const bool anybody = std::any_of(site.sources.begin(), site.sources.end(), [rank](const Source& source) {
    return source.rank == rank && !source.page.empty();
  });
  if (!anybody && !MayBeKept(*site.policy, rank)) {
    ++site.at;
    return Candidate{};
  }
  RETURN_IF_ERROR(OpenTurns(site));
  std::vector<ClassTally> tallies = site.turns->Rank(rank);
  for (ClassTally& tally : tallies) {
    tally.has_somebody = FirstOf(site, tally.rules->class_id(), true) != nullptr;
    TellOut(site, tally);
  }
  const ClassTurn turn = TurnOfRank(*site.policy, site.turns->site(), tallies);
  if (turn.kind == ClassTurn::Kind::kKept) RETURN_IF_ERROR(CloseAsKept(site, turn.kept_for));
  if (turn.kind == ClassTurn::Kind::kNobody) ++site.at;
  Candidate best{.source = nullptr, .entered = turn.entered};
  for (const uint64_t class_id : turn.classes) {
    Source* source = FirstOf(site, class_id, true);
    const bool before =
        best.source == nullptr || ServedBefore(source->page.front(), best.source->page.front());
    if (before) best.source = source;
  }
  return best;
}

// Told once for each class: by its head, when the class is out; when it prints on presence, by the head that is not there.
void LineMerge::TellOut(Site& site, const ClassTally& tally) {
  const uint64_t class_id = tally.rules->class_id();
  const Source* present = FirstOf(site, class_id, true);
  const Source* absent = FirstOf(site, class_id, false);
  const std::optional<SkipCause> out = WhyOut(*site.policy, site.turns->site(), tally);
  if (out.has_value()) {
    const Source* head = present != nullptr ? present : absent;
    if (head != nullptr) Tell(site, class_id, head->page.front(), *out);
    return;
  }
  const bool passed =
      absent != nullptr && (present == nullptr || ServedBefore(absent->page.front(), present->page.front()));
  if (passed) Tell(site, class_id, absent->page.front(), SkipCause::kNobodyPresent);
}

void LineMerge::Tell(Site& site, uint64_t class_id, const Head& head, SkipCause cause) {
  if (std::find(site.told.begin(), site.told.end(), class_id) != site.told.end()) return;
  site.told.push_back(class_id);
  if (!cause_.has_value()) cause_ = cause;
  if (told_++ < kSkipsMax) passed_over_.push_back({head.place.record_id, cause});
}

// The blanks wait for a class that has nobody. Who waits behind it is told by the first of them.
absl::Status LineMerge::CloseAsKept(Site& site, uint64_t kept_for) {
  for (; site.at < site.ranks.size(); ++site.at) {
    const uint32_t rank = site.ranks[site.at];
    RETURN_IF_ERROR(FillRank(site, rank));
    for (const Source& source : site.sources) {
      const bool waits = source.rank == rank && source.class_id != kept_for && !source.page.empty();
      const bool told = std::find(site.told.begin(), site.told.end(), source.class_id) != site.told.end();
      if (!waits || told) continue;
      Tell(site, source.class_id, source.page.front(), SkipCause::kShareKept);
      DropSite(site.name);
      return absl::OkStatus();
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Head>> LineMerge::Next() {
  while (const std::optional<uint32_t> rank = LowestRank()) {
    Candidate best;
    for (Site& site : sites_) {
      if (site.at >= site.ranks.size() || site.ranks[site.at] != *rank) continue;
      ASSIGN_OR_RETURN(const Candidate found, TurnAt(site));
      if (found.source == nullptr) continue;
      const bool before =
          best.source == nullptr || ServedBefore(found.source->page.front(), best.source->page.front());
      if (before) best = found;
    }
    if (best.source == nullptr) continue;
    Head head = std::move(best.source->page.front());
    best.source->page.pop_front();
    head.entered = best.entered;
    return std::optional<Head>(std::move(head));
  }
  return std::optional<Head>();
}

void LineMerge::Took(const Head& head) {
  Source* source = SourceOf(head.line);
  if (!source->passed_one) source->raised = head.place;
}

void LineMerge::Passed(const Head& head) { SourceOf(head.line)->passed_one = true; }

void LineMerge::DropSite(std::string_view site) {
  for (Site& dropped : sites_) {
    if (dropped.name == site) dropped.at = dropped.ranks.size();
  }
}

int64_t LineMerge::Granted(const Head& head) {
  for (Site& site : sites_) {
    if (site.name != head.line.site || !site.turns.has_value()) continue;
    site.turns->Count(records::ClassOfLine(head.line), head.entered);
    return site.turns->counts() ? site.turns->day() : 0;
  }
  return 0;
}

size_t LineMerge::rows_to_write() const {
  size_t rows = 0;
  for (const Site& site : sites_) rows += site.turns.has_value() ? site.turns->rows() : 0;
  return rows;
}

void LineMerge::WriteCounts(storage::Txn& txn) const {
  for (const Site& site : sites_) {
    if (site.turns.has_value()) site.turns->Save(txn);
  }
}

LineMerge::Source* LineMerge::SourceOf(const storage::LineId& line) {
  for (Site& site : sites_) {
    for (Source& source : site.sources) {
      if (source.line == line) return &source;
    }
  }
  return nullptr;  // never: the head came from one of them
}

void LineMerge::RaiseHeads(storage::Txn& txn) const {
  if (heads_ == nullptr) return;
  for (const Site& site : sites_) {
    for (const Source& source : site.sources) {
      if (!source.raised.has_value()) continue;
      const auto raise = [heads = heads_, line = source.line, place = *source.raised,
                          since = source.start.version] { heads->Raise(line, place, since); };
      if (Planted("head-raised-before-kept")) raise();
      txn.WhenKept(raise);
    }
  }
}

}  // namespace blangko::scheduler
