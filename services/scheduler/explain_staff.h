// The sentences of Explain for staff and auditors: where the record is, since when, at which station, and why; a hold
// with its reason, end and note. Nothing personal of the applicant, but names of staff.
//
// Threads: pure.
#pragma once

#include "absl/time/time.h"
#include "blangko/records/v1/records.pb.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"

namespace blangko::scheduler {

struct StaffFacts {
  const records::v1::Record& record;  // FULL view
  absl::Time gate;                    // when the gate opens by itself; UnixEpoch = never
  bool needs_look = false;            // its hold ends only when a person has looked
  absl::TimeZone zone;                // of the office
};

// Sets both staff sentences of an answer whose other fields are filled.
void FillStaffSentences(const StaffFacts& facts, v1::ExplainRecordResponse& answer);

}  // namespace blangko::scheduler
