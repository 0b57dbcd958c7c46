#include "services/scheduler/granter.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "services/printers/supplies.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/wire_time.h"
#include "services/stock/stock_table.h"
#include "storage/layers/due_index.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Attempt;
using rows::v1::Policy;

// Rows to read at a time from each line: no more than are wanted, and few where there are many lines.
size_t PageOf(const printers::StationRow& station, size_t most) {
  const size_t sites = std::max<size_t>(1, static_cast<size_t>(station.sites_size()));
  return std::clamp<size_t>(most, 1, std::max<size_t>(1, 16 / sites));
}

// Cards that the supplies of the printer are good for, besides those it has permission for.
std::optional<int64_t> CardsLeftFor(const printers::PrinterRow& printer) {
  if (printer.has_supply_room()) return printer.supply_room();
  return printers::SupplyIsLow(printer) ? std::optional<int64_t>(0) : std::nullopt;
}

// The lines that may be granted from; `closed` says so when some may not.
absl::Status AddOpenSites(LineMerge& merge, const printers::StationRow& station,
                          const printers::AwaitedJournals& awaited, PolicyCache& policies,
                          std::string& closed) {
  for (const std::string& site : station.sites()) {
    if (awaited.IsClosed(site)) {
      closed = TextOf(Reason::kSiteClosed).name;
    } else {
      RETURN_IF_ERROR(merge.AddSite(site, policies));
    }
  }
  return absl::OkStatus();
}

// The next one; a number under which somebody found a card that was never given is not given any more.
uint32_t FreeNumber(const RecordRow& record) {
  const Attempt* newest = records::CurrentAttempt(record);
  uint32_t number = newest == nullptr ? 1 : newest->number() + 1;
  for (const Attempt& known : record.attempts()) number = std::max(number, known.number() + 1);
  return number;
}

}  // namespace

Granter::Granter(Work& work, const MeteredTxn& meter, StationDesk& desk, printers::PrinterRow& printer,
                 int32_t most)
    : work_(work),
      meter_(meter),
      desk_(desk),
      printer_(printer),
      most_(static_cast<size_t>(std::max(most, 0))),
      merge_(work.txn, work.heads, PageOf(desk.station(), most_), {work.act.now, CardsLeftFor(printer)}),
      picker_(work.txn, printer, desk.station().application_version()) {}

absl::StatusOr<Taken> Granter::Take(GrantMode mode) {
  mode_ = mode;
  RETURN_IF_ERROR(AddOpenSites(merge_, desk_.station(), desk_.awaited(), work_.policies, blocked_by_));
  RETURN_IF_ERROR(TakeUntilEnough());
  if (mode_ == GrantMode::kPermit) {
    printers::AddPermits(printer_, static_cast<int32_t>(taken_.jobs.size()), desk_.day());
  }
  merge_.WriteCounts(work_.txn);
  merge_.RaiseHeads(work_.txn);
  return std::move(taken_);
}

absl::Status Granter::TakeUntilEnough() {
  while (taken_.jobs.size() < most_ &&
         meter_.HasRoom(kRowsReadPerGrant, kRowsWrittenPerGrant + merge_.rows_to_write())) {
    ASSIGN_OR_RETURN(const std::optional<Head> head, NextHead());
    if (!head.has_value()) {
      taken_.empty_reason = blocked_by_.empty() ? kNoRecords : blocked_by_;
      break;
    }
    RETURN_IF_ERROR(Offer(*head));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Head>> Granter::NextHead() {
  std::optional<Head> head;
  if (heads_passed_ < kSkipsMax) {
    ASSIGN_OR_RETURN(head, merge_.Next());
  }
  for (const LineMerge::PassedOver& passed : merge_.TakePassedOver()) {
    if (blocked_by_.empty()) blocked_by_ = std::string(NameOf(passed.cause));
    skips_.Add(passed.record_id, passed.cause);
  }
  return head;
}

absl::Status Granter::Offer(const Head& head) {
  ASSIGN_OR_RETURN(const BlankPicker::Pick pick, picker_.For(head));
  if (pick.lot.empty()) {
    PassOver(head, pick.cause);
    return absl::OkStatus();
  }
  merge_.Took(head);
  ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(work_.txn, head.place.record_id));
  ASSIGN_OR_RETURN(const bool held, HoldIfWatched(record));
  return held ? absl::OkStatus() : Grant(head, record, pick.lot);
}

void Granter::PassOver(const Head& head, SkipCause cause) {
  if (blocked_by_.empty()) blocked_by_ = std::string(NameOf(cause));
  merge_.Passed(head);
  const bool any_blank_would_do = head.entry.blank_type().empty() && printer_.blank_types().empty();
  if (cause == SkipCause::kNoBlanks && any_blank_would_do) {
    merge_.DropSite(head.line.site);  // nobody there can be served, so nobody is passed over
    return;
  }
  ++heads_passed_;
  skips_.Add(head.place.record_id, cause);
}

absl::StatusOr<bool> Granter::HoldIfWatched(const RecordRow& record) {
  if (mode_ != GrantMode::kPermit) return false;
  ASSIGN_OR_RETURN(const std::optional<rows::v1::Watch> watch,
                   records::FindWatch(work_.txn, record.person_id()));
  if (!watch.has_value()) return false;
  RecordEdit edit(work_, record);
  RETURN_IF_ERROR(edit.Hold(watch->kind()));
  RETURN_IF_ERROR(edit.Save());
  return true;
}

Attempt Granter::NewAttempt(const RecordRow& record, const Policy& policy, const std::string& lot) const {
  Attempt attempt;
  attempt.set_number(FreeNumber(record));
  attempt.set_station_id(desk_.station().station_id());
  attempt.set_station_epoch(desk_.station().epoch());
  attempt.set_printer_id(printer_.printer_id());
  attempt.set_lot(lot);
  attempt.set_site(record.site());
  attempt.set_granted_micros(absl::ToUnixMicros(work_.act.now));
  attempt.set_policy_version(policy.version());
  attempt.set_driver_trusted(TrustsDriver(policy, printer_.driver()));
  if (mode_ == GrantMode::kPermit) {
    attempt.set_started_micros(attempt.granted_micros());
  } else {
    attempt.set_reclaim_micros(attempt.granted_micros() + policy.reclaim_after_seconds() * 1'000'000);
  }
  return attempt;
}

absl::Status Granter::Grant(const Head& head, const RecordRow& record, const std::string& lot) {
  ASSIGN_OR_RETURN(const Policy* policy, work_.policies.Of(record.site()));
  RecordEdit edit(work_, record);
  Attempt attempt = NewAttempt(edit.row(), *policy, lot);
  attempt.set_counted_day(merge_.Granted(head));
  if (attempt.counted_day() != 0) {
    attempt.set_class_id(record.class_id());
    attempt.set_in_share_book(head.entered == record.class_id());
  }
  *edit.row().add_attempts() = attempt;
  const bool permit = mode_ == GrantMode::kPermit;
  RETURN_IF_ERROR(edit.Take(permit ? records::Event::kGrantAndStart : records::Event::kGrant,
                            {.reason = skips_.Text(), .policy_version = policy->version()}));
  if (permit) {
    PutPermit(work_.txn, edit.row(), attempt);
  } else {
    storage::AddDue(work_.txn, {absl::FromUnixMicros(attempt.reclaim_micros()),
                                storage::DueKind::kGrantReclaim, edit.row().record_id()});
  }
  taken_.jobs.push_back(JobOf(edit.row(), attempt, *policy));
  return edit.Save();
}

v1::Job JobOf(const RecordRow& record, const Attempt& attempt, const Policy& policy) {
  v1::Job job;
  job.set_record_id(record.record_id());
  job.set_attempt(attempt.number());
  job.set_site(attempt.site());
  job.set_lot(attempt.lot());
  job.set_class_id(record.class_id());
  const rows::v1::PolicyClass* policy_class = FindClass(policy, record.class_id());
  if (policy_class != nullptr) job.set_class_name(policy_class->name());
  *job.mutable_recorded_time() = ToWire(record.recorded_micros());
  if (attempt.reclaim_micros() != 0) *job.mutable_reclaim_time() = ToWire(attempt.reclaim_micros());
  job.set_permitted(attempt.started_micros() != 0);
  job.set_policy_version(attempt.policy_version());
  job.set_driver_trusted(attempt.driver_trusted());
  return job;
}

void PutPermit(storage::Txn& txn, const RecordRow& record, const Attempt& attempt) {
  rows::v1::Permit permit;
  permit.set_record_id(record.record_id());
  permit.set_attempt(attempt.number());
  permit.set_since_micros(attempt.started_micros());
  permit.set_site(attempt.site());
  storage::PutRow(txn, PermitKey(attempt.station_id(), attempt.printer_id(), record.record_id()), permit);
}

void ErasePermit(storage::Txn& txn, const RecordRow& record, const Attempt& attempt) {
  txn.Erase(PermitKey(attempt.station_id(), attempt.printer_id(), record.record_id()));
}

namespace {

// True when some blank of the head's site fits record and printer.
absl::StatusOr<bool> HasBlank(storage::Snapshot& snapshot, const Head& head,
                              const printers::PrinterRow& printer, const stock::ApplicationVersion& version) {
  for (const std::string& type : FittingTypes(head.entry.blank_type(), printer)) {
    ASSIGN_OR_RETURN(const int64_t free,
                     stock::CountFree(snapshot, head.line.site, head.entry.request_type(), type, version));
    if (free > 0) return true;
  }
  return false;
}

// Why there is none.
absl::StatusOr<SkipCause> CauseOf(storage::Snapshot& snapshot, const Head& head,
                                  const printers::PrinterRow& printer) {
  const std::vector<std::string> types = FittingTypes(head.entry.blank_type(), printer);
  if (types.empty()) return SkipCause::kPrinterCannot;
  ASSIGN_OR_RETURN(const bool for_newer, HasBlank(snapshot, head, printer, {}));
  if (for_newer) return SkipCause::kApplicationTooOld;
  ASSIGN_OR_RETURN(const std::vector<rows::v1::Lot> lots, stock::FreeLots(snapshot, head.line.site));
  const bool others = std::any_of(lots.begin(), lots.end(), [&](const rows::v1::Lot& lot) {
    return types.front().empty() || std::find(types.begin(), types.end(), lot.blank_type()) != types.end();
  });
  return others ? SkipCause::kLotNotAllowed : SkipCause::kNoBlanks;
}

}  // namespace

absl::StatusOr<std::string> LookForWork(storage::Snapshot& snapshot, storage::HeadHint* heads, absl::Time now,
                                        const printers::StationRow& station,
                                        const printers::PrinterRow& printer) {
  PolicyCache policies(snapshot, now);
  LineMerge merge(snapshot, heads, 1, {now, CardsLeftFor(printer)});
  std::string closed;
  ASSIGN_OR_RETURN(const printers::AwaitedJournals awaited, printers::AwaitedJournals::Read(snapshot));
  RETURN_IF_ERROR(AddOpenSites(merge, station, awaited, policies, closed));
  std::string reason = closed.empty() ? kNoRecords : closed;
  for (size_t looked = 0; looked < kSkipsMax; ++looked) {
    ASSIGN_OR_RETURN(const std::optional<Head> head, merge.Next());
    if (!head.has_value()) {
      const bool told = reason == kNoRecords && merge.cause().has_value();
      return told ? std::string(NameOf(*merge.cause())) : reason;
    }
    ASSIGN_OR_RETURN(const bool has_blank, HasBlank(snapshot, *head, printer, station.application_version()));
    if (has_blank) return std::string();
    if (reason != kNoRecords && reason != closed) continue;
    ASSIGN_OR_RETURN(const SkipCause cause, CauseOf(snapshot, *head, printer));
    reason = std::string(NameOf(cause));
  }
  return reason;
}

}  // namespace blangko::scheduler
