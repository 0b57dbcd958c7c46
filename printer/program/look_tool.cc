#include "printer/program/look_tool.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "printer/day/office_time.h"
#include "printer/journal/segment_files.h"
#include "printer/operator/looks.h"
#include "printer/operator/operator_desk.h"
#include "printer/parts/quarantine.h"
#include "services/refusal/told.h"
#include "services/screen/exits.h"

namespace blangko::printer {
namespace {

using scheduler::v1::Outcome;

std::string NameOf(const AttemptKey& card) { return absl::StrCat(card.record_id, "/", card.attempt); }

// What waits now, read beside whoever writes the journal.
absl::StatusOr<std::vector<WaitingCard>> ReadWaiting(const std::string& directory) {
  if (!HasSegmentFiles(directory)) return NoStation(directory);
  ASSIGN_OR_RETURN(const std::vector<SegmentBytes> segments, ReadSegmentFiles(directory));
  ASSIGN_OR_RETURN(const JournalHistory history, HistoryOf(segments));
  JournalState state;
  for (const Entry& entry : history.newest.entries) {
    RETURN_IF_ERROR(state.Check(entry));
    state.Apply(entry);
  }
  return state.waiting();
}

// More cards than one could be meant, or another than the one that somebody saw.
absl::Status Unclear(const std::string& typed, const std::vector<AttemptKey>& cards) {
  const std::string list =
      absl::StrJoin(cards, ", ", [](std::string* out, const AttemptKey& card) { *out += NameOf(card); });
  return Told(absl::StatusCode::kFailedPrecondition,
              absl::StrCat("look: ", typed, " dicetak lebih dari satu kali; yang menunggu dilihat: ", list,
                           ". Sebutkan kartu yang Anda lihat: NOMOR/PERCOBAAN"),
              absl::StrCat("look: ", typed, " was printed more than once; what waits for a look: ", list,
                           ". Say which card you saw: RECORD/ATTEMPT"));
}

// The waiting card that the person means. RECORD alone is its first card: of a record that was printed before, somebody
// may have another card in hand than the one that waits now.
absl::StatusOr<AttemptKey> FindCard(const std::vector<WaitingCard>& waiting, const std::string& typed) {
  std::vector<AttemptKey> named;
  std::vector<AttemptKey> of_record;
  for (const WaitingCard& card : waiting) {
    if (NameOf(card.key) == typed) named.push_back(card.key);
    if (card.key.record_id == typed) of_record.push_back(card.key);
  }
  const bool first_alone =
      of_record.size() == 1 && (of_record[0].attempt == 1 || Planted("look-takes-newest"));
  if (named.size() + of_record.size() == 1 && (of_record.empty() || first_alone)) {
    return named.empty() ? of_record[0] : named[0];
  }
  if (named.empty() && of_record.empty()) return NotWaiting(typed);
  of_record.insert(of_record.end(), named.begin(), named.end());
  return Unclear(typed, of_record);
}

absl::Status NotSoMany(const StationOptions& options, size_t waiting) {
  return Told(absl::StatusCode::kFailedPrecondition,
              absl::StrCat("look: --first ", options.look_first, ": yang menunggu dilihat hanya ", waiting),
              absl::StrCat("look: --first ", options.look_first, ": only ", waiting, " wait for a look"));
}

absl::StatusOr<std::vector<AttemptKey>> ChosenCards(const std::vector<WaitingCard>& waiting,
                                                    const StationOptions& options) {
  const bool by_name = !options.look_cards.empty();
  if (by_name + options.look_all + (options.look_first > 0) != 1) {
    return screen::UsageError("look: sebutkan kartunya, atau --first N, atau --all",
                              "look: want cards, or --first N, or --all");
  }
  if (options.look_first > static_cast<int64_t>(waiting.size())) return NotSoMany(options, waiting.size());
  std::vector<AttemptKey> cards;
  for (const std::string& typed : options.look_cards) {
    ASSIGN_OR_RETURN(AttemptKey card, FindCard(waiting, typed));
    cards.push_back(std::move(card));
  }
  const size_t first = options.look_all ? waiting.size() : static_cast<size_t>(options.look_first);
  for (size_t i = 0; !by_name && i < std::min(first, waiting.size()); ++i) cards.push_back(waiting[i].key);
  if (cards.empty()) {
    return Told(absl::StatusCode::kNotFound, "look: tidak ada kartu yang menunggu dilihat di sini",
                "look: no card waits for a look here");
  }
  return cards;
}

// Why the first card that was not answered was not; the others were.
absl::Status FirstRefusal(const std::vector<AttemptKey>& cards, const std::vector<absl::Status>& answers) {
  const auto taken = std::count_if(answers.begin(), answers.end(), [](const auto& one) { return one.ok(); });
  for (size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].ok()) continue;
    const auto said = [&](Language language, const char* of, const char* were_taken) {
      const std::string others =
          answers.size() > 1 ? absl::StrCat(" (", taken, of, answers.size(), were_taken) : "";
      return absl::StrCat(NameOf(cards[i]), ": ", SentenceOf(answers[i], language), others);
    };
    return Told(answers[i].code(), said(Language::kIndonesian, " dari ", " dicatat)"),
                said(Language::kEnglish, " of ", " taken)"));
  }
  return absl::OkStatus();
}

std::string Since(const WaitingCard& card, const StationOptions& options) {
  return OfficeTime("%Y-%m-%d %H:%M:%S", absl::FromUnixMicros(card.since_micros),
                    ZoneNamed(options.time_zone));
}

// What stands over every list while the server believes nothing that this station says.
absl::StatusOr<std::string> QuarantineLine(const StationOptions& options) {
  ASSIGN_OR_RETURN(const auto quarantine, Quarantine::Open(options.directory));
  if (!quarantine->Hinders().has_value()) return "";
  return absl::StrCat(
      In(options.language,
         "TEMPAT CETAK DIKARANTINA: jangan mencetak; yang dilaporkan dari sini tidak dibukukan. Cari salinannya, "
         "lalu daftarkan ulang di direktori kosong.",
         "THE STATION IS QUARANTINED: print nothing; what is reported from here is not booked. Find the copy, then "
         "register the station anew in an empty directory."),
      "\n");
}

}  // namespace

absl::StatusOr<std::string> ListLooks(const StationOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<WaitingCard> waiting, ReadWaiting(options.directory));
  ASSIGN_OR_RETURN(std::string text, QuarantineLine(options));
  const Language language = options.language;
  if (waiting.empty()) {
    return absl::StrCat(
        text, In(language, "Tidak ada kartu yang menunggu dilihat", "No card waits for a look"), "\n");
  }
  absl::StrAppend(&text, waiting.size(),
                  In(language, " keping menunggu dilihat, menurut urutan keluar\n",
                     " cards wait for a look, in the order in which they came out\n"));
  size_t number = 0;
  for (const WaitingCard& card : waiting) {
    absl::StrAppendFormat(&text, "%4d  %-40s  %-8s  %s\n", ++number, NameOf(card.key), card.printer_id,
                          Since(card, options));
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
  const Language language = options.language;
  std::string text;
  for (const AttemptKey& card : cards) {
    absl::StrAppend(&text, NameOf(card), ": ", WordsOf(outcome, cause, language),
                    In(language, ", dilihat ", ", seen by "), options.by, "\n");
  }
  return asked.by_agent ? text : text + ReportedLater(options);
}

std::string ReportedLater(const StationOptions& options) {
  return absl::StrCat(
      In(options.language, "Dilaporkan saat tempat cetak berjalan, atau oleh blangko-station report --dir ",
         "Reported when the station runs, or by blangko-station report --dir "),
      options.directory, "\n");
}

std::string LookHint(int64_t waiting, const StationOptions& options) {
  if (waiting == 0) return "";
  const Language language = options.language;
  const std::string name = In(language, "NAMA", "NAME");
  return absl::StrCat(waiting,
                      In(language, " keping menunggu dilihat:\n", " cards wait for somebody's look:\n"),
                      "  blangko-station look list --dir ", options.directory, "\n",
                      "  blangko-station look good --all --by ", name, " --dir ", options.directory, "\n");
}

}  // namespace blangko::printer
