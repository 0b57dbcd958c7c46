#include "services/movements/write_off.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "services/movements/movements_fixture.h"

namespace blangko::movements {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_QUARANTINED;
using rows::v1::ACCOUNT_SPOILED_HELD;
using testing::HasSubstr;

class WriteOffTest : public MovementsFixture {
 protected:
  absl::StatusOr<v1::WriteOffLotResponse> Propose(const std::string& lot) {
    v1::WriteOffLotRequest request;
    request.set_office(stock::kDinas);
    request.set_lot(lot);
    request.set_reason("versi lama");
    request.set_pin(kPin);
    return movements_.WriteOff(ActOf(budi_, request), request);
  }
  std::string WriteOff(const std::string& lot) { return ProposedBy(Propose(lot)); }
  std::string Spoil(int64_t count) {
    v1::SpoilBlanksRequest request;
    request.set_office(stock::kDinas);
    request.set_lot("A");
    request.set_count(count);
    request.set_cause("CACAT");
    return ReasonOf(movements_.Spoil(ActOf(budi_, request), request).status());
  }
  // Quarantined blanks of no case, as a store has them whose receipts differed before there were cases.
  void TakeWithoutCase(int64_t rejected) {
    stock::Stock before_cases(at_.store);
    const auto request = stock::Pelalawan::FromOutside("maker", "LAMA-" + std::to_string(++documents_),
                                                       {{.lot = "A", .accepted = 1, .rejected = rejected}});
    EXPECT_OK(before_cases.ReceiveFromOutside(at_.ActFor(request), request).status());
  }
};

TEST_F(WriteOffTest, AnObsoleteLotIsWrittenOffWhole) {
  const std::string proposal = WriteOff("A");
  EXPECT_EQ(Spoil(1), "");
  EXPECT_EQ(Approve(ratna_, proposal), "INVALID_FIELD") << "another number than was approved";
  EXPECT_EQ(WriteOff("Z"), "UNKNOWN_LOT");
}

TEST_F(WriteOffTest, AWrittenOffLotWaitsForItsDestruction) {
  EXPECT_EQ(Approve(ratna_, WriteOff("A")), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 0);
  EXPECT_EQ(Blanks("A", ACCOUNT_SPOILED_HELD), 1000);
  EXPECT_EQ(WriteOff("A"), "INVALID_FIELD");
}

TEST_F(WriteOffTest, QuarantinedBlanksOfNoCaseGoWithTheLot) {
  TakeWithoutCase(3);
  EXPECT_EQ(Approve(ratna_, WriteOff("A")), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_QUARANTINED), 0);
  EXPECT_EQ(Blanks("A", ACCOUNT_SPOILED_HELD), 1004);
  EXPECT_TRUE(at_.Equation().exact());
}

TEST_F(WriteOffTest, BlanksOfAnOpenCaseStayWithIt) {
  TakeWithoutCase(3);
  const std::string id = Take("00", {{.lot = "A", .accepted = 9, .rejected = 2, .missing = 5}});
  EXPECT_EQ(Approve(ratna_, WriteOff("A")), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_QUARANTINED), 7);
  EXPECT_EQ(Blanks("A", ACCOUNT_SPOILED_HELD), 1013);
  const auto refused = Propose("A");
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr(id)) << "the case that holds the rest";
  EXPECT_EQ(Resolve(id, v1::RESOLUTION_GOOD, 2), "");
  EXPECT_EQ(Approve(ratna_, WriteOff("A")), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_SPOILED_HELD), 1015);
}

// A commit may read 480 rows.
TEST_F(WriteOffTest, WithTooManyOpenCasesQuarantinedBlanksStay) {
  EXPECT_OK(at_.CreateLot("B"));
  TakeWithoutCase(3);
  for (int i = 0; i < kCasesLookedAt; ++i) Take("00", {{.lot = "B", .accepted = 1, .missing = 1}});
  EXPECT_EQ(Approve(ratna_, WriteOff("A")), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_QUARANTINED), 0);
  TakeWithoutCase(3);
  Take("00", {{.lot = "B", .accepted = 1, .missing = 1}});
  EXPECT_EQ(Approve(ratna_, WriteOff("A")), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 0);
  EXPECT_EQ(Blanks("A", ACCOUNT_QUARANTINED), 3);
}

TEST_F(WriteOffTest, ANumberThatChangedIsProposedAgain) {
  const std::string proposal = WriteOff("A");
  EXPECT_EQ(Spoil(1), "");
  ASSERT_OK_AND_ASSIGN(const auto waiting, book_.Read(at_.store, proposal));
  EXPECT_THAT(waiting.hindrance_message(), HasSubstr("propose it again"));
}

TEST_F(WriteOffTest, PlantedAWriteOffThatTakesFromCasesIsCaught) {
  Take("00", {{.lot = "A", .accepted = 9, .missing = 5}});
  setenv("BLANGKO_PLANT", "write-off-takes-from-cases", 1);
  EXPECT_EQ(Approve(ratna_, WriteOff("A")), "");
  EXPECT_EQ(Blanks("A", ACCOUNT_QUARANTINED), 0) << "the check above wants the 5 of the case";
}

}  // namespace
}  // namespace blangko::movements
