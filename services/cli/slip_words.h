// The words of a receipt slip (tanda terima), in the order in which they stand on it. Nothing on it says who the
// applicant is: the name is masked, and the code is no NIK.
//
// Threads: pure.
#pragma once

#include <string>
#include <vector>

#include "blangko/desk/v1/receipts.pb.h"
#include "services/refusal/words.h"

namespace blangko::cli {

struct SlipFact {
  std::string label;
  std::string value;
};

struct SlipWords {
  std::string office, title, subtitle;
  std::vector<SlipFact> facts;
  std::string headline;  // what to do: "Belum perlu datang."
  std::string detail;    // the rest of the sentence, and when the card is expected
  std::string promise;   // empty when nothing was estimated
  SlipFact collect;
  std::string hours;
  std::string bring;
  std::vector<std::string> papers;
  std::string code_label, code, code_help;
};

// Times are those of the office.
SlipWords SlipWordsOf(const desk::v1::Receipt& receipt, Language language);

}  // namespace blangko::cli
