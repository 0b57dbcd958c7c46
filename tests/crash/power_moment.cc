#include "tests/crash/power_moment.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/printers/ipp_operation.h"
#include "tests/support/wait.h"

namespace blangko::crash {
namespace {

using printer_sim::CallsOf;
using printer_sim::IppOperation;
using support::Wire;

constexpr absl::Duration kReachLimit = absl::Seconds(15);
constexpr absl::Duration kGrantLimit = absl::Seconds(2);  // longer than a pull waits for work
constexpr int kGrantTries = 6;
constexpr size_t kDocumentBytes =
    8 * 1024;  // that have arrived in the middle of a document, and up to so many more

// A call that speaks of this record; a heartbeat may come before it.
Wire::Meant Names(const std::string& record) {
  return [record](std::string_view sent) -> std::optional<bool> {
    if (sent.find(record) == std::string_view::npos) return std::nullopt;
    return true;
  };
}

}  // namespace

absl::Status PowerMoment::Arm() {
  Wire& wire = scene_.printer_wire();
  switch (step()) {
    case PowerStep::kIntent: wire.HoldAt({Wire::Way::kThere, CallsOf(IppOperation::kCreateJob), 0}); break;
    case PowerStep::kJobMade: wire.HoldAt({Wire::Way::kBack, CallsOf(IppOperation::kCreateJob), 0}); break;
    case PowerStep::kJobNoted:
      wire.HoldAt({Wire::Way::kThere, CallsOf(IppOperation::kSendDocument), 0});
      break;
    case PowerStep::kInDocument:
      wire.HoldAt({Wire::Way::kThere, CallsOf(IppOperation::kSendDocument),
                   kDocumentBytes + static_cast<size_t>(rng_.Below(kDocumentBytes))});
      break;
    case PowerStep::kPrinting: return scene_.printer().HoldAt("printing");
    case PowerStep::kCardOut: return scene_.printer().HoldAt("out");
    case PowerStep::kPermitted: scene_.server_wire().HoldAt({Wire::Way::kBack, nullptr, 0}); break;
    default: break;
  }
  return absl::OkStatus();
}

bool PowerMoment::Reach() {
  switch (step()) {
    case PowerStep::kPermitted: return ReachPermitted();
    case PowerStep::kPrinting: return scene_.printer().WaitAt("printing", kReachLimit);
    case PowerStep::kCardOut: return scene_.printer().WaitAt("out", kReachLimit);
    case PowerStep::kWaits: return ReachWaits();
    case PowerStep::kLooked:
    case PowerStep::kReported: return ReachWaits() && ReachAfterLook();
    default: return scene_.printer_wire().WaitUntilHeld(kReachLimit);
  }
}

// A reply without a card may be held instead; then the station has to ask once more.
bool PowerMoment::ReachPermitted() {
  Wire& wire = scene_.server_wire();
  const auto permitted = [this] { return RecordIs(records::v1::RECORD_STATE_STARTED); };
  for (int i = 0; i < kGrantTries; ++i) {
    if (support::WaitUntil(permitted, kGrantLimit)) return wire.WaitUntilHeld(kReachLimit);
    wire.LetGo();
    wire.HoldAt({Wire::Way::kBack, nullptr, 0});
  }
  return false;
}

bool PowerMoment::ReachWaits() {
  const auto waits = [this] {
    const auto cards = scene_.station().WaitingCards();
    return cards.ok() && std::any_of(cards->begin(), cards->end(), [this](const std::string& card) {
             return absl::StartsWith(card, record_ + "/");
           });
  };
  return support::WaitUntil(waits, kReachLimit);
}

bool PowerMoment::ReachAfterLook() {
  Wire& wire = scene_.server_wire();
  const bool booked = step() == PowerStep::kReported;
  wire.HoldAt({booked ? Wire::Way::kBack : Wire::Way::kThere, Names(record_), 0});
  if (!person_.LookAtWaiting()) return false;
  const auto printed = [this] { return RecordIs(records::v1::RECORD_STATE_PRINTED); };
  if (booked && !support::WaitUntil(printed, kReachLimit)) return false;
  return wire.WaitUntilHeld(kReachLimit);
}

bool PowerMoment::RecordIs(records::v1::RecordState state) {
  const auto record = scene_.office().GetRecord(record_);
  return record.ok() && record->state() == state;
}

void PowerMoment::LetGo(const PowerOff& off) {
  const auto end_of = [this](bool an_end_is_off) {
    return an_end_is_off && rng_.OneIn(2) ? Wire::End::kCut : Wire::End::kPass;
  };
  scene_.printer_wire().LetGo(end_of(off.printer || off.station));
  scene_.server_wire().LetGo(end_of(off.server || off.station));
  const bool printer_holds = step() == PowerStep::kPrinting || step() == PowerStep::kCardOut;
  if (printer_holds && !off.printer) scene_.printer().Tell("go").IgnoreError();
}

}  // namespace blangko::crash
