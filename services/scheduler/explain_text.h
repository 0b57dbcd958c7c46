// The sentences of Explain for the public: Indonesian and English, by what the answer says. They name no reason of a
// hold, no person, and no date that would be a promise; the first words say whether to come.
//
// Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/refusal/words.h"

namespace blangko::scheduler {

// One sentence in both languages, with {placeholders}.
struct Sentence {
  std::string_view indonesian;
  std::string_view english;
};
using SentenceValues = std::vector<std::pair<std::string, std::string>>;
std::string Say(const Sentence& sentence, Language language, const SentenceValues& values);

// "15.162" in Indonesian, "15,162" in English.
std::string Grouped(int64_t number, Language language);

// Sets both public sentences of an answer whose other fields are filled. `place` is where the card is printed.
void FillSentences(v1::ExplainRecordResponse& answer, std::string_view place);

}  // namespace blangko::scheduler
