// BlankDesk: the blank that the next card would be made of, whether it may be used, and its chip.
//
// A blank is refused that was used for another card here, or that the server has blocked: it is set aside, no card is
// begun on it, and the next blank is asked for. Each one is logged once as an error and told with the heartbeats.
// Without a usable blank permitted jobs wait kBlankPatience, then they are given back. An encoder that is down gives them
// back at once. From Begin until Poll ends the encoder is left alone.
// Failure: none. Threads: one.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "absl/time/time.h"
#include "base/clock.h"
#include "printer/encoder/card_encoder.h"
#include "printer/encoder/chip_verdict.h"
#include "printer/journal/journal.h"
#include "printer/parts/agent_part.h"
#include "printer/parts/blocked_blanks.h"

namespace blangko::printer {

inline constexpr absl::Duration kBlankPatience = absl::Minutes(5);

// A blank that was refused, and why: UID_USED or UID_BLOCKED.
struct RefusedBlank {
  std::string uid;
  std::string why;
};

class BlankDesk : public AgentPart {
 public:
  // All outlive it.
  struct Parties {
    CardEncoder& encoder;
    const Journal& journal;
    const BlockedBlanks& blocked;
    const Clock& steady;
  };
  explicit BlankDesk(Parties parties) : p_(parties) {}

  // With nothing to hinder, uid() is that of the blank at hand; empty where it cannot be read before.
  std::optional<Hindrance> Hinders() override;
  const std::string& uid() const { return uid_; }
  std::string_view encoder() const { return p_.encoder.name(); }

  // The chip of that blank, for the card whose J2 is durable.
  void Begin(const AttemptKey& card);
  ChipVerdict Poll(const AttemptKey& card);

  // Blanks that were refused.
  const std::set<std::string>& set_aside() const { return set_aside_; }
  // The newest of them, until a blank lies there that may be used.
  const std::optional<RefusedBlank>& refused() const { return refused_; }

 private:
  std::string_view ObjectionTo(std::string_view uid, const AttemptKey* own) const;
  Hindrance WaitFor(std::string_view reason, std::string_view word);
  void NoteRefused(const std::string& uid, std::string_view why);
  void NoteDown(const std::string& why);

  Parties p_;
  std::string uid_;
  std::string begun_uid_;  // of the blank that the newest card was begun on
  bool encoding_ = false;
  std::set<std::string> set_aside_;  // of this run
  std::optional<RefusedBlank> refused_;
  std::optional<absl::Time> waits_since_;
  std::string down_;  // why, as it was logged
};

}  // namespace blangko::printer
