#include "services/scheduler/explain_ahead.h"

#include <algorithm>
#include <limits>
#include <map>

#include "base/status_macros.h"
#include "services/scheduler/class_turn.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/site_turns.h"
#include "storage/layers/line.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Policy;
using rows::v1::PolicyClass;

// The READY lines of a class, in the generations still in use. A class that prints on presence is served from those of who
// is present alone; `absent` asks for the others.
std::vector<storage::LineId> LinesOf(const std::string& site, const Policy& policy, const PolicyClass& rules,
                                     bool absent) {
  const bool on_presence = PrintsOnPresence(policy, rules);
  const uint64_t newest = policy.generation();
  std::vector<storage::LineId> lines;
  for (uint64_t back = 0; back <= std::min(newest, kOldGenerationsRead); ++back) {
    storage::LineId line{site, rows::v1::RECORD_STATE_READY, rules.class_id(), newest - back};
    if (!on_presence || absent) lines.push_back(line);
    line.class_id += records::kPresentLine;
    if (!on_presence || !absent) lines.push_back(line);
  }
  return lines;
}

absl::StatusOr<int64_t> LengthOf(storage::Snapshot& snapshot, const std::vector<storage::LineId>& lines) {
  int64_t length = 0;
  for (const storage::LineId& line : lines) {
    ASSIGN_OR_RETURN(const int64_t rows, storage::LengthOfLine(snapshot, line));
    length += rows;
  }
  return length;
}

absl::StatusOr<int64_t> BeforeIn(storage::Snapshot& snapshot, const std::vector<storage::LineId>& lines,
                                 const RecordRow& record) {
  int64_t before = 0;
  for (const storage::LineId& line : lines) {
    ASSIGN_OR_RETURN(const int64_t rows, storage::RankInLine(snapshot, line, records::PlaceOf(record)));
    before += rows;
  }
  return before;
}

// Its place in its own class: where that prints on presence, all who are present go before one who is not.
absl::StatusOr<int64_t> OwnRank(storage::Snapshot& snapshot, const RecordRow& record, const Policy& policy,
                                const PolicyClass& own) {
  const bool passed_over = PrintsOnPresence(policy, own) && record.present_day() == 0;
  const auto lines = LinesOf(record.site(), policy, own, false);
  if (!passed_over) return BeforeIn(snapshot, lines, record);
  ASSIGN_OR_RETURN(const int64_t present, LengthOf(snapshot, lines));
  ASSIGN_OR_RETURN(const int64_t before,
                   BeforeIn(snapshot, LinesOf(record.site(), policy, own, true), record));
  return present + before;
}

// Turns of a rank with shares until its own class has had `rank` and is next.
class ShareTurns {
 public:
  ShareTurns(const Policy& policy, const PolicyClass& own) : policy_(policy), own_(own) {}

  void Add(const ClassTally& tally, int64_t waiting) {
    tallies_.push_back({.rules = tally.rules, .served = tally.served});
    waiting_[tally.rules->class_id()] = waiting;
  }

  // Cards before it. `kept` is set when the rank stops before it for the share of a class that has nobody.
  int64_t Count(int64_t rank, bool& kept) {
    const SiteTally unbound{.free_blanks = std::numeric_limits<int64_t>::max()};
    waiting_[own_.class_id()] = std::max(waiting_[own_.class_id()], rank + 1);
    for (int64_t cards = 0; cards < kAheadTurnsMax; ++cards) {
      for (ClassTally& tally : tallies_) tally.has_somebody = waiting_[tally.rules->class_id()] > 0;
      const ClassTurn turn = TurnOfRank(policy_, unbound, tallies_);
      kept = turn.kind == ClassTurn::Kind::kKept;
      if (turn.kind != ClassTurn::Kind::kServe) return cards + rank;
      const uint64_t served = turn.classes.front();
      if (served == own_.class_id() && rank-- == 0) return cards;
      --waiting_[served];
      for (ClassTally& tally : tallies_) tally.served += tally.rules->class_id() == turn.entered ? 1 : 0;
    }
    return kAheadTurnsMax + rank * 100 / std::max(own_.share(), 1);
  }

 private:
  const Policy& policy_;
  const PolicyClass& own_;
  std::vector<ClassTally> tallies_;
  std::map<uint64_t, int64_t> waiting_;
};

// Why nobody of the class is served now, in the words of waits_for.
void AddWaits(const Policy& policy, const SiteTurns& turns, const RecordRow& record, const PolicyClass& own,
              Ahead& ahead) {
  for (const ClassTally& tally : turns.Rank(own.rank())) {
    if (tally.rules->class_id() != own.class_id()) continue;
    const auto out = WhyOut(policy, turns.site(), tally);
    if (out == SkipCause::kCapUsedUp) ahead.waits_for.emplace_back("CAP");
    if (out == SkipCause::kReserveKept) ahead.waits_for.emplace_back("RESERVE");
  }
  const bool absent = PrintsOnPresence(policy, own) && record.present_day() != turns.day();
  if (absent) ahead.waits_for.emplace_back("PRESENCE");
}

}  // namespace

absl::StatusOr<Ahead> AheadOf(storage::Snapshot& snapshot, const RecordRow& record, const Policy& policy,
                              absl::Time now) {
  Ahead ahead;
  const PolicyClass* own = FindClass(policy, record.class_id());
  if (own == nullptr) return ahead;
  ASSIGN_OR_RETURN(const SiteTurns turns,
                   SiteTurns::Open(snapshot, record.site(), policy, now, std::nullopt));
  ASSIGN_OR_RETURN(ahead.rank, OwnRank(snapshot, record, policy, *own));
  ShareTurns shares(policy, *own);
  for (const PolicyClass& other : policy.classes()) {
    if (other.rank() > own->rank()) continue;
    const auto lines = LinesOf(record.site(), policy, other, false);
    const bool by_key = other.rank() == own->rank();
    if (by_key && own->share() == 0 && other.class_id() != own->class_id()) {
      ASSIGN_OR_RETURN(const int64_t before, BeforeIn(snapshot, lines, record));
      ahead.cards += before;
    } else if (!by_key) {
      ASSIGN_OR_RETURN(const int64_t length, LengthOf(snapshot, lines));
      ahead.cards += length;
    }
  }
  bool kept = false;
  if (own->share() > 0) {
    for (const ClassTally& tally : turns.Rank(own->rank())) {
      ASSIGN_OR_RETURN(const int64_t waiting,
                       LengthOf(snapshot, LinesOf(record.site(), policy, *tally.rules, false)));
      shares.Add(tally, waiting);
    }
  }
  ahead.cards += own->share() > 0 ? shares.Count(ahead.rank, kept) : ahead.rank;
  AddWaits(policy, turns, record, *own, ahead);
  if (kept) ahead.waits_for.emplace_back("SHARE");
  return ahead;
}

}  // namespace blangko::scheduler
