#include "storage/buffered_txn.h"

#include <gtest/gtest.h>

#include <vector>

#include "storage/aging_snapshot.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Rows for a test: an overlay over nothing.
class Nothing : public Snapshot {
 public:
  absl::StatusOr<std::optional<std::string>> Get(std::string_view) override {
    return std::optional<std::string>();
  }
  absl::Status Scan(const KeyRange&, ScanOrder, Visitor) override { return absl::OkStatus(); }
};

class BufferedTxnTest : public testing::Test {
 protected:
  std::vector<std::string> Keys(Snapshot& snapshot, const KeyRange& range, ScanOrder order) {
    std::vector<std::string> keys;
    EXPECT_OK(snapshot.Scan(range, order, [&](std::string_view key, std::string_view) {
      keys.emplace_back(key);
      return true;
    }));
    return keys;
  }

  WriteMap rows_ = {{"b", "1"}, {"d", "2"}, {"f", "3"}};
  Nothing nothing_;
  OverlaySnapshot below_{rows_, nothing_};
  Limits limits_;
};

TEST_F(BufferedTxnTest, ScansMergeWritesBothWays) {
  BufferedTxn txn(below_, limits_);
  txn.Put("a", "x");
  txn.Put("e", "x");
  txn.Erase("d");
  txn.Put("g", "x");
  EXPECT_THAT(Keys(txn, {"a", "z"}, ScanOrder::kForward), ElementsAre("a", "b", "e", "f", "g"));
  EXPECT_THAT(Keys(txn, {"a", "z"}, ScanOrder::kReverse), ElementsAre("g", "f", "e", "b", "a"));
  EXPECT_THAT(Keys(txn, {"b", "f"}, ScanOrder::kForward), ElementsAre("b", "e"));
  EXPECT_THAT(Keys(txn, {"b", "f"}, ScanOrder::kReverse), ElementsAre("e", "b"));
  EXPECT_THAT(Keys(txn, {"f", "b"}, ScanOrder::kForward), ElementsAre());
}

TEST_F(BufferedTxnTest, AScanMayEraseAndAddAsItGoes) {
  const auto visit = [&](ScanOrder order, const std::string& added_suffix) {
    BufferedTxn txn(below_, limits_);
    txn.Put("c", "own");
    std::vector<std::string> seen;
    EXPECT_OK(txn.Scan({"a", "z"}, order, [&](std::string_view key, std::string_view) {
      seen.emplace_back(key);
      txn.Erase(seen.back());
      if (seen.back().size() == 1) txn.Put(seen.back() + added_suffix, "added");
      return seen.size() < 20;
    }));
    return seen;
  };
  EXPECT_THAT(visit(ScanOrder::kForward, "0"), ElementsAre("b", "b0", "c", "c0", "d", "d0", "f", "f0"));
  EXPECT_THAT(visit(ScanOrder::kReverse, "0"), ElementsAre("f", "d", "c", "b"));  // what is added lies behind
}

TEST_F(BufferedTxnTest, AScanDoesNotShowWhatWasErasedAheadOfIt) {
  for (const ScanOrder order : {ScanOrder::kForward, ScanOrder::kReverse}) {
    BufferedTxn txn(below_, limits_);
    txn.Put("g", "own");
    txn.Put("a", "own");
    std::vector<std::string> seen;
    EXPECT_OK(txn.Scan({"a", "z"}, order, [&](std::string_view key, std::string_view) {
      seen.emplace_back(key);
      txn.Erase("d");
      return true;
    }));
    EXPECT_EQ(seen.size(), 4U);
    EXPECT_THAT(seen, testing::Not(testing::Contains("d")));
  }
}

TEST_F(BufferedTxnTest, ScanWithoutUpperBoundIsRefused) {
  BufferedTxn txn(below_, limits_);
  EXPECT_THAT(txn.Scan({"a", ""}, ScanOrder::kForward, [](auto, auto) { return true; }),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(BufferedTxnTest, ReadsAreCountedButOwnWritesAreFree) {
  limits_.keys_read = 3;
  BufferedTxn txn(below_, limits_);
  txn.Put("own", "x");
  for (int i = 0; i < 10; ++i) EXPECT_OK(txn.Get("own"));
  EXPECT_OK(txn.Get("b"));
  EXPECT_EQ(Keys(txn, {"a", "e"}, ScanOrder::kForward).size(), 2U);
  EXPECT_THAT(txn.Get("b"), StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("3 keys read")));
  EXPECT_THAT(txn.Get("own"), StatusIs(absl::StatusCode::kResourceExhausted));
}

TEST_F(BufferedTxnTest, ABodyThatHidesItsExcessCannotCommit) {
  limits_.keys_read = 1;
  BufferedTxn txn(below_, limits_);
  EXPECT_THAT(txn.Run([](Txn& inner) {
    inner.Scan({"a", "z"}, ScanOrder::kForward, [](auto, auto) { return true; }).IgnoreError();
    return absl::OkStatus();
  }),
              StatusIs(absl::StatusCode::kResourceExhausted));
}

TEST_F(BufferedTxnTest, KeysAndBytesWrittenAreBounded) {
  limits_.keys_written = 2;
  limits_.bytes_written = 10;
  const auto run = [&](const Store::Body& body) { return BufferedTxn(below_, limits_).Run(body); };
  EXPECT_OK(run([](Txn& txn) {
    for (int i = 0; i < 10; ++i) txn.Put("k", "123456789");  // the same key again
    return absl::OkStatus();
  }));
  EXPECT_THAT(run([](Txn& txn) {
                txn.Put("k", "1234567890");
                return absl::OkStatus();
              }),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("10 bytes")));
  EXPECT_THAT(run([](Txn& txn) {
                for (const char* key : {"a", "b", "c"}) txn.Erase(key);
                return absl::OkStatus();
              }),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("2 keys")));
}

TEST_F(BufferedTxnTest, AnOldViewEndsEvenInsideAScan) {
  for (int i = 0; i < 200; ++i) rows_["m" + std::to_string(i)] = "x";
  TestClock clock;
  AgingSnapshot view(below_, clock, absl::Seconds(5));
  clock.Advance(absl::Seconds(4));
  EXPECT_OK(view.Get("b"));
  int seen = 0;
  EXPECT_THAT(view.Scan({"a", "z"}, ScanOrder::kForward,
                        [&](auto, auto) {
                          clock.Advance(absl::Seconds(1));
                          return ++seen < 1000;
                        }),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_LT(seen, 100);
  EXPECT_THAT(view.Get("b"), StatusIs(absl::StatusCode::kDeadlineExceeded));
}

}  // namespace
}  // namespace blangko::storage
