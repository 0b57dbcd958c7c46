#include "services/access/seal.h"

#include <gtest/gtest.h>

#include "services/access/event_log.h"
#include "storage/layers/ledger_log.h"
#include "storage/memory/memory_store.h"

namespace blangko::access {
namespace {

class SealTest : public testing::Test {
 protected:
  void Append(const std::string& office) {
    ASSERT_TRUE(store_
                    .Update("test",
                            [&](storage::Txn& txn) {
                              const Act act = SystemAct("test", now_);
                              return AppendEvent(txn, act, office, EntryOf(act, "x", "X")).status();
                            })
                    .ok());
  }

  uint64_t Seals() {
    return storage::ViewFor<uint64_t>(store_,
                                      [](storage::Snapshot& snapshot) -> absl::StatusOr<uint64_t> {
                                        return storage::ReadLogHead(snapshot, {kSealStream, ""})->seq;
                                      })
        .value();
  }

  const absl::Time now_ = absl::FromUnixSeconds(1'500'000'000);
  storage::MemoryStore store_;
};

TEST_F(SealTest, WritesOnlyWhenAStreamGrew) {
  Append("14.05");
  ASSERT_TRUE(SealHeads(store_, now_).ok());
  EXPECT_EQ(Seals(), 1u);
  ASSERT_TRUE(SealHeads(store_, now_).ok());
  EXPECT_EQ(Seals(), 1u);
  Append("14.06");
  ASSERT_TRUE(SealHeads(store_, now_).ok());
  EXPECT_EQ(Seals(), 2u);
}

TEST_F(SealTest, DigestNamesEveryHead) {
  Append("14.05");
  const auto digest = [&] {
    return storage::ViewFor<std::string>(store_, [](storage::Snapshot& s) { return DigestOfHeads(s); })
        .value();
  };
  const std::string one = digest();
  EXPECT_EQ(one.substr(0, 2), "1:");
  Append("14.06");
  EXPECT_EQ(digest().substr(0, 2), "2:");
  const std::string two = digest();
  Append("14.06");
  EXPECT_NE(digest(), two);
}

}  // namespace
}  // namespace blangko::access
