#include "base/password_hash.h"

#include <gtest/gtest.h>

namespace blangko {
namespace {

TEST(PasswordHash, KnowsThePasswordAndNoOther) {
  const std::string hash = HashPassword("482913", kCheapPassword);
  EXPECT_TRUE(IsPassword(hash, "482913"));
  EXPECT_FALSE(IsPassword(hash, "482914"));
  EXPECT_FALSE(IsPassword(hash, ""));
  EXPECT_EQ(hash.find("482913"), std::string::npos);
}

TEST(PasswordHash, EachHashHasItsOwnSalt) {
  EXPECT_NE(HashPassword("482913", kCheapPassword), HashPassword("482913", kCheapPassword));
}

// A hash of the reference program of RFC 9106's authors (its test for -id -t 2 -m 16 -p 1).
TEST(PasswordHash, ReadsHashesOfOthers) {
  const char* hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  EXPECT_TRUE(IsPassword(hash, "password"));
  EXPECT_FALSE(IsPassword(hash, "Password"));
}

TEST(PasswordHash, CheaperHashesAreToBeMadeAnew) {
  const std::string hash = HashPassword("482913", kCheapPassword);
  EXPECT_FALSE(NeedsNewHash(hash, kCheapPassword));
  EXPECT_TRUE(NeedsNewHash(hash, {.passes = 2, .memory_bytes = 8192}));
  EXPECT_TRUE(NeedsNewHash("no hash", kCheapPassword));
}

TEST(PasswordHash, TextThatIsNoHashFitsNothing) {
  EXPECT_FALSE(IsPassword("", ""));
  EXPECT_FALSE(IsPassword("482913", "482913"));
}

}  // namespace
}  // namespace blangko
