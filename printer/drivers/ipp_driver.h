// IppDriver prints on a card printer that speaks IPP, without a spooler between.
//
// One thread looks at the printer and at the card in hand, again and again; another sends a card, which may take as
// long as the printer likes. So Status, Send and Poll answer at once with what is known. What cannot be known ends as
// unknown (job_watch.h), and nothing is ever sent twice. Jobs of this owner that nobody follows any more (the station
// died, a card was given up) are cancelled; until none is left the printer is not ready.
// A print queue of CUPS is taken for a printer that does not know what it says: its cards need a person's look.
// Failure: as Device; Open INVALID_ARGUMENT for a wrong address. Threads: one, besides its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/stop_flag.h"
#include "printer/agent/device.h"
#include "printer/ipp/ipp_client.h"
#include "printer/ipp/job_watch.h"
#include "printer/ipp/supply_source.h"

namespace blangko::printer {

struct IppDriverConfig {
  std::string uri;
  std::string owner;  // whose jobs these are, for the printer: one per station
  absl::Duration busy_look = absl::Milliseconds(500);  // while a card is in hand
  absl::Duration idle_look = absl::Seconds(2);
  absl::Duration answer_within = absl::Seconds(4);
  int ribbon_cards = 0;  // cards of a full ribbon, for printers that tell percent alone; 0 = not known
  int film_cards = 0;
};

class IppDriver : public Device {
 public:
  // Looks at the printer once; one that does not answer is not ready. `more_supplies` is asked when the printer
  // tells of none by IPP; may be null.
  static absl::StatusOr<std::unique_ptr<IppDriver>> Open(IppDriverConfig config,
                                                         std::unique_ptr<SupplySource> more_supplies);
  ~IppDriver() override;

  std::string_view driver() const override { return "ipp"; }
  int nominal_per_hour() const override;
  DeviceStatus Status() override;
  absl::StatusOr<DeviceJob> CreateJob(const AttemptKey& card) override;
  absl::Status Send(const DeviceJob& job, const CardImage& image) override;
  absl::StatusOr<CardProgress> Poll(const DeviceJob& job) override;
  void Forget(const DeviceJob& job) override;

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;
  // A card between CreateJob and Forget.
  struct Hand {
    std::string job_id;
    JobWatch watch;
    SteadyTime made;
    std::string media;
    Transfer transfer = Transfer::kGoing;
    StopFlag given_up;
  };

  IppDriver(IppDriverConfig config, IppAddress address, std::unique_ptr<SupplySource> more_supplies);
  void Watch();
  void LookOnce();
  void TakeLook(Hand& hand, SteadyTime asked_at, const PrinterFacts& printer, absl::StatusOr<JobFacts> job);
  void TakePrinter(const absl::StatusOr<PrinterFacts>& printer, bool card_in_hand);
  void ShowSupplies();
  void AskForSupplies();
  void FillCardsLeft(std::vector<Supply>& supplies) const;
  void CancelLeftovers();
  void Transmit(const std::shared_ptr<Hand>& hand, const std::string& raster);
  absl::Status SendAgain(Hand& hand, const std::string& raster);
  bool IsInHand(const DeviceJob& job) const;
  CallLimits Limits() const { return {config_.answer_within, &stop_}; }

  const IppDriverConfig config_;
  const IppClient client_;
  const std::unique_ptr<SupplySource> more_supplies_;  // used by the watching thread alone
  SteadyTime supplies_asked_;                          // likewise

  std::mutex cancelling_;  // held while old jobs are cancelled, and while one is made

  mutable std::mutex mutex_;  // guards all below, never held over a call
  std::condition_variable look_now_;
  bool look_wanted_ = false;
  DeviceStatus status_;
  PrinterFacts newest_;
  std::shared_ptr<Hand> hand_;
  bool cancel_moving_ = false;  // of the leftovers, also what the printer works on
  SupplyReport asked_;          // what more_supplies_ said

  StopFlag stop_;
  std::thread watcher_;
  std::thread sender_;
};

}  // namespace blangko::printer
