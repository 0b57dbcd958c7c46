// HealCopies makes the journals on two devices the same again after a crash, a loss or damage of one of them.
//
// The longer valid journal decides. Where one of its older segments is damaged or missing and the other copy has it
// whole, that one is taken. Nothing is changed before it is known that both are one history.
// Failure: see mirror_disk.h. A crash in the middle leaves copies that heal again. Threads: one.
#pragma once

#include "absl/status/status.h"
#include "printer/journal/station_disk.h"

namespace blangko::printer {

absl::Status HealCopies(StationDisk& own, StationDisk& copy);

}  // namespace blangko::printer
