#include "printer/card_runner.h"

#include <algorithm>

#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal_entries.h"

namespace blangko::printer {
namespace {

using scheduler::v1::Outcome;

constexpr absl::Duration kLookPauseMin = absl::Milliseconds(1);
constexpr absl::Duration kLookPauseAfterError = absl::Seconds(2);
constexpr char kNoAnswer[] = "DEVICE_UNKNOWN";  // the device could not say what became of the card

CardProgress Busy(absl::Duration look_again_after) {
  CardProgress progress;
  progress.look_again_after = look_again_after;
  return progress;
}

}  // namespace

absl::StatusOr<Outcome> CardRunner::Print(const AttemptKey& card, const CardImage& image) {
  const bool intent_first = !Planted("intent-after-act");
  if (intent_first) RETURN_IF_ERROR(WriteIntent(card));
  const absl::StatusOr<DeviceJob> job = device_.CreateJob(card);
  if (!job.ok()) return EndNotPrinted(card, job.status());
  if (intent_first) RETURN_IF_ERROR(WriteJob(card, *job));
  const absl::Status sent = device_.Send(*job, image);
  const CardProgress progress = sent.ok() ? LookUntilDone(*job) : CardProgress();
  if (!intent_first) {
    RETURN_IF_ERROR(WriteIntent(card));
    RETURN_IF_ERROR(WriteJob(card, *job));
  }
  return EndByDevice(card, progress);
}

absl::Status CardRunner::WriteIntent(const AttemptKey& card) {
  const Attempt* attempt = journal_.state().Find(card);
  if (Planted("resend-after-crash") && attempt != nullptr && attempt->intent) return absl::OkStatus();
  Entry entry = EntryFor(card, printer_id_);
  entry.mutable_print_intent()->set_card_counter(device_.Status().card_counter);
  return journal_.AppendAndSync(std::move(entry));
}

absl::Status CardRunner::WriteJob(const AttemptKey& card, const DeviceJob& job) {
  const Attempt* attempt = journal_.state().Find(card);
  if (Planted("resend-after-crash") && attempt != nullptr && attempt->job) return absl::OkStatus();
  Entry entry = EntryFor(card, printer_id_);
  entry.mutable_printer_job()->set_job_id(job.job_id);
  entry.mutable_printer_job()->set_printer_uuid(job.printer_uuid);
  entry.mutable_printer_job()->set_up_time_seconds(job.up_time_seconds);
  return journal_.AppendAndSync(std::move(entry));
}

// Busy as the answer means: nobody knows.
CardProgress CardRunner::LookUntilDone(const DeviceJob& job) {
  absl::Duration waited;
  while (waited < kCardTimeMax) {
    absl::StatusOr<CardProgress> progress = device_.Poll(job);
    if (absl::IsNotFound(progress.status())) break;
    if (!progress.ok()) progress = Busy(kLookPauseAfterError);
    if (progress->state != CardProgress::State::kBusy) return *progress;
    const absl::Duration pause = std::max(progress->look_again_after, kLookPauseMin);
    waiter_.Sleep(pause);
    waited += pause;
  }
  return CardProgress();
}

absl::StatusOr<Outcome> CardRunner::EndNotPrinted(const AttemptKey& card, const absl::Status& why) {
  Log(LogLevel::kWarning, "station.no_printer_job",
      {{"record", card.record_id}, {"attempt", card.attempt}, {"why", ToStd(why.message())}});
  RETURN_IF_ERROR(journal_.Append(TombstoneEntry(card, printer_id_)));
  return End(card, scheduler::v1::OUTCOME_NOT_PRINTED, scheduler::v1::EVIDENCE_JOURNAL,
             "PRINTER_TOOK_NO_JOB");
}

absl::StatusOr<Outcome> CardRunner::EndByDevice(const AttemptKey& card, const CardProgress& progress) {
  if (progress.state == CardProgress::State::kBusy) {
    return End(card, scheduler::v1::OUTCOME_UNCERTAIN, scheduler::v1::EVIDENCE_DRIVER, kNoAnswer);
  }
  const bool done = progress.state == CardProgress::State::kDone;
  Entry entry = EntryFor(card, printer_id_);
  entry.mutable_device_report()->set_done(done);
  entry.mutable_device_report()->set_reason(progress.reason);
  entry.mutable_device_report()->set_card_counter(progress.card_counter);
  RETURN_IF_ERROR(journal_.Append(std::move(entry)));
  return End(card, done ? scheduler::v1::OUTCOME_PRINTED : scheduler::v1::OUTCOME_SPOILED,
             scheduler::v1::EVIDENCE_DRIVER, progress.reason);
}

absl::StatusOr<Outcome> CardRunner::End(const AttemptKey& card, Outcome outcome,
                                        scheduler::v1::Evidence evidence, std::string_view reason) {
  RETURN_IF_ERROR(journal_.AppendAndSync(OutcomeEntry(card, printer_id_, outcome, evidence, reason)));
  return outcome;
}

}  // namespace blangko::printer
