// Terminal: somebody who types commands of the real `blangko` at one server, with logins that are kept and PINs from a file.
//
// Failure: a program that cannot be started fails the test. Threads: belongs to one test.
#pragma once

#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

namespace blangko::scenarios {

class Terminal {
 public:
  // `home` outlives it.
  Terminal(std::string server, const TempDir& home, std::string name);

  // The exit code of "blangko" with these words; `pins` are typed when PINs are asked for, in this order.
  int Type(const std::vector<std::string>& words, const std::vector<std::string>& pins = {});
  // Fails the test where it is not done; what was printed.
  std::string Done(const std::vector<std::string>& words, const std::vector<std::string>& pins = {});
  // One column of the first row of what was printed as CSV.
  std::string Cell(std::vector<std::string> words, const std::string& column,
                   const std::vector<std::string>& pins = {});
  const std::string& said() const { return said_; }

 private:
  const std::string server_;
  const TempDir& home_;
  const std::string name_;
  std::string said_;
};

}  // namespace blangko::scenarios
