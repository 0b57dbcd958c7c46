#include "printer/day/day_book.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "printer/day/day_ledger.h"
#include "printer/journal/journal_entries.h"
#include "printer/operator/operator_refusal.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

using absl::StatusCode;
using station::v1::BlanksReceived;
using station::v1::DayCount;

constexpr size_t kWordsBytesMax = 100;

absl::Status CheckNumber(const char* field, int64_t number, int64_t least) {
  if (number >= least && number <= kBlanksMax) return absl::OkStatus();
  return Told(StatusCode::kInvalidArgument,
              absl::StrCat(field, ": tertulis ", number, ", isi ", least, " sampai ", kBlanksMax),
              absl::StrCat(field, ": got ", number, ", want ", least, " to ", kBlanksMax));
}

absl::Status CheckForm(const DayCount& count) {
  RETURN_IF_ERROR(CheckName(count.by()));
  RETURN_IF_ERROR(CheckNumber("blangko", count.blanks(), 0));
  RETURN_IF_ERROR(CheckNumber("rusak", count.spoiled(), 0));
  return CheckNumber("amplop", count.envelopes(), 0);
}

absl::Status CheckTurn(const DayLedger& day, bool day_end) {
  if (day.open() == day_end) return absl::OkStatus();
  return day_end ? Told(StatusCode::kAlreadyExists, "Hari ini belum dibuka atau sudah ditutup.",
                        "day: it has no opening count, or is closed already")
                 : Told(StatusCode::kAlreadyExists,
                        "Hitungan awal sudah dicatat; tutup dahulu hari yang terbuka.",
                        "day: it is open already; close it first");
}

// Two spellings of one name.
bool IsSamePerson(const std::string& one, const std::string& other) {
  const auto plain = [](const std::string& name) {
    return absl::AsciiStrToLower(absl::StrJoin(absl::StrSplit(name, ' ', absl::SkipWhitespace()), " "));
  };
  return Planted("second-is-the-first") ? one == other : plain(one) == plain(other);
}

absl::Status AnotherPerson(const std::string& by) {
  return Told(
      StatusCode::kInvalidArgument,
      absl::StrCat("Orang kedua harus orang lain, bukan ", by, ": minta orang lain menghitung ulang."),
      absl::StrCat("day: the second person must be another one than ", by));
}

// Who counts alone cannot close a day that does not add up.
absl::Status CheckSecond(const DayCount& count) {
  const std::string differences = DifferencesOf(count, Language::kIndonesian);
  if (!count.second().empty()) {
    return IsSamePerson(count.second(), count.by()) ? AnotherPerson(count.by())
                                                    : CheckSecondName(count.second());
  }
  if (differences.empty()) return absl::OkStatus();
  return Told(StatusCode::kInvalidArgument,
              absl::StrCat(differences, ". Minta orang kedua menghitung ulang, lalu isi namanya."),
              absl::StrCat("day: ", DifferencesOf(count, Language::kEnglish),
                           ": want another person who counts again"));
}

int64_t ExpectedEnvelopes(const JournalState& state) {
  return std::count_if(state.doubts().begin(), state.doubts().end(), [](const Doubt& doubt) {
    return !doubt.envelope().empty() && !doubt.decided_elsewhere();
  });
}

// Begun, and neither out nor ended.
bool IsInHand(const JournalState& state, const AttemptKey& card) {
  const auto is_it = [&](const WaitingCard& waits) { return waits.key == card; };
  return state.Find(card)->intent && std::none_of(state.waiting().begin(), state.waiting().end(), is_it);
}

absl::Status CheckNothingInHand(const JournalState& state) {
  const auto card = std::find_if(state.open().begin(), state.open().end(),
                                 [&](const AttemptKey& open) { return IsInHand(state, open); });
  if (card == state.open().end()) return absl::OkStatus();
  return Told(StatusCode::kAborted,
              absl::StrCat("Kartu ", card->record_id, "/", card->attempt,
                           " sedang dikerjakan: tekan Jeda, selesaikan kartu itu, lalu tutup hari."),
              absl::StrCat("day: card ", card->record_id, "/", card->attempt,
                           " is in hand: pause, finish that card, then close the day"));
}

std::string UnitOf(Counted what, int64_t count, Language language) {
  const std::string plural = count == 1 ? "" : "s";
  return what == Counted::kBlanks ? In(language, " keping", " blank" + plural)
                                  : In(language, " amplop", " envelope" + plural);
}

std::string OneDifference(const std::string& what, int64_t counted, int64_t expected, Language language,
                          Counted unit = Counted::kBlanks) {
  if (counted == expected) return "";
  return absl::StrCat(what, In(language, ": dihitung ", ": counted "), counted,
                      In(language, ", seharusnya ", ", expected "), expected, ": ",
                      DifferenceInWords(counted, expected, language, unit));
}

absl::Status WantsCause(const std::string& differences, const std::string& in_english) {
  return Told(StatusCode::kInvalidArgument,
              absl::StrCat(differences,
                           " menurut hitungan akhir sebelumnya. Hitung sekali lagi; bila tetap "
                           "berbeda, tulis sebabnya."),
              absl::StrCat("day: ", in_english,
                           " by the last day-end count: count again; if it still differs, want the cause in "
                           "words"));
}

// What lay here when the last day was closed lies here still, or somebody says why not.
absl::Status CompareStart(const DayLedger& day, DayCount& count) {
  if (count.cause().size() > kWordsBytesMax) {
    return Told(StatusCode::kInvalidArgument, "Sebab: paling banyak 100 huruf.",
                "cause: want at most 100 bytes");
  }
  if (!day.has_end() || Planted("opening-count-believed")) return absl::OkStatus();
  count.set_compared(true);
  count.set_expected_blanks(ExpectedOpening(day));
  const auto differs = [&](Language language) {
    return StartDifferenceOf(count.blanks(), count.expected_blanks(), language);
  };
  if (differs(Language::kEnglish).empty() || !absl::StripAsciiWhitespace(count.cause()).empty())
    return absl::OkStatus();
  return WantsCause(differs(Language::kIndonesian), differs(Language::kEnglish));
}

absl::Status CompareEnd(const JournalState& state, DayCount& count) {
  RETURN_IF_ERROR(CheckNothingInHand(state));
  count.set_expected_blanks(ExpectedBlanks(state.day()));
  count.set_expected_spoiled(ExpectedSpoiled(state.day()));
  count.set_expected_envelopes(ExpectedEnvelopes(state));
  return CheckSecond(count);
}

// The act's id was used before.
absl::StatusOr<bool> CheckSame(ActKnown known) {
  if (known == ActKnown::kSame || Planted("act-id-is-enough")) return false;
  return Told(
      StatusCode::kInvalidArgument,
      "Formulir ini sudah dikirim dengan isi lain, dan isi itu yang dicatat. Muat ulang halaman, lalu isi "
      "kembali.",
      "act: this form was sent before with other content, which was written down; load the page again "
      "and fill it in anew");
}

}  // namespace

absl::StatusOr<bool> DayBook::Count(const DayCount& asked) {
  const DayLedger& day = journal_.state().day();
  Entry entry;
  DayCount& count = *entry.mutable_day_count();
  count = asked;
  MaskWords(entry);
  if (const ActKnown known = FindAct(day, entry); known != ActKnown::kNew) return CheckSame(known);
  RETURN_IF_ERROR(CheckForm(asked));
  RETURN_IF_ERROR(CheckTurn(day, asked.day_end()));
  RETURN_IF_ERROR(asked.day_end() ? CompareEnd(journal_.state(), count) : CompareStart(day, count));
  RETURN_IF_ERROR(journal_.AppendAndSync(std::move(entry)));
  return true;
}

absl::StatusOr<bool> DayBook::Receive(const BlanksReceived& received) {
  const DayLedger& day = journal_.state().day();
  Entry entry;
  *entry.mutable_blanks_received() = received;
  MaskWords(entry);
  if (const ActKnown known = FindAct(day, entry); known != ActKnown::kNew) return CheckSame(known);
  RETURN_IF_ERROR(CheckName(received.by()));
  RETURN_IF_ERROR(CheckNumber("blangko", received.blanks(), 1));
  if (received.document().size() > kWordsBytesMax) {
    return Told(StatusCode::kInvalidArgument, "Nomor surat: paling banyak 100 huruf.",
                "document: want at most 100 bytes");
  }
  if (!day.open() && !day.has_end()) {
    return Told(StatusCode::kAborted, "Hari ini belum dibuka: hitung dahulu blangko yang ada.",
                "day: it has no opening count yet: count what lies there first");
  }
  RETURN_IF_ERROR(journal_.AppendAndSync(std::move(entry)));
  return true;
}

std::string StartDifferenceOf(int64_t counted, int64_t expected, Language language) {
  return OneDifference(In(language, "Blangko", "blanks"), counted, expected, language);
}

std::string DifferencesOf(const DayCount& end, Language language) {
  std::vector<std::string> differences = {
      OneDifference(In(language, "Blangko", "blanks"), end.blanks(), end.expected_blanks(), language),
      OneDifference(In(language, "Rusak", "spoiled"), end.spoiled(), end.expected_spoiled(), language),
      OneDifference(In(language, "Amplop", "envelopes"), end.envelopes(), end.expected_envelopes(), language,
                    Counted::kEnvelopes)};
  std::erase(differences, "");
  return absl::StrJoin(differences, "; ");
}

std::string DifferenceInWords(int64_t counted, int64_t expected, Language language, Counted what) {
  if (counted == expected) return In(language, "cocok", "it fits");
  const int64_t by = std::abs(counted - expected);
  return absl::StrCat(
      counted < expected ? In(language, "kurang ", "short by ") : In(language, "lebih ", "over by "), by,
      UnitOf(what, by, language));
}

}  // namespace blangko::printer
