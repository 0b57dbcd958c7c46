#include "services/records/hold_reason.h"

#include <algorithm>
#include <array>

namespace blangko::records {
namespace {

constexpr std::array<std::string_view, 9> kToBeLookedAt = {
    kHoldDuplicate, kHoldNikMismatch, kHoldNotOnList, kHoldSpoils,          kHoldLatePrinted,
    kHoldLateDoubt, kHoldDied,        kHoldMoved,     kHoldDuplicatePerson,
};

}  // namespace

bool NeedsLook(std::string_view hold_reason) {
  return std::find(kToBeLookedAt.begin(), kToBeLookedAt.end(), hold_reason) != kToBeLookedAt.end();
}

bool NeedsCard(std::string_view hold_reason) {
  return hold_reason == kHoldLatePrinted || hold_reason == kHoldLateDoubt;
}

}  // namespace blangko::records
