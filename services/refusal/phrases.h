// Phrases: what validation says of a value ("at most 200 bytes"), in Indonesian. The code says it in English, once; the
// Indonesian sentence of the refusal takes it from this table.
//
// Threads: any.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace blangko {

// '#' stands for one word, whatever it is; the Indonesian side takes them in the same order.
struct Phrase {
  std::string_view english;
  std::string_view indonesian;
};

// `english` by the first of `phrases` that fits; nothing when none does.
std::optional<std::string> Rephrased(std::string_view english, std::span<const Phrase> phrases);

// The phrase of validation in Indonesian; unchanged when the table has none that fits.
std::string InIndonesian(std::string_view english);

}  // namespace blangko
