// Reports: pictures over all domains, each taken from one consistent snapshot.
//
// Failure: OUT_OF_SCOPE; storage errors. Threads: any.
#pragma once

#include "absl/status/statusor.h"
#include "blangko/reports/v1/reports_service.pb.h"
#include "services/access/actor.h"
#include "services/records/ports.h"
#include "storage/store.h"

namespace blangko::reports {

class Reports {
 public:
  Reports(storage::Store& store, records::PlacementRule& placement) : store_(store), placement_(placement) {}

  // Backlog, blanks and printers of an office and everything below it. Cost grows with groups, lots and printers.
  absl::StatusOr<v1::GetOverviewResponse> Overview(const access::Act& act,
                                                   const v1::GetOverviewRequest& request);

 private:
  storage::Store& store_;
  records::PlacementRule& placement_;
};

}  // namespace blangko::reports
