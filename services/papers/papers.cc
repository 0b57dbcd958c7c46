// The changes of papers.
#include "services/papers/papers.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/papers/paper_of.h"
#include "services/papers/paper_table.h"
#include "services/papers/paper_view.h"
#include "services/papers/settings.h"
#include "services/papers/stock_facts.h"
#include "services/papers/validate_papers.h"
#include "services/refusal/refusal.h"

namespace blangko::papers {
namespace {

using access::Act;
using storage::Txn;

constexpr char kSet[] = "papers.set_settings";
constexpr char kIssue[] = "papers.issue";
constexpr char kVoid[] = "papers.void";
constexpr char kScan[] = "papers.record_scan";

absl::StatusOr<v1::SetPaperSettingsResponse> SetIn(Txn& txn, const Act& act,
                                                   const v1::PaperSettings& settings) {
  RETURN_IF_ERROR(access::GetOffice(txn, settings.office()).status());
  ASSIGN_OR_RETURN(const auto before, FindSettings(txn, settings.office(), 0));
  rows::v1::PaperSettings row = ToRow(settings);
  row.set_version(before.has_value() ? before->version() + 1 : 1);
  row.set_set_micros(absl::ToUnixMicros(act.now));
  row.set_set_by(act.actor.identity);
  PutSettings(txn, row);
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("paper_settings:", row.office()), "SET_PAPER_SETTINGS");
  entry.set_detail(absl::StrCat("version=", row.version()));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, row.office(), entry).status());
  // Names stay out of the request rows: the reply is read again from the settings.
  v1::SetPaperSettingsResponse kept;
  kept.mutable_settings()->set_version(row.version());
  return kept;
}

absl::Status CheckNoneHolds(Txn& txn, const PaperRef& of, const Subject& subject) {
  ASSIGN_OR_RETURN(const auto holding, FindHolding(txn, of, subject.name));
  if (!holding.has_value() || Planted("paper-issued-twice")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const PaperRow paper, GetPaperRow(txn, *holding));
  return Refuse(Reason::kPaperIssued, {{"paper", IdOf(*holding)}, {"number", paper.number()}});
}

// Gives the number, and writes the paper with all that is drawn.
absl::StatusOr<PaperRow> Write(Txn& txn, const Act& act, PaperRef ref, const Subject& subject) {
  ASSIGN_OR_RETURN(const auto settings, FindSettings(txn, subject.office, 0));
  if (!settings.has_value()) return Refuse(Reason::kPaperSettingsMissing, {{"office", subject.office}});
  ASSIGN_OR_RETURN(const auto other, FindSettings(txn, subject.other_office, 0));
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(txn, subject.office));
  const absl::CivilDay day = absl::ToCivilDay(act.now, zone);
  ref.year = static_cast<uint32_t>(day.year());
  ASSIGN_OR_RETURN(ref.seq, TakeNumber(txn, ref));
  rows::v1::PaperFacts facts = subject.facts;
  facts.set_layout(kLayout);
  *facts.mutable_head() = HeadOf(*settings, other.has_value() ? &*other : nullptr, ref.kind, ref.seq,
                                 day - absl::CivilDay(1970, 1, 1));
  if (!subject.number.empty()) facts.mutable_head()->set_number(subject.number);
  PaperRow paper;
  paper.set_office(ref.office);
  paper.set_kind(static_cast<uint32_t>(ref.kind));
  paper.set_year(ref.year);
  paper.set_seq(ref.seq);
  paper.set_number(facts.head().number());
  paper.set_subject(subject.name);
  paper.set_settings_version(settings->version());
  paper.set_issued_micros(absl::ToUnixMicros(act.now));
  paper.set_issued_by(act.actor.identity);
  PutPaperRow(txn, paper);
  PutFacts(txn, ref, facts);
  PutHolding(txn, ref, subject.name);
  return paper;
}

absl::StatusOr<v1::IssuePaperResponse> IssueIn(Txn& txn, const Act& act, v1::PaperKind kind,
                                               const Subject& subject) {
  const PaperRef ref{.office = subject.office, .kind = kind};
  RETURN_IF_ERROR(CheckNoneHolds(txn, ref, subject));
  ASSIGN_OR_RETURN(const PaperRow paper, Write(txn, act, ref, subject));
  RETURN_IF_ERROR(LogPaper(txn, act, paper, "ISSUE_PAPER", absl::StrCat("number=", paper.number())));
  v1::IssuePaperResponse response;
  *response.mutable_paper() = ToApi(paper);
  return response;
}

// What is read of the subject in the commit itself: all but a stock card.
absl::StatusOr<Subject> SubjectOf(storage::Snapshot& snapshot, const access::Actor& actor,
                                  LossFactsSource* losses, const v1::IssuePaperRequest& request) {
  switch (request.kind()) {
    case v1::PAPER_KIND_COUNT: return CountSubject(snapshot, actor, request.count_id());
    case v1::PAPER_KIND_DESTRUCTION: return DestructionSubject(snapshot, actor, request.destruction_id());
    case v1::PAPER_KIND_LOSS: return LossSubject(snapshot, actor, losses, request.loss_id());
    default: return ShipmentSubject(snapshot, actor, request.kind(), request.shipment_id());
  }
}

// A paper that the actor may change, and that holds.
absl::StatusOr<PaperRow> HoldingPaper(Txn& txn, const Act& act, const std::string& paper_id) {
  ASSIGN_OR_RETURN(const PaperRef ref, ReadPaperId(paper_id));
  RETURN_IF_ERROR(access::CheckScope(act.actor, ref.office));
  ASSIGN_OR_RETURN(PaperRow paper, GetPaperRow(txn, ref));
  if (paper.voided_micros() == 0) return paper;
  return Refuse(Reason::kPaperVoided, {{"paper", paper_id}, {"number", paper.number()}});
}

absl::StatusOr<v1::VoidPaperResponse> VoidIn(Txn& txn, const Act& act, const v1::VoidPaperRequest& request) {
  ASSIGN_OR_RETURN(PaperRow paper, HoldingPaper(txn, act, request.paper_id()));
  paper.set_voided_micros(absl::ToUnixMicros(act.now));
  paper.set_voided_by(act.actor.identity);
  paper.set_void_reason(request.reason());
  PutPaperRow(txn, paper);
  EraseHolding(txn, RefOf(paper), paper.subject());
  RETURN_IF_ERROR(LogPaper(txn, act, paper, "VOID_PAPER", absl::StrCat("number=", paper.number())));
  v1::VoidPaperResponse response;
  *response.mutable_paper() = ToApi(paper);
  return response;
}

absl::StatusOr<v1::RecordScanResponse> ScanIn(Txn& txn, const Act& act,
                                              const v1::RecordScanRequest& request) {
  ASSIGN_OR_RETURN(PaperRow paper, HoldingPaper(txn, act, request.paper_id()));
  ASSIGN_OR_RETURN(const auto scans, ScansOf(txn, RefOf(paper)));
  v1::RecordScanResponse response;
  const auto known = std::find_if(scans.begin(), scans.end(),
                                  [&](const auto& scan) { return scan.sha256() == request.sha256(); });
  if (known != scans.end()) {
    *response.mutable_paper() = ToApi(paper);
    *response.mutable_scan() = ToApi(*known);
    return response;
  }
  if (scans.size() >= kScansMax)
    return BadField("sha256", absl::StrCat(scans.size() + 1), absl::StrCat("at most ", kScansMax));
  rows::v1::PaperScan scan;
  scan.set_sha256(request.sha256());
  scan.set_recorded_micros(absl::ToUnixMicros(act.now));
  scan.set_recorded_by(act.actor.identity);
  scan.set_note(request.note());
  paper.set_scans(scans.size() + 1);
  PutScan(txn, RefOf(paper), paper.scans(), scan);
  PutPaperRow(txn, paper);
  RETURN_IF_ERROR(LogPaper(txn, act, paper, "RECORD_SCAN", absl::StrCat("sha256=", scan.sha256())));
  *response.mutable_paper() = ToApi(paper);
  *response.mutable_scan() = ToApi(scan);
  return response;
}

}  // namespace

absl::StatusOr<v1::SetPaperSettingsResponse> Papers::SetSettings(const Act& act,
                                                                 const v1::SetPaperSettingsRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateSettings(request.settings()));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.settings().office()));
  using Response = v1::SetPaperSettingsResponse;
  ASSIGN_OR_RETURN(Response response, storage::UpdateFor<Response>(store_, kSet, [&](Txn& txn) {
                     return access::Once<Response>(txn, act, kSet,
                                                   [&] { return SetIn(txn, act, request.settings()); });
                   }));
  v1::GetPaperSettingsRequest again;
  again.set_office(request.settings().office());
  again.set_version(response.settings().version());
  ASSIGN_OR_RETURN(*response.mutable_settings(), GetSettings(act.actor, again));
  return response;
}

absl::StatusOr<v1::IssuePaperResponse> Papers::Issue(const Act& act, const v1::IssuePaperRequest& request) {
  using Response = v1::IssuePaperResponse;
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateIssue(request));
  // A card may read more rows than one commit has the budget for; what it reads of the log never changes.
  const bool card = request.kind() == v1::PAPER_KIND_STOCK_CARD;
  const bool report = request.kind() == v1::PAPER_KIND_STOCK_REPORT;
  absl::StatusOr<Subject> gathered = Subject();
  if (report) {
    gathered = storage::ViewFor<Subject>(store_, [&](storage::Snapshot& snapshot) {
      return StockReportSubject(snapshot, act.actor, act.now, request.stock_report());
    });
  }
  if (card) {
    gathered = storage::ViewFor<Subject>(store_, [&](storage::Snapshot& snapshot) {
      return StockCardSubject(snapshot, act, request.stock_card());
    });
  }
  return storage::UpdateFor<Response>(store_, kIssue, [&](Txn& txn) {
    return access::Once<Response>(txn, act, kIssue, [&]() -> absl::StatusOr<Response> {
      ASSIGN_OR_RETURN(const Subject subject,
                       card || report ? gathered : SubjectOf(txn, act.actor, losses_, request));
      return IssueIn(txn, act, request.kind(), subject);
    });
  });
}

absl::StatusOr<v1::VoidPaperResponse> Papers::Void(const Act& act, const v1::VoidPaperRequest& request) {
  using Response = v1::VoidPaperResponse;
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateVoid(request));
  return storage::UpdateFor<Response>(store_, kVoid, [&](Txn& txn) {
    return access::Once<Response>(txn, act, kVoid, [&] { return VoidIn(txn, act, request); });
  });
}

absl::StatusOr<v1::RecordScanResponse> Papers::RecordScan(const Act& act,
                                                          const v1::RecordScanRequest& request) {
  using Response = v1::RecordScanResponse;
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateScan(request));
  return storage::UpdateFor<Response>(store_, kScan, [&](Txn& txn) {
    return access::Once<Response>(txn, act, kScan, [&] { return ScanIn(txn, act, request); });
  });
}

}  // namespace blangko::papers
