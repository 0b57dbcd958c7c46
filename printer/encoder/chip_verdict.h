// What an encoder's word means for the card that it works for. Pure.
//
// The job exists at the printer, no byte of the picture has left. From here on nothing but SPOILED and UNCERTAIN ends the
// attempt without a card (reliability: only an intent without a job is NOT_PRINTED):
//   done, on the blank that was looked at     the picture may be sent
//   done or failed, on another blank          UNCERTAIN (BLANK_CHANGED): two blanks are in question
//   done, on a blank that was used or blocked UNCERTAIN (UID_USED, UID_BLOCKED): the blank must be taken out
//   failed                                    SPOILED (GAGAL_ENCODE)
//   untouched, unknown                        UNCERTAIN with the encoder's reason: its word alone gives no blank back
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "printer/encoder/card_encoder.h"

namespace blangko::printer {

struct ChipVerdict {
  enum class Step { kWait, kPrint, kSpoiled, kDoubt };
  Step step = Step::kWait;
  bool encoded = false;     // the encoder has said that it wrote the chip: J3
  std::string uid = {};     // of the blank that was touched, where it is known
  std::string reason = {};  // of kSpoiled and kDoubt
};

// `looked_at`: the UID in J1, "" where it could not be read.
ChipVerdict Judge(const EncodeProgress& progress, std::string_view looked_at);

}  // namespace blangko::printer
