// The words of a receipt slip, in Indonesian, ready to be drawn.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <vector>

#include "blangko/desk/v1/receipts.pb.h"

namespace blangko::cli {

struct SlipWords {
  std::string office;        // "KABUPATEN PELALAWAN"
  std::string date;          // "Senin, 2 Maret 2026"
  std::string time;          // "pukul 08.00 WIB"
  std::string code;          // sixteen characters
  std::string code_in_fours;
  std::string name;          // masked
  std::string request;       // "Cetak pertama"
  std::string sentence;      // what to do, and why
  std::string expected;      // "Perkiraan, bukan janji: …"; empty = nobody can say
  std::string collect_at;
  std::vector<std::string> papers;
  std::vector<std::string> advice;  // about the slip itself
};

SlipWords WordsOf(const desk::v1::Receipt& receipt);

}  // namespace blangko::cli
