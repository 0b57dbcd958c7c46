// Words: what people call the codes of the API ("NOT_READY", "DIED", "media-jam"), in both languages. Programs switch on
// codes; screens and sentences say these words.
//
// One code may mean different things: PROCESSING is a step of the ministry's ladder, and what a printer does. Whoever
// knows more asks with what the code is of, as in WordOf("state", "PROCESSING", …): "state:PROCESSING" counts before
// "PROCESSING".
// Threads: any.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace blangko {

enum class Language { kIndonesian, kEnglish };

// "id" or "en".
std::string_view CodeOf(Language language);

// The word for `code`; the code itself when there is none. `of` may be empty.
std::string WordOf(std::string_view of, std::string_view code, Language language);

// The same inside a sentence: "siap cetak" for READY. A code that is said differently there has a row of its own:
// "to event:HOLD", for "tidak dapat ditunda".
std::string WordInside(std::string_view of, std::string_view code, Language language);

// One row of the dictionary.
struct Word {
  std::string_view code;  // "READY", or with what it is of: "fifo_key:READY"
  std::string_view indonesian;
  std::string_view english;
};
std::span<const Word> AllWords();
// Those of word_table_more.cc.
std::span<const Word> MoreWords();

}  // namespace blangko
