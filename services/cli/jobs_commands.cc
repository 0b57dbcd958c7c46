// blangko jobs list|report: what stations may be printing, and outcomes of stations that cannot say them.
#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/records/v1/records_service.grpc.pb.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "google/rpc/error_details.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/jobs_decisions.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

using records::v1::RecordsService;
using scheduler::v1::SchedulerService;

struct ListOptions {
  std::string site, station;
  std::vector<std::string> states;
};

Table JobList() {
  return {.key = "jobs",
          .title = "",
          .columns = {{"record_id", "Nomor"},
                      {"attempt", "Ke"},
                      {"state", "Status", Kind::kCode},
                      {"site", "Tempat"},
                      {"station_id", "Tempat cetak"},
                      {"printer_id", "Pencetak"},
                      {"lot", "Lot"},
                      {"granted_time", "Diberikan", Kind::kTime},
                      {"started_time", "Diizinkan", Kind::kTime},
                      {"look_time", "Menunggu dilihat sejak", Kind::kTime, Shown::kWhenUsed},
                      {"outcome_time", "Perlu diperiksa sejak", Kind::kTime, Shown::kWhenUsed},
                      {"envelope", "Amplop", Kind::kText, Shown::kWhenUsed},
                      {"blank_uid", "UID chip", Kind::kText, Shown::kWhenUsed},
                      {"proposal_id", "Usulan", Kind::kText, Shown::kWhenUsed},
                      {"evidence", "Bukti", Kind::kCode}},
          .rows = {}};
}

absl::Status List(Session& session, const ListOptions& options) {
  scheduler::v1::ListJobsRequest request;
  request.set_site(options.site);
  request.set_station_id(options.station);
  for (const std::string& word : options.states) {
    ASSIGN_OR_RETURN(const auto state, ParseEnum<records::v1::RecordState>("--state", word));
    request.add_states(state);
  }
  Table table = JobList();
  RETURN_IF_ERROR(session.EachPage(
      &SchedulerService::Stub::ListJobs, request, [&](const scheduler::v1::ListJobsResponse& page) {
        for (const auto& job : page.jobs()) {
          table.rows.push_back({job.record_id(), std::to_string(job.attempt()), EnumCell(job.state()),
                                job.site(), job.station_id(), job.printer_id(), job.lot(),
                                TimeCell(job.granted_time()), TimeCell(job.started_time()),
                                TimeCell(job.look_time()), TimeCell(job.outcome_time()), job.envelope(),
                                job.blank_uid(), job.proposal_id(), job.evidence()});
        }
        return true;
      }));
  session.Print({table});
  return absl::OkStatus();
}

struct ReportOptions {
  std::string record, outcome, cause, envelope;
  uint32_t attempt = 0;
  bool station_cannot = false;
};

// The attempt that is meant, with the station that had it.
absl::StatusOr<records::v1::Attempt> FindAttempt(Session& session, const ReportOptions& options) {
  records::v1::GetRecordRequest request;
  request.set_record_id(options.record);
  ASSIGN_OR_RETURN(const auto response, session.Call(&RecordsService::Stub::GetRecord, request));
  for (const auto& attempt : response.record().attempts()) {
    if (attempt.number() == options.attempt) return attempt;
  }
  const int attempts = response.record().attempts_size();
  return UsageError(
      absl::StrCat("--attempt: diisi ", options.attempt, ", tetapi ", options.record, " mempunyai ", attempts,
                   " percobaan (blangko records show ", options.record, ")"),
      absl::StrCat("--attempt: got ", options.attempt, ", but ", options.record, " has ", attempts,
                   " attempts (blangko records show ", options.record, ")"));
}

scheduler::v1::ReportOutcomesRequest RequestOf(Session& session, const ReportOptions& options,
                                               const records::v1::Attempt& attempt,
                                               scheduler::v1::Outcome outcome) {
  scheduler::v1::ReportOutcomesRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_station_id(attempt.station_id());
  request.set_station_cannot(options.station_cannot);
  scheduler::v1::OutcomeReport& report = *request.add_outcomes();
  report.set_seq((session.rng().Next() >> 1) | 1);  // people's facts have no journal that counts them
  report.set_record_id(options.record);
  report.set_attempt(options.attempt);
  report.set_outcome(outcome);
  report.set_evidence(scheduler::v1::EVIDENCE_OPERATOR);
  report.set_reason(options.cause);
  report.set_envelope(options.envelope);
  report.set_printer_id(attempt.printer_id());
  return request;
}

Table Reported(const ReportOptions& options, const scheduler::v1::OutcomeResult& result) {
  return {.key = "reported",
          .title = "",
          .columns = {{"record_id", "Nomor"},
                      {"attempt", "Ke"},
                      {"state", "Status", Kind::kCode},
                      {"late", "Terlambat", Kind::kYesNo},
                      {"incident", "Perlu ditindaklanjuti", Kind::kYesNo}},
          .rows = {{options.record, std::to_string(options.attempt), EnumCell(result.state()),
                    RawYesNo(result.late()), RawYesNo(result.incident())}},
          .single = true};
}

// Why the outcome was not booked, as a refusal of the whole call would be.
absl::Status RefusedItem(const scheduler::v1::OutcomeResult& result) {
  google::rpc::Status details;
  details.set_code(result.error_code());
  details.set_message(result.error_message());
  google::rpc::ErrorInfo info;
  info.set_reason(result.error_reason());
  details.add_details()->PackFrom(info);
  google::rpc::LocalizedMessage localized;
  localized.set_message(result.error_message_id());
  details.add_details()->PackFrom(localized);
  return FromDetails(details);
}

absl::Status NoCause() {
  return UsageError("--cause: diisi \"\", seharusnya penyebabnya: GAGAL_ENCODE, GAGAL_CETAK, CACAT",
                    "--cause: got \"\", want the cause: GAGAL_ENCODE, GAGAL_CETAK, CACAT");
}

// Somebody who has the card in hand says what the station cannot say any more.
absl::Status Report(Session& session, ReportOptions options) {
  ASSIGN_OR_RETURN(const CardName card, ParseCard(options.record, options.attempt));
  options.record = card.record_id;
  options.attempt = card.attempt;
  ASSIGN_OR_RETURN(const auto outcome,
                   ParseOneOf("--outcome", options.outcome,
                              {scheduler::v1::OUTCOME_PRINTED, scheduler::v1::OUTCOME_SPOILED,
                               scheduler::v1::OUTCOME_UNCERTAIN}));
  if (outcome == scheduler::v1::OUTCOME_SPOILED && options.cause.empty()) return NoCause();
  ASSIGN_OR_RETURN(const records::v1::Attempt attempt, FindAttempt(session, options));
  const auto request = RequestOf(session, options, attempt, outcome);
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::ReportOutcomes, request));
  const scheduler::v1::OutcomeResult& result = response.results(0);
  if (!result.booked()) return RefusedItem(result);
  session.Print({Reported(options, result)});
  return absl::OkStatus();
}

void AddReport(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ReportOptions>();
  auto* report =
      menu.Add(group, "report", "Say what became of a card whose station cannot, after looking at the card",
               [options](Session& session) { return Report(session, *options); });
  report->add_option("record", options->record, "Record, or RECORD/ATTEMPT")->required();
  report->add_option("--attempt", options->attempt, "Number of the attempt (jobs list)");
  report->add_option("--outcome", options->outcome, "PRINTED, SPOILED or UNCERTAIN")->required();
  report->add_flag("--station-cannot", options->station_cannot,
                   "The station is alive, but it cannot report this card");
  report->add_option("--cause", options->cause, "Of a spoil: GAGAL_ENCODE, GAGAL_CETAK, CACAT …");
  report->add_option("--envelope", options->envelope,
                     "Of UNCERTAIN: number of the envelope with what was taken out of the printer");
}

}  // namespace

void AddJobsCommands(Menu& menu) {
  auto* group = menu.Group("jobs", "Work that stations hold, and doubtful cards");
  auto options = std::make_shared<ListOptions>();
  auto* list = menu.Add(group, "list", "Granted, permitted and doubtful work",
                        [options](Session& session) { return List(session, *options); });
  list->add_option("--site", options->site);
  list->add_option("--station", options->station);
  list->add_option("--state", options->states, "GRANTED, STARTED, OFFLINE, UNCERTAIN; may be repeated");
  AddReport(menu, group);
  AddJobsDecisions(menu, group);
}

}  // namespace blangko::cli
