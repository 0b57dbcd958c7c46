// ProposalKind: which right each kind of act of two persons needs: one table. A new kind is a row here, an executor
// (proposal_executor.h), and a case of rows.v1.ProposedAct.
//
// Failure: NOT_ALLOWED, OUT_OF_SCOPE, NAMED_PERSON_NEEDED, SAME_PERSON, ABOUT_ONESELF. Threads: pure.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "blangko/access/v1/proposals.pb.h"
#include "blangko/rows/v1/proposals.pb.h"
#include "services/access/actor.h"
#include "services/access/rights.h"

namespace blangko::access {

using ProposalRow = rows::v1::Proposal;
using v1::ProposalKind;

// "NOT_PRINTED"
std::string_view NameOf(ProposalKind kind);
ProposalKind KindOf(const ProposalRow& proposal);

// A named person with at least the right to propose, in whose scope all offices of it lie, and whom it is not about.
absl::Status CheckMayPropose(const Actor& actor, const ProposalRow& proposal);
// The same with the right of one of two, and not who proposed it: approves, rejects, says a code over the telephone.
absl::Status CheckMayDecide(const Actor& actor, const ProposalRow& proposal);
// Who may see it: in whose scope it lies, and those who are named in it.
bool MaySee(const Actor& actor, const ProposalRow& proposal);

}  // namespace blangko::access
