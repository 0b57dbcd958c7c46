#include "services/node/trouble.h"

#include "services/refusal/refusal.h"
#include "storage/disk_space.h"
#include "storage/layers/meta.h"
#include "storage/memory/memory_store.h"
#include "storage/row_codec.h"
#include "storage/store_format.h"
#include "tests/support/status_matchers.h"

namespace blangko::node {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Trouble, AFullDiskSaysWhatToDoAndKeepsTheDirectoryToItself) {
  const absl::Status told =
      AdviseOnStore(storage::DiskAlmostFull("/srv/data", {.free_bytes = 12 << 20, .floor_bytes = 64 << 20}));
  EXPECT_EQ(ReasonOf(told), "DISK_FULL");
  EXPECT_THAT(told, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("12 MiB free, 64 MiB needed")));
  EXPECT_THAT(IndonesianOf(told), HasSubstr("sisa 12 MiB, perlu 64 MiB"));
  EXPECT_THAT(IndonesianOf(told), HasSubstr("tidak hilang"));
  EXPECT_THAT(DetailsOf(told)->SerializeAsString(), Not(HasSubstr("/srv/data")));
}

TEST(Trouble, ADamagedTableFileIsNamedWithoutItsFolder) {
  storage::StoreDamage damage{.what = "the database is damaged",
                              .detail = "table file 12: its checksum does not fit",
                              .found = 7,
                              .acknowledged = 8};
  EXPECT_THAT(
      std::string(RefuseInSafeMode(damage).message()),
      AllOf(HasSubstr("damaged (table file 12: its checksum does not fit)"), HasSubstr("acknowledged: 8"),
            HasSubstr("blangkod fsck"), HasSubstr("blangkod store restore")));
  EXPECT_THAT(IndonesianOf(RefuseInSafeMode(damage)), HasSubstr("isi basis data rusak (table file 12"));
  damage.detail = "table file 12: open /srv/data/db/000012.sst";
  EXPECT_THAT(DetailsOf(RefuseInSafeMode(damage))->SerializeAsString(), Not(HasSubstr("/srv/data")));
}

TEST(Trouble, OtherErrorsStayAsTheyAre) {
  EXPECT_EQ(AdviseOnStore(absl::UnavailableError("x")), absl::UnavailableError("x"));
  EXPECT_EQ(AdviseOnStore(absl::FailedPreconditionError("x")), absl::FailedPreconditionError("x"));
  EXPECT_EQ(AdviseOnOpening(absl::DataLossError("x"), "d"), absl::DataLossError("x"));
}

TEST(Trouble, AStartThatFailsIsToldInBothLanguages) {
  const std::string told = CannotStart(AdviseOnOpening(absl::FailedPreconditionError("x"), "/srv/data"));
  EXPECT_THAT(told, StartsWith("blangkod: tidak dapat dijalankan: Penyimpanan di /srv/data"));
  EXPECT_THAT(told, HasSubstr("\nblangkod: cannot start: The store in /srv/data is open in another process"));
  EXPECT_EQ(CannotStart(absl::DataLossError("gone")), "blangkod: cannot start: gone\n");
}

TEST(Trouble, AStoreOfANewerReleaseIsToldInBothLanguagesAndIsNoDamage) {
  storage::MemoryStore store;
  ASSERT_OK(store.Update("test.newer", [](storage::Txn& txn) {
    rows::v1::MetaRow meta;
    meta.set_format(storage::kFormatRead + 1);
    storage::PutRow(txn, storage::MetaKey(), meta);
    return absl::OkStatus();
  }));
  const absl::Status newer =
      store.View([](storage::Snapshot& rows) { return storage::CheckFormat("/srv/data", rows); });
  EXPECT_EQ(DamageBehind(newer), std::nullopt);
  const std::string told = CannotStart(AdviseOnOpening(newer, "/srv/data"));
  EXPECT_THAT(told,
              StartsWith("blangkod: tidak dapat dijalankan: penyimpanan ini berformat 2, program ini membaca "
                         "sampai format 1"));
  EXPECT_THAT(told,
              HasSubstr("\nblangkod: cannot start: the store in /srv/data is of format 2, want at most 1"));
  EXPECT_THAT(InBothLanguages(newer), StartsWith("blangkod: penyimpanan ini berformat 2"));
}

}  // namespace
}  // namespace blangko::node
