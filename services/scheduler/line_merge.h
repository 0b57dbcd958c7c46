// LineMerge walks the READY lines of several sites and classes as one line, in the order of dispatch.h.
//
// Lines of a later class are not read before those of the earlier classes are used up. Rows are read in pages, each
// line from its remembered head on.
// Failure: storage errors; DATA_LOSS for a line row that does not decode. Threads: borrows one Snapshot or Txn.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scheduler/dispatch.h"
#include "services/scheduler/policy_table.h"
#include "storage/layers/head_hint.h"
#include "storage/txn.h"

namespace blangko::scheduler {

class LineMerge {
 public:
  // `heads` may be null. `page` rows are read at a time from each line.
  LineMerge(storage::Snapshot& snapshot, storage::HeadHint* heads, size_t page)
      : snapshot_(snapshot), heads_(heads), page_(page) {}

  // Adds the lines of a site: one per class of its policy and generation still in use.
  absl::Status AddSite(std::string_view site, PolicyCache& policies);

  // The next record in order, or nothing. Say Took or Passed before the next call.
  absl::StatusOr<std::optional<Head>> Next();

  void Took(const Head& head);           // it left its line in this transaction
  void Passed(const Head& head);         // it stays where it is
  void DropSite(std::string_view site);  // nobody there can be served: its lines are not looked at again

  // Has the remembered heads raised behind what was taken, once `txn` is kept.
  void RaiseHeads(storage::Txn& txn) const;

 private:
  struct Source {
    storage::LineId line;
    uint32_t rank = 0;
    storage::HeadHint::Start start;
    std::optional<storage::LinePlace> after;   // rows up to here were read
    std::optional<storage::LinePlace> raised;  // all rows up to here were taken
    bool passed_one = false;
    bool used_up = false;
    std::deque<Head> page;
  };

  absl::Status Fill(Source& source);
  absl::Status FillRank(uint32_t rank);
  std::optional<uint32_t> LowestRank() const;
  Source* SourceOf(const storage::LineId& line);

  storage::Snapshot& snapshot_;
  storage::HeadHint* heads_;
  const size_t page_;
  std::vector<Source> sources_;
};

}  // namespace blangko::scheduler
