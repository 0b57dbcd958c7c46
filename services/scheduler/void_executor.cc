#include "services/scheduler/void_executor.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/printers/awaited_journals.h"
#include "services/printers/health.h"
#include "services/printers/revoke.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/attempt_facts.h"
#include "services/scheduler/doubt.h"
#include "services/scheduler/granter.h"
#include "services/scheduler/outcome.h"
#include "services/scheduler/record_edit.h"

namespace blangko::scheduler {
namespace {

using access::FactOf;
using access::ProposalRow;
using records::RecordRow;
using rows::v1::Attempt;
using rows::v1::ProposedJob;

constexpr char kStationLost[] = "STATION_LOST";

// The record, whose current attempt is this station's permission.
absl::StatusOr<RecordRow> PermittedTo(storage::Snapshot& snapshot, const std::string& station_id,
                                      const ProposedJob& job) {
  ASSIGN_OR_RETURN(RecordRow record, records::GetRecord(snapshot, job.record_id()));
  RETURN_IF_ERROR(CheckCurrent(record, job.attempt(), records::Event::kVoided));
  if (records::CurrentAttempt(record)->station_id() == station_id) return record;
  return Refuse(Reason::kNotPermitted, {{"record", job.record_id()}, {"station", station_id}});
}

// What the station may print, and how much of it came out and waits for a look: giving it up ends none of that.
absl::Status AddOpenPermits(storage::Snapshot& snapshot, const std::string& station_id,
                            access::ShownFacts& facts) {
  ASSIGN_OR_RETURN(const std::vector<printers::PrinterRow> all, printers::PrintersOf(snapshot, station_id));
  int64_t permits = 0;
  int64_t looks = 0;
  for (const printers::PrinterRow& printer : all) {
    permits += printer.permits();
    looks += printer.looks();
  }
  facts.push_back(FactOf("open_permits", absl::StrCat(permits)));
  facts.push_back(FactOf("open_looks", absl::StrCat(looks)));
  return absl::OkStatus();
}

// A journal that is awaited after a restore is given up with the station: what it printed since the backup stays unknown.
absl::Status AddAwaitedJournal(storage::Snapshot& snapshot, const std::string& station_id,
                               access::ShownFacts& facts) {
  ASSIGN_OR_RETURN(const auto awaited, printers::AwaitedJournals::Read(snapshot));
  if (!awaited.IsAwaited(station_id)) return absl::OkStatus();
  AddTimeFact("journal_awaited_since", awaited.restore()->restored_micros(), facts);
  AddTimeFact("journal_unknown_since", awaited.restore()->backup_micros(), facts);
  for (const std::string& site : awaited.ClosedSites()) {
    const std::vector<std::string> stations = awaited.AwaitedFor(site);
    if (stations == std::vector<std::string>{station_id}) facts.push_back(FactOf("site_opens", site));
  }
  return absl::OkStatus();
}

// The printer may be gone from the list; its count of open permissions is then of no matter.
absl::Status ForgetPermit(storage::Txn& txn, const RecordRow& record, const Attempt& attempt) {
  ErasePermit(txn, record, attempt);
  auto printer = printers::GetPrinter(txn, attempt.station_id(), attempt.printer_id());
  if (!printer.ok()) return ReasonOf(printer.status()).empty() ? printer.status() : absl::OkStatus();
  printers::EndPermit(*printer);
  printers::PutPrinter(txn, *printer);
  return absl::OkStatus();
}

absl::Status VoidOne(Work& work, RecordRow record, const std::string& why) {
  const Attempt attempt = *records::CurrentAttempt(record);
  RETURN_IF_ERROR(ForgetPermit(work.txn, record, attempt));
  RecordEdit edit(work, std::move(record));
  EndAttempt(*NewestAttempt(edit.row()), work.act.now,
             {.outcome = "VOIDED", .evidence = "PERSON", .reason = kStationLost});
  RETURN_IF_ERROR(edit.Take(records::Event::kVoided, {.reason = kStationLost, .detail = why}));
  RETURN_IF_ERROR(FollowReturn(work, edit));
  return edit.Save();
}

}  // namespace

absl::Status CheckNotAtWork(const printers::StationRow& station, absl::Time now) {
  if (!station.enabled() || printers::IsSilent(station, now) || Planted("living-station-given-up"))
    return absl::OkStatus();
  const auto age = printers::HeartbeatAge(station, now).value_or(absl::ZeroDuration());
  return Refuse(Reason::kStationAtWork,
                {{"station", station.station_id()}, {"seconds", absl::StrCat(absl::ToInt64Seconds(age))}});
}

absl::Status VoidExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  const rows::v1::ProposedVoid& lost = proposal.act().lost_station();
  RETURN_IF_ERROR(printers::GetStation(snapshot, lost.station_id()).status());
  for (const ProposedJob& job : lost.jobs()) {
    RETURN_IF_ERROR(PermittedTo(snapshot, lost.station_id(), job).status());
  }
  return absl::OkStatus();
}

absl::StatusOr<access::ShownFacts> VoidExecutor::Describe(storage::Snapshot& snapshot,
                                                          const ProposalRow& proposal) {
  const rows::v1::ProposedVoid& lost = proposal.act().lost_station();
  ASSIGN_OR_RETURN(const printers::StationRow station, printers::GetStation(snapshot, lost.station_id()));
  access::ShownFacts facts = {FactOf("station_id", lost.station_id()),
                              FactOf("station_office", station.office())};
  RETURN_IF_ERROR(AddAwaitedJournal(snapshot, lost.station_id(), facts));
  AddTimeFact("last_heard", station.heartbeat_micros(), facts);
  RETURN_IF_ERROR(AddOpenPermits(snapshot, lost.station_id(), facts));
  for (const ProposedJob& job : lost.jobs()) {
    ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(snapshot, job.record_id()));
    facts.push_back(FactOf("job", absl::StrCat(job.record_id(), "/", job.attempt(), " ",
                                               std::string(records::NameOf(record.state())))));
  }
  return facts;
}

absl::Status VoidExecutor::Execute(storage::Txn& txn, const access::Act& act, const ProposalRow& proposal) {
  const rows::v1::ProposedVoid& lost = proposal.act().lost_station();
  ASSIGN_OR_RETURN(const printers::StationRow station, printers::GetStation(txn, lost.station_id()));
  RETURN_IF_ERROR(CheckNotAtWork(station, act.now));
  PolicyCache policies(txn, act.now);
  Work work{txn, &heads_, act, policies};
  bool of_this_epoch = false;
  for (const ProposedJob& job : lost.jobs()) {
    ASSIGN_OR_RETURN(RecordRow record, PermittedTo(txn, lost.station_id(), job));
    of_this_epoch |= records::CurrentAttempt(record)->station_epoch() == station.epoch();
    RETURN_IF_ERROR(VoidOne(work, std::move(record), proposal.reason()));
  }
  const std::string second = act.second.has_value() ? act.second->identity : "";
  RETURN_IF_ERROR(printers::SettleAsLost(txn, station.station_id(), act.actor.identity, second, act.now));
  const bool whole = lost.jobs().empty() || of_this_epoch;
  return whole ? printers::Revoke(txn, act, station, proposal.reason()) : absl::OkStatus();
}

}  // namespace blangko::scheduler
