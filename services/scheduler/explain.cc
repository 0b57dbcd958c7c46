#include "services/scheduler/explain.h"

#include <algorithm>
#include <string>

#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/printers/station_table.h"
#include "services/scheduler/explain_text.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/policy_table.h"
#include "services/scheduler/waiting_cards.h"
#include "services/scheduler/wire_time.h"
#include "services/stock/stock_table.h"
#include "storage/layers/line.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Policy;

std::string GateOf(const RecordRow& record) {
  if (record.state() == rows::v1::RECORD_STATE_HELD) return "HOLD";
  if (record.state() != rows::v1::RECORD_STATE_NOT_READY) return "OPEN";
  return record.upstream() == rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD ? "UNDER_17" : "UPSTREAM";
}

// Records of `line` that are served before a record at `place` of class rank `rank`.
absl::StatusOr<int64_t> ServedFirst(storage::Snapshot& snapshot, const storage::LineId& line,
                                    uint32_t line_rank, uint32_t rank, const storage::LinePlace& place) {
  if (line_rank > rank) return 0;
  if (line_rank < rank) return storage::LengthOfLine(snapshot, line);
  return storage::RankInLine(snapshot, line, place);
}

absl::StatusOr<int64_t> AheadOf(storage::Snapshot& snapshot, const RecordRow& record, const Policy& policy) {
  const rows::v1::PolicyClass* own = FindClass(policy, record.class_id());
  const uint32_t rank = own == nullptr ? UINT32_MAX : own->rank();
  const uint64_t newest = policy.generation();
  const uint64_t oldest = newest > kOldGenerationsRead ? newest - kOldGenerationsRead : 0;
  int64_t ahead = 0;
  for (const rows::v1::PolicyClass& other : policy.classes()) {
    for (uint64_t generation = oldest; generation <= newest; ++generation) {
      const storage::LineId line{record.site(), rows::v1::RECORD_STATE_READY, other.class_id(), generation};
      ASSIGN_OR_RETURN(const int64_t first,
                       ServedFirst(snapshot, line, other.rank(), rank, records::PlaceOf(record)));
      ahead += first;
    }
  }
  return ahead;
}

// True when some printer of a station that serves the site can take a job.
absl::StatusOr<bool> HasPrinter(storage::Snapshot& snapshot, const std::string& site) {
  std::vector<printers::StationRow> serving;
  RETURN_IF_ERROR(printers::VisitStations(snapshot, "", [&](const printers::StationRow& station) {
    const auto& sites = station.sites();
    if (std::find(sites.begin(), sites.end(), site) != sites.end()) serving.push_back(station);
    return true;
  }));
  for (const printers::StationRow& station : serving) {
    ASSIGN_OR_RETURN(const auto found, printers::PrintersOf(snapshot, station.station_id()));
    const bool usable = std::any_of(found.begin(), found.end(), [&](const printers::PrinterRow& printer) {
      return printers::CheckUsable(station, printer).ok();
    });
    if (usable) return true;
  }
  return false;
}

absl::Status FillPlace(storage::Snapshot& snapshot, const RecordRow& record, const Policy& policy,
                       v1::ExplainRecordResponse& answer) {
  answer.set_rank(-1);
  if (record.state() != rows::v1::RECORD_STATE_READY) return absl::OkStatus();
  ASSIGN_OR_RETURN(const int64_t rank,
                   storage::RankInLine(snapshot, records::LineOf(record), records::PlaceOf(record)));
  ASSIGN_OR_RETURN(const int64_t ahead, AheadOf(snapshot, record, policy));
  answer.set_rank(rank);
  answer.set_ahead(ahead);
  return absl::OkStatus();
}

absl::Status FillWaitsFor(storage::Snapshot& snapshot, const RecordRow& record,
                          v1::ExplainRecordResponse& answer) {
  if (answer.gate() != "OPEN") answer.add_waits_for(answer.gate());
  ASSIGN_OR_RETURN(const absl::Time looked_for, WaitsSince(snapshot, record));
  const bool is_out = looked_for != absl::InfiniteFuture();
  if (is_out || record.state() == rows::v1::RECORD_STATE_UNCERTAIN) answer.add_waits_for("CHECK");
  if (record.state() != rows::v1::RECORD_STATE_READY) return absl::OkStatus();
  if (answer.available_blanks() <= answer.ahead()) answer.add_waits_for("BLANKS");
  ASSIGN_OR_RETURN(const bool printer, HasPrinter(snapshot, record.site()));
  if (!printer) answer.add_waits_for("PRINTER");
  return absl::OkStatus();
}

absl::StatusOr<std::string> PlaceName(storage::Snapshot& snapshot, const std::string& site) {
  ASSIGN_OR_RETURN(const bool known, access::IsOffice(snapshot, site));
  if (!known) return site;
  ASSIGN_OR_RETURN(const rows::v1::Office office, access::GetOffice(snapshot, site));
  return office.name().empty() ? site : office.name();
}

}  // namespace

absl::StatusOr<v1::ExplainRecordResponse> ExplainIn(storage::Snapshot& snapshot, const RecordRow& record,
                                                    absl::Time now) {
  v1::ExplainRecordResponse answer;
  ASSIGN_OR_RETURN(const Policy policy, PolicyOf(snapshot, record.site(), now));
  answer.set_state(static_cast<records::v1::RecordState>(record.state()));
  answer.set_gate(GateOf(record));
  answer.set_class_id(record.class_id());
  const rows::v1::PolicyClass* policy_class = FindClass(policy, record.class_id());
  if (policy_class != nullptr) answer.set_class_name(policy_class->name());
  *answer.mutable_key_time() = ToWire(record.key_micros());
  ASSIGN_OR_RETURN(const int64_t blanks,
                   stock::CountFree(snapshot, record.site(), record.request_type(), record.blank_type()));
  answer.set_available_blanks(blanks);
  RETURN_IF_ERROR(FillPlace(snapshot, record, policy, answer));
  RETURN_IF_ERROR(FillWaitsFor(snapshot, record, answer));
  ASSIGN_OR_RETURN(const std::string place, PlaceName(snapshot, record.site()));
  FillSentences(answer, place);
  return answer;
}

}  // namespace blangko::scheduler
