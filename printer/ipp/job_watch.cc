#include "printer/ipp/job_watch.h"

#include <algorithm>
#include <utility>

#include "base/planted.h"

namespace blangko::printer {
namespace {

// Printers count whole seconds, and their clocks are not the best.
constexpr int64_t kUpTimeSlackSeconds = 3;
constexpr int64_t kUpTimeSlackPart = 50;  // and one fiftieth of the time

// "media-jam" rather than what the job says of itself.
std::string CauseOf(const JobLook& look) {
  if (!look.printer.reasons.empty()) return look.printer.reasons.front();
  const std::vector<std::string>& reasons = look.job->reasons;
  return reasons.empty() || reasons.front() == "none" ? "JOB_ENDED_EARLY" : reasons.front();
}

bool HasErrors(const JobFacts& job) {
  return std::find(job.reasons.begin(), job.reasons.end(), "job-completed-with-errors") != job.reasons.end();
}

}  // namespace

JobWatch::JobWatch(JobFacts made, const PrinterFacts& printer)
    : made_(std::move(made)),
      printer_uuid_(printer.uuid),
      up_time_(printer.up_time_seconds),
      unverified_((printer.spooler && !Planted("queue-word-believed")) || printer.uuid.empty() ||
                  printer.up_time_seconds < 0),
      newest_up_time_(printer.up_time_seconds) {}

// Why this may not be the job that was made; empty when it is.
std::string JobWatch::Doubt(const JobLook& look) const {
  if (Planted("ipp-trusts-reused-job-id")) return "";
  if (look.printer.uuid != printer_uuid_) return "PRINTER_CHANGED";
  const int64_t waited = absl::ToInt64Seconds(look.since_made);
  const int64_t least = up_time_ + waited - kUpTimeSlackSeconds - waited / kUpTimeSlackPart;
  if (up_time_ >= 0 && look.printer.up_time_seconds < std::max(least, newest_up_time_)) {
    return "PRINTER_RESTARTED";
  }
  if (absl::IsNotFound(look.job.status())) return "JOB_UNKNOWN";
  if (!look.job.ok()) return "";
  const bool same_uuid = made_.uuid.empty() || look.job->uuid == made_.uuid;
  return same_uuid && look.job->name == made_.name ? "" : "JOB_OF_ANOTHER";
}

void JobWatch::EndUnknown(const std::string& why) {
  if (progress_.state != CardProgress::State::kBusy) return;
  progress_.state = CardProgress::State::kUnknown;
  progress_.reason = why;
}

void JobWatch::TakeLook(const JobLook& look) {
  if (progress_.state != CardProgress::State::kBusy) return;
  if (look.transfer == Transfer::kGoing && Planted("ipp-resends-after-lost-reply")) return;
  const std::string doubt = Doubt(look);
  if (!doubt.empty()) return EndUnknown(doubt);
  newest_up_time_ = look.printer.up_time_seconds;
  if (!look.job.ok()) return;
  if (made_.uuid.empty()) made_.uuid = look.job->uuid;
  progress_.card_counter = look.printer.card_counter;
  if (look.job->state == JobFacts::State::kAborted) return EndUnknown(CauseOf(look));
  if (look.job->state != JobFacts::State::kCompleted || look.transfer == Transfer::kGoing) return;
  if (HasErrors(*look.job)) return EndUnknown("COMPLETED_WITH_ERRORS");
  progress_.state = CardProgress::State::kDone;
  progress_.unverified = unverified_;
}

}  // namespace blangko::printer
