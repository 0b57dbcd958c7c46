#include "services/movements/loss_executor.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/movements/loss.h"

namespace blangko::movements {

using access::FactOf;
using access::ProposalRow;

absl::Status LossExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  return CheckLoss(snapshot, proposal.act().loss());
}

absl::StatusOr<access::ShownFacts> LossExecutor::Describe(storage::Snapshot&, const ProposalRow& proposal) {
  const LossRow& loss = proposal.act().loss();
  access::ShownFacts facts = {
      FactOf("loss_id", LossIdOf(loss)),
      FactOf("lost_date", absl::FormatCivilTime(absl::CivilDay(1970, 1, 1) + loss.lost_day())),
      FactOf("loss_place", loss.place()), FactOf("circumstances", loss.circumstances()),
      FactOf("police_report", loss.police_report())};
  for (const auto& line : loss.lines())
    facts.push_back(FactOf("lost_blanks", absl::StrCat(line.lot(), ": ", line.count())));
  for (const auto& uids : loss.uids()) {
    const bool one = uids.last().empty() || uids.last() == uids.first();
    const std::string range = one ? uids.first() : absl::StrCat(uids.first(), " - ", uids.last());
    facts.push_back(FactOf("blocked_uids", range));
  }
  return facts;
}

absl::Status LossExecutor::Execute(storage::Txn& txn, const access::Act& act, const ProposalRow& proposal) {
  return DoLoss(txn, act, proposal.act().loss());
}

}  // namespace blangko::movements
