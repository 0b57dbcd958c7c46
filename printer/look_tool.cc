#include "printer/look_tool.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "printer/looks.h"
#include "printer/operator_desk.h"
#include "printer/segment_files.h"

namespace blangko::printer {
namespace {

using scheduler::v1::Outcome;

std::string NameOf(const AttemptKey& card) { return absl::StrCat(card.record_id, "/", card.attempt); }

// What waits now, read beside whoever writes the journal.
absl::StatusOr<std::vector<WaitingCard>> ReadWaiting(const std::string& directory) {
  if (!HasSegmentFiles(directory)) {
    return absl::NotFoundError(absl::StrCat("there is no station in ", directory));
  }
  ASSIGN_OR_RETURN(const std::vector<SegmentBytes> segments, ReadSegmentFiles(directory));
  ASSIGN_OR_RETURN(const JournalHistory history, HistoryOf(segments));
  JournalState state;
  for (const Entry& entry : history.newest.entries) {
    RETURN_IF_ERROR(state.Check(entry));
    state.Apply(entry);
  }
  return state.waiting();
}

// The waiting card that the person means: RECORD/ATTEMPT, or RECORD where only one attempt of it waits.
absl::StatusOr<AttemptKey> FindCard(const std::vector<WaitingCard>& waiting, const std::string& typed) {
  std::vector<AttemptKey> found;
  for (const WaitingCard& card : waiting) {
    if (NameOf(card.key) == typed) return card.key;
    if (card.key.record_id == typed) found.push_back(card.key);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return absl::NotFoundError(absl::StrCat("look: card ", typed, " does not wait for a look here"));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("look: ", found.size(), " cards of ", typed, " wait; want RECORD/ATTEMPT"));
}

absl::StatusOr<std::vector<AttemptKey>> ChosenCards(const std::vector<WaitingCard>& waiting,
                                                    const StationOptions& options) {
  const bool by_name = !options.look_cards.empty();
  if (by_name + options.look_all + (options.look_first > 0) != 1) {
    return absl::InvalidArgumentError("look: want records, or --first N, or --all");
  }
  std::vector<AttemptKey> cards;
  for (const std::string& typed : options.look_cards) {
    ASSIGN_OR_RETURN(AttemptKey card, FindCard(waiting, typed));
    cards.push_back(std::move(card));
  }
  const size_t first = options.look_all ? waiting.size() : static_cast<size_t>(options.look_first);
  for (size_t i = 0; !by_name && i < std::min(first, waiting.size()); ++i) cards.push_back(waiting[i].key);
  if (cards.empty()) return absl::NotFoundError("look: no card waits for a look here");
  return cards;
}

// Why the first card that was not answered was not; the others were.
absl::Status FirstRefusal(const std::vector<AttemptKey>& cards, const std::vector<absl::Status>& answers) {
  const auto taken = std::count_if(answers.begin(), answers.end(), [](const auto& one) { return one.ok(); });
  for (size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].ok()) continue;
    const std::string others =
        answers.size() > 1 ? absl::StrCat(" (", taken, " of ", answers.size(), " taken)") : "";
    return {answers[i].code(), absl::StrCat(NameOf(cards[i]), ": ", answers[i].message(), others)};
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ListLooks(const StationOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<WaitingCard> waiting, ReadWaiting(options.directory));
  if (waiting.empty()) return std::string("Tidak ada kartu menunggu dilihat (no card waits for a look)\n");
  std::string text =
      absl::StrCat(waiting.size(), " keping menunggu dilihat, urut keluar (cards that wait for a ",
                   "look, in the order in which they came out)\n");
  size_t number = 0;
  for (const WaitingCard& card : waiting) {
    const std::string since =
        absl::FormatTime("%Y-%m-%d %H:%M:%S", absl::FromUnixMicros(card.since_micros), absl::LocalTimeZone());
    absl::StrAppendFormat(&text, "%4d  %-40s  %-8s  %s\n", ++number, NameOf(card.key), card.printer_id,
                          since);
  }
  return text;
}

absl::StatusOr<std::string> AnswerLooks(const StationOptions& options, Outcome outcome,
                                        const AskParties& parties) {
  ASSIGN_OR_RETURN(const std::vector<WaitingCard> waiting, ReadWaiting(options.directory));
  ASSIGN_OR_RETURN(const std::vector<AttemptKey> cards, ChosenCards(waiting, options));
  const std::string cause = CauseOf(options.look_cause);
  std::vector<station::v1::OperatorRequest> requests;
  for (const AttemptKey& card : cards) requests.push_back(RequestFor({card, outcome, cause, options.by}));
  ASSIGN_OR_RETURN(const Asked asked, AskStation(options.directory, requests, parties));
  RETURN_IF_ERROR(FirstRefusal(cards, asked.answers));
  return absl::StrCat(cards.size(), " keping: ", WordsOf(outcome, cause), ", dilihat ", options.by,
                      asked.by_agent ? "\n"
                                     : "; dilaporkan saat tempat cetak berjalan (reported when the station "
                                       "runs, or by blangko-station report)\n");
}

std::string LookHint(int64_t waiting, const std::string& directory) {
  if (waiting == 0) return "";
  return absl::StrCat(waiting, " keping menunggu dilihat (cards wait for somebody's look):\n",
                      "  blangko-station look list --dir ", directory, "\n",
                      "  blangko-station look good --all --by NAME --dir ", directory, "\n");
}

}  // namespace blangko::printer
