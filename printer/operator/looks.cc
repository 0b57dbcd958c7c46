#include "printer/operator/looks.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal/journal_entries.h"
#include "printer/operator/operator_refusal.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

using scheduler::v1::EVIDENCE_OPERATOR;
using scheduler::v1::Outcome;
using scheduler::v1::OUTCOME_PRINTED;
using scheduler::v1::OUTCOME_SPOILED;
using scheduler::v1::OUTCOME_UNCERTAIN;

std::string NameOf(const AttemptKey& card) { return absl::StrCat(card.record_id, "/", card.attempt); }

// Why a card is in doubt is the agent's word, not the person's.
bool SaysTheSame(const station::v1::CardOutcome& outcome, const LookAnswer& answer) {
  const bool same_cause = answer.outcome == OUTCOME_UNCERTAIN || outcome.reason() == answer.cause;
  return outcome.outcome() == answer.outcome && outcome.evidence() == EVIDENCE_OPERATOR && same_cause &&
         outcome.operator_() == answer.by;
}

}  // namespace

absl::Status CheckForm(const LookAnswer& answer) {
  RETURN_IF_ERROR(CheckName(answer.by));
  if (answer.outcome != OUTCOME_PRINTED && answer.outcome != OUTCOME_SPOILED &&
      answer.outcome != OUTCOME_UNCERTAIN) {
    return Told(absl::StatusCode::kInvalidArgument, "Pilih hasil baik, rusak, atau perlu diperiksa.",
                "look: outcome: want PRINTED, SPOILED or UNCERTAIN");
  }
  return CheckCause(answer.outcome, answer.cause);
}

absl::Status CheckCause(Outcome outcome, const std::string& cause) {
  const bool known = std::find(kSpoilCauses.begin(), kSpoilCauses.end(), cause) != kSpoilCauses.end();
  if ((outcome == OUTCOME_SPOILED) == known && (known || cause.empty())) return absl::OkStatus();
  if (outcome == OUTCOME_SPOILED && cause.empty()) {
    return Told(absl::StatusCode::kInvalidArgument,
                "Penyebab rusak belum dipilih: gagal encode, gagal cetak, atau cacat.",
                absl::StrCat("look: cause: it is empty, want ", absl::StrJoin(kSpoilCauses, ", ")));
  }
  return Told(absl::StatusCode::kInvalidArgument,
              "Penyebab: pilih gagal encode, gagal cetak, atau cacat untuk kartu rusak.",
              absl::StrCat("look: cause: got '", cause, "', want ", absl::StrJoin(kSpoilCauses, ", "),
                           " for a spoiled card alone"));
}

absl::Status AlreadyAnswered(const AttemptKey& card, const station::v1::CardOutcome& outcome) {
  const std::string name = NameOf(card);
  const auto said = static_cast<Outcome>(outcome.outcome());
  const std::string& by = outcome.operator_();
  return Told(
      absl::StatusCode::kAlreadyExists,
      absl::StrCat("Kartu ", name, " sudah dijawab: ", WordsOf(said, outcome.reason(), Language::kIndonesian),
                   by.empty() ? "" : ", oleh ", by, "."),
      absl::StrCat("look: card ", name, " was answered before: ",
                   WordsOf(said, outcome.reason(), Language::kEnglish), by.empty() ? "" : " by ", by));
}

absl::StatusOr<bool> Looks::Answer(const LookAnswer& answer) {
  RETURN_IF_ERROR(CheckForm(answer));
  if (const Entry* ended = journal_.state().OutcomeOf(answer.card)) {
    if (SaysTheSame(ended->card_outcome(), answer)) return false;
    return AlreadyAnswered(answer.card, ended->card_outcome());
  }
  const auto card = std::find_if(waiting().begin(), waiting().end(),
                                 [&](const WaitingCard& waits) { return waits.key == answer.card; });
  if (card == waiting().end()) {
    return NotWaiting(NameOf(answer.card));
  }
  Entry entry = OutcomeEntry(answer.card, card->printer_id, answer.outcome, EVIDENCE_OPERATOR, answer.cause);
  entry.mutable_card_outcome()->set_operator_(answer.by);
  RETURN_IF_ERROR(journal_.AppendAndSync(std::move(entry)));
  return true;
}

absl::Status NotWaiting(std::string_view card) {
  return Told(absl::StatusCode::kNotFound,
              absl::StrCat("look: kartu ", ToAbsl(card), " tidak menunggu dilihat di tempat cetak ini"),
              absl::StrCat("look: card ", ToAbsl(card), " does not wait for a look at this station"));
}

std::string WordsOf(Outcome outcome, std::string_view cause, Language language) {
  if (outcome == OUTCOME_PRINTED) return In(language, "hasil baik", "good");
  if (outcome == OUTCOME_UNCERTAIN) return WordInside("", "UNCERTAIN", language);
  if (outcome != OUTCOME_SPOILED) return scheduler::v1::Outcome_Name(outcome);
  const std::string spoiled = WordInside("", "SPOILED", language);
  return cause.empty() ? spoiled : absl::StrCat(spoiled, " (", WordInside("", cause, language), ")");
}

std::string CauseOf(const std::string& typed) {
  return absl::StrReplaceAll(absl::AsciiStrToUpper(typed), {{"-", "_"}, {" ", "_"}});
}

}  // namespace blangko::printer
