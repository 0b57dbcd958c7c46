// Acts of two persons as they are typed, against a node in this process: accounts, doubtful cards, a code by telephone.
#include "services/cli/commands_fixture.h"
#include "services/cli/typed_command_fixture.h"

namespace blangko::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kSiti[] = "482913";
constexpr char kBudi[] = "731902";
constexpr char kGiven[] = "913482";

class ProposalsCommandsTest : public CommandsTest {
 protected:
  void SetUp() override {
    CommandsTest::SetUp();
    Type("accounts add siti --role administrator", {kGiven});
    EXPECT_THAT(Type("login siti", {kGiven, kSiti}), HasSubstr("account:siti"));
    Type("accounts add budi --role administrator", {kSiti, kGiven});
    EXPECT_THAT(Type("login budi", {kGiven, kBudi}), HasSubstr("account:budi"));
  }

  std::string Type(const std::string& line, const std::vector<std::string>& pins = {}) {
    return TypeCommand({node_->address(), "loket", dir_}, line, pins);
  }
  // One column of the only row, from CSV.
  std::string Column(const std::string& csv, const std::string& name) {
    const auto rows = ParseCsv(csv);
    EXPECT_OK(rows);
    if (!rows.ok() || rows->size() < 2) return csv;
    const CsvRow& names = rows->front();
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? "no column " + name
                                : rows->at(1).at(static_cast<size_t>(found - names.begin()));
  }
  // dinas-1 may print R-1, and is switched off.
  void GivenPermission() {
    SetUpOffice();
    support::StationClient station(rpc::OpenChannel(node_->address()), "dinas-1", clock_);
    RunOk(
        absl::StrCat("stations register dinas-1 --office 14.05 --public-key ", ToHex(station.public_key())));
    ASSERT_OK(station.Heartbeat());
    ASSERT_OK(station.Exchange({}, scheduler::v1::OUTCOME_UNSPECIFIED, 1));
    RunOk("stations disable dinas-1 --reason pindahan");  // at work it speaks for itself
  }
  // R-1 is in doubt, in an envelope.
  void GivenDoubt() {
    GivenPermission();
    RunOk("jobs report R-1 --attempt 1 --station-cannot --outcome UNCERTAIN");
    EXPECT_EQ(Cell("jobs report R-1 --attempt 1 --station-cannot --outcome UNCERTAIN --envelope 7", "late"),
              "false");
  }
};

TEST_F(ProposalsCommandsTest, AThirdAccountWaitsAndSaysWhoMustDoWhat) {
  const std::string said = Type("accounts add tono --role operator --scope 14.05 --as siti", {kSiti, kGiven});
  EXPECT_THAT(said, HasSubstr("Menunggu orang kedua"));
  EXPECT_THAT(said, HasSubstr("seorang administrator lain, bukan siti, menyetujuinya"));
  EXPECT_THAT(said, HasSubstr("blangko proposals approve 1"));
  EXPECT_THAT(said, Not(HasSubstr(kGiven)));
  EXPECT_THAT(Type("accounts list"), Not(HasSubstr("tono")));
  EXPECT_EQ(Type("proposals approve 1 --as siti --output csv", {kSiti}), "SAME_PERSON");
  const std::string done = Type("proposals approve 1 --as budi --output csv", {kBudi});
  EXPECT_EQ(Column(done, "state"), "APPROVED");
  EXPECT_EQ(Column(done, "decided_by"), "account:budi");
  EXPECT_EQ(Column(done, "role"), "OPERATOR");
  EXPECT_THAT(Type("accounts list --output csv"), HasSubstr("tono,OPERATOR,14.05,ACTIVE,true,"));
}

TEST_F(ProposalsCommandsTest, WhoApprovesMayStandAtTheMachineOfAnother) {
  Type("accounts add tono --role operator --as siti", {kSiti, kGiven});
  const std::string done = Type("proposals approve 1 --by budi --as siti --output csv", {kBudi});
  EXPECT_EQ(Column(done, "decided_by"), "account:budi");
}

TEST_F(ProposalsCommandsTest, ACodeOverTheTelephone) {
  Type("accounts add tono --role operator --as siti", {kSiti, kGiven});
  // At the local operator's machine far away, with the own PIN.
  const std::string issued = Type("proposals code 1 --by budi --as - --output csv", {kBudi});
  const std::string code = Column(issued, "code");
  EXPECT_EQ(code.size(), 8u);
  EXPECT_EQ(Column(issued, "say_to"), "account:siti");
  EXPECT_EQ(Type("proposals enter 1 --as siti", {code == "00000000" ? "1" : "00000000"}), "CODE_REFUSED");
  const std::string done = Type("proposals enter 1 --as siti", {code});
  EXPECT_THAT(done, HasSubstr("Tidak di tempat"));
  EXPECT_THAT(Type("accounts list"), HasSubstr("tono"));
}

TEST_F(ProposalsCommandsTest, ChangesAndPinsOfOthersWaitToo) {
  Type("accounts add tono --role operator --as siti", {kSiti, kGiven});
  Type("proposals approve 1 --as budi", {kBudi});
  EXPECT_THAT(Type("accounts change tono --role supervisor --scope 14.05 --reason naik --as siti", {kSiti}),
              HasSubstr("Peran baru"));
  EXPECT_EQ(Type("accounts pin tono --as budi", {kBudi, "664201"}), "PROPOSAL_WAITING");
  EXPECT_THAT(Type("proposals withdraw 2 --as siti"), HasSubstr("Ditarik pengusul"));
  EXPECT_THAT(Type("accounts pin tono --as budi", {kBudi, "664201"}), HasSubstr("PIN baru"));
  EXPECT_THAT(Type("proposals reject 3 --reason tidak-diminta --as siti"), HasSubstr("Ditolak"));
  EXPECT_THAT(Type("proposals list"), HasSubstr("(kosong)"));
  EXPECT_THAT(Type("proposals list --all --output csv"), HasSubstr("WITHDRAWN"));
  EXPECT_THAT(Type("proposals list --all --lang en"), HasSubstr("Rejected"));
}

TEST_F(ProposalsCommandsTest, ADoubtfulCardFromTheListToTheDecision) {
  GivenDoubt();
  const std::string jobs = Type("jobs list --state UNCERTAIN --output csv --as -");
  EXPECT_EQ(Column(jobs, "envelope"), "7");
  EXPECT_EQ(Column(jobs, "proposal_id"), "");
  EXPECT_EQ(Type("jobs resolve R-1 --attempt 1 --outcome NOT_PRINTED --evidence FULL_COUNT --count L1:8 "
                 "--reason dihitung --as siti",
                 {kSiti}),
            "COUNT_DIFFERS");
  const std::string waits = Type(
      "jobs resolve R-1 --attempt 1 --outcome NOT_PRINTED --evidence FULL_COUNT --count L1:9 --reason dihitung "
      "--as siti",
      {kSiti});
  EXPECT_THAT(waits, HasSubstr("Hitungan penuh (bukti lebih lemah)"));
  EXPECT_THAT(waits, HasSubstr("L1:9"));
  EXPECT_THAT(waits, HasSubstr("Amplop"));
  EXPECT_EQ(Column(Type("jobs list --state UNCERTAIN --output csv --as -"), "proposal_id"), "1");
  EXPECT_THAT(Type("proposals approve 1 --as budi", {kBudi}), HasSubstr("Disetujui"));
  const std::string record = Type("records show R-1 --as -");
  EXPECT_THAT(record, HasSubstr("Diputuskan: tidak tercetak"));
  EXPECT_THAT(record, HasSubstr("account:budi"));
  EXPECT_THAT(Type("movements --office 14.05 --as - --output csv"), HasSubstr("account:budi"));
}

TEST_F(ProposalsCommandsTest, AStationThatIsGivenUpKeepsItsPermissionsAndSaysSo) {
  GivenPermission();
  const std::string waits = Type("jobs void dinas-1 --reason terbakar --as siti", {kSiti});
  EXPECT_THAT(waits, HasSubstr("Tempat cetak dimatikan, izinnya tetap terbuka"));
  EXPECT_THAT(waits, HasSubstr("Izin yang tetap terbuka di sana: 1, di antaranya menunggu dilihat: 0"));
  EXPECT_THAT(waits, HasSubstr("blangko jobs void dinas-1 --job DATA:PERCOBAAN"));
  EXPECT_EQ(Column(Type("proposals list --as - --output csv"), "effect"), "STATION_GIVEN_UP");
  const std::string done = Type("proposals approve 1 --as budi --lang en", {kBudi});
  EXPECT_THAT(done, HasSubstr("no permission ends by it"));
  EXPECT_EQ(Column(Type("jobs list --station dinas-1 --as - --output csv"), "record_id"), "R-1");
}

// The server is an old copy: a station holds an acknowledgement for what it does not know.
TEST_F(ProposalsCommandsTest, AnOldCopyOfTheStoreIsSaidUntilItsJournalsAreSettled) {
  SetUpOffice();
  support::StationClient station(rpc::OpenChannel(node_->address()), "dinas-1", clock_);
  RunOk(absl::StrCat("stations register dinas-1 --office 14.05 --public-key ", ToHex(station.public_key())));
  ASSERT_OK(station.Heartbeat());
  EXPECT_THAT(Type("status --as -"), Not(HasSubstr("MENUNGGU JURNAL")));
  ASSERT_OK(station.TellAcknowledged(260));
  const std::string status = Type("status --as - --lang en");
  EXPECT_THAT(status, HasSubstr("PRINTING WAITS FOR JOURNALS at 14.05"));
  EXPECT_THAT(status, HasSubstr("fact 260 of station dinas-1 was acknowledged"));
  const std::string shown = Type("recovery show --as -");
  EXPECT_THAT(shown,
              testing::ContainsRegex("journal export --dir .* --code [0-9A-Z]{4}-[0-9A-Z]{4} --out BERKAS"));
  RunOk("stations disable dinas-1 --reason rusak");
  const std::string waits = Type("jobs void dinas-1 --reason terbakar --as siti", {kSiti});
  EXPECT_THAT(waits, HasSubstr("PERHATIAN: usulan ini melepaskan jurnal tempat cetak dinas-1"));
  EXPECT_EQ(Column(Type("proposals list --as - --output csv"), "effect"), "JOURNAL_GIVEN_UP");
  Type("proposals approve 1 --as budi", {kBudi});
  EXPECT_THAT(Type("status --as -"), Not(HasSubstr("MENUNGGU JURNAL")));
}

TEST_F(ProposalsCommandsTest, OneThatCannotHappenAnyMoreNamesTheWayToEndIt) {
  GivenDoubt();
  Type("jobs resolve R-1 --attempt 1 --outcome CARD_MISSING --reason dicari --as siti", {kSiti});
  RunOk("jobs resolve R-1/1 --outcome PRINTED");
  for (const char* look : {"proposals show 1 --as -", "proposals list --as -"}) {
    const std::string said = Type(look);
    EXPECT_THAT(said, HasSubstr("Keadaannya sudah lain")) << look;
    EXPECT_THAT(said, HasSubstr("siti menariknya kembali: blangko proposals withdraw 1;")) << look;
    EXPECT_THAT(said, Not(HasSubstr("menyetujuinya"))) << look;
  }
}

TEST_F(ProposalsCommandsTest, ALostStationByTwo) {
  GivenPermission();
  EXPECT_EQ(Type("jobs void dinas-1 --job R-1 --reason terbakar --as siti", {kSiti}),
            "--job: \"R-1\" is not RECORD:ATTEMPT, such as R-1:2");
  EXPECT_EQ(Type("jobs void dinas-1 --job R-1:2 --reason terbakar --as siti", {kSiti}), "STALE_ATTEMPT");
  EXPECT_THAT(Type("jobs void dinas-1 --job R-1:1 --reason terbakar --as siti", {kSiti}),
              HasSubstr("R-1/1 (sedang dicetak)"));
  EXPECT_THAT(Type("proposals approve 1 --as budi", {kBudi}), HasSubstr("Disetujui"));
  EXPECT_EQ(Cell("records show R-1", "state"), "READY");
  EXPECT_EQ(Cell("stations list", "condition"), "DISABLED");
}

}  // namespace
}  // namespace blangko::cli
