// Planted bugs: named mistakes that a test program can switch on at run time, to see that a check catches them.
//
// The programs that users run link planted_off.cc, where every answer is false. Only the test twins
// (`blangkod_planted`, `blangko-station_planted`, the simulator) link planted_on.cc, which reads the names,
// separated by commas, from BLANGKO_PLANT. tests/planted.md lists every name and the check that must fail.
#pragma once

#include <string_view>

namespace blangko {

bool Planted(std::string_view name);

}  // namespace blangko
