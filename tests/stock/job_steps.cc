// History: what print stations ask and say: grants, permissions, outcomes in time and late, chips.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/stock/history.h"

namespace blangko::proof {
namespace {

using scheduler::Scheduler;

struct Word {
  const char* name;
  scheduler::v1::Outcome outcome;
};
const std::array<Word, 6> kWords = {{{"PRINTED", scheduler::v1::OUTCOME_PRINTED},
                                     {"SPOILED", scheduler::v1::OUTCOME_SPOILED},
                                     {"PRINTED", scheduler::v1::OUTCOME_PRINTED},
                                     {"UNCERTAIN", scheduler::v1::OUTCOME_UNCERTAIN},
                                     {"SPOILED", scheduler::v1::OUTCOME_SPOILED},
                                     {"RELEASED", scheduler::v1::OUTCOME_RELEASED}}};

scheduler::v1::JobRef RefOf(const Job& job) {
  scheduler::v1::JobRef ref;
  ref.set_record_id(job.first);
  ref.set_attempt(job.second);
  return ref;
}

template <typename Request>
access::Act Sign(Request& request, access::Act act) {
  request.set_request_id(act.request_id);
  act.fingerprint = access::Fingerprint(request);
  return act;
}

// "" with the job in `text`, or why there is none.
template <typename Response>
std::string AnswerOfGrant(const absl::StatusOr<Response>& response, std::string& text) {
  if (!response.ok()) return AnswerOf(response.status());
  if (response->jobs().empty()) return response->empty_reason();
  const auto& job = response->jobs(0);
  text = absl::StrCat(job.record_id(), "/", job.attempt(), " ", job.lot());
  return "";
}

}  // namespace

std::string History::Grant(const Step& step) {
  const std::string& site = Pick(kPrintSites, step.office);
  if (step.choice % 5 != 0) {
    const std::string id = absl::StrCat("r", absl::Dec(++orders_, absl::kZeroPad4));
    if (const absl::Status added = at_.AddOrder(id, site, orders_); !added.ok()) return added.ToString();
    model_.AddOrder(id, site);
  }
  const bool permit = step.choice % 2 == 0;
  std::string got_job;
  std::string got;
  if (permit) {
    scheduler::v1::ExchangeJobsRequest request;
    request.set_station_id(StationOf(site));
    request.set_printer_id(kPrinter);
    request.set_max_jobs(1);
    const access::Act act = Sign(request, at_.StationAct(site));
    got = AnswerOfGrant(at_.scheduler.Exchange(act, request), got_job);
  } else {
    scheduler::v1::PullJobsRequest request;
    request.set_station_id(StationOf(site));
    request.set_printer_id(kPrinter);
    request.set_max_jobs(1);
    const access::Act act = Sign(request, at_.StationAct(site));
    got = AnswerOfGrant(at_.scheduler.Pull(act, request), got_job);
  }
  const Model::Grant want = model_.Take(site, permit);
  if (const std::string apart = Answered(got, want.answer); !apart.empty() || !got.empty()) return apart;
  return Differ("granted", got_job, absl::StrCat(want.job.first, "/", want.job.second, " ", want.lot));
}

std::string History::Start(const Step& step) {
  const std::vector<Job> jobs = Jobs();
  if (jobs.empty()) return "";
  const Job job = jobs[jobs.size() - 1 - static_cast<size_t>(step.choice) % std::min<size_t>(jobs.size(), 5)];
  const std::string site = model_.orders().at(job.first).site;
  scheduler::v1::StartJobsRequest request;
  request.set_station_id(StationOf(site));
  request.set_printer_id(kPrinter);
  *request.add_jobs() = RefOf(job);
  const access::Act act = Sign(request, at_.StationAct(site));
  const auto response = at_.scheduler.Start(act, request);
  if (!response.ok()) return AnswerOf(response.status());
  const auto& item = response->items(0);
  return Answered(item.permitted() ? "" : item.error().reason(), model_.Start(job));
}

std::string History::Release(const Step& step) {
  const std::vector<Job> jobs = Jobs();
  if (jobs.empty()) return "";
  const Job job = jobs[jobs.size() - 1 - static_cast<size_t>(step.choice) % std::min<size_t>(jobs.size(), 5)];
  const std::string site = model_.orders().at(job.first).site;
  scheduler::v1::ReleaseJobsRequest request;
  request.set_station_id(StationOf(site));
  *request.add_jobs() = RefOf(job);
  const access::Act act = Sign(request, at_.StationAct(site));
  const auto response = at_.scheduler.Release(act, request);
  if (!response.ok()) return AnswerOf(response.status());
  const auto& item = response->items(0);
  return Answered(item.released() ? "" : item.error().reason(), model_.Release(job));
}

// Of any attempt, at whatever time; with a chip of its own, one that was used before, or one that was burnt.
std::string History::Say(const Step& step) {
  const std::vector<Job> jobs = Jobs();
  if (jobs.empty()) return "";
  const Job job = jobs[jobs.size() - 1 - static_cast<size_t>(step.choice) % std::min<size_t>(jobs.size(), 6)];
  const Order& order = model_.orders().at(job.first);
  const bool begun = order.state == "STARTED" && order.tries.size() == job.second;
  Word word = Pick(kWords, step.other);
  if (std::string(word.name) == "RELEASED" && !begun) word = kWords[0];
  std::string uid;
  if (step.count % 3 == 1) uid = absl::StrFormat("04%012X", ++chips_);
  if (step.count % 3 == 2 && !model_.chips().empty())
    uid = std::next(model_.chips().begin(),
                    static_cast<ptrdiff_t>(static_cast<size_t>(step.choice) % model_.chips().size()))
              ->first;
  const bool released = word.outcome == scheduler::v1::OUTCOME_RELEASED;
  if (released) uid.clear();
  scheduler::v1::ReportOutcomesRequest request;
  request.set_station_id(StationOf(order.site));
  scheduler::v1::OutcomeReport& report = *request.add_outcomes();
  report.set_seq(static_cast<uint64_t>(++said_));
  report.set_record_id(job.first);
  report.set_attempt(job.second);
  report.set_outcome(word.outcome);
  report.set_evidence(released ? scheduler::v1::EVIDENCE_JOURNAL : scheduler::v1::EVIDENCE_OPERATOR);
  report.set_reason(word.outcome == scheduler::v1::OUTCOME_SPOILED ? "GAGAL_CETAK" : "");
  report.set_blank_uid(uid);
  report.set_printer_id(kPrinter);
  report.set_operator_("siti");
  const access::Act act = Sign(request, at_.StationAct(order.site));
  const auto response = at_.scheduler.Report(act, request);
  if (!response.ok()) return AnswerOf(response.status());
  const auto& result = response->results(0);
  std::string got = result.booked() ? "" : result.error_reason();
  model_.Say(job, word.name, uid);
  return Answered(got, "");  // a fact is never refused
}

}  // namespace blangko::proof
