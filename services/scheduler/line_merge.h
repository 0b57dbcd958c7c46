// LineMerge walks the READY lines of several sites and classes as one line: at each site the classes have their turns
// (class_turn.h), and between sites and the classes of one turn the order of dispatch.h decides.
//
// A class has two lines: who was marked present, and who was not. A class that prints on presence is served from the
// first alone, and there from the marks of this working day.
// Lines of a later class are not read before those of the earlier classes are used up. Rows are read in pages, each
// line from its remembered head on. What the rules of a class pass over is told once, by its head.
// Failure: storage errors; DATA_LOSS for a row that does not decode. Threads: borrows one Snapshot or Txn.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scheduler/dispatch.h"
#include "services/scheduler/policy_table.h"
#include "services/scheduler/site_turns.h"
#include "storage/layers/head_hint.h"
#include "storage/txn.h"

namespace blangko::scheduler {

// Who asks.
struct MergeFor {
  absl::Time now;
  std::optional<int64_t> cards_left;  // that the printer's ribbon or film is good for; nothing = not told
};

class LineMerge {
 public:
  // The head of a class that is out, or of one whose share is not its own.
  struct PassedOver {
    std::string record_id;
    SkipCause cause;
  };

  // `heads` may be null. `page` rows are read at a time from each line.
  LineMerge(storage::Snapshot& snapshot, storage::HeadHint* heads, size_t page, const MergeFor& asks)
      : snapshot_(snapshot), heads_(heads), page_(page), asks_(asks) {}

  // Adds the lines of a site: those of each class of its policy and generation still in use.
  absl::Status AddSite(std::string_view site, PolicyCache& policies);

  // The next record in order, or nothing. Say Took or Passed before the next call, and Granted when it was.
  absl::StatusOr<std::optional<Head>> Next();

  void Took(const Head& head);           // it left its line in this transaction
  void Passed(const Head& head);         // it stays where it is
  void DropSite(std::string_view site);  // nobody there can be served: its lines are not looked at again

  // Counts it. Answers the working day on which it is counted; 0 = its site counts nothing.
  int64_t Granted(const Head& head);

  // What was passed over by the rules since the last call, at most kSkipsMax in all.
  std::vector<PassedOver> TakePassedOver() { return std::exchange(passed_over_, {}); }
  // The first cause of them, ever.
  const std::optional<SkipCause>& cause() const { return cause_; }

  // Rows that WriteCounts will write.
  size_t rows_to_write() const;
  void WriteCounts(storage::Txn& txn) const;

  // Has the remembered heads raised behind what was taken, once `txn` is kept.
  void RaiseHeads(storage::Txn& txn) const;

 private:
  enum class Serves {
    kAll,
    kToday,
    kNobody
  };  // of a line: whom it may serve; kNobody is read for its head alone

  struct Source {
    storage::LineId line;
    uint64_t class_id = 0;
    uint32_t rank = 0;
    Serves serves = Serves::kAll;
    storage::HeadHint::Start start;
    std::optional<storage::LinePlace> after;   // rows up to here were read
    std::optional<storage::LinePlace> raised;  // all rows up to here were taken
    bool passed_one = false;
    bool used_up = false;
    std::deque<Head> page;
  };
  struct Site {
    std::string name;
    const rows::v1::Policy* policy = nullptr;
    std::vector<uint32_t> ranks = {};  // rising
    size_t at = 0;                     // of ranks: whose turn it is; those before have nobody any more
    std::vector<Source> sources = {};
    std::optional<SiteTurns> turns = {};  // opened when somebody waits
    std::vector<uint64_t> told = {};      // classes whose head was told
  };
  struct Candidate {
    Source* source = nullptr;
    uint64_t entered = 0;
  };

  void AddLines(Site& site, const rows::v1::PolicyClass& rules, uint64_t generation);
  void AddLine(Site& site, const rows::v1::PolicyClass& rules, const storage::LineId& line, Serves serves);
  absl::Status OpenTurns(Site& site);
  absl::Status Fill(const Site& site, Source& source);
  absl::Status FillRank(Site& site, uint32_t rank);
  absl::StatusOr<Candidate> TurnAt(Site& site);
  absl::Status CloseAsKept(Site& site, uint64_t kept_for);
  void TellOut(Site& site, const ClassTally& tally);
  void Tell(Site& site, uint64_t class_id, const Head& head, SkipCause cause);
  std::optional<uint32_t> LowestRank() const;
  Source* SourceOf(const storage::LineId& line);

  // The first of a class among the lines that it is served from, or among those that are only read.
  static Source* FirstOf(Site& site, uint64_t class_id, bool served);

  storage::Snapshot& snapshot_;
  storage::HeadHint* heads_;
  const size_t page_;
  const MergeFor asks_;
  std::vector<Site> sites_;
  std::vector<PassedOver> passed_over_;
  size_t told_ = 0;
  std::optional<SkipCause> cause_;
};

}  // namespace blangko::scheduler
