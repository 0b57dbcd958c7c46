// What the commands share that take two persons: the PIN that each types, and how a proposal is answered.
//
// Failure: as accounts_pin.h. Threads: one.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "blangko/access/v1/proposals.pb.h"
#include "services/cli/accounts_pin.h"
#include "services/cli/session.h"

namespace blangko::cli {

// The caller's own PIN, which an act of two persons needs; the local operator has none.
absl::Status AskOwnPin(Session& session, PinSource& pins, std::string& pin);

// The proposal, and who must do what next.
absl::Status PrintProposal(Session& session, const access::v1::Proposal& proposal);

}  // namespace blangko::cli
