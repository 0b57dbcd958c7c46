#include "services/journal_file/recovery_code.h"

#include "base/typed_code.h"

namespace blangko::journal_file {
namespace {

constexpr size_t kLength = 8;
constexpr size_t kRandomBytes = 5;

}  // namespace

std::string NewRecoveryCode(Rng& rng) {
  std::string random;
  for (size_t i = 0; i < kRandomBytes; ++i) random += static_cast<char>(rng.Below(256));
  return InFours(TypedCodeFrom(random, kLength), '-');
}

std::string RecoveryCodeOf(std::string_view typed) {
  const std::string clean = CleanTypedCode(typed);
  return IsTypedCode(clean, kLength) ? InFours(clean, '-') : "";
}

}  // namespace blangko::journal_file
