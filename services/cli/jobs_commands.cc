// blangko jobs list|resolve: what stations may be printing, and doubtful cards.
#include <algorithm>
#include <memory>

#include "base/status_macros.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/record_tables.h"

namespace blangko::cli {
namespace {

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
                      {"state", "Status"},
                      {"site", "Tempat"},
                      {"station_id", "Tempat cetak"},
                      {"printer_id", "Pencetak"},
                      {"lot", "Lot"},
                      {"granted_time", "Diberikan", Kind::kTime},
                      {"started_time", "Diizinkan", Kind::kTime},
                      {"evidence", "Bukti"}},
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
                                TimeCell(job.granted_time()), TimeCell(job.started_time()), job.evidence()});
        }
        return true;
      }));
  session.Print({table});
  return absl::OkStatus();
}

struct ResolveOptions {
  scheduler::v1::ResolveJobRequest request;
  uint32_t attempt = 0;
  std::string outcome;
};

absl::Status Resolve(Session& session, const ResolveOptions& options) {
  auto request = options.request;
  request.set_request_id(session.NewRequestId());
  request.set_attempt(options.attempt);
  ASSIGN_OR_RETURN(const auto outcome, ParseEnum<scheduler::v1::Outcome>("--outcome", options.outcome));
  request.set_outcome(outcome);
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::ResolveJob, request));
  Table table = RecordList();
  AddRecord(table, response.record());
  session.Print({table});
  return absl::OkStatus();
}

}  // namespace

void AddJobsCommands(Menu& menu) {
  auto* group = menu.Group("jobs", "Work that stations hold, and doubtful cards (perlu diperiksa)");
  auto options = std::make_shared<ListOptions>();
  auto* list = menu.Add(group, "list", "Granted, permitted and doubtful work",
                        [options](Session& session) { return List(session, *options); });
  list->add_option("--site", options->site);
  list->add_option("--station", options->station);
  list->add_option("--state", options->states, "GRANTED, STARTED, OFFLINE, UNCERTAIN; may be repeated");
  auto chosen = std::make_shared<ResolveOptions>();
  auto* resolve = menu.Add(group, "resolve", "Decide a doubtful card after looking at it",
                           [chosen](Session& session) { return Resolve(session, *chosen); });
  resolve->add_option("record", *chosen->request.mutable_record_id())->required();
  resolve->add_option("--attempt", chosen->attempt, "Number of the attempt (jobs list)")->required();
  resolve->add_option("--outcome", chosen->outcome, "PRINTED or SPOILED")->required();
  resolve->add_option("--reason", *chosen->request.mutable_reason(), "GAGAL_ENCODE, GAGAL_CETAK, CACAT …");
  resolve->add_option("--uid", *chosen->request.mutable_blank_uid(), "Serial of the chip, if it was read");
  resolve->add_option("--note", *chosen->request.mutable_note());
}

}  // namespace blangko::cli
