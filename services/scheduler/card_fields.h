// The personal data that a card shows, as a station gets it.
//
// Threads: pure. Nothing of it may be logged or stored elsewhere.
#pragma once

#include "blangko/records/v1/records.pb.h"
#include "blangko/rows/v1/records.pb.h"

namespace blangko::scheduler {

records::v1::Personal CardFieldsOf(const rows::v1::Personal& personal);

}  // namespace blangko::scheduler
