// AssistedDriver is for offices whose operator prints in the ministry's application: from Send on the station's page
// shows whom to print, and the operator says what became of the card.
//
// No machine ever says that a card came out: Poll is busy until Hear has brought a person's word, and that word is the
// look. After a restart it knows no card any more, so none is shown twice.
// Failure: as Device. Threads: one.
#pragma once

#include <optional>
#include <string_view>

#include "printer/agent/device.h"

namespace blangko::printer {

class AssistedDriver : public Device {
 public:
  std::string_view driver() const override { return "assisted"; }
  int nominal_per_hour() const override;
  DeviceStatus Status() override { return {}; }
  absl::StatusOr<DeviceJob> CreateJob(const AttemptKey& card) override;
  absl::Status Send(const DeviceJob& job, const CardImage& image) override;
  absl::StatusOr<CardProgress> Poll(const DeviceJob& job) override;
  void Forget(const DeviceJob& job) override;
  bool asks_person() const override { return true; }
  absl::Status Hear(const AttemptKey& card, const CardProgress& word) override;

 private:
  struct Card {
    AttemptKey key;
    bool shown = false;
    std::optional<CardProgress> word;
  };
  bool IsInHand(const DeviceJob& job) const;

  std::optional<Card> card_;
};

}  // namespace blangko::printer
