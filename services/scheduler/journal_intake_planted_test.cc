// Planted bugs of restored stores: each check is clean without the bug and fails with it.
#include <cstdlib>

#include "services/scheduler/journal_intake_fixture.h"

namespace blangko::scheduler {
namespace {

class JournalIntakePlantedTest : public JournalIntakeFixture {
 protected:
  JournalIntakePlantedTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 2);
  }
  ~JournalIntakePlantedTest() override { unsetenv("BLANGKO_PLANT"); }
  static void Plant(const char* name) { setenv("BLANGKO_PLANT", name, 1); }

  // INV-6: cards that came out after an export are not granted again, whatever the station's clock says.
  bool AnOldExportIsNotTaken() {
    const std::string old = FileOf(JournalOf(kStation), clock_.Now() + absl::Hours(2));
    GivenRestore();
    return !TryTakeFile(old).ok();
  }
};

TEST_F(JournalIntakePlantedTest, AnOldExportIsClean) { EXPECT_TRUE(AnOldExportIsNotTaken()); }
TEST_F(JournalIntakePlantedTest, CatchesExportBelievedByItsClock) {
  Plant("export-believed-by-its-clock");
  EXPECT_FALSE(AnOldExportIsNotTaken());
}

}  // namespace
}  // namespace blangko::scheduler
