// Runs this test program again as a child, for tests in which a process has to die.
//
//   TEST(StoreChild, DISABLED_Writes) { …reads ChildArgument()…; }
//   const ChildResult child = RunChildTest("StoreChild.DISABLED_Writes", directory, {{"BLANGKO_FAILPOINTS", "…"}});
//
// Failure: ends the test program when no child can be started. Threads: any.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace blangko {

struct ChildResult {
  int exit_code = -1;  // -1 = ended by a signal
  int signal = 0;
  std::string output;  // standard output and error
};

using Environment = std::vector<std::pair<std::string, std::string>>;

// Runs one (disabled) test of this program in a child, with `argument` and more environment, until it ends.
ChildResult RunChildTest(const std::string& test, const std::string& argument,
                         const Environment& environment = {});

// In the child: the argument, or "" when this process is no child.
std::string ChildArgument();

}  // namespace blangko
