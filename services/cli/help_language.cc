#include "services/cli/help_language.h"

#include <unordered_map>

#include "absl/strings/str_cat.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

// What CLI11 says of mistakes. "#" is one word.
constexpr Phrase kMistakes[] = {
    {"A subcommand is required", "Sebutkan perintahnya"},
    {"The following argument was not expected: #", "Tidak dikenal: #"},
    {"# is required", "# wajib diisi"},
    {"#: Value # not in range # to #", "#: \"#\" bukan angka dari # sampai #"},
    {"#: # not in #", "#: \"#\" tidak dikenal; pilih salah satu: #"},
    {"#: # is no time zone", "#: \"#\" bukan zona waktu"},
    {"Could not convert: # = #", "#: \"#\" tidak terbaca"},
    {"#: # required # missing", "#: isiannya tidak ada"},
    {"# excludes #", "# dan # tidak dapat dipakai bersama"},
    {"# requires #", "# memerlukan #"},
};

using Index = std::unordered_map<std::string_view, std::string_view>;

const Index& Words() {
  static const Index index = [] {
    Index made;
    for (const Phrase& word : HelpWords()) made.emplace(word.english, word.indonesian);
    return made;
  }();
  return index;
}

std::string Indonesian(const std::string& english) {
  const auto found = Words().find(english);
  return found == Words().end() ? english : std::string(found->second);
}

bool IsKnown(const std::string& english) { return english.empty() || Words().contains(english); }

std::vector<CLI::App*> CommandsOf(CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

void Translate(CLI::App& app) {
  app.description(Indonesian(app.get_description()));
  app.footer(Indonesian(app.get_footer()));
  app.set_help_flag("-h,--help", Indonesian("Print this help message and exit"));
  for (CLI::Option* option : app.get_options()) {
    option->description(Indonesian(option->get_description()));
    if (option->get_group() == "Options") option->group("Pilihan");
  }
  for (CLI::App* command : CommandsOf(app)) {
    command->group("Perintah");
    Translate(*command);
  }
}

void Collect(const CLI::App& app, std::vector<std::string>& missing) {
  if (!IsKnown(app.get_description())) missing.push_back(app.get_description());
  if (!IsKnown(app.get_footer())) missing.push_back(app.get_footer());
  for (const CLI::Option* option : app.get_options()) {
    if (!IsKnown(option->get_description())) missing.push_back(option->get_description());
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    Collect(*command, missing);
}

}  // namespace

void SpeakIndonesian(CLI::App& app) {
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
  Translate(app);
}

std::vector<std::string> Untranslated(const CLI::App& app) {
  std::vector<std::string> missing;
  Collect(app, missing);
  return missing;
}

std::string ParseErrorText(std::string_view error, Language language) {
  const bool english = language == Language::kEnglish;
  std::string text(error);
  if (!english) text = Rephrased(error, kMistakes).value_or(text);
  return absl::StrCat("blangko: ", MaskNiks(text), english ? ". Help: --help\n" : ". Bantuan: --help\n");
}

}  // namespace blangko::cli
