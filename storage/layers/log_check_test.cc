#include "storage/layers/log_check.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/layers/log_chain.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"

namespace blangko::storage {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const LogStream kLot{"14.05", "L1"};
const LogStream kOther{"14.05.01", ""};
constexpr size_t kAll = 1000;

absl::Time At(int seconds) { return absl::FromUnixSeconds(1'700'000'000 + seconds); }

class LogCheckTest : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 1; i <= 5; ++i) {
      Change([&](Txn& txn) { return AppendLog(txn, kLot, At(i), absl::StrCat("entry ", i), "").status(); });
    }
    Change([](Txn& txn) { return AppendLog(txn, kOther, At(3), "alone", "").status(); });
  }

  void Change(const Store::Body& body) { ASSERT_OK(store_.Update("test.change", body)); }
  std::string KeyOf(uint64_t seq) const { return LogEntryKey(kLot, {seq, At(static_cast<int>(seq))}); }
  void Erase(uint64_t seq) {
    Change([&](Txn& txn) {
      txn.Erase(KeyOf(seq));
      return absl::OkStatus();
    });
  }
  void Rewrite(uint64_t seq) {
    Change([&](Txn& txn) {
      std::string value = **txn.Get(KeyOf(seq));
      value.back() = 'X';
      txn.Put(KeyOf(seq), value);
      return absl::OkStatus();
    });
  }

  absl::Status Newest(absl::Time since, size_t limit) {
    return store_.View([&](Snapshot& snapshot) { return VerifyNewest(snapshot, since, limit); });
  }

  struct Walked {
    int entries = 0;
    int streams = 0;
    std::vector<std::string> broken;
  };
  Walked Walk() {
    Walked walked;
    EXPECT_OK(store_.View([&](Snapshot& snapshot) {
      return WalkLogs(
          snapshot,
          {.entry = [&](const LogRecord&) { ++walked.entries; },
           .end = [&](const LogStream&, const LogHeadView&) { ++walked.streams; },
           .broken = [&](const absl::Status& what) { walked.broken.emplace_back(what.message()); }});
    }));
    return walked;
  }

  MemoryStore store_;
};

TEST_F(LogCheckTest, AWholeLogIsWhole) {
  EXPECT_OK(Newest(absl::InfinitePast(), kAll));
  const Walked walked = Walk();
  EXPECT_EQ(walked.entries, 6);
  EXPECT_EQ(walked.streams, 2);
  EXPECT_THAT(walked.broken, IsEmpty());
}

TEST_F(LogCheckTest, ARewrittenEntryIsNamed) {
  Rewrite(3);
  EXPECT_THAT(Newest(absl::InfinitePast(), kAll),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("lot \"L1\": entry 3: the hash")));
  EXPECT_THAT(Walk().broken, testing::ElementsAre(HasSubstr("entry 3: the hash does not fit")));
}

TEST_F(LogCheckTest, WhatIsOlderThanAskedForIsNotRead) {
  Rewrite(1);
  EXPECT_OK(Newest(At(4), kAll));
  EXPECT_OK(Newest(absl::InfinitePast(), 3));
  EXPECT_THAT(Newest(absl::InfinitePast(), kAll), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(LogCheckTest, MissingEntriesAreFoundInTheMiddleAndAtBothEnds) {
  for (const uint64_t seq : {1U, 3U, 5U}) {
    const std::string value = [&] {
      std::string kept;
      EXPECT_OK(store_.View([&](Snapshot& snapshot) {
        kept = **snapshot.Get(KeyOf(seq));
        return absl::OkStatus();
      }));
      return kept;
    }();
    Erase(seq);
    EXPECT_THAT(Newest(absl::InfinitePast(), kAll), StatusIs(absl::StatusCode::kDataLoss)) << seq;
    EXPECT_FALSE(Walk().broken.empty()) << seq;
    Change([&](Txn& txn) {
      txn.Put(KeyOf(seq), value);
      return absl::OkStatus();
    });
  }
}

TEST_F(LogCheckTest, AHeadWithoutEntriesIsFound) {
  for (const uint64_t seq : {1U, 2U, 3U, 4U, 5U}) Erase(seq);
  EXPECT_THAT(Newest(absl::InfinitePast(), kAll), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(Walk().broken, testing::ElementsAre(HasSubstr("there is a head but no entry")));
}

}  // namespace
}  // namespace blangko::storage
