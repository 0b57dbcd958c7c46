// CardRunner takes one permitted card through the printer, with a durable journal entry before every physical act.
//
// J1 intent, CreateJob, J2 job, the chip where there is an encoder, J3 encoded, Send, look until done, J4 device,
// J5 outcome: PRINTED on the word of a device that the policy trusts, SPOILED on any device's or encoder's word,
// NOT_PRINTED when the printer took no job, UNCERTAIN when nobody knows (encoder/chip_verdict.h) or the word is a
// spooler's. A card of a device that is not trusted ends with J4: it waits for a person's look (looks.h). Begin once,
// then Look as often as the steps say, until one has ended; none of them waits for the card or the chip. A device that
// asks a person ends with that person's word, as a look does.
// Failure: only of the journal; then the caller stops, and the restart rules settle the card. Threads: one.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "printer/agent/device.h"
#include "printer/encoder/blank_desk.h"
#include "printer/journal/journal.h"

namespace blangko::printer {

inline constexpr absl::Duration kCardTimeMax = absl::Minutes(10);  // then a card is UNCERTAIN

// How far a card is: its outcome, or that it waits for a person's look, or when to look again.
struct CardStep {
  std::optional<scheduler::v1::Outcome> outcome;
  absl::Duration look_again_after;
  bool waits_for_look = false;
};

class CardRunner {
 public:
  // `blanks`: null where there is no encoder.
  CardRunner(std::string printer_id, Journal& journal, Device& device, BlankDesk* blanks = nullptr)
      : printer_id_(std::move(printer_id)), journal_(journal), device_(device), blanks_(blanks) {}

  // The card that is in the printer.
  const std::optional<AttemptKey>& card() const { return card_; }

  absl::StatusOr<CardStep> Begin(const AttemptKey& card, CardImage image);
  absl::StatusOr<CardStep> Look();
  // Nobody will say any more what became of the card in hand: UNCERTAIN.
  absl::StatusOr<CardStep> GiveUp();

 private:
  absl::StatusOr<CardStep> LookAtChip();
  absl::StatusOr<CardStep> EndByChip(const ChipVerdict& verdict);
  absl::StatusOr<CardStep> SendPicture();
  absl::Status WriteEncoded(const ChipVerdict& verdict);
  absl::Status WriteIntent(const AttemptKey& card);
  absl::Status WriteJob(const AttemptKey& card, const DeviceJob& job);
  absl::StatusOr<CardStep> EndNotPrinted(const absl::Status& why);
  absl::StatusOr<CardStep> EndByDevice(const CardProgress& progress);
  absl::StatusOr<CardStep> EndByPerson(const CardProgress& word);
  absl::Status WriteReport(const CardProgress& progress);
  bool TrustsDevice() const;
  absl::StatusOr<CardStep> End(scheduler::v1::Outcome outcome, scheduler::v1::Evidence evidence,
                               std::string_view reason, std::string_view blank_uid = "");

  const std::string printer_id_;
  Journal& journal_;
  Device& device_;
  BlankDesk* const blanks_;
  std::optional<AttemptKey> card_;
  CardImage image_;  // of that card, until it was sent
  bool encoding_ = false;
  DeviceJob job_;          // of that card
  absl::Duration waited_;  // for that card
};

}  // namespace blangko::printer
