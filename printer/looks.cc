#include "printer/looks.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal_entries.h"

namespace blangko::printer {
namespace {

using scheduler::v1::EVIDENCE_OPERATOR;
using scheduler::v1::Outcome;
using scheduler::v1::OUTCOME_PRINTED;
using scheduler::v1::OUTCOME_SPOILED;
using scheduler::v1::OUTCOME_UNCERTAIN;

constexpr size_t kNameBytesMax = 100;

std::string NameOf(const AttemptKey& card) { return absl::StrCat(card.record_id, "/", card.attempt); }

bool IsName(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && std::none_of(name.begin(), name.end(), [](char c) {
    return absl::ascii_iscntrl(static_cast<unsigned char>(c));
  });
}

absl::Status CheckForm(const LookAnswer& answer) {
  if (!IsName(answer.by)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "look: by: got ", answer.by.size(), " bytes, want the name of who looked, 1 to ", kNameBytesMax));
  }
  if (answer.outcome != OUTCOME_PRINTED && answer.outcome != OUTCOME_SPOILED &&
      answer.outcome != OUTCOME_UNCERTAIN) {
    return absl::InvalidArgumentError("look: outcome: want PRINTED, SPOILED or UNCERTAIN");
  }
  const bool known = std::find(kSpoilCauses.begin(), kSpoilCauses.end(), answer.cause) != kSpoilCauses.end();
  if ((answer.outcome == OUTCOME_SPOILED) == known && (known || answer.cause.empty()))
    return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("look: cause: got '", answer.cause, "', want ",
                                                 absl::StrJoin(kSpoilCauses, ", "), " for rusak alone"));
}

bool SaysTheSame(const station::v1::CardOutcome& outcome, const LookAnswer& answer) {
  return outcome.outcome() == answer.outcome && outcome.evidence() == EVIDENCE_OPERATOR &&
         outcome.reason() == answer.cause && outcome.operator_() == answer.by;
}

absl::Status AlreadyEnded(const LookAnswer& answer, const station::v1::CardOutcome& outcome) {
  const std::string by = outcome.operator_().empty() ? "" : absl::StrCat(" by ", outcome.operator_());
  return absl::AlreadyExistsError(absl::StrCat(
      "look: card ", NameOf(answer.card),
      " was answered before: ", WordsOf(static_cast<Outcome>(outcome.outcome()), outcome.reason()), by));
}

}  // namespace

absl::StatusOr<bool> Looks::Answer(const LookAnswer& answer) {
  RETURN_IF_ERROR(CheckForm(answer));
  if (const Entry* ended = journal_.state().OutcomeOf(answer.card)) {
    if (SaysTheSame(ended->card_outcome(), answer)) return false;
    return AlreadyEnded(answer, ended->card_outcome());
  }
  const auto card = std::find_if(waiting().begin(), waiting().end(),
                                 [&](const WaitingCard& waits) { return waits.key == answer.card; });
  if (card == waiting().end()) {
    return absl::NotFoundError(
        absl::StrCat("look: card ", NameOf(answer.card), " does not wait for a look at this station"));
  }
  Entry entry = OutcomeEntry(answer.card, card->printer_id, answer.outcome, EVIDENCE_OPERATOR, answer.cause);
  entry.mutable_card_outcome()->set_operator_(answer.by);
  RETURN_IF_ERROR(journal_.AppendAndSync(std::move(entry)));
  return true;
}

std::string WordsOf(Outcome outcome, std::string_view cause) {
  switch (outcome) {
    case OUTCOME_PRINTED: return "hasil baik";
    case OUTCOME_SPOILED: break;
    case OUTCOME_UNCERTAIN: return "perlu diperiksa";
    default: return scheduler::v1::Outcome_Name(outcome);
  }
  if (cause.empty()) return "rusak";
  return absl::StrCat("rusak (", absl::StrReplaceAll(absl::AsciiStrToLower(ToAbsl(cause)), {{"_", " "}}),
                      ")");
}

}  // namespace blangko::printer
