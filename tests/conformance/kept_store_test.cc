// The data directory of every finished stage of the project opens in this build, whole, and goes on.
//
// tests/fixtures/store/N was written by the programs of that stage, killed and started again: an office with two lots,
// printed, spoiled, rejected and doubtful cards, a hold and a cancelled request.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "services/audit/audit.h"
#include "storage/layers/meta.h"
#include "storage/open_store.h"
#include "storage/row_codec.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> KeptStores() {
  std::vector<std::string> stages;
  for (const auto& stage : fs::directory_iterator(BLANGKO_KEPT_STORES))
    stages.push_back(stage.path().filename());
  return stages;
}

class KeptStoreTest : public testing::TestWithParam<std::string> {
 protected:
  KeptStoreTest() {
    fs::copy(fs::path(BLANGKO_KEPT_STORES) / GetParam(), copy_, fs::copy_options::recursive);
  }

  absl::StatusOr<std::unique_ptr<storage::Store>> Open() {
    return storage::OpenStore("rocks:" + copy_,
                              {.check_rows = audit::CheckBeforeOpening, .free_space_floor = 0});
  }
  static void ExpectWhole(storage::Store& store) {
    EXPECT_OK(store.View([](storage::Snapshot& rows) -> absl::Status {
      const auto checks = audit::AuditStore(rows);
      EXPECT_OK(checks);
      for (const audit::Check& check : *checks)
        EXPECT_EQ(check.violations, 0) << check.name << ": " << check.first;
      return absl::OkStatus();
    }));
  }

  TempDir dir_;
  const std::string copy_ = dir_.File("store");
};

TEST_P(KeptStoreTest, OpensWholeAndGoesOn) {
  uint64_t revision = 0;
  {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    ExpectWhole(*store);
    revision = store->DurableRevision();
    EXPECT_GT(revision, 10u);
    EXPECT_OK(store->Update("test.touch", [](storage::Txn& txn) -> absl::Status {
      ASSIGN_OR_RETURN(const auto meta, storage::ReadMeta(txn));
      EXPECT_FALSE(meta.store_id().empty());
      txn.Put(storage::MetaKey(), storage::EncodeRow(meta));
      return absl::OkStatus();
    }));
  }
  ASSERT_OK_AND_ASSIGN(const auto again, Open());
  EXPECT_EQ(again->DurableRevision(), revision + 1);
  ExpectWhole(*again);
}

INSTANTIATE_TEST_SUITE_P(Stages, KeptStoreTest, testing::ValuesIn(KeptStores()));

}  // namespace
}  // namespace blangko
