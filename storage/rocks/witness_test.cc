#include "storage/rocks/witness.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::storage {
namespace {

CommitMark Mark(uint64_t group) {
  return {1, group, std::string(32, static_cast<char>('a' + group % 20)), ""};
}

class WitnessTest : public testing::Test {
 protected:
  void Overwrite(off_t offset, const std::string& bytes) {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(offset);
    file << bytes;
    ASSERT_TRUE(file.good());
  }

  absl::StatusOr<CommitMark> Reopen() {
    absl::StatusOr<std::optional<Witness>> witness = Witness::Open(path_);
    if (!witness.ok()) return witness.status();
    return witness->value().newest();
  }

  bool IsWhole() {
    const auto witness = Witness::Open(path_);
    return witness.ok() && witness->has_value() && (*witness)->whole();
  }

  TempDir dir_;
  const std::string path_ = dir_.File("witness");
};

TEST_F(WitnessTest, RemembersTheNewestMark) {
  {
    ASSERT_OK_AND_ASSIGN(Witness witness, Witness::Create(path_, CommitMark()));
    EXPECT_THAT(Reopen(), IsOkAndHolds(CommitMark()));
    for (uint64_t group = 1; group <= 5; ++group) {
      ASSERT_OK(witness.Record(Mark(group)));
      EXPECT_THAT(Reopen(), IsOkAndHolds(Mark(group)));
    }
    ASSERT_OK(witness.Sync());
  }
  EXPECT_THAT(Reopen(), IsOkAndHolds(Mark(5)));
}

TEST_F(WitnessTest, ATornSlotLeavesTheOther) {
  ASSERT_OK_AND_ASSIGN(Witness witness, Witness::Create(path_, Mark(1)));
  ASSERT_OK(witness.Record(Mark(2)));
  ASSERT_OK(witness.Record(Mark(3)));
  Overwrite(4096 + 12, "torn");  // group 3 stands in slot 1
  EXPECT_THAT(Reopen(), IsOkAndHolds(Mark(2)));
}

TEST_F(WitnessTest, EveryByteOfASlotCounts) {
  ASSERT_OK_AND_ASSIGN(Witness witness, Witness::Create(path_, Mark(1)));
  std::string slot(4096, '\0');
  std::ifstream(path_).seekg(4096).read(slot.data(), 4096);
  for (size_t at = 0; at < 8 * 5 + 32; ++at) {
    Overwrite(4096 + static_cast<off_t>(at), std::string(1, static_cast<char>(slot[at] ^ 1)));
    EXPECT_FALSE(IsWhole()) << at;
    Overwrite(4096 + static_cast<off_t>(at), std::string(1, slot[at]));
  }
  EXPECT_TRUE(IsWhole());
  EXPECT_THAT(Reopen(), IsOkAndHolds(Mark(1)));
}

TEST_F(WitnessTest, WhoReadsHalfOfItKnowsThatTheOtherHalfMaySayMore) {
  ASSERT_OK_AND_ASSIGN(Witness witness, Witness::Create(path_, Mark(1)));
  ASSERT_OK(witness.Record(Mark(2)));
  Overwrite(12, "torn");  // group 2 stands in slot 0
  ASSERT_OK_AND_ASSIGN(std::optional<Witness> half, Witness::Open(path_));
  EXPECT_FALSE(half->whole());
  EXPECT_EQ(half->newest(), Mark(1));
  EXPECT_EQ(half->told_up_to(), 2u);
  ASSERT_OK(half->WriteBoth());
  EXPECT_TRUE(half->whole());
  EXPECT_TRUE(IsWhole());
}

TEST_F(WitnessTest, ACutFileIsDataLossAndAMissingOneIsNothing) {
  { ASSERT_OK(Witness::Create(path_, Mark(1))); }
  std::filesystem::resize_file(path_, 100);
  EXPECT_THAT(Reopen(), StatusIs(absl::StatusCode::kDataLoss));
  std::filesystem::remove(path_);
  ASSERT_OK_AND_ASSIGN(const std::optional<Witness> none, Witness::Open(path_));
  EXPECT_FALSE(none.has_value());
}

TEST_F(WitnessTest, IsNotMadeOverAnExistingOne) {
  { ASSERT_OK(Witness::Create(path_, Mark(1))); }
  EXPECT_THAT(Witness::Create(path_, Mark(2)), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(Reopen(), IsOkAndHolds(Mark(1)));
}

}  // namespace
}  // namespace blangko::storage
