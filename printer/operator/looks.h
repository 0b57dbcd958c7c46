// Looks: the cards that came out and wait for a person's look, and what people say of them. The station's command line
// and its page answer through this class; the agent counts what waits.
//
//   hasil baik -> PRINTED      rusak -> SPOILED with its cause      perlu diperiksa -> UNCERTAIN
//
// An answer is the card's outcome in the journal, with evidence OPERATOR and the person's name. A card waits until it
// is answered, also over restarts, and takes no place in the printer's window; at most one tray of cards waits.
// Failure: INVALID_ARGUMENT for an answer without a name or a cause, NOT_FOUND for a card that does not wait,
//          ALREADY_EXISTS for one that was answered otherwise (the same answer again is OK); else of the disk.
// Threads: one, the journal's.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "printer/journal/journal.h"
#include "services/refusal/words.h"

namespace blangko::printer {

inline constexpr int kLooksMax = 50;  // cards of one tray; the server takes no more for it

// What can be wrong with a card: gagal encode, gagal cetak, cacat.
inline constexpr std::array<const char*, 3> kSpoilCauses = {"GAGAL_ENCODE", "GAGAL_CETAK", "CACAT"};

struct LookAnswer {
  AttemptKey card;
  scheduler::v1::Outcome outcome = scheduler::v1::OUTCOME_UNSPECIFIED;  // PRINTED, SPOILED or UNCERTAIN
  std::string cause;                                                    // of a spoil: one of kSpoilCauses
  std::string by;                                                       // who looked
  bool nik_confirmed = false;  // what a device that asks a person wants with PRINTED (device.h)
};

class Looks {
 public:
  explicit Looks(Journal& journal) : journal_(journal) {}

  // In the order in which they came out.
  const std::vector<WaitingCard>& waiting() const { return journal_.state().waiting(); }

  // Durable when it returns OK. True when it is new, false when the same was said before.
  absl::StatusOr<bool> Answer(const LookAnswer& answer);

 private:
  Journal& journal_;
};

// NOT_FOUND for a card that nobody waits to see.
absl::Status NotWaiting(std::string_view card);
// Whether an answer says who looked, what was seen, and the cause of a spoil.
absl::Status CheckForm(const LookAnswer& answer);
// A spoil has a cause of kSpoilCauses, nothing else has one.
absl::Status CheckCause(scheduler::v1::Outcome outcome, const std::string& cause);
absl::Status AlreadyAnswered(const AttemptKey& card, const station::v1::CardOutcome& outcome);

// *Hasil baik*, *rusak (gagal cetak)*, *perlu diperiksa*: how people say it.
std::string WordsOf(scheduler::v1::Outcome outcome, std::string_view cause, Language language);

// GAGAL_CETAK for "gagal-cetak", as people type.
std::string CauseOf(const std::string& typed);

}  // namespace blangko::printer
