// The checks of records fail when the mistake they are there for is planted.
#include <gmock/gmock.h>

#include <cstdlib>

#include "tests/support/records_fixture.h"

namespace blangko::records {
namespace {

class Plant {
 public:
  explicit Plant(const char* name) { setenv("BLANGKO_PLANT", name, 1); }
  ~Plant() { unsetenv("BLANGKO_PLANT"); }
};

constexpr char kList[] =
    "record_id,nik,name,birth_date,area,upstream_status,recorded_time\n"
    "R-1,1405021708951001,SITI,1995-08-17,14.05.02.2003,PRR,2025-01-02\n"
    "R-2,1405021708951002,ANI,1995-08-17,14.05.02.2003,PRR,2025-01-03\n";

class PlantedRecordsTest : public RecordsFixture {
 protected:
  // What the second import of the same list changed; empty when nothing.
  std::string ChangesOfASecondImport() {
    for (int turn = 0; turn < 2; ++turn) {
      ImportStart start;
      start.import_id = ids_.Next();
      start.kind = v1::IMPORT_KIND_ADDITIONAL;
      start.office = kRegency;
      auto importer = records_->OpenImport(Staff(), start);
      EXPECT_OK(importer);
      EXPECT_OK((*importer)->Feed(kList));
      EXPECT_OK((*importer)->Finish());
    }
    const size_t count = Ids({}).size();
    return count == 2 ? "" : std::to_string(count) + " records";
  }

  // How many rows of one list that contradict each other went in.
  std::string ContradictingRows() {
    ImportStart start;
    start.import_id = ids_.Next();
    start.kind = v1::IMPORT_KIND_ADDITIONAL;
    start.office = kRegency;
    auto importer = records_->OpenImport(Staff(), start);
    EXPECT_OK(importer);
    EXPECT_OK((*importer)->Feed(kList));
    EXPECT_OK((*importer)->Feed("R-2,1405021708951002,BETI,1995-08-17,14.05.02.2003,PRR,2025-01-03\n"));
    const auto import = (*importer)->Finish();
    EXPECT_OK(import);
    return import->refused() == 1 ? "" : "the last one counts";
  }

  // Whether a record that was held and released stands where it stood.
  std::string PlaceAfterAHold() {
    const std::string first = Create(Applicant(1)).record_id();
    Create(Applicant(2));
    EXPECT_OK(Hold(first));
    EXPECT_OK(Release(first));
    return Rank(first) == 0 ? "" : "rank " + std::to_string(Rank(first));
  }

  // How a second request of a person enters of whose cancelled one a card came out; "" when somebody must look.
  std::string ARequestBesideACardThatIsOut() {
    const std::string first = Create(Applicant(1)).record_id();
    EXPECT_OK(store_->Update("test.late", [&](storage::Txn& txn) -> absl::Status {
      absl::StatusOr<RecordRow> before = GetRecord(txn, first);
      if (!before.ok()) return before.status();
      RecordRow after = *before;
      after.set_state(rows::v1::RECORD_STATE_CANCELLED);
      after.add_attempts()->set_outcome("PRINTED");
      return RecordTable(txn, nullptr).Put(*before, after, clock_.Now());
    }));
    v1::CreateRecordRequest second = Applicant(1);
    second.set_request_type(v1::REQUEST_TYPE_REPLACEMENT_LOST);
    const v1::Record made = Create(second);
    return made.state() == v1::RECORD_STATE_HELD ? "" : "in the line";
  }

  // Whether a list whose NIK says another birth date prints without a look.
  std::string ANikThatDiffers() {
    v1::CreateRecordRequest request = Applicant(1);
    request.mutable_personal()->set_birth_date("1995-08-18");
    return Create(request).state() == v1::RECORD_STATE_HELD ? "" : "in the line";
  }

  // Whether a duplicate request goes on although nobody said why.
  std::string ReleaseWithoutAReason() {
    Create(Applicant(1));
    v1::CreateRecordRequest second = Applicant(1);
    second.set_request_type(v1::REQUEST_TYPE_REPLACEMENT_LOST);
    return Release(Create(second).record_id(), "").ok() ? "released" : "";
  }
};

TEST_F(PlantedRecordsTest, NothingIsFoundWhereNothingIsPlanted) {
  EXPECT_EQ(ChangesOfASecondImport(), "");
  Reset();
  EXPECT_EQ(PlaceAfterAHold(), "");
  Reset();
  EXPECT_EQ(ReleaseWithoutAReason(), "");
  Reset();
  EXPECT_EQ(ANikThatDiffers(), "");
  Reset();
  EXPECT_EQ(ContradictingRows(), "");
}

TEST_F(PlantedRecordsTest, ALastRowThatWinsIsFound) {
  const Plant bug("last-row-wins");
  EXPECT_EQ(ContradictingRows(), "the last one counts");
}

TEST_F(PlantedRecordsTest, ANikThatIsNotComparedIsFound) {
  const Plant bug("nik-mismatch-let-in");
  EXPECT_EQ(ANikThatDiffers(), "in the line");
}

TEST_F(PlantedRecordsTest, AReleaseWithoutAReasonIsFound) {
  const Plant bug("release-without-reason");
  EXPECT_EQ(ReleaseWithoutAReason(), "released");
}

TEST_F(PlantedRecordsTest, ARowAppliedTwiceIsFound) {
  const Plant bug("import-row-applied-twice");
  EXPECT_EQ(ChangesOfASecondImport(), "4 records");
}

TEST_F(PlantedRecordsTest, APlaceLostByAHoldIsFound) {
  const Plant bug("hold-loses-place");
  EXPECT_EQ(PlaceAfterAHold(), "rank 1");
}

TEST_F(PlantedRecordsTest, CardsOutAreClean) { EXPECT_EQ(ARequestBesideACardThatIsOut(), ""); }
TEST_F(PlantedRecordsTest, CatchesCancelledCardForgotten) {
  const Plant plant("cancelled-card-forgotten");
  EXPECT_EQ(ARequestBesideACardThatIsOut(), "in the line");
}

}  // namespace
}  // namespace blangko::records
