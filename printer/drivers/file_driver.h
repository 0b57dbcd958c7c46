// FileDriver "prints" cards as PNG files into a tray directory: for demos, tests and campaigns.
//
// A card takes a simulated time; chosen records, or every n-th card, always spoil.
// Failure: as Device; NOT_FOUND from Poll for a job of an earlier process. Threads: one.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "printer/agent/device.h"
#include "printer/drivers/tray.h"

namespace blangko::printer {

struct FileDriverConfig {
  absl::Duration card_time;             // how long a card takes
  std::set<std::string> spoil_records;  // every card of these fails
  int spoil_every = 0;                  // every n-th card fails; 0 = none
};

class FileDriver : public Device {
 public:
  FileDriver(FileDriverConfig config, Tray tray, const Clock& clock)
      : config_(std::move(config)), tray_(std::move(tray)), clock_(clock) {}

  std::string_view driver() const override { return "file"; }
  int nominal_per_hour() const override;
  DeviceStatus Status() override;
  absl::StatusOr<DeviceJob> CreateJob(const AttemptKey& card) override;
  absl::Status Send(const DeviceJob& job, const CardImage& image) override;
  absl::StatusOr<CardProgress> Poll(const DeviceJob& job) override;

 private:
  struct Card {
    AttemptKey key;
    std::string job_id;
    absl::Time begun = absl::InfiniteFuture();  // until it is sent
  };
  bool Spoils(const AttemptKey& card) const;

  const FileDriverConfig config_;
  Tray tray_;
  const Clock& clock_;
  std::optional<Card> card_;  // the one in hand
};

}  // namespace blangko::printer
