#include "services/refusal/phrases.h"

#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/text.h"
#include "services/refusal/phrase_table.h"

namespace blangko {
namespace {

using Words = std::vector<std::string_view>;

Words Split(std::string_view text) {
  Words words;
  for (const absl::string_view word : absl::StrSplit(ToAbsl(text), ' ')) words.push_back(ToStd(word));
  return words;
}

// What stands for the '#' of `pattern` in `text`, or nothing when it does not fit. "#," takes a word with its comma.
std::optional<Words> Match(const Words& pattern, const Words& text) {
  if (pattern.size() != text.size()) return std::nullopt;
  Words taken;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const size_t hash = pattern[i].find('#');
    if (hash == std::string_view::npos) {
      if (pattern[i] != text[i]) return std::nullopt;
      continue;
    }
    const std::string_view before = pattern[i].substr(0, hash);
    const std::string_view after = pattern[i].substr(hash + 1);
    const bool fits = text[i].size() > before.size() + after.size() && text[i].starts_with(before) &&
                      text[i].ends_with(after);
    if (!fits) return std::nullopt;
    taken.push_back(text[i].substr(before.size(), text[i].size() - before.size() - after.size()));
  }
  return taken;
}

std::string Fill(std::string_view pattern, const Words& taken) {
  std::string filled;
  size_t next = 0;
  for (const char c : pattern) {
    if (c == '#' && next < taken.size()) {
      filled += taken[next++];
    } else {
      filled += c;
    }
  }
  return filled;
}

}  // namespace

std::optional<std::string> Rephrased(std::string_view english, std::span<const Phrase> phrases) {
  const Words text = Split(english);
  for (const Phrase& phrase : phrases) {
    if (const auto taken = Match(Split(phrase.english), text)) return Fill(phrase.indonesian, *taken);
  }
  return std::nullopt;
}

std::string InIndonesian(std::string_view english) {
  return Rephrased(english, PhraseTable()).value_or(std::string(english));
}

}  // namespace blangko
