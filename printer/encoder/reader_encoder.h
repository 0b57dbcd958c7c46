// ReaderEncoder is a CardEncoder that only reads: the operator lays the blank on a chip reader, and its UID is bound to
// the card that is printed next. Nothing it does changes the blank, so it never fails and is never in doubt.
//
// The reader is asked again and again on a thread of its own; a reading is believed for kUidReadingAge. A reader that
// hangs leaves its thread behind when the station ends.
// Threads: one; the reader is used by its own alone.
#pragma once

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "base/clock.h"
#include "printer/encoder/card_encoder.h"
#include "printer/encoder/uid_reader.h"

namespace blangko::printer {

inline constexpr absl::Duration kUidReadEvery = absl::Milliseconds(250);
inline constexpr absl::Duration kUidReadingAge = absl::Seconds(3);

class ReaderEncoder : public CardEncoder {
 public:
  // `limit`: how long a blank may be away before the card is given back untouched. `steady` outlives all.
  ReaderEncoder(std::unique_ptr<UidReader> reader, absl::Duration limit, const Clock& steady);
  ~ReaderEncoder() override;

  std::string_view name() const override { return "pcsc"; }
  BlankView LookAtBlank() override;
  void Begin(const AttemptKey& card) override;
  EncodeProgress Poll() override;

 private:
  struct Shared;

  const std::shared_ptr<Shared> shared_;
  const absl::Duration limit_;
  const Clock& steady_;
  std::string expected_;  // the UID that LookAtBlank showed last
  uint64_t seen_ = 0;     // readings there were when the card began
  absl::Time begun_;
};

}  // namespace blangko::printer
