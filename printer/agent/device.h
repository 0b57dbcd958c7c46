// Device is one card printer: CreateJob, then Send, then Poll until the card is done.
//
// CreateJob tells the printer nothing that could move a card. From the first byte of Send on a blank may be spent:
// every error of Send or Poll leaves it open whether a card came out. A device never prints a card twice by
// itself.
// Time:    Status, Send and Poll answer at once, CreateJob within kCreateJobTimeMax: a device whose printer may keep
//          it waiting talks to it on a thread of its own, and Send only begins the transfer.
// Failure: CreateJob UNAVAILABLE, nothing happened; Send and Poll any code, see above; Poll NOT_FOUND when the
//          printer does not know the job (it restarted). Threads: one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "printer/face/card_image.h"
#include "printer/journal/journal_state.h"

namespace blangko::printer {

inline constexpr absl::Duration kCreateJobTimeMax = absl::Seconds(15);

// What a printer uses up besides blanks.
struct Supply {
  enum class Kind { kRibbon, kFilm, kOther };
  std::string name;
  Kind kind = Kind::kOther;
  int percent = -1;         // -1 = not told
  int64_t cards_left = -1;  // -1 = not told
};

struct DeviceStatus {
  bool ready = true;                 // could print a card now
  std::vector<std::string> reasons;  // IPP printer-state-reasons without suffix
  int64_t card_counter = -1;         // cards since it was made; -1 = has no counter
  std::vector<Supply> supplies;
  int64_t jobs = -1;  // that the printer has not ended, of whomever; -1 = not told
};

// How the printer knows a job; what the journal keeps (J2).
struct DeviceJob {
  std::string job_id;
  std::string printer_uuid;
  int64_t up_time_seconds = 0;
};

struct CardProgress {
  // Unknown: nobody will ever know from the printer; a person must look.
  enum class State { kBusy, kDone, kError, kUnknown };
  State state = State::kBusy;
  std::string reason;  // of an error: the cause of the spoil; of unknown: why
  int64_t card_counter = -1;
  absl::Duration look_again_after;  // while busy
  bool unverified = false;  // done or error is the word of a spooler: no proof, whatever the policy trusts
  std::string by = {};      // who said so: a person's look at the card, not the word of a machine
};

class Device {
 public:
  virtual ~Device() = default;

  virtual std::string_view driver() const = 0;  // ipp, assisted or file
  virtual int nominal_per_hour() const = 0;
  virtual DeviceStatus Status() = 0;

  virtual absl::StatusOr<DeviceJob> CreateJob(const AttemptKey& card) = 0;
  virtual absl::Status Send(const DeviceJob& job, const CardImage& image) = 0;
  virtual absl::StatusOr<CardProgress> Poll(const DeviceJob& job) = 0;
  // The card has ended for the station; a printer that still holds the job shall drop it.
  virtual void Forget(const DeviceJob&) {}

  // True when a person prints the card elsewhere and says here what became of it: then nothing limits the time, and
  // Hear takes what the person says. NOT_FOUND for a card that is not in hand.
  virtual bool asks_person() const { return false; }
  virtual absl::Status Hear(const AttemptKey&, const CardProgress&) {
    return absl::NotFoundError("this printer asks nobody");
  }
};

}  // namespace blangko::printer
