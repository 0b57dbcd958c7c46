#include "services/scheduler/facts.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/printers.pb.h"
#include "services/access/fingerprint.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

std::string FactKey(const StationDesk& desk, uint64_t seq) {
  return storage::KeyWriter(storage::Table::kFact)
      .Text(desk.station().station_id())
      .U64(desk.fact_epoch())
      .U64(seq)
      .Take();
}

v1::OutcomeResult ResultOf(const rows::v1::Fact& fact, uint64_t seq) {
  v1::OutcomeResult result;
  result.set_seq(seq);
  result.set_booked(true);
  result.set_late(fact.late());
  result.set_incident(fact.incident());
  result.set_state(static_cast<records::v1::RecordState>(fact.state()));
  return result;
}

printers::QuarantineRow ForkAt(uint64_t seq, const rows::v1::Fact& held, const std::string& said,
                               absl::Time now) {
  printers::QuarantineRow fork;
  fork.set_since_micros(absl::ToUnixMicros(now));
  fork.set_reason("JOURNAL_FORK");
  fork.set_seq(seq);
  fork.set_held_digest(held.digest());
  fork.set_said_digest(said);
  return fork;
}

}  // namespace

absl::StatusOr<std::optional<v1::OutcomeResult>> FindFact(storage::Txn& txn, const access::Act& act,
                                                          StationDesk& desk,
                                                          const v1::OutcomeReport& report) {
  ASSIGN_OR_RETURN(const auto fact, storage::GetRow<rows::v1::Fact>(txn, FactKey(desk, report.seq())));
  if (!fact.has_value()) return std::optional<v1::OutcomeResult>();
  const std::string said = access::Fingerprint(report);
  if (fact->digest() == said) return std::optional(ResultOf(*fact, report.seq()));
  if (desk.fact_epoch() != 0)
    RETURN_IF_ERROR(desk.PutInQuarantine(act, ForkAt(report.seq(), *fact, said, act.now)));
  return Refuse(Reason::kSequenceConflict,
                {{"station", desk.station().station_id()}, {"seq", absl::StrCat(report.seq())}});
}

void PutFact(storage::Txn& txn, const StationDesk& desk, const v1::OutcomeReport& report,
             const v1::OutcomeResult& result) {
  rows::v1::Fact fact;
  fact.set_digest(access::Fingerprint(report));
  fact.set_record_id(report.record_id());
  fact.set_result(result.late() ? "LATE" : "APPLIED");
  fact.set_state(static_cast<uint32_t>(result.state()));
  fact.set_late(result.late());
  fact.set_incident(result.incident());
  storage::PutRow(txn, FactKey(desk, report.seq()), fact);
}

}  // namespace blangko::scheduler
