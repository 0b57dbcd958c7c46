// ProposalExecutor: what the domain of an act of two persons does for it, as an interface that takes the caller's Txn.
// access knows no domain above it; services/node/wiring fills the list of executors.
//
// Threads: any.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/access/actor.h"
#include "services/access/proposal_kind.h"
#include "storage/txn.h"

namespace blangko::access {

using ShownFacts = std::vector<rows::v1::ShownFact>;

// One thing that is shown.
inline rows::v1::ShownFact FactOf(std::string_view name, std::string_view value) {
  rows::v1::ShownFact fact;
  fact.set_name(std::string(name));
  fact.set_value(std::string(value));
  return fact;
}

class ProposalExecutor {
 public:
  virtual ~ProposalExecutor() = default;

  // The refusal that Execute would give now; OK when nothing is in the way.
  virtual absl::Status Check(storage::Snapshot& snapshot, const ProposalRow& proposal) = 0;

  // What a second person needs to know to judge, in the order in which it is read. No PIN, nothing personal.
  virtual absl::StatusOr<ShownFacts> Describe(storage::Snapshot& snapshot, const ProposalRow& proposal) = 0;

  // Does it; `act` is of who proposed, with the second person in it, so that every log entry has both. A refusal
  // leaves the proposal waiting.
  virtual absl::Status Execute(storage::Txn& txn, const Act& act, const ProposalRow& proposal) = 0;
};

// The executor of each kind; they outlive it.
class Executors {
 public:
  Executors(std::initializer_list<std::pair<const ProposalKind, ProposalExecutor*>> rows) : rows_(rows) {}

  // INTERNAL for a kind that this program does not know.
  absl::StatusOr<ProposalExecutor*> Of(const ProposalRow& proposal) const {
    const auto found = rows_.find(KindOf(proposal));
    if (found != rows_.end()) return found->second;
    return absl::InternalError("proposal: no executor for kind " + std::to_string(proposal.kind()));
  }

 private:
  const std::map<ProposalKind, ProposalExecutor*> rows_;
};

}  // namespace blangko::access
