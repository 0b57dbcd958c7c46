#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "services/cli/cells.h"
#include "services/cli/clock_sentence.h"
#include "services/cli/import_view.h"
#include "services/cli/proposal_view.h"
#include "services/cli/receipt_lines.h"
#include "services/cli/record_tables.h"
#include "services/cli/stock_tables.h"
#include "services/cli/watch_view.h"
#include "tests/support/status_matchers.h"

namespace blangko::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

stock::v1::GetEquationResponse Pelalawan() {
  stock::v1::GetEquationResponse equation;
  equation.set_received(8000);
  equation.set_remaining(7700);
  equation.set_printed(298);
  equation.set_spoiled(2);
  equation.set_exact(true);
  return equation;
}

TEST(ClockSentence, SaysWhatWaitsAndWhatToDo) {
  access::v1::GetClockResponse clock;
  clock.mutable_machine_time()->set_seconds(1'262'304'000);
  clock.mutable_newest_time()->set_seconds(1'772'413'200);
  clock.set_verdict(access::v1::CLOCK_VERDICT_BEHIND);
  EXPECT_THAT(
      ClockSentence(clock, absl::FixedTimeZone(7 * 3600)),
      HasSubstr("Jam server (2010-01-01 07:00) lebih awal daripada perubahan terakhir (2026-03-02 08:00)"));
  EXPECT_THAT(ClockSentence(clock, absl::UTCTimeZone()), HasSubstr("blangko clock confirm"));
  clock.set_verdict(access::v1::CLOCK_VERDICT_TRUSTED);
  EXPECT_EQ(ClockSentence(clock, absl::UTCTimeZone()), "");
}

TEST(Equation, IsAnIndonesianSentence) {
  EXPECT_EQ(
      EquationSentence(Pelalawan(), Language::kIndonesian),
      "Neraca blangko: diterima 8.000 = sisa 7.700 + tercetak 298 + rusak 2 + dikirim 0 + selisih 0  (tepat)");
  auto open = Pelalawan();
  open.set_exact(false);
  EXPECT_THAT(EquationSentence(open, Language::kIndonesian), HasSubstr("(TIDAK TEPAT)"));
  EXPECT_EQ(
      EquationSentence(Pelalawan(), Language::kEnglish),
      "Balance of blanks: received 8,000 = left 7,700 + printed 298 + spoiled 2 + sent 0 + difference 0  (exact)");
}

TEST(Balances, AccountsThatAreNeverUsedAreLeftOut) {
  stock::v1::OfficeLotBalances row;
  row.set_office("14.05");
  row.set_lot("L1");
  row.mutable_balances()->set_available(7700);
  row.mutable_balances()->set_received(8000);
  EXPECT_EQ(
      Render({BalancesTable({row})}, Format::kTable, absl::UTCTimeZone()),
      "Kantor  Lot  Tersedia  Diterima\n------  ---  --------  --------\n14.05   L1      7.700     8.000\n");
  // Scripts get every account, so that the columns do not depend on the day.
  EXPECT_THAT(Render({BalancesTable({row})}, Format::kCsv, absl::UTCTimeZone()),
              testing::StartsWith("office,lot,available,reserved,in_transit,consumed,"));
}

TEST(Receipt, AcceptedIsWhatIsLeft) {
  ASSERT_OK_AND_ASSIGN(
      const auto lines,
      ReceiptLines(
          {.shipped = {"L1:8000", "L2:10"}, .rejected = {"L1:3"}, .missing = {"L1:2"}, .surplus = {"L2:1"}}));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].accepted_count(), 7995);
  EXPECT_EQ(lines[1].accepted_count(), 10);
  EXPECT_EQ(lines[1].surplus_count(), 1);
}

TEST(Receipt, DifferencesMustFitWhatWasShipped) {
  EXPECT_THAT(ReceiptLines({.shipped = {"L1:5"}, .rejected = {"L2:1"}, .missing = {}, .surplus = {}}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("L2 was not shipped")));
  EXPECT_THAT(ReceiptLines({.shipped = {"L1:5"}, .rejected = {"L1:3"}, .missing = {"L1:3"}, .surplus = {}}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("more than the 5 shipped")));
}

TEST(Import, TheBarFollowsTheServer) {
  records::v1::Import import;
  import.set_next_offset(570);
  import.set_row_count(8700);
  EXPECT_EQ(ProgressBar(import, 1000, absl::Seconds(2)),
            "[#################.............]  57 %  8.700 baris  4.350 baris/dtk");
  EXPECT_THAT(ProgressBar({}, 0, absl::ZeroDuration()), HasSubstr("100 %"));
}

TEST(Import, TheSummaryCountsWhatHappenedToEveryRow) {
  records::v1::Import import;
  import.set_row_count(10);
  import.set_refused_count(1);
  import.set_added_count(9);
  const std::string csv =
      Render({ImportSummary(import, absl::Seconds(1))}, Format::kCsv, absl::UTCTimeZone());
  EXPECT_THAT(csv, HasSubstr("rows,added,updated,unchanged,held,missing_held,refused"));
  EXPECT_THAT(csv, HasSubstr(",10,9,0,0,0,0,1,UNFINISHED,,1.0,10"));
}

TEST(Records, NoPersonalDataInTheList) {
  records::v1::Record record;
  record.set_record_id("r1");
  record.set_masked_nik("************0001");
  Table list = RecordList();
  AddRecord(list, record);
  EXPECT_THAT(Render({list}, Format::kTable, absl::UTCTimeZone()), Not(HasSubstr("0001")));
}

reports::v1::GetOverviewResponse Overview() {
  reports::v1::GetOverviewResponse overview;
  *overview.mutable_time() = ToTimestamp(absl::FromUnixSeconds(1'496'275'200));
  *overview.mutable_equation() = Pelalawan();
  overview.set_printed_count(298);
  overview.set_waiting_count(14915);
  overview.set_cards_per_minute(61);
  overview.set_printed_today_count(12);
  overview.set_printers_working(1);
  overview.set_printers_silent(1);
  overview.mutable_balances()->set_available(7700);
  for (const auto& [site, count] : {std::pair("14.05", 100), std::pair("14.05.01", 11)}) {
    auto* row = overview.add_backlog();
    row->set_site(site);
    row->set_class_id(1);
    row->set_class_name("kartu pertama");
    row->set_state(records::v1::RECORD_STATE_READY);
    row->set_age_band(4);
    row->set_count(count);
  }
  auto* held = overview.add_backlog();
  held->set_class_id(1);
  held->set_state(records::v1::RECORD_STATE_HELD);
  held->set_count(55);
  return overview;
}

const ViewFace kFace{absl::UTCTimeZone(), Language::kIndonesian};

TEST(Watch, TheScreenAddsSitesUpByClassAndAge) {
  const std::string screen = absl::StrJoin(WatchScreen(Overview(), kFace, 200), "\n");
  EXPECT_THAT(screen, HasSubstr("1 kartu pertama    0     0      0       0   111     111"));
  EXPECT_THAT(screen, HasSubstr("Tersedia"));
  EXPECT_THAT(screen, HasSubstr("Tercetak 298 (kartu hari ini 12, 61 dalam 60 detik terakhir)"));
  EXPECT_THAT(screen, HasSubstr("Pencetak: 1 siap, 1 TIDAK TERDENGAR"));
  EXPECT_THAT(screen, HasSubstr("Neraca blangko: diterima 8.000"));
  EXPECT_THAT(screen, Not(HasSubstr("55")));
}

TEST(Watch, NoLineIsWiderThanTheTerminal) {
  reports::v1::GetOverviewResponse overview = Overview();
  overview.mutable_backlog(0)->set_class_name("kartu pertama bagi warga yang belum pernah menerima kartu");
  for (const size_t width : {40u, 60u, 80u, 120u}) {
    for (const std::string& line : WatchScreen(overview, kFace, width)) EXPECT_LE(Width(line), width) << line;
  }
  const std::string narrow = absl::StrJoin(WatchScreen(overview, kFace, 60), "\n");
  EXPECT_THAT(narrow, HasSubstr("…"));                 // the name gave way
  EXPECT_THAT(narrow, HasSubstr("   100     100\n"));  // the counts did not
  EXPECT_THAT(narrow, HasSubstr("selisih 0"));
}

TEST(Watch, EnglishIsEnglishThroughout) {
  const std::string screen =
      absl::StrJoin(WatchScreen(Overview(), {absl::UTCTimeZone(), Language::kEnglish}, 100), "\n");
  EXPECT_THAT(screen, HasSubstr("Printed 298 (cards today 12, 61 in the last 60 seconds)   waiting 14,915"));
  EXPECT_THAT(screen, HasSubstr("Printers: 1 ready, 1 SILENT"));
  EXPECT_THAT(screen, HasSubstr("Waiting to be printed (days)"));
  EXPECT_THAT(screen, HasSubstr("Available"));
  for (const char* indonesian : {"Tercetak", "Kelas", "Jumlah", "Rekening", "Neraca", "menunggu"}) {
    EXPECT_THAT(screen, Not(HasSubstr(indonesian)));
  }
}

TEST(Watch, LongLinesAreBrokenAtBlanks) {
  EXPECT_EQ(Wrapped({"diterima 8.000 = sisa 7.700", "", "pendek"}, 16),
            (std::vector<std::string>{"diterima 8.000 =", "sisa 7.700", "", "pendek"}));
  EXPECT_EQ(Wrapped({"abcdef ghi"}, 4), (std::vector<std::string>{"abc…", "ghi"}));
}

TEST(Watch, APictureIsDrawnOverAlsoWhenTheWindowBecameNarrow) {
  EXPECT_EQ(Redrawn({}, {"a", "b"}, 80), "a\nb\n");
  EXPECT_EQ(Redrawn({"a", "b"}, {"c"}, 80), "\033[2A\r\033[Jc\n");
  // A line of 100 columns stands on three rows of 40.
  EXPECT_EQ(Redrawn({std::string(100, 'x'), "", "b"}, {"c"}, 40), "\033[5A\r\033[Jc\n");
}

TEST(Watch, OneLineForALog) {
  EXPECT_EQ(
      WatchLine(Overview(), kFace),
      "00:00:00  menunggu 14.915  tercetak 298  61 dalam 60 dtk  tersedia 7.700  perlu diperiksa 0  tepat");
}

TEST(ProposalView, AStationWhoseJournalIsAwaitedIsNotGivenUpUnawares) {
  access::v1::Proposal proposal;
  proposal.set_kind(access::v1::PROPOSAL_KIND_VOID);
  proposal.set_state(access::v1::Proposal::STATE_WAITING);
  const auto add = [&](const char* name, const char* value) {
    proposal.add_facts()->set_name(name);
    proposal.mutable_facts()->rbegin()->set_value(value);
  };
  add("station_id", "dinas-1");
  add("open_permits", "2");
  add("open_looks", "0");
  EXPECT_THAT(WhatStays(proposal).english, testing::StartsWith("This switches station dinas-1 off"));
  add("journal_awaited_since", "2026-11-30T08:00:00Z");
  add("site_opens", "14.05");
  const Sentence told = WhatStays(proposal);
  EXPECT_THAT(told.english, testing::StartsWith("ATTENTION: this gives up the journal of station dinas-1"));
  EXPECT_THAT(told.english, HasSubstr("printed a SECOND time. Sites that open again: 14.05."));
  EXPECT_THAT(told.english, HasSubstr("no permission ends by it"));
  EXPECT_THAT(told.indonesian, testing::StartsWith("PERHATIAN: usulan ini melepaskan jurnal"));
  EXPECT_THAT(told.indonesian, HasSubstr("tercetak untuk KEDUA kali"));
}

TEST(Watch, TheEndSaysWhatHappened) {
  reports::v1::GetOverviewResponse first = Overview();
  first.set_printed_count(200);
  first.mutable_time()->set_seconds(first.time().seconds() - 12);
  EXPECT_EQ(SummaryLine(first, Overview(), Language::kIndonesian),
            "Dilihat 12 detik: 98 kartu tercetak; 14.915 menunggu, 7.700 blangko tersedia, neraca tepat.");
  EXPECT_EQ(SummaryLine(first, Overview(), Language::kEnglish),
            "Watched for 12 s: 98 cards printed; 14,915 waiting, 7,700 blanks available, balance exact.");
}

}  // namespace
}  // namespace blangko::cli
