// How acts of two persons look: the list, one of them with all that the second person needs, and what comes next.
//
// Failure: none. Threads: pure.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "blangko/access/v1/proposals_service.pb.h"
#include "services/cli/sentence.h"
#include "services/cli/table.h"

namespace blangko::cli {

Table ProposalList();
void AddProposal(Table& list, const access::v1::Proposal& proposal, absl::Time now);

// One proposal: what, who, and every fact about it.
Table ProposalSheet(const access::v1::Proposal& proposal, Language language);

Table CodeSheet(const std::string& proposal_id, const access::v1::IssueCodeResponse& issued);

// Of a station that is given up without naming permissions: how many stay open there and what ends them; else empty.
Sentence WhatStays(const access::v1::Proposal& proposal);
// Who must do what next, or how one ends that cannot happen any more; empty when nothing is left to do.
Sentence NextStep(const access::v1::Proposal& proposal, const absl::TimeZone& zone);
// What a person does with the code that was made.
Sentence SayCode(const access::v1::IssueCodeResponse& issued, const std::string& proposal_id);

}  // namespace blangko::cli
