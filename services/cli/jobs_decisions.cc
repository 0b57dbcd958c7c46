#include "services/cli/jobs_decisions.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/errors.h"
#include "services/cli/record_tables.h"
#include "services/cli/second_person.h"

namespace blangko::cli {
namespace {

using scheduler::v1::SchedulerService;

struct ResolveOptions {
  scheduler::v1::ResolveJobRequest request;
  uint32_t attempt = 0;
  std::string outcome, evidence;
  std::vector<std::string> counts;
};

// The request without its PIN.
absl::StatusOr<scheduler::v1::ResolveJobRequest> RequestOf(const ResolveOptions& options) {
  scheduler::v1::ResolveJobRequest request = options.request;
  ASSIGN_OR_RETURN(const CardName card, ParseCard(options.request.record_id(), options.attempt));
  request.set_record_id(card.record_id);
  request.set_attempt(card.attempt);
  ASSIGN_OR_RETURN(const auto outcome,
                   ParseOneOf("--outcome", options.outcome,
                              {scheduler::v1::OUTCOME_PRINTED, scheduler::v1::OUTCOME_SPOILED,
                               scheduler::v1::OUTCOME_NOT_PRINTED, scheduler::v1::OUTCOME_CARD_MISSING}));
  request.set_outcome(outcome);
  if (!options.evidence.empty()) {
    ASSIGN_OR_RETURN(const auto evidence,
                     ParseEnum<scheduler::v1::NotPrintedEvidence>("--evidence", options.evidence));
    request.set_evidence(evidence);
  }
  ASSIGN_OR_RETURN(const auto counts, ParseLots("--count", options.counts));
  for (const LotCount& count : counts) {
    scheduler::v1::CountedLot& added = *request.add_counts();
    added.set_lot(count.lot);
    added.set_blank_count(count.count);
  }
  return request;
}

bool TakesTwo(scheduler::v1::Outcome outcome) {
  return outcome == scheduler::v1::OUTCOME_NOT_PRINTED || outcome == scheduler::v1::OUTCOME_CARD_MISSING;
}

absl::Status Resolve(Session& session, const ResolveOptions& options) {
  ASSIGN_OR_RETURN(auto request, RequestOf(options));
  request.set_request_id(session.NewRequestId());
  PinSource pins(session.options().pin_file, session.language());
  if (TakesTwo(request.outcome())) RETURN_IF_ERROR(AskOwnPin(session, pins, *request.mutable_pin()));
  RETURN_IF_ERROR(pins.CheckAllUsed());
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::ResolveJob, request));
  if (response.has_proposal()) return PrintProposal(session, response.proposal());
  Table table = RecordList();
  AddRecord(table, response.record());
  session.Print({table});
  return absl::OkStatus();
}

struct RejectOptions {
  scheduler::v1::RejectCardRequest request;
  uint32_t attempt = 0;
};

// "gagal-cetak", as people type, is GAGAL_CETAK.
std::string CauseOf(const std::string& typed) {
  return absl::StrReplaceAll(absl::AsciiStrToUpper(typed), {{"-", "_"}});
}

absl::Status Reject(Session& session, const RejectOptions& options) {
  scheduler::v1::RejectCardRequest request = options.request;
  ASSIGN_OR_RETURN(const CardName card, ParseCard(options.request.record_id(), options.attempt));
  request.set_record_id(card.record_id);
  request.set_attempt(card.attempt);
  request.set_cause(CauseOf(options.request.cause()));
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::RejectCard, request));
  Table table = RecordList();
  AddRecord(table, response.record());
  session.Print({table});
  session.Say(
      "Simpan kartu ini di kotak kartu rusak kantor, terpisah dari kartu rusak di tempat cetak: hitungan hari "
      "tempat cetak hanya menghitung yang rusak di sana.",
      "Keep this card in the office's box of spoiled cards, apart from the station's: the day counts of a "
      "station are of what was spoiled there.");
  return absl::OkStatus();
}

void AddReject(Menu& menu, Menu::Command group) {
  auto chosen = std::make_shared<RejectOptions>();
  auto* reject =
      menu.Add(group, "reject", "Reject a printed card that turned out bad, before it is handed over",
               [chosen](Session& session) { return Reject(session, *chosen); });
  reject->add_option("record", *chosen->request.mutable_record_id(), "Record, or RECORD/ATTEMPT")->required();
  reject->add_option("--attempt", chosen->attempt, "Number of the attempt (records show)");
  reject->add_option("--cause", *chosen->request.mutable_cause(), "GAGAL_ENCODE, GAGAL_CETAK, CACAT …")
      ->required();
  reject->add_option("--uid", *chosen->request.mutable_blank_uid(), "Serial of the chip, if it was read");
  reject->add_option("--note", *chosen->request.mutable_note());
}

struct VoidOptions {
  std::string station, reason;
  std::vector<std::string> jobs;
};

// "R-1:2" is attempt 2 of R-1.
absl::StatusOr<scheduler::v1::JobRef> ParseJob(const std::string& word) {
  const size_t colon = word.rfind(':');
  uint32_t attempt = 0;
  if (colon == std::string::npos || !absl::SimpleAtoi(word.substr(colon + 1), &attempt)) {
    return UsageError(absl::StrCat("--job: \"", word, "\" bukan DATA:PERCOBAAN, misalnya R-1:2"),
                      absl::StrCat("--job: \"", word, "\" is not RECORD:ATTEMPT, such as R-1:2"));
  }
  scheduler::v1::JobRef job;
  job.set_record_id(word.substr(0, colon));
  job.set_attempt(attempt);
  return job;
}

absl::Status Void(Session& session, const VoidOptions& options) {
  scheduler::v1::VoidAttemptsRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_station_id(options.station);
  request.set_reason(options.reason);
  for (const std::string& word : options.jobs) {
    ASSIGN_OR_RETURN(*request.add_jobs(), ParseJob(word));
  }
  PinSource pins(session.options().pin_file, session.language());
  RETURN_IF_ERROR(AskOwnPin(session, pins, *request.mutable_pin()));
  RETURN_IF_ERROR(pins.CheckAllUsed());
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::VoidAttempts, request));
  return PrintProposal(session, response.proposal());
}

void AddVoid(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<VoidOptions>();
  auto* command = menu.Add(group, "void", "Give up what a lost station may print; takes two persons",
                           [options](Session& session) { return Void(session, *options); });
  command->add_option("station", options->station)->required();
  command->add_option("--job", options->jobs,
                      "A permission that ends: RECORD:ATTEMPT (jobs list --station); at most 20; none: the "
                      "station is switched off and no permission ends");
  command->add_option("--reason", options->reason, "What happened to the station")->required();
}

}  // namespace

void AddJobsDecisions(Menu& menu, Menu::Command group) {
  auto chosen = std::make_shared<ResolveOptions>();
  auto* resolve = menu.Add(group, "resolve", "Decide a doubtful card after looking for it",
                           [chosen](Session& session) { return Resolve(session, *chosen); });
  resolve->add_option("record", *chosen->request.mutable_record_id(), "Record, or RECORD/ATTEMPT")
      ->required();
  resolve->add_option("--attempt", chosen->attempt, "Number of the attempt (jobs list)");
  resolve
      ->add_option("--outcome", chosen->outcome,
                   "PRINTED or SPOILED, alone; NOT_PRINTED or CARD_MISSING, by two persons")
      ->required();
  resolve->add_option(
      "--reason", *chosen->request.mutable_reason(),
      "Of a spoil GAGAL_ENCODE, GAGAL_CETAK, CACAT …; by two persons, what was done to find out");
  resolve->add_option("--uid", *chosen->request.mutable_blank_uid(), "Serial of the chip, if it was read");
  resolve->add_option("--evidence", chosen->evidence,
                      "Of NOT_PRINTED: SAME_UID_SHOWN, or FULL_COUNT, which is weaker");
  resolve->add_option(
      "--count", chosen->counts,
      "Of FULL_COUNT: LOT:BLANKS, unused ones wherever they are; once for every lot of the site");
  resolve->add_option("--note", *chosen->request.mutable_note());
  AddReject(menu, group);
  AddVoid(menu, group);
}

}  // namespace blangko::cli
