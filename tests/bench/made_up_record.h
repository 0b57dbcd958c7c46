// MadeUpRecord: what a peer keeps for one job: 300 bytes that look like a print request and do not compress away.
//
// Threads: pure.
#pragma once

#include <cstdint>
#include <string>

namespace blangko::bench {

// The characters need no escaping in SQL arrays, lines of text or JSON.
std::string MadeUpRecord(uint64_t number);

}  // namespace blangko::bench
