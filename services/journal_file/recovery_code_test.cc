// A code that people carry from the server to a station.
#include "services/journal_file/recovery_code.h"

#include <gtest/gtest.h>

namespace blangko::journal_file {
namespace {

TEST(RecoveryCode, IsReadHoweverItIsTyped) {
  SeededRng rng(7);
  const std::string code = NewRecoveryCode(rng);
  ASSERT_EQ(code.size(), 9u);
  EXPECT_EQ(code[4], '-');
  EXPECT_EQ(RecoveryCodeOf(code), code);
  std::string small = code.substr(0, 4) + " " + code.substr(5);
  for (char& c : small) c = static_cast<char>(tolower(c));
  EXPECT_EQ(RecoveryCodeOf(small), code);
  EXPECT_NE(NewRecoveryCode(rng), code);
}

TEST(RecoveryCode, AWrongCharacterIsNoticed) {
  SeededRng rng(7);
  const std::string code = NewRecoveryCode(rng);
  for (const size_t at : {0u, 3u, 5u, 8u}) {
    std::string wrong = code;
    wrong[at] = wrong[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(RecoveryCodeOf(wrong), "") << wrong;
  }
  for (const char* none : {"", "7K3M", "7K3M-9QPR-0000"}) EXPECT_EQ(RecoveryCodeOf(none), "") << none;
}

}  // namespace
}  // namespace blangko::journal_file
