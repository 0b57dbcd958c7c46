// CardEncoder is whatever writes or reads the chip of the blank that is about to be printed.
//
// Blangko does not personalise the chip: it holds no keys and hands over no personal data. An encoder is told which
// attempt it is for and answers what became of the blank; what goes onto the chip it takes from its own source.
// LookAtBlank touches nothing. From Begin until Poll ends, the blank may be touched:
//   done       the chip is written (or read), with its UID where the hardware tells it
//   failed     certain: the chip could not be written, the blank is spoiled (gagal encode)
//   untouched  certain: nothing reached the blank, it can be used for another card
//   unknown    nobody can say; only this one stands for "perhaps"
// Time: every call answers at once. Poll ends within the encoder's own limit. Threads: one.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "printer/journal/journal_state.h"

namespace blangko::printer {

inline constexpr absl::Duration kEncodeTimeMax = absl::Minutes(5);  // no encoder may be given longer

// The blank that the next card would be made of.
struct BlankView {
  enum class State { kLooking, kReady, kNone, kDown };
  State state = State::kLooking;
  std::string uid = {};  // of kReady, where it can be read before
  std::string why = {};  // of kDown
};

struct EncodeProgress {
  enum class State { kBusy, kDone, kFailed, kUntouched, kUnknown };
  State state = State::kBusy;
  std::string uid = {};     // of done, or of failed where it was read
  std::string reason = {};  // of all but done: a word in capitals
};

class CardEncoder {
 public:
  virtual ~CardEncoder() = default;

  virtual std::string_view name() const = 0;  // command, pcsc or simulated
  virtual BlankView LookAtBlank() = 0;
  virtual void Begin(const AttemptKey& card) = 0;
  virtual EncodeProgress Poll() = 0;
};

}  // namespace blangko::printer
