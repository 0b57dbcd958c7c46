#include "services/scheduler/starter.h"

#include <algorithm>
#include <string>

#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/fence.h"
#include "services/scheduler/granter.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/pull_check.h"

namespace blangko::scheduler {

using records::RecordRow;

common::v1::ItemError ItemErrorOf(const absl::Status& refusal) {
  common::v1::ItemError error;
  error.set_code(static_cast<int>(refusal.code()));
  error.set_reason(ReasonOf(refusal));
  error.set_message(std::string(ToStd(refusal.message())));
  error.set_message_id(IndonesianOf(refusal));
  return error;
}

absl::StatusOr<v1::StartJobsResponse> Starter::Start(const v1::StartJobsRequest& request) {
  ASSIGN_OR_RETURN(printers::PrinterRow * printer, desk_.Printer(request.printer_id()));
  RETURN_IF_ERROR(printers::CheckUsable(desk_.station(), *printer));
  v1::StartJobsResponse response;
  for (const v1::JobRef& job : request.jobs()) {
    const absl::StatusOr<bool> trusted = StartOne(job, *printer);
    if (!trusted.ok() && ReasonOf(trusted.status()).empty()) return trusted.status();
    v1::StartJobsResponse::Item& item = *response.add_items();
    *item.mutable_job() = job;
    item.set_permitted(trusted.ok());
    item.set_driver_trusted(trusted.value_or(false));
    if (!trusted.ok()) *item.mutable_error() = ItemErrorOf(trusted.status());
  }
  return response;
}

// A refusal comes before the first write of the item, but for a watched person, whose record is held.
absl::StatusOr<bool> Starter::StartOne(const v1::JobRef& job, printers::PrinterRow& printer) {
  ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(work_.txn, job.record_id()));
  RETURN_IF_ERROR(CheckFence(record, job.attempt(), desk_.station()));
  if (records::IsPermitted(record.state())) {  // the same permission again
    return records::CurrentAttempt(record)->driver_trusted();
  }
  RETURN_IF_ERROR(records::Advance(record.record_id(), record.state(), records::Event::kStart).status());
  if (!Serves(desk_.station(), record.site())) {
    return Refuse(Reason::kOutOfScope, {{"actor", work_.act.actor.identity}});
  }
  RETURN_IF_ERROR(desk_.awaited().CheckSite(record.site()));
  RETURN_IF_ERROR(CheckRoom(printer));
  ASSIGN_OR_RETURN(const std::string list, HoldIfWatched(record));
  if (!list.empty()) return Refuse(Reason::kOnWatchList, {{"record", record.record_id()}, {"list", list}});
  return Permit(record, printer);
}

absl::Status Starter::CheckRoom(const printers::PrinterRow& printer) {
  ASSIGN_OR_RETURN(const rows::v1::Policy* policy, work_.policies.Of(desk_.station().office()));
  const printers::Room room = printers::RoomOf(printer, policy->window_single(), desk_.day());
  return room.cards > 0 ? absl::OkStatus() : RefuseRoom(printer, room, policy->window_single());
}

// The list that names the person, or "".
absl::StatusOr<std::string> Starter::HoldIfWatched(const RecordRow& record) {
  ASSIGN_OR_RETURN(const auto watch, records::FindWatch(work_.txn, record.person_id()));
  if (!watch.has_value()) return std::string();
  RecordEdit edit(work_, record);
  RETURN_IF_ERROR(edit.Hold(watch->kind()));
  RETURN_IF_ERROR(edit.Save());
  return watch->kind();
}

absl::StatusOr<bool> Starter::Permit(const RecordRow& record, printers::PrinterRow& printer) {
  ASSIGN_OR_RETURN(const rows::v1::Policy* policy, work_.policies.Of(record.site()));
  RecordEdit edit(work_, record);
  rows::v1::Attempt& attempt = *NewestAttempt(edit.row());
  if (!Planted("reclaim-frees-started")) RemoveReclaim(work_.txn, record, attempt);
  attempt.set_printer_id(printer.printer_id());
  attempt.set_driver_trusted(TrustsDriver(*policy, printer.driver()));
  attempt.set_started_micros(absl::ToUnixMicros(work_.act.now));
  RETURN_IF_ERROR(edit.Take(records::Event::kStart, {}));
  PutPermit(work_.txn, edit.row(), attempt);
  printers::AddPermits(printer, 1, desk_.day());
  const bool trusted = attempt.driver_trusted();
  RETURN_IF_ERROR(edit.Save());
  return trusted;
}

}  // namespace blangko::scheduler
