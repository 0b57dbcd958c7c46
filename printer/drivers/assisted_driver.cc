#include "printer/drivers/assisted_driver.h"

#include "absl/strings/str_cat.h"

namespace blangko::printer {
namespace {

constexpr int kUsualPerHour = 40;  // a person, two windows and a retransfer printer
constexpr absl::Duration kLookPause = absl::Milliseconds(500);
constexpr char kIdentity[] = "assisted";

std::string JobIdOf(const AttemptKey& card) { return absl::StrCat(card.record_id, "/", card.attempt); }

}  // namespace

int AssistedDriver::nominal_per_hour() const { return kUsualPerHour; }

absl::StatusOr<DeviceJob> AssistedDriver::CreateJob(const AttemptKey& card) {
  card_ = Card{card, false, std::nullopt};
  return DeviceJob{JobIdOf(card), kIdentity, 0};
}

absl::Status AssistedDriver::Send(const DeviceJob& job, const CardImage&) {
  if (!IsInHand(job)) return absl::NotFoundError("assisted driver: no such job");
  card_->shown = true;
  return absl::OkStatus();
}

absl::StatusOr<CardProgress> AssistedDriver::Poll(const DeviceJob& job) {
  if (!IsInHand(job)) return absl::NotFoundError("assisted driver: no such job");
  if (card_->word.has_value()) return *card_->word;
  CardProgress progress;
  progress.look_again_after = kLookPause;
  return progress;
}

void AssistedDriver::Forget(const DeviceJob& job) {
  if (IsInHand(job)) card_.reset();
}

absl::Status AssistedDriver::Hear(const AttemptKey& card, const CardProgress& word) {
  if (!card_.has_value() || card_->key != card || !card_->shown)
    return absl::NotFoundError(absl::StrCat("card ", JobIdOf(card), " is not to be printed now"));
  card_->word = word;
  return absl::OkStatus();
}

bool AssistedDriver::IsInHand(const DeviceJob& job) const {
  return card_.has_value() && JobIdOf(card_->key) == job.job_id;
}

}  // namespace blangko::printer
