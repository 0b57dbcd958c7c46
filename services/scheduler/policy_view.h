// Policies between rows and the API.
//
// Failure: none. Threads: pure.
#pragma once

#include "blangko/rows/v1/scheduler.pb.h"
#include "blangko/scheduler/v1/scheduler.pb.h"

namespace blangko::scheduler {

v1::Policy ViewOf(const rows::v1::Policy& policy);

// Version, generation and author are the server's to set.
rows::v1::Policy RowOf(const v1::Policy& policy);

}  // namespace blangko::scheduler
