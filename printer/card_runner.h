// CardRunner takes one permitted card through the printer, with a durable journal entry before every physical act.
//
// J1 intent, CreateJob, J2 job, Send, look until done, J4 device, J5 outcome. It ends with an outcome in the
// journal: PRINTED or SPOILED on the device's word, NOT_PRINTED when the printer took no job, UNCERTAIN when
// nobody knows.
// Failure: only of the journal; then the caller stops, and the restart rules settle the card. Threads: one.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "printer/device.h"
#include "printer/journal.h"
#include "printer/waiter.h"

namespace blangko::printer {

inline constexpr absl::Duration kCardTimeMax = absl::Minutes(10);  // then a card is UNCERTAIN

class CardRunner {
 public:
  CardRunner(std::string printer_id, Journal& journal, Device& device, Waiter& waiter)
      : printer_id_(std::move(printer_id)), journal_(journal), device_(device), waiter_(waiter) {}

  absl::StatusOr<scheduler::v1::Outcome> Print(const AttemptKey& card, const CardImage& image);

 private:
  absl::Status WriteIntent(const AttemptKey& card);
  absl::Status WriteJob(const AttemptKey& card, const DeviceJob& job);
  CardProgress LookUntilDone(const DeviceJob& job);
  absl::StatusOr<scheduler::v1::Outcome> EndNotPrinted(const AttemptKey& card, const absl::Status& why);
  absl::StatusOr<scheduler::v1::Outcome> EndByDevice(const AttemptKey& card, const CardProgress& progress);
  absl::StatusOr<scheduler::v1::Outcome> End(const AttemptKey& card, scheduler::v1::Outcome outcome,
                                             scheduler::v1::Evidence evidence, std::string_view reason);

  const std::string printer_id_;
  Journal& journal_;
  Device& device_;
  Waiter& waiter_;
};

}  // namespace blangko::printer
