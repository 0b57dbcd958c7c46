// blangko papers, from the settings to the scan.
#include <fstream>
#include <iterator>

#include "services/cli/commands_fixture.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr char kSettings[] = R"({"letterhead": ["PEMERINTAH KABUPATEN CONTOH"], "place": "Kota Contoh",
  "officials": [{"role": "PENGURUS_BARANG", "name": "Budi Contoh", "title": "Pengurus Barang"}],
  "kinds": [{"kind": "PAPER_KIND_STOCK_CARD", "numberPattern": "400/{seq}/KP/{year}",
             "signers": [{"heading": "Dibuat oleh,", "role": "PENGURUS_BARANG"}]}]})";

class PapersCommandsTest : public CommandsTest {
 protected:
  void SetUp() override {
    CommandsTest::SetUp();
    SetUpOffice();
    std::ofstream(dir_.File("settings.json")) << kSettings;
  }
  std::string Read(const std::string& name) const {
    std::ifstream file(dir_.File(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

TEST_F(PapersCommandsTest, FromTheSettingsToTheScan) {
  const std::string issue = "papers issue stock-card --office 14.05 --from 2017-01-01 --to 2017-01-31";
  Run(issue);
  EXPECT_EQ(ReasonOf(status_), "PAPER_SETTINGS_MISSING");
  EXPECT_THAT(RunOk("papers settings 14.05 --file " + dir_.File("settings.json")),
              HasSubstr("PENGURUS_BARANG"));
  EXPECT_THAT(RunOk(issue), HasSubstr("Kartu persediaan"));
  const std::string id = "14.05:STOCK_CARD:" + Cell("papers list", "paper_id").substr(17, 4) + ":1";
  EXPECT_EQ(Cell("papers list --kind stock-card", "paper_id"), id);
  RunOk("papers get " + id + " --out " + dir_.File("card.pdf"));
  EXPECT_THAT(Read("card.pdf"), StartsWith("%PDF"));
  RunOk("papers get " + id + " --csv --out " + dir_.File("card.csv"));
  RunOk("papers scan " + id + " " + dir_.File("card.pdf"));
  EXPECT_EQ(Cell("papers list", "scan_count"), "1");
  EXPECT_THAT(RunOk("papers void " + id + " --reason salah"), HasSubstr("salah"));
  Run("papers scan " + id + " " + dir_.File("card.pdf"));
  EXPECT_EQ(ReasonOf(status_), "PAPER_VOIDED");
}

}  // namespace
}  // namespace blangko::cli
