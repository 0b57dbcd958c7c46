// What a server at rest serves after its store suffered, compared with what it had acknowledged.
//
// Failure: a question without an answer is a line of the result too. Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/cases/case_row.h"
#include "tests/crash/mutator.h"
#include "tests/support/office_client.h"

namespace blangko::crash {

struct Promised {
  const std::vector<cases::CaseRow>* rows = nullptr;  // imported at the start
  int64_t blanks = 0;                                 // received at the start
  const Acknowledged* acknowledged = nullptr;         // since then
};

// One line for everything that is not as it was acknowledged; none means that all is served.
std::vector<std::string> FindLost(support::OfficeClient& office, const Promised& promised);

}  // namespace blangko::crash
