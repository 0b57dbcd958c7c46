// Dictionary: the English of what the command line says in Indonesian: titles, headings, fixed sentences; and the
// Indonesian of its help, which the code says in English. The words of codes are in services/refusal/words.cc.
//
// Threads: any.
#pragma once

#include <span>
#include <string_view>

#include "services/refusal/words.h"

namespace blangko::cli {

// A title or sentence in the language asked for; unchanged when it is Indonesian, or not in the dictionary.
std::string_view Translated(std::string_view indonesian, Language language);

struct Entry {
  std::string_view indonesian;
  std::string_view english;
};
std::span<const Entry> AllEntries();
// Those of dictionary_more.cc.
std::span<const Entry> MoreEntries();

}  // namespace blangko::cli
