// Oracle: compares what the server says at the end of a run with what was acknowledged and with what lies in the tray.
//
// Every line it returns is a violation of a promise; none means that the run is good. It needs a server at rest.
// Failure: a question without an answer is a violation too. Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/cases/case_row.h"
#include "tests/crash/mutator.h"
#include "tests/crash/tray.h"
#include "tests/support/office_client.h"

namespace blangko::crash {

struct Evidence {
  std::string office;
  std::string lot;
  int64_t received_at_start = 0;
  const std::vector<cases::CaseRow>* rows = nullptr;  // imported at the start, all print-ready
  const Acknowledged* acknowledged = nullptr;
  Tray tray;
  bool drained = true;  // the run had the time to print everything that could be printed
};

// What the run ended with; for the table.
struct Counted {
  int64_t printed = 0;
  int64_t spoiled = 0;
  int64_t uncertain = 0;
  int64_t waiting = 0;
  bool exact = false;
};

struct Verdict {
  Counted counted;
  std::vector<std::string> violations;
};

Verdict Judge(support::OfficeClient& office, const Evidence& evidence);

}  // namespace blangko::crash
