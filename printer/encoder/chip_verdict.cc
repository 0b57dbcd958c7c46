#include "printer/encoder/chip_verdict.h"

namespace blangko::printer {
namespace {

using State = EncodeProgress::State;
using Step = ChipVerdict::Step;

constexpr char kSpoiled[] = "GAGAL_ENCODE";
constexpr char kChanged[] = "BLANK_CHANGED";

}  // namespace

ChipVerdict Judge(const EncodeProgress& progress, std::string_view looked_at) {
  if (progress.state == State::kBusy) return {};
  const bool known = !progress.uid.empty();
  const bool changed = known && !looked_at.empty() && progress.uid != looked_at;
  ChipVerdict verdict{.step = Step::kDoubt,
                      .encoded = progress.state == State::kDone,
                      .uid = known ? progress.uid : std::string(looked_at),
                      .reason = changed ? kChanged : progress.reason};
  if (changed) return verdict;
  if (progress.state == State::kDone) verdict.step = Step::kPrint;
  if (progress.state == State::kFailed) {
    verdict.step = Step::kSpoiled;
    verdict.reason = kSpoiled;
  }
  return verdict;
}

}  // namespace blangko::printer
