// The proof of the equation as Stock gives it.
#include <algorithm>

#include "base/status_macros.h"
#include "services/stock/api_time.h"
#include "services/stock/proof.h"
#include "services/stock/question.h"
#include "services/stock/stock.h"

namespace blangko::stock {
namespace {

using storage::Snapshot;

// What the running balances say, and where each of them stood.
struct Claimed {
  v1::GetEquationResponse equation;
  std::vector<Standing> standings;
};

absl::StatusOr<Claimed> ReadClaimed(Snapshot& snapshot, const Question& question) {
  Claimed claimed;
  ASSIGN_OR_RETURN(claimed.equation, Equation(snapshot, question));
  ASSIGN_OR_RETURN(const std::vector<OfficeLot> rows, Gather(snapshot, question));
  for (const OfficeLot& row : rows)
    claimed.standings.push_back({{row.office, row.lot}, row.newest, row.balances});
  return claimed;
}

Balances BalancesOf(const Folded& folded) {
  Balances balances;
  for (const auto& [account, count] : folded) {
    while (balances.count_size() <= account) balances.add_count(0);
    balances.set_count(account, count);
  }
  return balances;
}

v1::BadEntry ToApi(const BadEntry& bad) {
  v1::BadEntry api;
  api.set_office(bad.stream.office);
  api.set_lot(bad.stream.lot);
  api.set_seq(bad.seq);
  *api.mutable_time() = ApiTime(absl::ToUnixMicros(bad.time));
  api.set_fault(bad.fault);
  return api;
}

}  // namespace

absl::StatusOr<v1::ProveEquationResponse> Stock::ProveEquation(const access::Act& act,
                                                               const v1::ProveEquationRequest& request,
                                                               absl::FunctionRef<bool()> there) {
  ASSIGN_OR_RETURN(const Question question, QuestionOf(act.actor, request));
  ASSIGN_OR_RETURN(Claimed claimed, storage::ViewFor<Claimed>(store_, [&](Snapshot& snapshot) {
                     return ReadClaimed(snapshot, question);
                   }));
  v1::ProveEquationResponse response;
  *response.mutable_equation() = std::move(claimed.equation);
  *response.mutable_equation()->mutable_at() = ApiTime(absl::ToUnixMicros(question.at.value_or(act.now)));
  Balances folded;
  std::optional<BadEntry> first;
  for (const Standing& standing : claimed.standings) {
    ASSIGN_OR_RETURN(const StreamProof proof, ProveStream(store_, standing, there));
    folded = Sum(folded, BalancesOf(proof.folded));
    response.set_entries(response.entries() + proof.entries);
    response.set_ledgers(response.ledgers() + 1);
    if (proof.bad.has_value() && (!first.has_value() || proof.bad->time < first->time)) first = proof.bad;
  }
  *response.mutable_folded() = stock::ToApi(folded);
  if (first.has_value()) *response.mutable_first_bad() = ToApi(*first);
  response.set_agrees(!first.has_value() && response.equation().exact());
  return response;
}

}  // namespace blangko::stock
