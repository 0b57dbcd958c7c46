// Versions of rows: what is not known is refused by number, and a table that changed its meaning is read in both versions.
#include "storage/row_codec.h"

#include "blangko/rows/v1/recovery.pb.h"
#include "blangko/rows/v1/storage.pb.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"

namespace blangko::storage {

// A table of a later release, made up: version 2 has the time in microseconds, version 1 had it in seconds. Nothing else
// in this program reads or writes rows of this form.
template <>
struct RowFormat<rows::v1::Restore> {
  static constexpr char kWritten = 2;
  static std::optional<absl::StatusOr<rows::v1::Restore>> Decode(char version, std::string_view message) {
    if (version != 1) return std::nullopt;
    absl::StatusOr<rows::v1::Restore> row = ParseRow<rows::v1::Restore>(message);
    if (row.ok()) row->set_restored_micros(row->restored_micros() * 1'000'000);
    return row;
  }
};

namespace {

using rows::v1::LogHead;
using rows::v1::MetaRow;
using rows::v1::Restore;
using testing::HasSubstr;

Restore RestoredAt(int64_t time) {
  Restore row;
  row.set_restored_micros(time);
  return row;
}

std::string OfVersion(char version, const google::protobuf::Message& row) {
  return std::string(1, version) + row.SerializeAsString();
}

TEST(RowCodec, ARowReadsBackAsItWasWritten) {
  MetaRow row;
  row.set_store_id("s");
  ASSERT_OK_AND_ASSIGN(const MetaRow read, DecodeRow<MetaRow>(EncodeRow(row)));
  EXPECT_EQ(read.store_id(), "s");
  EXPECT_EQ(EncodeRow(row)[0], 1) << "all tables are of version 1";
}

TEST(RowCodec, AVersionThatIsNotKnownIsRefusedByNumber) {
  EXPECT_THAT(
      DecodeRow<MetaRow>(OfVersion(2, MetaRow())),
      StatusIs(absl::StatusCode::kDataLoss, HasSubstr("blangko.rows.v1.MetaRow: row version 2, want 1")));
  EXPECT_THAT(DecodeRow<MetaRow>(OfVersion('\xff', MetaRow())),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("255")));
  EXPECT_THAT(DecodeRow<MetaRow>(""), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("-1, want 1")));
  EXPECT_THAT(DecodeRow<Restore>(OfVersion(3, Restore())),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("row version 3, want 2")));
  EXPECT_THAT(DecodeRow<Restore>(""), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("-1, want 2")));
}

TEST(RowCodec, AMessageThatDoesNotParseIsRefusedInEveryVersion) {
  EXPECT_THAT(DecodeRow<MetaRow>("\x01\xff"),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("does not parse")));
  EXPECT_THAT(DecodeRow<Restore>("\x01\xff"),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("does not parse")));
}

TEST(RowCodec, ARowOfTheReleaseBeforeIsReadByItsDecoderAndWrittenInTheNewVersion) {
  ASSERT_OK_AND_ASSIGN(const Restore before, DecodeRow<Restore>(OfVersion(1, RestoredAt(7))));
  EXPECT_EQ(before.restored_micros(), 7'000'000);
  EXPECT_EQ(EncodeRow(before), OfVersion(2, RestoredAt(7'000'000)));
  ASSERT_OK_AND_ASSIGN(const Restore now, DecodeRow<Restore>(EncodeRow(before)));
  EXPECT_EQ(now.restored_micros(), 7'000'000);
}

// What keeps a field of a newer release through the hands of an older one.
TEST(RowCodec, FieldsThatAreNotKnownOutliveAChange) {
  LogHead newer;
  newer.set_time_micros(7);
  ASSERT_OK_AND_ASSIGN(MetaRow row, DecodeRow<MetaRow>(OfVersion(1, newer)));  // its field 3 is another
  row.set_created_micros(1);
  ASSERT_OK_AND_ASSIGN(const LogHead again, ParseRow<LogHead>(EncodeRow(row).substr(1)));
  EXPECT_EQ(again.time_micros(), 7);
}

TEST(RowCodec, ARowInAStoreIsReadInItsOwnVersion) {
  MemoryStore store;
  ASSERT_OK(store.Update("test.put", [](Txn& txn) {
    txn.Put("before", OfVersion(1, RestoredAt(7)));
    PutRow(txn, "now", RestoredAt(7'000'000));
    return absl::OkStatus();
  }));
  EXPECT_OK(store.View([](Snapshot& rows) -> absl::Status {
    for (const char* key : {"before", "now"}) {
      ASSIGN_OR_RETURN(const auto row, GetRow<Restore>(rows, key));
      EXPECT_EQ(row->restored_micros(), 7'000'000) << key;
    }
    return absl::OkStatus();
  }));
}

}  // namespace
}  // namespace blangko::storage
