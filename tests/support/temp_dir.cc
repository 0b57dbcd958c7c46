#include "tests/support/temp_dir.h"

#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace blangko {

TempDir::TempDir() {
  std::string name = std::filesystem::temp_directory_path() / "blangko_test_XXXXXX";
  if (mkdtemp(name.data()) == nullptr) {
    std::perror("mkdtemp");
    std::abort();
  }
  path_ = name;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace blangko
