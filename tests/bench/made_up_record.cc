#include "tests/bench/made_up_record.h"

#include <cstddef>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace blangko::bench {
namespace {

constexpr size_t kBytes = 300;
constexpr std::string_view kLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

// A step of a congruential generator; its upper bits are even enough for letters.
uint64_t Next(uint64_t state) { return state * 6364136223846793005U + 1442695040888963407U; }

}  // namespace

std::string MadeUpRecord(uint64_t number) {
  std::string record = absl::StrCat("record=", number, "/");
  for (uint64_t state = Next(number); record.size() < kBytes; state = Next(state)) {
    record += kLetters[state >> 58];
  }
  return record;
}

}  // namespace blangko::bench
