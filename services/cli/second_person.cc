#include "services/cli/second_person.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/cli/proposal_view.h"

namespace blangko::cli {

absl::Status AskOwnPin(Session& session, PinSource& pins, std::string& pin) {
  if (session.options().session_token.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      pin, pins.Ask(absl::StrCat("PIN ", session.options().account, session.In(" (Anda): ", " (yours): "))));
  return absl::OkStatus();
}

absl::Status PrintProposal(Session& session, const access::v1::Proposal& proposal) {
  session.Print({ProposalSheet(proposal, session.language())});
  const Sentence stays = WhatStays(proposal);
  if (!stays.indonesian.empty()) session.Say(stays.indonesian, stays.english);
  const Sentence next = NextStep(proposal, session.zone());
  if (!next.indonesian.empty()) session.Say(next.indonesian, next.english);
  return absl::OkStatus();
}

}  // namespace blangko::cli
