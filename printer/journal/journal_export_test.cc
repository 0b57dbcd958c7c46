#include "printer/journal/journal_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "printer/journal/fake_disk.h"
#include "printer/journal/journal.h"
#include "printer/journal/test_entries.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kNik[] = "1471090103850001";

const SigningKey& Key() {
  static const SigningKey kKey = InitCrypto() ? SigningKeyFromSeed(std::string(32, 'k')) : SigningKey();
  return kKey;
}

// Some cards over several segments, the oldest of which are no longer kept.
JournalHistory SomeHistory() {
  Fate fate;
  FakeDisk disk(fate);
  TestClock clock;
  const JournalLimits limits = {.segment_bytes = 800, .keep = absl::ZeroDuration()};
  auto journal = Journal::Open(disk, "rumbai-1", 2, clock, limits).value();
  for (uint64_t card = 1; card <= 12; ++card) {
    for (const Entry& entry : CardEntries({absl::StrCat("r", card), 1})) EXPECT_OK(journal->Append(entry));
    if (card >= 10) continue;
    EXPECT_OK(journal->Append(BookedEntry({card})));
  }
  EXPECT_OK(journal->Append(ClearedEntry(kTestPrinter, absl::StrCat("sari ", kNik))));
  EXPECT_OK(journal->Sync());
  return ReadHistory(disk).value();
}

std::string SomeExport() { return ExportText(SomeHistory(), Key(), TestStart()); }

absl::Status ReadChanged(const std::string& from, const std::string& to) {
  const std::string text = absl::StrReplaceAll(SomeExport(), {{from, to}});
  EXPECT_NE(text, SomeExport()) << from;
  return ReadExport(text).status();
}

TEST(JournalExport, SaysWhatTheJournalSaysAndCanBeCheckedAlone) {
  ASSERT_OK_AND_ASSIGN(const JournalExport found, ReadExport(SomeExport()));
  EXPECT_EQ(found.header.station_id(), "rumbai-1");
  EXPECT_EQ(found.header.epoch(), 2U);
  EXPECT_GT(found.header.first_seq(), 1U) << "the oldest segments are gone";
  EXPECT_EQ(found.header.public_key(), ToHex(Key().public_key));
  EXPECT_EQ(found.state.last_seq(), found.header.last_seq());
  EXPECT_EQ(found.state.unbooked().size(), 3U);
  EXPECT_THAT(SomeExport(), HasSubstr(R"("outcome":"PRINTED","evidence":"DRIVER")"));
  EXPECT_THAT(SomeExport(), HasSubstr(R"("time":"2026-03-02T01:00:00Z")"));
}

TEST(JournalExport, HoldsNoNikThatSomebodyTyped) {
  EXPECT_THAT(SomeExport(), HasSubstr("sari ************0001"));
  EXPECT_THAT(SomeExport(), Not(HasSubstr(kNik)));
}

TEST(JournalExport, TheFirstBadPlaceIsNamed) {
  const auto lost = [](const char* what) { return StatusIs(absl::StatusCode::kDataLoss, HasSubstr(what)); };
  EXPECT_THAT(ReadExport(""), lost("line 1"));
  EXPECT_THAT(ReadExport("{\"format\":\"other\"}\n"), lost("line 1: it is no exported journal"));
  EXPECT_THAT(ReadChanged("\"epoch\":\"2\"", "\"epoch\":\"3\""), lost("line 2"));
  EXPECT_THAT(ReadChanged("\"outcome\":\"PRINTED\"", "\"outcome\":\"SPOILED\""), lost("its words are not"));
  EXPECT_THAT(ReadChanged("rumbai-1\",\"epoch", "rumbai-2\",\"epoch"), lost("line 2"));
  EXPECT_THAT(ReadChanged("blangko-station journal verify", "blangko"), lost("the digest"));
}

TEST(JournalExport, ACutOrSwappedLineIsFound) {
  const std::string text = SomeExport();
  size_t lines = 0;
  for (size_t end = text.find('\n'); end + 1 < text.size(); end = text.find('\n', end + 1)) {
    ++lines;
    EXPECT_THAT(ReadExport(text.substr(0, end + 1)),
                StatusIs(absl::StatusCode::kDataLoss,
                         HasSubstr(absl::StrCat("line ", lines + 1, ": the file ends"))));
    const size_t next = text.find('\n', end + 1);
    if (next + 1 >= text.size()) break;
    EXPECT_EQ(ReadExport(text.substr(0, end + 1) + text.substr(next + 1)).status().code(),
              absl::StatusCode::kDataLoss);
  }
  EXPECT_GT(lines, 20U);
}

// Everything rewritten consistently, but without the station's key.
TEST(JournalExport, AnotherKeyIsToldAndAForgedSignatureFails) {
  const SigningKey other = SigningKeyFromSeed(std::string(32, 'o'));
  ASSERT_OK_AND_ASSIGN(const JournalExport found, ReadExport(ExportText(SomeHistory(), other, TestStart())));
  EXPECT_EQ(found.header.public_key(), ToHex(other.public_key));
  const SigningKey forged = {other.seed, Key().public_key};
  EXPECT_EQ(ReadExport(ExportText(SomeHistory(), forged, TestStart())).status().code(),
            absl::StatusCode::kDataLoss);
}

RC_GTEST_PROP(JournalExportDamage, NoChangedByteEscapes, ()) {
  static const std::string kText = SomeExport();
  std::string text = kText;
  const size_t at = *rc::gen::inRange<size_t>(0, text.size());
  text[at] = static_cast<char>(text[at] ^ *rc::gen::element(1, 2, 32));
  RC_ASSERT(ReadExport(text).status().code() == absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace blangko::printer
