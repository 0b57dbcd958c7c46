// What a form of the station's page asks of the agent, in requests, and in the words that say what was written.
//
// Failure: INVALID_ARGUMENT with a sentence in both languages (act_refusal.h) for a form that asks nothing clear.
// Threads: the page's.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/station/v1/operator.pb.h"
#include "printer/page/form.h"
#include "printer/page/screen.h"

namespace blangko::printer {

struct Act {
  std::vector<station::v1::OperatorRequest> requests;
  std::string words;  // what is written down, in the language of the screen; no HTML
};

// `screen` is what the page shows now: a form may be of a showing before.
absl::StatusOr<Act> ActOf(const Fields& form, const Screen& screen);

// Compares what was typed from a card with the NIK of the card in hand, and counts what differs.
class NikCheck {
 public:
  // OK when it is the same. INVALID_ARGUMENT when it differs, with the last four digits of both; after
  // kWrongNiksMax that did, whatever is typed then; and for an empty field, which is no try.
  absl::Status Check(const CardInView& card, const std::string& typed);
  const std::map<AttemptKey, int>& wrong() const { return wrong_; }

 private:
  std::map<AttemptKey, int> wrong_;  // of the card in hand alone
};

}  // namespace blangko::printer
