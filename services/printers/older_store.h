// A store that is older than what it acknowledged: somebody copied an old data folder back, and its witness with it. What a
// station holds an acknowledgement for proves it. From then on the journals of all stations are awaited, as after a restore.
//
// Failure: storage errors. Threads: borrows one Txn.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "base/rng.h"
#include "services/access/actor.h"
#include "services/printers/printer.h"
#include "storage/txn.h"

namespace blangko::printers {

// `acknowledged`: newest fact of its epoch that the station holds an acknowledgement for; 0 = none. Nothing is done when
// this store holds it, or the station's journal is awaited already.
absl::Status CloseIfOlder(storage::Txn& txn, const access::Act& act, const StationRow& station,
                          uint64_t acknowledged, Rng& rng);

}  // namespace blangko::printers
