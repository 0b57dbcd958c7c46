// blangko withdraw, registers and destruction, up to the proposal.
#include <fstream>

#include "services/cli/commands_fixture.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

using testing::HasSubstr;

class DestructionCommandsTest : public CommandsTest {
 protected:
  void SetUp() override {
    CommandsTest::SetUp();
    SetUpOffice();
    withdraw_ = "withdraw --office 14.05 --cause died --address Jalan --name ";
  }

  std::string withdraw_;
};

TEST_F(DestructionCommandsTest, ACardThatWasHandedInIsKeptUntilItIsOnAList) {
  EXPECT_THAT(RunOk(withdraw_ + "SPESIMEN --uid 04A1B2C3D4E5F6"), HasSubstr("Tulis T-1 pada amplop"));
  Run(withdraw_ + "SPESIMEN --uid 04A1B2C3D4E5F6");
  EXPECT_EQ(ReasonOf(status_), "CARD_IN_REGISTER");
  EXPECT_EQ(Cell("registers list --office 14.05 --withdrawn", "number"), "T-1");
  EXPECT_EQ(Cell("registers show", "withdrawn"), "1");
  RunOk("destruction open --office 14.05");
  const std::string id = Cell("destruction list", "destruction_id");
  EXPECT_THAT(RunOk("destruction add " + id + " 04A1B2C3D4E5F6"), HasSubstr("blangko destruction describe"));
  EXPECT_EQ(Cell("destruction lines " + id, "blank_uid"), "04A1B2C3D4E5F6");
  RunOk("destruction describe " + id + " --number 7 --date 2017-01-01 --place halaman --witness Saksi;Satpol");
  EXPECT_THAT(RunOk("destruction pile " + id + " 2"), HasSubstr("Di tumpukan 2, di daftar 1"));
  EXPECT_THAT(RunOk("destruction pile " + id + " 1"), HasSubstr("blangko destruction propose"));
  RunOk("destruction remove " + id + " T-1");
  EXPECT_THAT(RunOk("destruction cancel " + id + " --reason salah"), HasSubstr("salah"));
}

TEST_F(DestructionCommandsTest, CardsAreReadFromAFile) {
  RunOk(withdraw_ + "SATU");
  RunOk(withdraw_ + "DUA");
  std::ofstream(dir_.File("cards")) << "# dari alat baca\nT-1\n\nT-2\n";
  RunOk("destruction open --office 14.05");
  const std::string id = Cell("destruction list", "destruction_id");
  RunOk("destruction add " + id + " --from " + dir_.File("cards"));
  EXPECT_EQ(Cell("destruction list", "listed"), "2");
  Run("destruction add " + id + " bukan-kartu");
  EXPECT_FALSE(status_.ok());
}

TEST_F(DestructionCommandsTest, WhatIsKeptTooLongIsAnAlarmInTheStatus) {
  RunOk(withdraw_ + "SATU");
  EXPECT_THAT(RunOk("status"), testing::Not(HasSubstr("TERLALU LAMA")));
  clock_.Advance(absl::Hours(24 * 8));
  EXPECT_THAT(RunOk("status"), HasSubstr("TERLALU LAMA DISIMPAN di 14.05: 1 keping lebih dari 7 hari"));
  RunOk("registers limit --office 14.05 --days 30");
  EXPECT_THAT(RunOk("status"), testing::Not(HasSubstr("TERLALU LAMA")));
  EXPECT_THAT(RunOk("registers show --overdue"), HasSubstr("(kosong)"));
}

}  // namespace
}  // namespace blangko::cli
