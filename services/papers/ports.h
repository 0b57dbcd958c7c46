// What papers ask of domains beside them, as interfaces; services/node/wiring fills them.
//
// Failure: refusals and storage errors; then the paper is not issued. Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/txn.h"

namespace blangko::papers {

// Blanks of one lot that were declared lost.
struct LostLot {
  std::string lot;
  int64_t count = 0;  // keping
  std::vector<std::string> uids = {};
};

// A loss that two persons declared (BA kehilangan).
struct LossFacts {
  std::string loss_id;
  std::string office;        // who lost them: its scope is checked, its letterhead is used
  int64_t found_micros = 0;  // when it was found out
  std::vector<LostLot> lines = {};
  std::string circumstances = {};
  std::string place = {};
  std::string police_report = {};  // empty = none yet
  std::string declared_by = {};    // names as they stand on the paper
  std::string confirmed_by = {};
  std::vector<std::string> other_uids = {};  // lost chips of which nobody knows which of the lots they are of
};

class LossFactsSource {
 public:
  virtual ~LossFactsSource() = default;

  // The refusal of the domain when there is no such loss, or when it was not approved yet.
  virtual absl::StatusOr<LossFacts> Find(storage::Snapshot& snapshot, const std::string& loss_id) = 0;
};

}  // namespace blangko::papers
