#include "services/screen/help_language.h"

#include <unordered_map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko::screen {
namespace {

// What every such program says.
constexpr Phrase kCommon[] = {
    {"Print this help message and exit", "Tampilkan bantuan ini"},
    {"Display program version information and exit", "Tampilkan versi program"},
    {"host:port of the node", "host:port server"},
    {"Language of the screen: id or en", "Bahasa tampilan: id atau en"},
    {"Exit codes: 0 done, 1 refused, 2 wrong usage, 3 no answer or the server cannot work now.",
     "Kode keluar: 0 selesai, 1 ditolak, 2 salah pakai, 3 tidak ada jawaban atau server sedang tidak dapat bekerja."},
};

// What CLI11 says of mistakes. "#" is one word.
constexpr Phrase kMistakes[] = {
    {"A subcommand is required", "Sebutkan perintahnya"},
    {"The following argument was not expected: #", "Tidak dikenal: #"},
    {"The following arguments were not expected: # #", "Tidak dikenal: # #"},
    {"The following arguments were not expected: # # #", "Tidak dikenal: # # #"},
    {"There is no command #", "Tidak ada perintah #"},
    {"# is required", "# wajib diisi"},
    {"#: Value # not in range # to #", "#: \"#\" bukan angka dari # sampai #"},
    {"#: Value # not # or more", "#: \"#\" bukan angka # atau lebih"},
    {"#: Number less or equal to 0: #", "#: \"#\" bukan angka lebih dari 0"},
    {"#: # not in #", "#: \"#\" tidak dikenal; pilih salah satu: #"},
    {"#: # is no time zone", "#: \"#\" bukan zona waktu"},
    {"Could not convert: # = #", "#: \"#\" tidak terbaca"},
    {"#: # required # missing", "#: isiannya tidak ada"},
    {"# excludes #", "# dan # tidak dapat dipakai bersama"},
    {"# requires #", "# memerlukan #"},
};

// English -> Indonesian.
class HelpIndex {
 public:
  explicit HelpIndex(std::span<const Phrase> words) {
    for (const Phrase& word : kCommon) index_.emplace(word.english, word.indonesian);
    for (const Phrase& word : words) index_.emplace(word.english, word.indonesian);
  }
  bool Knows(const std::string& english) const { return english.empty() || index_.contains(english); }
  std::string Indonesian(const std::string& english) const {
    const auto found = index_.find(english);
    return found == index_.end() ? english : std::string(found->second);
  }

 private:
  std::unordered_map<std::string_view, std::string_view> index_;
};

std::vector<CLI::App*> CommandsOf(CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

void Translate(CLI::App& app, const HelpIndex& words) {
  app.description(words.Indonesian(app.get_description()));
  app.footer(words.Indonesian(app.get_footer()));
  app.set_help_flag("-h,--help", words.Indonesian("Print this help message and exit"));
  for (CLI::Option* option : app.get_options()) {
    option->description(words.Indonesian(option->get_description()));
    if (option->get_group() == "Options") option->group("Pilihan");
  }
  for (CLI::App* command : CommandsOf(app)) {
    command->group("Perintah");
    Translate(*command, words);
  }
}

void Collect(const CLI::App& app, const HelpIndex& words, std::vector<std::string>& missing) {
  if (!words.Knows(app.get_description())) missing.push_back(app.get_description());
  if (!words.Knows(app.get_footer())) missing.push_back(app.get_footer());
  for (const CLI::Option* option : app.get_options()) {
    if (!words.Knows(option->get_description())) missing.push_back(option->get_description());
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    Collect(*command, words, missing);
}

// CLI11 writes the ends of a range as doubles: "0.100000", and 309 digits for "no end".
std::string ReadableNumber(std::string_view word) {
  const bool number = word.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!number || word.find('.') == std::string_view::npos) return std::string(word);
  word = word.substr(0, word.find_last_not_of('0') + 1);
  return std::string(word.ends_with('.') ? word.substr(0, word.size() - 1) : word);
}

std::string ReadableNumbers(std::string_view error) {
  constexpr size_t kDigitsOfNoEnd = 100;
  std::vector<std::string> words;
  for (const absl::string_view word : absl::StrSplit(ToAbsl(error), ' '))
    words.push_back(ReadableNumber(ToStd(word)));
  const size_t n = words.size();
  const bool endless = n >= 5 && words[n - 5] == "in" && words[n - 4] == "range" && words[n - 2] == "to" &&
                       words[n - 1].size() > kDigitsOfNoEnd;
  if (endless) {
    const std::string least = words[n - 3];
    words.resize(n - 5);
    words.insert(words.end(), {least, "or", "more"});
  }
  return absl::StrJoin(words, " ");
}

// CLI11 asks for a command before it says that it does not know the word that was given.
std::string MistakeOf(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<std::string> unknown = app.remaining(true);
  const bool asks = error.what() == std::string_view("A subcommand is required");
  return asks && !unknown.empty() ? absl::StrCat("There is no command ", unknown.front()) : error.what();
}

}  // namespace

void SpeakIndonesian(CLI::App& app, std::span<const Phrase> words) {
  const auto formatter = app.get_formatter();
  formatter->label("Usage", "Pemakaian");
  formatter->label("OPTIONS", "PILIHAN");
  formatter->label("SUBCOMMAND", "PERINTAH");
  formatter->label("SUBCOMMANDS", "PERINTAH");
  formatter->label("Positionals", "Isian");
  formatter->label("REQUIRED", "WAJIB");
  formatter->label("TEXT", "TEKS");
  formatter->label("INT", "ANGKA");
  formatter->label("UINT", "ANGKA");
  formatter->label("FLOAT", "ANGKA");
  Translate(app, HelpIndex(words));
}

std::vector<std::string> Untranslated(const CLI::App& app, std::span<const Phrase> words) {
  std::vector<std::string> missing;
  Collect(app, HelpIndex(words), missing);
  return missing;
}

std::string ParseErrorText(std::string_view program, std::string_view error, Language language) {
  const bool english = language == Language::kEnglish;
  std::string text = ReadableNumbers(error);
  if (!english) text = Rephrased(text, kMistakes).value_or(text);
  return absl::StrCat(ToAbsl(program), ": ", MaskNiks(text),
                      english ? ". Help: --help\n" : ". Bantuan: --help\n");
}

std::string MistakeText(const CLI::App& app, const CLI::ParseError& error, Language language) {
  return ParseErrorText(app.get_name(), MistakeOf(app, error), language);
}

Language LanguageOf(const char* environment, int argc, char** argv) {
  const char* wanted = environment;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--lang" && i + 1 < argc) wanted = argv[i + 1];
    if (word.starts_with("--lang=")) wanted = argv[i] + sizeof("--lang=") - 1;
  }
  return wanted != nullptr && absl::EqualsIgnoreCase(wanted, "en") ? Language::kEnglish
                                                                   : Language::kIndonesian;
}

void OfferLanguage(CLI::App& app, std::string& language) {
  app.add_option("--lang", language, "Language of the screen: id or en")
      ->envname("BLANGKO_LANG")
      ->transform(CLI::IsMember({"id", "en"}, CLI::ignore_case));
}

}  // namespace blangko::screen
