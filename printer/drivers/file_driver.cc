#include "printer/drivers/file_driver.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "printer/face/png_writer.h"

namespace blangko::printer {
namespace {

constexpr int kFastestPerHour = 3600;  // what a printer without simulated time is said to do
constexpr absl::Duration kLookPauseMax = absl::Milliseconds(200);

}  // namespace

int FileDriver::nominal_per_hour() const {
  if (config_.card_time < absl::Seconds(1)) return kFastestPerHour;
  return static_cast<int>(absl::Hours(1) / config_.card_time);
}

DeviceStatus FileDriver::Status() {
  DeviceStatus status;
  status.card_counter = static_cast<int64_t>(tray_.blanks_spent());
  return status;
}

absl::StatusOr<DeviceJob> FileDriver::CreateJob(const AttemptKey& card) {
  card_ = Card{card, absl::StrCat(card.record_id, "/", card.attempt), absl::InfiniteFuture()};
  return DeviceJob{card_->job_id, "file", 0};
}

absl::Status FileDriver::Send(const DeviceJob& job, const CardImage& image) {
  if (!card_.has_value() || card_->job_id != job.job_id)
    return absl::NotFoundError("file driver: no such job");
  ASSIGN_OR_RETURN(const std::string png, EncodePng(image));
  RETURN_IF_ERROR(tray_.Begin(card_->key, png));
  card_->begun = clock_.Now();
  return absl::OkStatus();
}

absl::StatusOr<CardProgress> FileDriver::Poll(const DeviceJob& job) {
  if (!card_.has_value() || card_->job_id != job.job_id)
    return absl::NotFoundError("file driver: no such job");
  CardProgress progress;
  const absl::Duration left = card_->begun + config_.card_time - clock_.Now();
  if (left > absl::ZeroDuration()) {
    progress.look_again_after = std::min(left, kLookPauseMax);
    return progress;
  }
  const bool good = !Spoils(card_->key);
  RETURN_IF_ERROR(tray_.Finish(good));
  progress.state = good ? CardProgress::State::kDone : CardProgress::State::kError;
  if (!good) progress.reason = "GAGAL_CETAK";
  progress.card_counter = static_cast<int64_t>(tray_.blanks_spent());
  card_.reset();
  return progress;
}

bool FileDriver::Spoils(const AttemptKey& card) const {
  if (config_.spoil_records.contains(card.record_id)) return true;
  return config_.spoil_every > 0 && tray_.blanks_spent() % static_cast<uint64_t>(config_.spoil_every) == 0;
}

}  // namespace blangko::printer
