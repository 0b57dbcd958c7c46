// StationClock: whether the date of the station's machine can be right, and the person who confirms it.
//
// What is known to be right: the time of the journal's newest entry, and the newest time that the server told. A machine
// that lies before it, or implausibly far past it (base/trusted_clock.h), begins no new card until its time is plausible
// again or a person has said that it is right. What is written meanwhile carries the last time known to be right.
// A confirmation makes the entries before it say nothing of the time any more: they may have been dated by a wrong clock.
// Failure: of the disk. Threads: one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/trusted_clock.h"
#include "blangko/station/v1/notes.pb.h"
#include "printer/parts/agent_part.h"
#include "printer/parts/note_file.h"
#include "services/refusal/words.h"

namespace blangko::printer {

// How far the time told by the server may grow before it is written down again.
inline constexpr absl::Duration kHeardTimeStep = absl::Minutes(10);

class StationClock : public AgentPart {
 public:
  // `machine` outlives it. An empty directory: nothing is kept, for tests.
  static absl::StatusOr<std::unique_ptr<StationClock>> Open(const std::string& directory,
                                                            const Clock& machine);

  // The clock for everything that is written. Before Learn it takes the machine's word.
  const Clock& clock() const { return clock_; }
  // Once, before anything is appended: the journal's newest entry.
  void Learn(uint64_t last_seq, absl::Time newest_time);

  TrustedClock::Reading Read() const { return clock_.Read(); }
  const station::v1::ClockNote& note() const { return note_; }

  // A person has compared the machine's time with a clock that is right. Durable when it returns; INVALID_ARGUMENT
  // without a name.
  absl::Status Confirm(std::string_view by, uint64_t journal_seq);

  std::optional<Hindrance> Hinders() override;
  absl::StatusOr<bool> Take(const printers::v1::HeartbeatResponse& response) override;

 private:
  StationClock(const std::string& path, const Clock& machine) : file_(path), clock_(machine, {}) {}

  const NoteFile file_;
  TrustedClock clock_;
  station::v1::ClockNote note_;
  bool logged_trust_ = true;
};

// Why it is not believed, in words; empty when it is.
std::string ClockTrouble(const TrustedClock::Reading& reading, Language language);

}  // namespace blangko::printer
