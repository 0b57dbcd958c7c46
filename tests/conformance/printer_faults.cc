#include "tests/conformance/printer_faults.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using Act = PrinterFault::Act;
using Card = PrinterFault::Card;
using support::Wire;
using Cannot = std::function<std::string(CardStage)>;

Act Order(const std::string& order) {
  return [order](FaultRig& rig) { EXPECT_OK(rig.printer().Tell(order)); };
}

std::string Always(CardStage) { return ""; }

// The order is for the card that is on its way.
std::string UntilTheCardIsOut(CardStage stage) {
  return stage == CardStage::kCardOut ? "the card is out" : "";
}

std::string BeforeABlankIsPicked(CardStage stage) {
  return stage >= CardStage::kPrinting ? "the blank is picked" : "";
}

std::string NotWithEve(CardStage) { return "ippeveprinter cannot"; }

PrinterFault ByOrder(const std::string& name, const std::string& order, Cannot cannot) {
  return {name, Card::kGoesOn, false, Order(order), nullptr, std::move(cannot), nullptr};
}

PrinterFault Lack(const std::string& name, Kind kind, const std::string& order, const std::string& mend,
                  const std::string& reason) {
  if (kind == Kind::kPappl) return {name, Card::kWaits, true, Order(order), Order(mend), Always, nullptr};
  return {name, Card::kWaits, false, Order("lack " + reason), Order("go"), BeforeABlankIsPicked, nullptr};
}

// Of a cover ippeveprinter was seen to say nothing for a minute, and then everything at once.
PrinterFault CoverOpen(Kind kind) {
  const auto is_late = [](CardStage) -> std::string { return "ippeveprinter says it late, or not"; };
  if (kind == Kind::kEve) return {"cover open", Card::kGoesOn, false, nullptr, nullptr, is_late, nullptr};
  return Lack("cover open", kind, "cover open", "cover closed", "cover-open");
}

PrinterFault Stopped(Kind kind) {
  if (kind == Kind::kEve) return {"stopped", Card::kGoesOn, false, nullptr, nullptr, NotWithEve, nullptr};
  return {"stopped", Card::kWaits, true, Order("stop"), Order("resume"), Always, nullptr};
}

PrinterFault PowerOff() {
  return {"power off",
          Card::kIsCutOff,
          true,
          [](FaultRig& rig) { rig.printer().PowerOff(); },
          [](FaultRig& rig) { EXPECT_OK(rig.printer().Start()); },
          Always,
          nullptr};
}

void SwitchOffAndOn(FaultRig& rig) {
  rig.printer().PowerOff();
  EXPECT_OK(rig.printer().Start());
}

// A printer that was just switched on gives the card the number that it will give again.
PrinterFault NumbersBeginAgain() {
  return {"restart, job numbers begin again, another station prints",
          Card::kGoesOn,
          false,
          [](FaultRig& rig) {
            SwitchOffAndOn(rig);
            rig.PrintForOtherStation("other");
          },
          nullptr,
          Always,
          SwitchOffAndOn};
}

PrinterFault ChangedIdentity(Kind kind) {
  if (kind == Kind::kEve) {
    return {"changed identity (uuid)", Card::kGoesOn, false, nullptr, nullptr, NotWithEve, nullptr};
  }
  const auto become = [](const std::string& name) {
    return [name](FaultRig& rig) {
      rig.printer().PowerOff();
      rig.pappl().Swap(name);
      EXPECT_OK(rig.printer().Start());
    };
  };
  return {"changed identity (uuid)", Card::kGoesOn, false,  become("renamed"),
          become("printer"),         Always,        nullptr};
}

PrinterFault Swapped() {
  return {"swapped for another printer",
          Card::kGoesOn,
          false,
          [](FaultRig& rig) { rig.SwapForAnother(); },
          [](FaultRig& rig) { rig.SwapBack(); },
          Always,
          nullptr};
}

PrinterFault Speaks(const std::string& name, Wire::Speech speech) {
  return {name,
          Card::kIsCutOff,
          true,
          [speech](FaultRig& rig) { rig.wire().Speak(speech); },
          [](FaultRig& rig) { rig.wire().Speak(Wire::Speech::kThrough); },
          Always,
          nullptr};
}

PrinterFault Refuses() {
  return {"refused connection",
          Card::kIsCutOff,
          true,
          [](FaultRig& rig) { rig.wire().Unplug(); },
          [](FaultRig& rig) { rig.wire().Plug(); },
          Always,
          nullptr};
}

// Whoever holds the other end is gone without a word; in the end the connection is found to be dead.
PrinterFault HalfOpen() {
  return {"half-open connection",
          Card::kStalls,
          false,
          nullptr,
          [](FaultRig& rig) { rig.wire().LetGo(Wire::End::kCut); },
          Always,
          nullptr};
}

}  // namespace

std::vector<PrinterFault> FaultsOf(Kind kind) {
  const bool pappl = kind == Kind::kPappl;
  const std::string next = pappl ? "next " : "";
  PrinterFault jam = ByOrder("jam", next + "jam", UntilTheCardIsOut);
  if (pappl) jam.mend = Order("clear");
  PrinterFault low = ByOrder("ribbon low", "ribbon 5", pappl ? Cannot(Always) : Cannot(UntilTheCardIsOut));
  if (pappl) low.mend = Order("ribbon 100");
  PrinterFault slow = ByOrder("slow", "slow 400", pappl ? Cannot(Always) : Cannot(UntilTheCardIsOut));
  if (pappl) slow.mend = Order("slow 0");
  return {Lack("empty hopper", kind, "empty", "load 60 L9", "media-empty"),
          jam,
          low,
          Lack("ribbon out", kind, "ribbon 0", "ribbon 100", "marker-supply-empty"),
          CoverOpen(kind),
          Stopped(kind),
          PowerOff(),
          ByOrder("double feed", next + "double-feed", UntilTheCardIsOut),
          ByOrder("\"done\" without a card", next + "wrong-done", BeforeABlankIsPicked),
          slow,
          NumbersBeginAgain(),
          Speaks("garbage answers", Wire::Speech::kRubbish),
          Speaks("hangs, answers nothing", Wire::Speech::kNothing),
          ChangedIdentity(kind),
          Swapped(),
          Refuses(),
          HalfOpen()};
}

}  // namespace blangko::printer
