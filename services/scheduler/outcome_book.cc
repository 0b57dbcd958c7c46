#include "services/scheduler/outcome_book.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/printers/health.h"
#include "services/printers/print_rate.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/doubt.h"
#include "services/scheduler/fact_incident.h"
#include "services/scheduler/facts.h"
#include "services/scheduler/granter.h"
#include "services/scheduler/late_fact.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/validate_scheduler.h"
#include "services/scheduler/waiting_cards.h"
#include "services/scheduler/wire_time.h"
#include "services/stock/blank_uids.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Attempt;

constexpr char kStationReplaced[] = "STATION_REPLACED";

absl::Time DeviceTimeOf(const v1::OutcomeReport& report) {
  return report.has_device_time() ? absl::FromUnixMicros(FromWire(report.device_time()))
                                  : absl::InfinitePast();
}

bool SomebodyLooked(const v1::OutcomeReport& report) { return report.evidence() == v1::EVIDENCE_OPERATOR; }

std::string_view EvidenceName(v1::Evidence evidence) {
  switch (evidence) {
    case v1::EVIDENCE_OPERATOR: return "OPERATOR";
    case v1::EVIDENCE_DRIVER: return "DRIVER";
    case v1::EVIDENCE_JOURNAL: return "JOURNAL";
    default: return "";
  }
}

// Whoever decides the doubt must know which envelope to open; the newest word counts.
void NoteEnvelope(RecordRow& record, uint32_t number, const std::string& envelope) {
  Attempt* attempt = records::MutableAttempt(record, number);
  if (attempt != nullptr && !envelope.empty()) attempt->set_envelope(envelope);
}

// A card that counts as printed is rejected at the desk, and one that somebody saw spoiled is not doubted any more.
absl::Status CheckAddsToWhatIsKnown(const v1::OutcomeReport& report, const RecordRow& record,
                                    const Attempt& attempt) {
  const bool printed = attempt.outcome() == "PRINTED" && report.outcome() != v1::OUTCOME_PRINTED;
  const bool seen_spoiled = attempt.outcome() == "SPOILED" && !attempt.looked_by().empty() &&
                            report.outcome() == v1::OUTCOME_UNCERTAIN;
  if (!printed && !seen_spoiled) return absl::OkStatus();
  const bool spoiled = report.outcome() == v1::OUTCOME_SPOILED;
  return Refuse(Reason::kForbiddenMove,
                {{"record", record.record_id()},
                 {"state", std::string(records::NameOf(record.state()))},
                 {"event", std::string(records::NameOf(spoiled ? records::Event::kSpoiled
                                                               : records::Event::kUncertain))}});
}

bool WasGiven(const RecordRow& record, uint32_t number, std::string_view station_id) {
  const auto& attempts = record.attempts();
  return std::any_of(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
    return attempt.number() == number && attempt.station_id() == station_id;
  });
}

// The chip that was read before printing is the card's; whoever says another one holds another card.
bool SaysAnotherChip(const RecordRow& record, const Finding& finding) {
  const std::string& read = records::CurrentAttempt(record)->blank_uid();
  const bool compared = !read.empty() && !finding.blank_uid.empty() && !Planted("another-chip-taken");
  return compared && !IsSameUid(read, finding.blank_uid);
}

}  // namespace

absl::Time NewestDeviceTime(const google::protobuf::RepeatedPtrField<v1::OutcomeReport>& reports) {
  absl::Time newest = absl::InfinitePast();
  for (const v1::OutcomeReport& report : reports) newest = std::max(newest, DeviceTimeOf(report));
  return newest;
}

// How the reported attempt stands to the record.
enum class OutcomeBook::Standing {
  kCurrent,  // record, attempt, station and epoch fit, and it is permitted
  kReplaced,  // all fit but the epoch: the station was set up anew since; its old journal is not there to prove it
  kInDoubt,  // its own attempt, already reported as uncertain
  kLate,
  kUnknown,  // the station was never given it
};

absl::StatusOr<v1::OutcomeResult> OutcomeBook::Book(const v1::OutcomeReport& report) {
  RETURN_IF_ERROR(ValidateReport(report));
  ASSIGN_OR_RETURN(std::optional<v1::OutcomeResult> known, FindFact(work_.txn, work_.act, desk_, report));
  if (known.has_value()) return *std::move(known);
  RETURN_IF_ERROR(desk_.CheckTrusted());
  ASSIGN_OR_RETURN(v1::OutcomeResult result, BookNew(report));
  PutFact(work_.txn, desk_, report, result);
  desk_.NoteSeq(report.seq());
  return result;
}

absl::StatusOr<v1::OutcomeResult> OutcomeBook::BookNew(const v1::OutcomeReport& report) {
  ASSIGN_OR_RETURN(RecordRow before, records::GetRecord(work_.txn, report.record_id()));
  RETURN_IF_ERROR(CheckConcerned(before));
  const Standing standing = StandingOf(before, report);
  if (!ByStation()) RETURN_IF_ERROR(CheckByHand(report, before));
  ASSIGN_OR_RETURN(const Finding finding, Weigh(standing, report, before));
  if (!ByStation()) RETURN_IF_ERROR(CheckCameOut(standing, before));
  v1::OutcomeResult result;
  result.set_seq(report.seq());
  result.set_booked(true);
  RecordEdit edit(work_, std::move(before));
  RETURN_IF_ERROR(Apply(standing, edit, report, result, finding));
  if (standing != Standing::kUnknown) NoteEnvelope(edit.row(), report.attempt(), finding.envelope);
  RETURN_IF_ERROR(edit.Save());
  ASSIGN_OR_RETURN(const bool uid_incident, NoteBlank(edit.row(), report));
  if (uid_incident) result.set_incident(true);
  result.set_state(static_cast<records::v1::RecordState>(edit.row().state()));
  return result;
}

// The blank that the report names, also where no blank was moved for it. True when somebody must look.
absl::StatusOr<bool> OutcomeBook::NoteBlank(const RecordRow& record, const v1::OutcomeReport& report) {
  const bool gives_back =
      report.outcome() == v1::OUTCOME_RELEASED || report.outcome() == v1::OUTCOME_NOT_PRINTED;
  if (report.blank_uid().empty() || gives_back) return false;
  const stock::UidUse use{
      record.record_id(),           report.attempt(), record.site(), "", desk_.station().station_id(),
      rows::v1::ACCOUNT_UNSPECIFIED};
  return stock::NoteUid(work_.txn, work_.act, report.blank_uid(), use);
}

// A fact is never refused for being late, but it is one only from a station that had the record, or may have it.
absl::Status OutcomeBook::CheckConcerned(const RecordRow& record) const {
  if (Serves(desk_.station(), record.site())) return absl::OkStatus();
  for (const Attempt& attempt : record.attempts()) {
    if (attempt.station_id() == desk_.station().station_id()) return absl::OkStatus();
  }
  return Refuse(Reason::kOutOfScope, {{"actor", work_.act.actor.identity}});
}

bool OutcomeBook::ByStation() const { return work_.act.actor.role == access::Role::kStation; }

// What a person says for a station that cannot: of an attempt that the station had, seen with own eyes, and why it is
// spoiled. A slip of the pen must not book a card that never was.
absl::Status OutcomeBook::CheckByHand(const v1::OutcomeReport& report, const RecordRow& record) const {
  if (report.outcome() == v1::OUTCOME_RELEASED || report.outcome() == v1::OUTCOME_NOT_PRINTED) {
    return absl::OkStatus();  // Weigh refuses them
  }
  const auto& attempts = record.attempts();
  const auto attempt = std::find_if(attempts.begin(), attempts.end(), [&](const Attempt& candidate) {
    return candidate.number() == report.attempt();
  });
  std::vector<FieldViolation> bad;
  if (attempt == attempts.end()) {
    bad.push_back({"attempt", absl::StrCat(report.attempt()),
                   absl::StrCat("an attempt of this record, of which it has ", attempts.size())});
  } else if (attempt->station_id() != desk_.station().station_id()) {
    bad.push_back({"station_id", desk_.station().station_id(), attempt->station_id()});
  }
  if (!SomebodyLooked(report)) {
    bad.push_back({"evidence", std::string(EvidenceName(report.evidence())), "OPERATOR: a person looked"});
  }
  if (report.outcome() == v1::OUTCOME_SPOILED && report.reason().empty()) {
    bad.push_back({"reason", "", "the cause: GAGAL_ENCODE, GAGAL_CETAK, CACAT"});
  }
  return bad.empty() ? CheckAddsToWhatIsKnown(report, record, *attempt) : BadFields(bad);
}

// While a station is at work and heard of it may still begin whatever it has not said to be out: another's word about such
// a card would lead to a second one.
absl::Status OutcomeBook::CheckCameOut(Standing standing, const RecordRow& record) const {
  const printers::StationRow& station = desk_.station();
  const bool at_work = station.enabled() && printers::CheckTrusted(station).ok() &&
                       !printers::IsSilent(station, work_.act.now);
  const bool may_begin = standing == Standing::kCurrent && at_work;
  if (!may_begin || Planted("unbegun-card-reported")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const absl::Time since, WaitsSince(work_.txn, record));
  if (since != absl::InfiniteFuture()) return absl::OkStatus();
  const auto age = printers::HeartbeatAge(station, work_.act.now).value_or(absl::ZeroDuration());
  return Refuse(Reason::kStationMayPrint, {{"record", record.record_id()},
                                           {"station", station.station_id()},
                                           {"seconds", absl::StrCat(absl::ToInt64Seconds(age))}});
}

// PRINTED needs somebody's look, or a driver that the policy trusts; about an attempt that is no longer permitted it is
// a fact all the same. RELEASED and NOT_PRINTED, after which another card is printed, rest on the station's journal:
// only the station itself can say them, no person alone.
absl::StatusOr<Finding> OutcomeBook::Weigh(Standing standing, const v1::OutcomeReport& report,
                                           const RecordRow& record) {
  Finding finding{report.outcome(), std::string(EvidenceName(report.evidence())), report.reason(),
                  report.blank_uid()};
  if (SomebodyLooked(report)) {
    finding.looked_by = ByStation() ? report.operator_() : work_.act.actor.identity;
  }
  if (report.outcome() == v1::OUTCOME_UNCERTAIN) finding.envelope = report.envelope();
  const bool journal = ByStation() && report.evidence() == v1::EVIDENCE_JOURNAL;
  const bool released = report.outcome() == v1::OUTCOME_RELEASED;
  const bool nothing_printed = report.outcome() == v1::OUTCOME_NOT_PRINTED || (released && !ByStation());
  if (nothing_printed && !journal) {
    return Refuse(Reason::kTwoPersonsNeeded, {{"what", released ? "RELEASED" : "NOT_PRINTED"}});
  }
  if (report.outcome() != v1::OUTCOME_PRINTED || SomebodyLooked(report)) return finding;
  ASSIGN_OR_RETURN(const bool trusted, TrustsDriver(report, record));
  if (trusted) finding.evidence = "DRIVER_TRUSTED";
  if (trusted || standing != Standing::kCurrent) return finding;
  return Refuse(Reason::kEvidenceNeeded, {{"driver", report.printer_id()}});
}

absl::StatusOr<bool> OutcomeBook::TrustsDriver(const v1::OutcomeReport& report, const RecordRow& record) {
  if (report.evidence() != v1::EVIDENCE_DRIVER) return false;
  for (const Attempt& attempt : record.attempts()) {
    // As it was when the permission was given, even if the policy has changed since.
    if (attempt.number() == report.attempt() && attempt.driver_trusted()) return true;
  }
  ASSIGN_OR_RETURN(const rows::v1::Policy* policy, work_.policies.Of(record.site()));
  const auto printer = desk_.Printer(report.printer_id());
  if (!printer.ok())
    return ReasonOf(printer.status()).empty() ? absl::StatusOr<bool>(printer.status()) : false;
  return scheduler::TrustsDriver(*policy, (*printer)->driver());
}

OutcomeBook::Standing OutcomeBook::StandingOf(const RecordRow& record,
                                              const v1::OutcomeReport& report) const {
  const Attempt* newest = records::CurrentAttempt(record);
  const bool own = WasGiven(record, report.attempt(), desk_.station().station_id());
  const bool permitted = records::IsPermitted(record.state());
  if (permitted && Planted("no-fence-check")) return Standing::kCurrent;
  if (!own) return Planted("any-station-moves-the-blank") ? Standing::kLate : Standing::kUnknown;
  if (newest->number() != report.attempt()) return Standing::kLate;
  if (record.state() == rows::v1::RECORD_STATE_UNCERTAIN) return Standing::kInDoubt;
  if (!permitted) return Standing::kLate;
  return newest->station_epoch() == desk_.station().epoch() ? Standing::kCurrent : Standing::kReplaced;
}

absl::Status OutcomeBook::Apply(Standing standing, RecordEdit& edit, const v1::OutcomeReport& report,
                                v1::OutcomeResult& result, const Finding& finding) {
  const bool card = finding.outcome == v1::OUTCOME_PRINTED || finding.outcome == v1::OUTCOME_SPOILED;
  if (standing == Standing::kCurrent) return ApplyCurrent(edit, report, finding);
  const bool own_card = standing == Standing::kInDoubt && !SaysAnotherChip(edit.row(), finding);
  if (own_card && card && SomebodyLooked(report)) return EndDoubt(work_, edit, finding);
  if (standing == Standing::kInDoubt && !finding.envelope.empty()) {
    return edit.Note("ENVELOPE", *records::CurrentAttempt(edit.row()), {}, NoteOf(finding));
  }
  result.set_late(true);
  const std::string known = KnownOutcome(edit.row(), report.attempt());
  if (standing == Standing::kReplaced) {
    RETURN_IF_ERROR(
        Raise(incidents::v1::INCIDENT_KIND_STATION_REPLACED, edit.row(), known, report, finding, result));
    return ApplyCurrent(edit, report,
                        {v1::OUTCOME_UNCERTAIN, finding.evidence, kStationReplaced, finding.blank_uid,
                         finding.looked_by, finding.envelope});
  }
  if (standing == Standing::kInDoubt) {
    const incidents::Kind kind =
        own_card ? incidents::v1::INCIDENT_KIND_UNSPECIFIED : incidents::v1::INCIDENT_KIND_UID_DIFFERS;
    RETURN_IF_ERROR(Raise(kind, edit.row(), known, report, finding, result));
    return edit.Note("NOTED_IN_DOUBT", *records::CurrentAttempt(edit.row()), {}, NoteOf(finding));
  }
  ASSIGN_OR_RETURN(const incidents::Kind kind,
                   standing == Standing::kUnknown
                       ? NoteUnknown(work_, edit, UnknownAttempt(edit.row(), report.attempt()), finding)
                       : BookLate(work_, edit, report.attempt(), finding));
  return Raise(kind, edit.row(), known, report, finding, result);
}

// The attempt as its station names it.
Attempt OutcomeBook::UnknownAttempt(const RecordRow& record, uint32_t number) const {
  Attempt attempt;
  attempt.set_number(number);
  attempt.set_station_id(desk_.station().station_id());
  attempt.set_site(record.site());
  return attempt;
}

// What does not fit is open until a person has settled it.
absl::Status OutcomeBook::Raise(incidents::Kind kind, const RecordRow& record, const std::string& known,
                                const v1::OutcomeReport& report, const Finding& finding,
                                v1::OutcomeResult& result) {
  const FactSaid said{report.attempt(), desk_.station().station_id(), known};
  if (kind == incidents::v1::INCIDENT_KIND_UNSPECIFIED) return HearWordFor(work_, record, said, finding);
  result.set_incident(true);
  return OpenFor(work_, record, kind, said, finding);
}

absl::Status OutcomeBook::ApplyCurrent(RecordEdit& edit, const v1::OutcomeReport& report,
                                       const Finding& finding) {
  const Attempt attempt = *records::CurrentAttempt(edit.row());
  RETURN_IF_ERROR(EndPermitted(work_, edit, finding));
  ErasePermit(work_.txn, edit.row(), attempt);
  return CountAtPrinter(attempt, finding.outcome,
                        printers::PrintTime(work_.act.now, DeviceTimeOf(report), newest_device_time_));
}

absl::Status OutcomeBook::CountAtPrinter(const Attempt& attempt, v1::Outcome outcome, absl::Time printed) {
  ASSIGN_OR_RETURN(const rows::v1::Policy* policy, work_.policies.Of(attempt.site()));
  ASSIGN_OR_RETURN(printers::PrinterRow * printer, desk_.Printer(attempt.printer_id()));
  printers::EndPermit(*printer);
  const bool no_card = outcome == v1::OUTCOME_RELEASED || outcome == v1::OUTCOME_NOT_PRINTED;
  if (no_card) printers::GiveRibbonBack(*printer);
  if (outcome == v1::OUTCOME_PRINTED) printers::CountPrinted(*printer, printed, desk_.day());
  if (outcome == v1::OUTCOME_SPOILED) printers::CountSpoiled(*printer, policy->printer_spoil_limit());
  return absl::OkStatus();
}

absl::StatusOr<v1::OutcomeResult> ItemOf(const v1::OutcomeReport& report,
                                         const absl::StatusOr<v1::OutcomeResult>& booked) {
  if (booked.ok()) return booked;
  const std::string reason = ReasonOf(booked.status());
  if (reason.empty()) return booked.status();
  v1::OutcomeResult item;
  item.set_seq(report.seq());
  item.set_error_code(static_cast<int>(booked.status().code()));
  item.set_error_reason(reason);
  item.set_error_message(std::string(ToStd(booked.status().message())));
  item.set_error_message_id(IndonesianOf(booked.status()));
  return item;
}

}  // namespace blangko::scheduler
