// What a reader of the stock asks about: offices, a lot, a moment. Shared by balances, equation and proof.
//
// Failure: refusals of scope; storage errors pass through; DATA_LOSS for rows that do not parse. Threads: borrows one
// Snapshot.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "services/access/actor.h"
#include "services/stock/api_time.h"
#include "services/stock/equation.h"
#include "storage/layers/ledger_log.h"
#include "storage/txn.h"

namespace blangko::stock {

struct Question {
  std::string prefix;            // of office codes
  std::string lot;               // "" = all
  std::optional<absl::Time> at;  // unset = now

  bool Asks(const storage::LogStream& stream) const;
};

// The question of a request with office, lot and at; an empty office is the actor's whole area.
template <typename Request>
absl::StatusOr<Question> QuestionOf(const access::Actor& actor, const Request& request) {
  Question question{.prefix = request.office(), .lot = request.lot(), .at = {}};
  if (question.prefix.empty()) question.prefix = actor.scope;
  RETURN_IF_ERROR(access::CheckScope(actor, question.prefix));
  if (request.has_at()) question.at = FromApi(request.at());
  return question;
}

// The balances of every (office, lot) that is asked about, good or not: who asks must see what is wrong.
absl::StatusOr<std::vector<OfficeLot>> Gather(storage::Snapshot& snapshot, const Question& question);

// Everything but `at` is filled in.
absl::StatusOr<v1::GetEquationResponse> Equation(storage::Snapshot& snapshot, const Question& question);

}  // namespace blangko::stock
