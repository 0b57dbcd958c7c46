// DayBook takes the counts of a day at this station into the journal: how many blanks lie there in the morning, what is
// put to them, and how many lie there in the evening. What should lie there is computed from the journal alone, so a
// day can be closed without a server. A first count is compared with the end before it.
//
// Failure: INVALID_ARGUMENT for a count without name, below zero, an end that differs and that nobody has counted again,
//          a start that differs without a cause, or an act's id that came before with other content; ALREADY_EXISTS when
//          the day is open or closed already; ABORTED for an end with a card in hand; else of the disk. An act that was
//          written before is OK and writes nothing.
// Threads: one, the journal's.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "printer/journal/journal.h"
#include "services/refusal/words.h"

namespace blangko::printer {

inline constexpr int64_t kBlanksMax = 1'000'000;

class DayBook {
 public:
  explicit DayBook(Journal& journal) : journal_(journal) {}

  // Durable when they return OK; true when it is new. What a day's end expects is filled in here. Cards that wait for a
  // look may be counted as such.
  absl::StatusOr<bool> Count(const station::v1::DayCount& count);
  absl::StatusOr<bool> Receive(const station::v1::BlanksReceived& received);

 private:
  Journal& journal_;
};

// What is counted: cards and blanks, or envelopes.
enum class Counted { kBlanks, kEnvelopes };

// "cocok", "kurang 1 keping" or "lebih 2 amplop": what was counted beside what should be there.
std::string DifferenceInWords(int64_t counted, int64_t expected, Language language,
                              Counted what = Counted::kBlanks);
// "Blangko: dihitung 9, seharusnya 10: kurang 1 keping"; "" when it fits.
std::string StartDifferenceOf(int64_t counted, int64_t expected, Language language);
// Blanks, spoiled cards and envelopes of a day's end, those that differ; "" when all fit.
std::string DifferencesOf(const station::v1::DayCount& end, Language language);

}  // namespace blangko::printer
