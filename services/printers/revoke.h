// Revoke ends what a lost station may do: it is switched off and gets no work until somebody switches it on. What it
// says of cards that it printed before is still heard: a fact is never refused.
//
// Failure: storage errors. Threads: borrows one Txn.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "services/access/actor.h"
#include "services/printers/printer.h"
#include "storage/txn.h"

namespace blangko::printers {

absl::Status Revoke(storage::Txn& txn, const access::Act& act, StationRow station, std::string_view reason);

}  // namespace blangko::printers
