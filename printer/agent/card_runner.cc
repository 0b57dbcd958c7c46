#include "printer/agent/card_runner.h"

#include <algorithm>

#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal/journal_entries.h"

namespace blangko::printer {
namespace {

using scheduler::v1::Outcome;

constexpr absl::Duration kLookPauseMin = absl::Milliseconds(1);
constexpr absl::Duration kChipPause = absl::Milliseconds(100);
constexpr absl::Duration kLookPauseAfterError = absl::Seconds(2);
constexpr char kNoAnswer[] = "DEVICE_UNKNOWN";  // the device could not say what became of the card
constexpr char kUnverified[] = "TRANSPORT_UNVERIFIED";
constexpr char kStopped[] = "STATION_STOPPED";

bool PrintsAgain() { return Planted("resend-after-crash") || Planted("assisted-shown-again-after-restart"); }

Outcome OutcomeOf(CardProgress::State state) {
  switch (state) {
    case CardProgress::State::kDone: return scheduler::v1::OUTCOME_PRINTED;
    case CardProgress::State::kError: return scheduler::v1::OUTCOME_SPOILED;
    default: return scheduler::v1::OUTCOME_UNCERTAIN;
  }
}

CardProgress Busy(absl::Duration look_again_after) {
  CardProgress progress;
  progress.look_again_after = look_again_after;
  return progress;
}

CardProgress Unknown(const char* reason) {
  CardProgress progress;
  progress.state = CardProgress::State::kUnknown;
  progress.reason = reason;
  return progress;
}

}  // namespace

absl::StatusOr<CardStep> CardRunner::Begin(const AttemptKey& card, CardImage image) {
  card_ = card;
  image_ = std::move(image);
  waited_ = absl::ZeroDuration();
  const bool intent_first = !Planted("intent-after-act");
  if (intent_first) RETURN_IF_ERROR(WriteIntent(card));
  absl::StatusOr<DeviceJob> job = device_.CreateJob(card);
  if (!job.ok()) return EndNotPrinted(job.status());
  job_ = *std::move(job);
  if (intent_first && !Planted("job-entry-after-send")) RETURN_IF_ERROR(WriteJob(card, job_));
  if (blanks_ == nullptr) return SendPicture();
  blanks_->Begin(card);
  encoding_ = true;
  return Look();
}

absl::StatusOr<CardStep> CardRunner::LookAtChip() {
  const ChipVerdict verdict = blanks_->Poll(*card_);
  if (verdict.step == ChipVerdict::Step::kWait)
    return CardStep{.outcome = {}, .look_again_after = kChipPause};
  encoding_ = false;
  const bool entry_first = !Planted("encode-entry-after-send");
  if (verdict.encoded && entry_first) RETURN_IF_ERROR(WriteEncoded(verdict));
  if (verdict.step != ChipVerdict::Step::kPrint) return EndByChip(verdict);
  ASSIGN_OR_RETURN(const CardStep step, SendPicture());
  if (!entry_first && card_.has_value()) RETURN_IF_ERROR(WriteEncoded(verdict));
  return step;
}

// The job is still without its picture; the printer shall drop it.
absl::StatusOr<CardStep> CardRunner::EndByChip(const ChipVerdict& verdict) {
  device_.Forget(job_);
  const bool spoiled = verdict.step == ChipVerdict::Step::kSpoiled;
  return End(spoiled ? scheduler::v1::OUTCOME_SPOILED : scheduler::v1::OUTCOME_UNCERTAIN,
             scheduler::v1::EVIDENCE_DRIVER, verdict.reason, verdict.uid);
}

absl::StatusOr<CardStep> CardRunner::SendPicture() {
  const absl::Status sent = device_.Send(job_, image_);
  image_ = {};
  return sent.ok() ? Look() : EndByDevice(Unknown(kNoAnswer));
}

absl::StatusOr<CardStep> CardRunner::Look() {
  if (encoding_) return LookAtChip();
  absl::StatusOr<CardProgress> progress = device_.Poll(job_);
  if (absl::IsNotFound(progress.status())) return EndByDevice(Unknown(kNoAnswer));
  if (!progress.ok()) progress = Busy(kLookPauseAfterError);
  if (progress->state != CardProgress::State::kBusy) return EndByDevice(*progress);
  if (waited_ >= kCardTimeMax && !device_.asks_person()) return EndByDevice(Unknown("NO_END"));
  const absl::Duration pause = std::max(progress->look_again_after, kLookPauseMin);
  waited_ += pause;
  return CardStep{.outcome = {}, .look_again_after = pause};
}

absl::StatusOr<CardStep> CardRunner::GiveUp() { return EndByDevice(Unknown(kStopped)); }

absl::Status CardRunner::WriteIntent(const AttemptKey& card) {
  const Attempt* attempt = journal_.state().Find(card);
  if (PrintsAgain() && attempt != nullptr && attempt->intent) return absl::OkStatus();
  Entry entry = EntryFor(card, printer_id_);
  entry.mutable_print_intent()->set_card_counter(device_.Status().card_counter);
  if (blanks_ != nullptr) entry.mutable_print_intent()->set_blank_uid(blanks_->uid());
  return journal_.AppendAndSync(std::move(entry));
}

absl::Status CardRunner::WriteJob(const AttemptKey& card, const DeviceJob& job) {
  const Attempt* attempt = journal_.state().Find(card);
  if (PrintsAgain() && attempt != nullptr && attempt->job) return absl::OkStatus();
  Entry entry = EntryFor(card, printer_id_);
  entry.mutable_printer_job()->set_job_id(job.job_id);
  entry.mutable_printer_job()->set_printer_uuid(job.printer_uuid);
  entry.mutable_printer_job()->set_up_time_seconds(job.up_time_seconds);
  return journal_.AppendAndSync(std::move(entry));
}

absl::Status CardRunner::WriteEncoded(const ChipVerdict& verdict) {
  Entry entry = EntryFor(*card_, printer_id_);
  entry.mutable_encoded()->set_blank_uid(verdict.uid);
  entry.mutable_encoded()->set_encoder(std::string(blanks_->encoder()));
  return journal_.AppendAndSync(std::move(entry));
}

absl::StatusOr<CardStep> CardRunner::EndNotPrinted(const absl::Status& why) {
  Log(LogLevel::kWarning, "station.no_printer_job",
      {{"record", card_->record_id}, {"attempt", card_->attempt}, {"why", ToStd(why.message())}});
  RETURN_IF_ERROR(journal_.Append(TombstoneEntry(*card_, printer_id_)));
  return End(scheduler::v1::OUTCOME_NOT_PRINTED, scheduler::v1::EVIDENCE_JOURNAL, "PRINTER_TOOK_NO_JOB");
}

absl::StatusOr<CardStep> CardRunner::EndByDevice(const CardProgress& progress) {
  if (Planted("intent-after-act")) {
    RETURN_IF_ERROR(WriteIntent(*card_));
    RETURN_IF_ERROR(WriteJob(*card_, job_));
  }
  if (Planted("job-entry-after-send")) RETURN_IF_ERROR(WriteJob(*card_, job_));
  device_.Forget(job_);
  if (!progress.by.empty()) return EndByPerson(progress);
  if (progress.state == CardProgress::State::kUnknown) {
    return End(scheduler::v1::OUTCOME_UNCERTAIN, scheduler::v1::EVIDENCE_DRIVER, progress.reason);
  }
  RETURN_IF_ERROR(WriteReport(progress));
  if (progress.unverified) {
    return End(scheduler::v1::OUTCOME_UNCERTAIN, scheduler::v1::EVIDENCE_DRIVER, kUnverified);
  }
  const bool done = progress.state == CardProgress::State::kDone;
  if (done && !TrustsDevice()) {
    RETURN_IF_ERROR(journal_.Sync());
    card_.reset();
    return CardStep{.outcome = {}, .look_again_after = absl::ZeroDuration(), .waits_for_look = true};
  }
  return End(done ? scheduler::v1::OUTCOME_PRINTED : scheduler::v1::OUTCOME_SPOILED,
             scheduler::v1::EVIDENCE_DRIVER, progress.reason);
}

absl::StatusOr<CardStep> CardRunner::EndByPerson(const CardProgress& word) {
  const Outcome outcome = OutcomeOf(word.state);
  Entry entry = OutcomeEntry(*card_, printer_id_, outcome, scheduler::v1::EVIDENCE_OPERATOR, word.reason);
  entry.mutable_card_outcome()->set_operator_(word.by);
  RETURN_IF_ERROR(journal_.AppendAndSync(std::move(entry)));
  card_.reset();
  return CardStep{.outcome = outcome, .look_again_after = absl::ZeroDuration()};
}

bool CardRunner::TrustsDevice() const {
  const Attempt* attempt = journal_.state().Find(*card_);
  return Planted("untrusted-driver-prints") || (attempt != nullptr && attempt->driver_trusted);
}

absl::Status CardRunner::WriteReport(const CardProgress& progress) {
  Entry entry = EntryFor(*card_, printer_id_);
  station::v1::DeviceReport& report = *entry.mutable_device_report();
  report.set_done(progress.state == CardProgress::State::kDone);
  report.set_reason(progress.reason);
  report.set_card_counter(progress.card_counter);
  report.set_unverified(progress.unverified);
  return journal_.Append(std::move(entry));
}

absl::StatusOr<CardStep> CardRunner::End(Outcome outcome, scheduler::v1::Evidence evidence,
                                         std::string_view reason, std::string_view blank_uid) {
  Entry entry = OutcomeEntry(*card_, printer_id_, outcome, evidence, reason);
  entry.mutable_card_outcome()->set_blank_uid(std::string(blank_uid));
  RETURN_IF_ERROR(journal_.AppendAndSync(std::move(entry)));
  card_.reset();
  return CardStep{.outcome = outcome, .look_again_after = absl::ZeroDuration()};
}

}  // namespace blangko::printer
