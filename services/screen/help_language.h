// The help in Indonesian, and the language of the screen: code says its help in English, beside the option that it is
// about; before the command line is read, the tree of commands is said anew from a table of the program.
//
// Threads: one.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "CLI/CLI.hpp"
#include "services/refusal/phrases.h"
#include "services/refusal/words.h"

namespace blangko::screen {

// --lang, else `environment` (BLANGKO_LANG, or null), before the command line is read: help and mistakes are said in it,
// too. Indonesian unless "en".
Language LanguageOf(const char* environment, int argc, char** argv);
// The option --lang.
void OfferLanguage(CLI::App& app, std::string& language);

// Every description of the tree, and what CLI11 itself says around them. `words`: English, Indonesian.
void SpeakIndonesian(CLI::App& app, std::span<const Phrase> words);

// Descriptions of the tree that have no Indonesian.
std::vector<std::string> Untranslated(const CLI::App& app, std::span<const Phrase> words);

// A mistake in what was typed, as one line and where the help is. A NIK in it is masked.
std::string MistakeText(const CLI::App& app, const CLI::ParseError& error, Language language);
// The same for what CLI11 said of it in `error`.
std::string ParseErrorText(std::string_view program, std::string_view error, Language language);

}  // namespace blangko::screen
