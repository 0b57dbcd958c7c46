// Doubts: the cards of which nobody knows whether they came out, and what people do about them. Two acts, not one:
//
//   Clear    takes what was in the printer into a numbered envelope; then the next card may go
//   Decide   says, after somebody has opened the envelope, that the card is good or spoiled
//
// Both are facts for the server, with the name of who did it. That nothing was printed, or that the card is missing,
// takes two persons at the server; what they decided is learned from the server (Learn), and Drop takes such a card off
// this station's list when its envelope is emptied. What somebody finds after that can be said all the same: the server
// books it late.
// Failure: INVALID_ARGUMENT for an act without name, envelope or cause, for another UID than the journal's, for a good
//          card whose chip the journal knows and nobody read, and for a card that nobody had found in the printer and
//          of which nobody says where it lay; NOT_FOUND for a card that is not in doubt, or an envelope where nothing is
//          to be cleared; ALREADY_EXISTS when it is in another envelope or was
//          decided otherwise here; ABORTED while the printer still shows a job, or waits to be cleared; else of the disk.
//          The same act again is OK and writes nothing.
// Threads: one, the journal's.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "printer/journal/journal.h"

namespace blangko::printer {

inline constexpr int64_t kJobsNotTold = -1;

struct Clearing {
  std::string printer_id;
  AttemptKey card;  // empty = the one that blocks the printer
  std::string envelope;
  bool nothing_found = false;  // in the printer: then there is no envelope
  bool no_job_left = false;    // as the person saw; counts when the printer does not tell
  std::string by;
};

struct Decision {
  AttemptKey card;
  scheduler::v1::Outcome outcome = scheduler::v1::OUTCOME_UNSPECIFIED;  // PRINTED or SPOILED
  std::string cause;                                                    // of a spoil: one of kSpoilCauses
  std::string blank_uid;                                                // hex, or empty
  std::string by;
  bool other_uid = false;     // read again: it is another chip than the journal names
  std::string envelope = {};  // that it was found in, where none was written down
  std::string found_at = {};  // where it lay, when nothing was in the printer
};

// How a doubt ended at the server, as the server told it.
struct DecidedThere {
  AttemptKey card;
  scheduler::v1::Outcome outcome = scheduler::v1::OUTCOME_UNSPECIFIED;
  std::string cause;  // of a spoil
};

class Doubts {
 public:
  explicit Doubts(Journal& journal) : journal_(journal) {}

  // `jobs_in_printer`: what the printer itself says, or kJobsNotTold. All are durable when they return OK; true when
  // it is new.
  absl::StatusOr<bool> Clear(const Clearing& clearing, int64_t jobs_in_printer);
  absl::StatusOr<bool> Decide(const Decision& decision);
  absl::StatusOr<bool> Drop(const AttemptKey& card, const std::string& by);
  // True when it is new; what this station does not doubt is passed over.
  absl::StatusOr<bool> Learn(const DecidedThere& decided);

  // A number for the next envelope, "dinas-1-1130-2": the station's second one of 30 November. Of a long id the end.
  std::string NextEnvelope(const std::string& station, absl::Time now, absl::TimeZone zone) const;

 private:
  absl::StatusOr<bool> ClearDoubt(const Doubt& doubt, const Clearing& clearing);
  absl::Status CheckFound(const Doubt& doubt, const Decision& decision) const;
  absl::Status WriteEnvelope(const Doubt& doubt, const Clearing& clearing);
  bool IsTaken(const std::string& envelope) const;

  Journal& journal_;
};

}  // namespace blangko::printer
