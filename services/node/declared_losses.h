// DeclaredLosses tells services/papers of the losses that services/movements keeps, for the BA kehilangan.
//
// Failure: UNKNOWN_LOSS; storage errors pass through. Threads: any.
#pragma once

#include <string>

#include "services/papers/ports.h"

namespace blangko::node {

class DeclaredLosses final : public papers::LossFactsSource {
 public:
  absl::StatusOr<papers::LossFacts> Find(storage::Snapshot& snapshot, const std::string& loss_id) override;
};

}  // namespace blangko::node
