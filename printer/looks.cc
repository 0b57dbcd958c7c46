#include "printer/looks.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/act_refusal.h"
#include "printer/journal_entries.h"

namespace blangko::printer {
namespace {

using scheduler::v1::EVIDENCE_OPERATOR;
using scheduler::v1::Outcome;
using scheduler::v1::OUTCOME_PRINTED;
using scheduler::v1::OUTCOME_SPOILED;
using scheduler::v1::OUTCOME_UNCERTAIN;

std::string NameOf(const AttemptKey& card) { return absl::StrCat(card.record_id, "/", card.attempt); }

bool SaysTheSame(const station::v1::CardOutcome& outcome, const LookAnswer& answer) {
  return outcome.outcome() == answer.outcome && outcome.evidence() == EVIDENCE_OPERATOR &&
         outcome.reason() == answer.cause && outcome.operator_() == answer.by;
}

}  // namespace

absl::Status CheckForm(const LookAnswer& answer) {
  RETURN_IF_ERROR(CheckName("nama", answer.by));
  if (answer.outcome != OUTCOME_PRINTED && answer.outcome != OUTCOME_SPOILED &&
      answer.outcome != OUTCOME_UNCERTAIN) {
    return RefuseAct(absl::StatusCode::kInvalidArgument, "look: outcome: want PRINTED, SPOILED or UNCERTAIN",
                     "Pilih hasil baik, rusak, atau perlu diperiksa.");
  }
  return CheckCause(answer.outcome, answer.cause);
}

absl::Status CheckCause(Outcome outcome, const std::string& cause) {
  const bool known = std::find(kSpoilCauses.begin(), kSpoilCauses.end(), cause) != kSpoilCauses.end();
  if ((outcome == OUTCOME_SPOILED) == known && (known || cause.empty())) return absl::OkStatus();
  return RefuseAct(absl::StatusCode::kInvalidArgument,
                   absl::StrCat("look: cause: got '", cause, "', want ", absl::StrJoin(kSpoilCauses, ", "),
                                " for rusak alone"),
                   "Penyebab: pilih gagal encode, gagal cetak, atau cacat untuk kartu rusak.");
}

absl::Status AlreadyAnswered(const AttemptKey& card, const station::v1::CardOutcome& outcome) {
  const std::string by = outcome.operator_().empty() ? "" : absl::StrCat(" by ", outcome.operator_());
  const std::string oleh = outcome.operator_().empty() ? "" : absl::StrCat(" oleh ", outcome.operator_());
  const std::string said = WordsOf(static_cast<Outcome>(outcome.outcome()), outcome.reason());
  return RefuseAct(absl::StatusCode::kAlreadyExists,
                   absl::StrCat("look: card ", NameOf(card), " was answered before: ", said, by),
                   absl::StrCat("Kartu ", NameOf(card), " sudah dijawab: ", said, oleh, "."));
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
    return RefuseAct(
        absl::StatusCode::kNotFound,
        absl::StrCat("look: card ", NameOf(answer.card), " does not wait for a look at this station"),
        absl::StrCat("Kartu ", NameOf(answer.card), " tidak menunggu dilihat di tempat cetak ini."));
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

std::string CauseOf(const std::string& typed) {
  return absl::StrReplaceAll(absl::AsciiStrToUpper(typed), {{"-", "_"}, {" ", "_"}});
}

}  // namespace blangko::printer
