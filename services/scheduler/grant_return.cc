#include "services/scheduler/grant_return.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/records/record_table.h"
#include "services/scheduler/grant_counts.h"
#include "services/scheduler/record_edit.h"
#include "services/stock/stock_table.h"

namespace blangko::scheduler {
namespace {

std::string_view OutcomeOf(const rows::v1::RecordChange& change) {
  switch (static_cast<records::State>(change.to_state())) {
    case rows::v1::RECORD_STATE_HELD: return "HELD";
    case rows::v1::RECORD_STATE_CANCELLED: return "CANCELLED";
    default: return "RECLAIMED";
  }
}

}  // namespace

absl::Status GrantReturn::ReturnBlank(storage::Txn& txn, const access::Act& act, rows::v1::Record& record,
                                      const rows::v1::RecordChange& change) {
  rows::v1::Attempt* attempt = NewestAttempt(record);
  if (attempt == nullptr)
    return absl::InternalError(absl::StrCat("record ", record.record_id(), " has no attempt"));
  RemoveReclaim(txn, record, *attempt);
  EndAttempt(*attempt, act.now, {.outcome = OutcomeOf(change), .reason = change.reason()});
  RETURN_IF_ERROR(Uncount(txn, *attempt));
  stock::Posting posting;
  posting.office = attempt->site();
  posting.lot = attempt->lot();
  posting.movements = {MovementOf(records::BlankMove::kReservedToAvailable, record, *attempt)};
  posting.record = change;
  ASSIGN_OR_RETURN(const storage::LogPosition at, stock::StockTable(txn).Post(act, posting));
  records::Remember(record, posting.office, posting.lot, at);
  return absl::OkStatus();
}

}  // namespace blangko::scheduler
