#include "services/scheduler/policy_executor.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "services/scheduler/class_turn.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/policy_change.h"

namespace blangko::scheduler {
namespace {

using access::FactOf;
using access::ProposalRow;
using access::ShownFacts;
using rows::v1::Policy;
using rows::v1::PolicyClass;

void AddNumber(const char* name, int64_t number, ShownFacts& facts) {
  if (number != 0) facts.push_back(FactOf(name, absl::StrCat(number)));
}

// "3 Mendesak rank=1 cap=10": what decides about a class, without what it leaves open.
std::string LineOf(const Policy& policy, const PolicyClass& one) {
  std::string line = absl::StrCat(one.class_id(), " ", one.name(), " rank=", one.rank());
  if (one.share() != 0) absl::StrAppend(&line, " share=", one.share());
  if (one.daily_cap() != 0) absl::StrAppend(&line, " cap=", one.daily_cap());
  if (PrintsOnPresence(policy, one)) absl::StrAppend(&line, " on-presence");
  if (one.breaks_reserve()) absl::StrAppend(&line, " breaks-reserve");
  if (one.beyond_daily_cap()) absl::StrAppend(&line, " beyond-cap");
  if (one.while_supply_low()) absl::StrAppend(&line, " while-supply-low");
  return line;
}

// Before it is stored: filled as it will be, by the time of the proposal.
absl::StatusOr<Policy> Wanted(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  return NextVersion(snapshot, proposal.act().policy(), absl::FromUnixMicros(proposal.created_micros()));
}

}  // namespace

absl::Status PolicyExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  return Wanted(snapshot, proposal).status();
}

absl::StatusOr<ShownFacts> PolicyExecutor::Describe(storage::Snapshot&, const ProposalRow& proposal) {
  const Policy& policy = proposal.act().policy();
  ShownFacts facts = {FactOf("office", policy.office())};
  if (!policy.circular().empty()) facts.push_back(FactOf("circular", policy.circular()));
  if (!policy.preset().empty()) facts.push_back(FactOf("preset", policy.preset()));
  if (policy.effective_micros() != 0) {
    facts.push_back(FactOf("effective_time",
                           absl::FormatTime(absl::RFC3339_sec, absl::FromUnixMicros(policy.effective_micros()),
                                            absl::UTCTimeZone())));
  }
  facts.push_back(FactOf("fifo_key", v1::FifoKey_Name(static_cast<v1::FifoKey>(policy.fifo_key()))));
  AddNumber("daily_cap", policy.daily_cap(), facts);
  AddNumber("reserve_floor", policy.reserve_floor(), facts);
  AddNumber("supply_low_cards", policy.supply_low_cards(), facts);
  for (const PolicyClass& one : ByRank(policy)) facts.push_back(FactOf("class", LineOf(policy, one)));
  return facts;
}

absl::Status PolicyExecutor::Execute(storage::Txn& txn, const access::Act& act, const ProposalRow& proposal) {
  return PutInForce(txn, act, proposal.act().policy()).status();
}

}  // namespace blangko::scheduler
