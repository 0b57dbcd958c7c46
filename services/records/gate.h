// The gate of a record: what must be true before it may stand in the line. Pure.
//
// Open = upstream says PRINT_READY_RECORD, and the person is 17 or married (gate_micros holds the birthday otherwise).
// Threads: pure.
#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/records/record_state.h"

namespace blangko::records {

bool GateOpen(const rows::v1::Record& record, absl::Time now);

// When an open gate opened: the start of the newest step of the ladder or the birthday, whichever came later; never in
// the future.
int64_t OpenedMicros(const rows::v1::Record& record, absl::Time now);

// When the waker has to look at the record: the birthday of one that waits only for it, the end of a hold, or the end of
// the day on which the person of a waiting one was marked present. That day ends here when it ends in Jakarta, which in
// the offices east of it is an hour or two into the next one; whom a class serves is asked by the office's own day.
std::optional<absl::Time> WakeTimeOf(const rows::v1::Record& record);

// What must happen next to a record that came back to READY (released, spoiled, reclaimed): the hold or cancel asked
// meanwhile (but for a hold whose end has passed), a gate that closed meanwhile, or nothing. The caller advances once
// more, in the same commit.
std::optional<Event> AfterReturn(const rows::v1::Record& record, absl::Time now);

// The first moment of the 17th birthday in that time zone; somebody born on 29 February is 17 on 1 March.
absl::Time SeventeenthBirthday(absl::CivilDay birth, const absl::TimeZone& zone);

}  // namespace blangko::records
