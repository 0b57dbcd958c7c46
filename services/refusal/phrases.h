// Phrases: what validation says of a value ("at most 200 bytes"), in Indonesian. The code says it in English, once; the
// Indonesian sentence of the refusal takes it from this table.
//
// Threads: any.
#pragma once

#include <string>
#include <string_view>

namespace blangko {

// The phrase in Indonesian; unchanged when the table has none that fits.
std::string InIndonesian(std::string_view english);

}  // namespace blangko
