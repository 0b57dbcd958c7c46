#include "printer/looks.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal_entries.h"
#include "services/refusal/told.h"

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
    return Told(absl::StatusCode::kInvalidArgument,
                absl::StrCat("look: --by: diisi ", answer.by.size(),
                             " bita, seharusnya nama yang melihat, 1 sampai ", kNameBytesMax),
                absl::StrCat("look: --by: got ", answer.by.size(),
                             " bytes, want the name of who looked, 1 to ", kNameBytesMax));
  }
  if (answer.outcome != OUTCOME_PRINTED && answer.outcome != OUTCOME_SPOILED &&
      answer.outcome != OUTCOME_UNCERTAIN) {
    return Told(absl::StatusCode::kInvalidArgument, "look: hasil: PRINTED, SPOILED, atau UNCERTAIN",
                "look: outcome: want PRINTED, SPOILED or UNCERTAIN");
  }
  const bool known = std::find(kSpoilCauses.begin(), kSpoilCauses.end(), answer.cause) != kSpoilCauses.end();
  if ((answer.outcome == OUTCOME_SPOILED) == known && (known || answer.cause.empty()))
    return absl::OkStatus();
  const std::string causes = absl::StrJoin(kSpoilCauses, ", ");
  return Told(
      absl::StatusCode::kInvalidArgument,
      absl::StrCat("look: --cause: diisi '", answer.cause, "', seharusnya ", causes, ", hanya untuk rusak"),
      absl::StrCat("look: --cause: got '", answer.cause, "', want ", causes, ", for spoiled alone"));
}

bool SaysTheSame(const station::v1::CardOutcome& outcome, const LookAnswer& answer) {
  return outcome.outcome() == answer.outcome && outcome.evidence() == EVIDENCE_OPERATOR &&
         outcome.reason() == answer.cause && outcome.operator_() == answer.by;
}

absl::Status AlreadyEnded(const LookAnswer& answer, const station::v1::CardOutcome& outcome) {
  const std::string card = NameOf(answer.card);
  const auto said = static_cast<Outcome>(outcome.outcome());
  const std::string& by = outcome.operator_();
  return Told(absl::StatusCode::kAlreadyExists,
              absl::StrCat("look: kartu ", card,
                           " sudah dijawab: ", WordsOf(said, outcome.reason(), Language::kIndonesian),
                           by.empty() ? "" : ", oleh ", by),
              absl::StrCat("look: card ", card,
                           " was answered before: ", WordsOf(said, outcome.reason(), Language::kEnglish),
                           by.empty() ? "" : " by ", by));
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

}  // namespace blangko::printer
