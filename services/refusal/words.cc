#include "services/refusal/words.h"

#include <unordered_map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"

namespace blangko {
namespace {

using Index = std::unordered_map<std::string_view, const Word*>;

const Index& Dictionary() {
  static const Index index = [] {
    Index made;
    for (const Word& word : AllWords()) made.emplace(word.code, &word);
    return made;
  }();
  return index;
}

const Word* Find(std::string_view of, std::string_view code) {
  const Index& index = Dictionary();
  auto found = index.find(absl::StrCat(ToAbsl(of), ":", ToAbsl(code)));
  if (found == index.end()) found = index.find(code);
  return found == index.end() ? nullptr : found->second;
}

}  // namespace

std::string_view CodeOf(Language language) { return language == Language::kEnglish ? "en" : "id"; }

std::string WordOf(std::string_view of, std::string_view code, Language language) {
  const Word* word = Find(of, code);
  if (word == nullptr) return std::string(code);
  return std::string(language == Language::kEnglish ? word->english : word->indonesian);
}

std::string WordInside(std::string_view of, std::string_view code, Language language) {
  const Word* own = Find(absl::StrCat("to ", ToAbsl(of)), code);
  const bool has_own = own != nullptr && own->code != code;
  std::string word = WordOf(has_own ? absl::StrCat("to ", ToAbsl(of)) : std::string(of), code, language);
  if (word == code || word.size() < 2 || absl::ascii_isupper(static_cast<unsigned char>(word[1])))
    return word;
  word[0] = absl::ascii_tolower(static_cast<unsigned char>(word[0]));
  return word;
}

}  // namespace blangko
