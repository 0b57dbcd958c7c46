#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/crc32c.h"
#include "base/hash.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/rng.h"
#include "base/utf8.h"

namespace blangko {
namespace {

TEST(IdSource, MakesCanonicalUuid7InTimeOrder) {
  ManualClock clock(absl::FromUnixMillis(1'700'000'000'123));
  SeededRng rng(7);
  IdSource ids(clock, rng);
  const std::string first = ids.Next();
  clock.Advance(absl::Milliseconds(1));
  EXPECT_LT(first, ids.Next());
  EXPECT_EQ(TimeOfUuid7(first), absl::FromUnixMillis(1'700'000'000'123));
  EXPECT_LE(SmallestUuid7At(absl::FromUnixMillis(1'700'000'000'123)), first);
}

TEST(IdSource, RefusesWhatIsNoUuid7) {
  EXPECT_EQ(TimeOfUuid7(""), std::nullopt);
  EXPECT_EQ(TimeOfUuid7("018bcfe5-687b-4000-8000-000000000000"), std::nullopt);  // version 4
  EXPECT_EQ(TimeOfUuid7("018BCFE5-687b-7000-8000-000000000000"), std::nullopt);  // upper case
  EXPECT_EQ(TimeOfUuid7("018bcfe5-687b-7000-c000-000000000000"), std::nullopt);  // wrong variant
}

TEST(Hash, PartsAreSeparated) {
  EXPECT_NE(Digest({"ab", "c"}), Digest({"a", "bc"}));
  EXPECT_EQ(Digest({"ab"}).size(), 32u);
}

TEST(Hash, KeyChangesThePseudonym) {
  EXPECT_NE(KeyedDigest(std::string(32, 'a'), {"x"}), KeyedDigest(std::string(32, 'b'), {"x"}));
  EXPECT_EQ(KeyedDigest("short", {"x"}), "");
}

TEST(Hash, SignatureHoldsForItsMessageOnly) {
  ASSERT_TRUE(InitCrypto());
  const SigningKey key = NewSigningKey();
  const std::string signature = Sign(key, "pesan");
  EXPECT_TRUE(VerifySignature(key.public_key, "pesan", signature));
  EXPECT_FALSE(VerifySignature(key.public_key, "pesan.", signature));
  EXPECT_FALSE(VerifySignature(NewSigningKey().public_key, "pesan", signature));
  EXPECT_FALSE(VerifySignature("", "pesan", signature));
}

TEST(Hash, Base32OfKnownBytes) { EXPECT_EQ(ToBase32("foobar"), "mzxw6ytboi"); }

TEST(Log, QuotesWhatWouldBreakTheLine) {
  EXPECT_EQ(FormatLogLine("a.b", {{"n", 3}, {"text", "two words\n"}, {"none", ""}}),
            "a.b n=3 text=\"two words\\n\" none=\"\"");
}

TEST(Hash, PlainDigestIsWhatTheUsualToolPrints) {
  EXPECT_EQ(ToHex(PlainDigest("1405012345678901")),
            "2dda4fea8e9efb664259a7edddac025202d21d32d40531dde5f14ecdd69a4781");
}

// The check value of the standard's nine digits.
TEST(Crc32c, HasTheStandardsCheckValue) { EXPECT_EQ(Crc32c("123456789"), 0xe3069283U); }

TEST(Crc32c, SeesASingleFlippedBit) { EXPECT_NE(Crc32c("blangkn"), Crc32c("blangko")); }

TEST(IsUtf8, KnowsBadBytes) {
  EXPECT_TRUE(IsUtf8("Jos\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"));
  for (const char* bad :
       {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3", "a\xFF"}) {
    EXPECT_FALSE(IsUtf8(bad));
  }
}

}  // namespace
}  // namespace blangko
