#include "services/scheduler/permit_adopter.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/grant_counts.h"
#include "services/scheduler/granter.h"

namespace blangko::scheduler {
namespace {

using records::Event;
using records::RecordRow;
using rows::v1::Attempt;
using station::v1::Entry;

constexpr char kRestored[] = "RESTORED";

absl::Status NoBlank(const RecordRow& record) {
  return Refuse(Reason::kJournalNotTaken,
                {{"what", absl::StrCat("no blank at ", record.site(), " for record ", record.record_id(),
                                       "; enter the receipts since the backup first")}});
}

const Attempt* FindAttempt(const RecordRow& record, uint32_t number) {
  for (const Attempt& attempt : record.attempts()) {
    if (attempt.number() == number) return &attempt;
  }
  return nullptr;
}

bool CanBeReady(const RecordRow& record) {
  switch (record.state()) {
    case rows::v1::RECORD_STATE_NOT_READY:
    case rows::v1::RECORD_STATE_READY:
    case rows::v1::RECORD_STATE_HELD:
    case rows::v1::RECORD_STATE_GRANTED: return true;
    default: return false;
  }
}

}  // namespace

absl::StatusOr<PermitAdopter::Adopted> PermitAdopter::Adopt(const Entry& permit) {
  ASSIGN_OR_RETURN(std::optional<RecordRow> record, records::FindRecord(work_.txn, permit.record_id()));
  if (!record.has_value()) return RecordIsNotHere(permit);
  const Attempt* newest = records::CurrentAttempt(*record);
  if (newest == nullptr || newest->number() < permit.attempt()) return AdoptNew(*std::move(record), permit);
  const Attempt* known = FindAttempt(*record, permit.attempt());
  const bool granted = known == newest && record->state() == rows::v1::RECORD_STATE_GRANTED &&
                       known->station_id() == desk_.station().station_id();
  if (!granted) return Adopted{};
  RecordEdit edit(work_, *std::move(record));
  Attempt attempt = *records::CurrentAttempt(edit.row());
  RemoveReclaim(work_.txn, edit.row(), attempt);
  attempt.set_driver_trusted(permit.permit().driver_trusted());
  attempt.set_printer_id(permit.printer_id());
  attempt.set_started_micros(permit.time_micros());
  *NewestAttempt(edit.row()) = attempt;
  RETURN_IF_ERROR(Permit(edit, attempt, Event::kStart));
  return Adopted{.permitted = true};
}

absl::StatusOr<PermitAdopter::Adopted> PermitAdopter::AdoptNew(RecordRow record, const Entry& permit) {
  const Attempt* newest = records::CurrentAttempt(record);
  const bool held = newest != nullptr && (records::IsPermitted(record.state()) ||
                                          record.state() == rows::v1::RECORD_STATE_UNCERTAIN);
  if (held && newest->station_id() != desk_.station().station_id() &&
      desk_.awaited().IsAwaited(newest->station_id())) {
    return Adopted{.waits_for_station = newest->station_id()};
  }
  if (!CanBeReady(record)) return Adopted{};
  ASSIGN_OR_RETURN(const std::string lot, LotFor(record, permit.permit().lot()));  // before the first write
  RecordEdit edit(work_, std::move(record));
  RETURN_IF_ERROR(MakeReady(edit));
  Attempt attempt;
  attempt.set_number(permit.attempt());
  attempt.set_station_id(desk_.station().station_id());
  attempt.set_station_epoch(desk_.station().epoch());
  attempt.set_printer_id(permit.printer_id());
  attempt.set_lot(lot);
  attempt.set_site(edit.row().site());
  attempt.set_granted_micros(permit.time_micros());
  attempt.set_started_micros(permit.time_micros());
  attempt.set_driver_trusted(permit.permit().driver_trusted());
  *edit.row().add_attempts() = attempt;
  RETURN_IF_ERROR(Permit(edit, attempt, Event::kGrantAndStart));
  return Adopted{.permitted = true};
}

// What kept the record from being printed when the backup was made was over when the permission was given.
absl::Status PermitAdopter::MakeReady(RecordEdit& edit) const {
  switch (edit.row().state()) {
    case rows::v1::RECORD_STATE_NOT_READY: return edit.Take(Event::kGateOpens, {.reason = kRestored});
    case rows::v1::RECORD_STATE_HELD:
      edit.row().clear_hold();
      return edit.Take(Event::kRelease, {.reason = kRestored});
    case rows::v1::RECORD_STATE_GRANTED:
      RemoveReclaim(work_.txn, edit.row(), *records::CurrentAttempt(edit.row()));
      EndAttempt(*NewestAttempt(edit.row()), work_.act.now, {.outcome = "RECLAIMED", .reason = kRestored});
      RETURN_IF_ERROR(Uncount(work_.txn, *NewestAttempt(edit.row())));
      return edit.Take(Event::kReclaim, {.reason = kRestored});
    default: return absl::OkStatus();
  }
}

absl::Status PermitAdopter::Permit(RecordEdit& edit, Attempt attempt, Event event) {
  RETURN_IF_ERROR(edit.Take(event, {.reason = kRestored}));
  PutPermit(work_.txn, edit.row(), attempt);
  ASSIGN_OR_RETURN(printers::PrinterRow * printer, desk_.PrinterOrNew(attempt.printer_id()));
  printers::AddPermits(*printer, 1, desk_.day());
  return edit.Save();
}

absl::StatusOr<std::string> PermitAdopter::LotFor(const RecordRow& record, const std::string& named) const {
  if (record.state() == rows::v1::RECORD_STATE_GRANTED) return records::CurrentAttempt(record)->lot();
  ASSIGN_OR_RETURN(const stock::Balances balances, stock::ReadBalances(work_.txn, record.site(), named));
  if (!named.empty() && stock::Get(balances, rows::v1::ACCOUNT_AVAILABLE) > 0) return named;
  const auto lot =
      stock::StockTable(work_.txn).PickLot(record.site(), record.request_type(), record.blank_type());
  if (lot.ok() || ReasonOf(lot.status()).empty()) return lot;
  return NoBlank(record);
}

absl::Status RecordIsNotHere(const Entry& entry) {
  return Refuse(Reason::kJournalNotTaken,
                {{"what", absl::StrCat("record ", entry.record_id(),
                                       " is not here; import the lists since the backup first")}});
}

}  // namespace blangko::scheduler
