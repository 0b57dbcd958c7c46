// The faults of a card printer, each by what makes it and what mends it, and at which steps which printer can have it.
//
// Threads: plain values.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/conformance/fault_rig.h"

namespace blangko::printer {

struct PrinterFault {
  using Act = std::function<void(FaultRig&)>;
  // What a card does that meets it.
  enum class Card {
    kGoesOn,    // nothing stops it
    kWaits,     // before its blank is picked it waits until the fault is mended; later nothing stops it
    kIsCutOff,  // the printer is not heard any more until it is mended
    kStalls,    // its connection stands still and nothing shows it
  };
  std::string name;
  Card card = Card::kGoesOn;
  bool shows_before = false;  // the printer says so before it has a card
  Act strike;
  Act mend;
  // Why that printer cannot have it at that stage; empty when it can.
  std::function<std::string(CardStage)> cannot;
  Act before;  // a card that is to meet it
};

// In the order of the table.
std::vector<PrinterFault> FaultsOf(Kind kind);

}  // namespace blangko::printer
