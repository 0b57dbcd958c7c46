// Told: an error of a program that people start, said in both languages where it is made. Refusals of a node come with
// their sentences already (refusal.h).
//
// Threads: pure.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/refusal/words.h"

namespace blangko {

absl::Status Told(absl::StatusCode code, std::string_view indonesian, std::string_view english);

// The one of the two that is read.
inline std::string In(Language language, std::string_view indonesian, std::string_view english) {
  return std::string(language == Language::kEnglish ? english : indonesian);
}

// True when the error has its own Indonesian sentence by Told.
bool IsTold(const absl::Status& status);

// What a person reads: the sentence of a refusal or of Told, the English one when there is no Indonesian.
std::string SentenceOf(const absl::Status& status, Language language);

}  // namespace blangko
