#include "services/records/import/importer.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/records/import/importer_fixture.h"

namespace blangko::records {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

TEST_F(ImporterTest, SameListTwiceChangesNothing) {
  const std::string rows = Rows(1, 20);
  const ImportRow first = Import(rows);
  EXPECT_EQ(first.added(), 20);
  EXPECT_TRUE(first.done());
  const uint64_t entries = LogLength(kLangkai);
  clock_.Advance(absl::Hours(30));
  const ImportRow again = Import(rows);
  EXPECT_EQ(again.added(), 0);
  EXPECT_EQ(again.unchanged(), 20);
  EXPECT_EQ(LogLength(kLangkai), entries);
  EXPECT_THAT(Ids({}), SizeIs(20));
}

TEST_F(ImporterTest, RepeatedRowsInOneListHaveNoEffectAndAreCounted) {
  const ImportRow import = Import(Row(1) + Row(2) + Row(1));
  EXPECT_EQ(import.added(), 2);
  EXPECT_EQ(import.unchanged(), 1);
}

TEST_F(ImporterTest, BadRowsAreListedAndTheRestGoesIn) {
  const std::string damaged = absl::StrReplaceAll(Row(2), {{"1405021708951002", "1.40502E+15"}});
  const std::string nowhere = absl::StrReplaceAll(Row(4), {{"14.05.02.2003", "14.71.01.1001"}});
  const ImportRow import =
      Import(Row(1) + damaged + "only,three,cells\n" + nowhere + Row(5, "SESUATU") + Row(6));
  EXPECT_EQ(import.added(), 2);
  EXPECT_EQ(import.refused(), 4);
  EXPECT_EQ(import.rows_done(), 6);
  EXPECT_THAT(Reasons(import.import_id()),
              ElementsAre("2 nik NIK_DAMAGED_BY_SPREADSHEET", "3 birth_date COLUMN_COUNT",
                          "4 area UNKNOWN_OFFICE", "5 upstream_status STATUS_UNKNOWN"));
  EXPECT_THAT(Waiting(), UnorderedElementsAre("R-1", "R-6"));
}

TEST_F(ImporterTest, ErrorsAreListedPageByPageInScope) {
  const ImportRow import = Import("x\ny\nz\n");
  auto page = records_->ListImportErrors(Staff(), import.import_id(), 1, 1);
  ASSERT_OK(page);
  ASSERT_THAT(*page, SizeIs(1));
  EXPECT_EQ(page->front().row(), 2);
  EXPECT_EQ(ReasonOf(records_->ListImportErrors(Staff("14.71"), import.import_id(), 0, 1).status()),
            "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(records_->GetImport(Staff(), "nothing").status()), "UNKNOWN_IMPORT");
}

TEST_F(ImporterTest, NearlyAllNumbersEndingInZeroAreDamaged) {
  std::string rows;
  for (int i = 0; i < 12; ++i) {
    rows += absl::StrReplaceAll(
        Row(i), {{absl::StrCat("140502170895", 1000 + i), absl::StrCat("14050217089", 51000 + i * 10)}});
  }
  const ImportRow import = Import(rows + Row(55));
  EXPECT_EQ(import.refused(), 12);
  EXPECT_EQ(import.added(), 1);
  EXPECT_THAT(Reasons(import.import_id())[0], HasSubstr("NIK_DAMAGED_BY_SPREADSHEET"));
}

TEST_F(ImporterTest, ARowThatContradictsOneBeforeItDoesNotGoIn) {
  const std::string other = absl::StrReplaceAll(Row(1), {{"SITI 1,", "ANI 1,"}});
  const ImportRow import = Import(Row(1) + Row(2) + other + Row(1));
  EXPECT_EQ(import.added(), 2);
  EXPECT_EQ(import.unchanged(), 1) << "the same once more is no contradiction";
  EXPECT_EQ(import.refused(), 1);
  const auto errors = records_->ListImportErrors(Staff(), import.import_id(), 0, 10);
  ASSERT_OK(errors);
  ASSERT_EQ(errors->size(), 1u);
  EXPECT_EQ(errors->at(0).row(), 3);
  EXPECT_EQ(errors->at(0).field(), "name");
  EXPECT_EQ(errors->at(0).reason(), "CONTRADICTS_ROW");
  EXPECT_THAT(errors->at(0).want(), HasSubstr("row 1"));
}

TEST_F(ImporterTest, WhatARowLeavesOutAndALaterStepAreNoContradiction) {
  const std::string nameless_address = absl::StrReplaceAll(Row(1), {{",Jl. Melati", ","}});
  const std::string other_address = absl::StrReplaceAll(Row(1), {{"Melati", "Mawar"}});
  const ImportRow import = Import(nameless_address + Row(1) + other_address);
  EXPECT_EQ(import.added(), 1);
  EXPECT_EQ(import.updated(), 1);
  EXPECT_THAT(Reasons(import.import_id()), ElementsAre("3 address CONTRADICTS_ROW"));
  const ImportRow steps =
      Import(Row(2, "SFE", "2025-04-01 08:00") + Row(2, "PRR", "2025-05-01 08:00") + Row(3, "SFE") + Row(3));
  EXPECT_THAT(Reasons(steps.import_id()), ElementsAre("4 upstream_status CONTRADICTS_ROW"));
}

TEST_F(ImporterTest, AnotherListMaySayOtherwise) {
  Import(Row(1));
  const ImportRow import = Import(absl::StrReplaceAll(Row(1), {{"Melati", "Mawar"}}));
  EXPECT_EQ(import.updated(), 1);
  EXPECT_EQ(import.refused(), 0);
}

TEST_F(ImporterTest, ItsEndIsWhenItEnded) {
  ImportStart start = Start();
  start.clock = &clock_;
  auto importer = records_->OpenImport(Staff(), start);
  ASSERT_OK(importer);
  ASSERT_OK((*importer)->Feed(absl::StrCat(kHeader, Row(1))));
  clock_.Advance(absl::Seconds(90));
  ASSERT_OK_AND_ASSIGN(const ImportRow import, (*importer)->Finish());
  EXPECT_EQ(import.finished_micros() - import.started_micros(), 90'000'000);
}

TEST_F(ImporterTest, SecondOpenRecordOfAPersonEntersAsHeld) {
  const ImportRow import = Import(Row(1) + absl::StrReplaceAll(Row(1), {{"R-1,", "R-1b,"}}));
  EXPECT_EQ(import.added(), 2);
  EXPECT_EQ(import.held(), 1);
  EXPECT_EQ(Get("R-1b").hold().reason(), "DUPLICATE_REQUEST");
  EXPECT_EQ(Get("R-1b").hold().other_record(), "R-1");
  EXPECT_THAT(HeldBy(import.import_id()), ElementsAre("2 R-1b DUPLICATE_REQUEST R-1"));
}

TEST_F(ImporterTest, AFirstCardOfWhomTheCentreGaveACardNamesThatRecord) {
  Import(Row(1, "SFE"));
  Import(Row(1, "CARD_PRINTED"));
  Import(absl::StrReplaceAll(Row(1), {{"R-1,", "R-1b,"}}));
  EXPECT_EQ(Get("R-1b").hold().reason(), "DUPLICATE_REQUEST");
  EXPECT_EQ(Get("R-1b").hold().other_record(), "R-1");
}

TEST_F(ImporterTest, AnIdThatComesLaterIsAnAlias) {
  const std::string without = absl::StrReplaceAll(Row(1), {{"R-1,", ","}});
  EXPECT_EQ(Import(without).added(), 1);
  const std::string id = Waiting().at(0);
  EXPECT_EQ(Import(Row(1)).updated(), 1);
  EXPECT_EQ(Get("R-1").record_id(), id);
  EXPECT_EQ(Import(Row(1)).unchanged(), 1);
  EXPECT_EQ(Import(without).unchanged(), 1);
  EXPECT_THAT(Ids({}), ElementsAre(id));
}

TEST_F(ImporterTest, OneIdForTwoPersonsIsRefused) {
  const ImportRow import = Import(Row(1) + absl::StrReplaceAll(Row(2), {{"R-2,", "R-1,"}}));
  EXPECT_THAT(Reasons(import.import_id()), ElementsAre("2 record_id DUPLICATE_RECORD"));
}

TEST_F(ImporterTest, NewerStatusOpensAndClosesTheGate) {
  Import(Row(1, "SFE"));
  EXPECT_EQ(StateOf("R-1"), v1::RECORD_STATE_NOT_READY);
  EXPECT_EQ(Import(Row(1, "PRR")).updated(), 1);
  EXPECT_EQ(StateOf("R-1"), v1::RECORD_STATE_READY);
  EXPECT_EQ(Import(Row(1, "SFE")).unchanged(), 1);  // an old list, it has no time of the status
  EXPECT_EQ(StateOf("R-1"), v1::RECORD_STATE_READY);
  EXPECT_EQ(Import(Row(1, "DUP")).updated(), 1);
  EXPECT_EQ(StateOf("R-1"), v1::RECORD_STATE_NOT_READY);
  EXPECT_THAT(Get("R-1").ladder(), SizeIs(3));
}

TEST_F(ImporterTest, TimeOfTheStatusDecidesWhatIsNewer) {
  Import(Row(1, "PRR", "2026-01-10"));
  EXPECT_EQ(Get("R-1").ready_time().seconds(),
            absl::ToUnixSeconds(absl::FromCivil(absl::CivilDay(2026, 1, 10), absl::FixedTimeZone(7 * 3600))));
  EXPECT_EQ(Import(Row(1, "DUP", "2026-01-05")).unchanged(), 1);
  EXPECT_EQ(Import(Row(1, "SFE", "2026-01-12")).updated(), 1);
  EXPECT_EQ(StateOf("R-1"), v1::RECORD_STATE_NOT_READY);
}

TEST_F(ImporterTest, RecordTakenBackUpstreamGivesItsBlankBackAndKeepsItsPlace) {
  Import(Row(1) + Row(2));
  Drive("R-1", {Event::kGrant});
  Import(Row(1, "DUP"));
  EXPECT_EQ(StateOf("R-1"), v1::RECORD_STATE_NOT_READY);
  EXPECT_THAT(grants_.returned, ElementsAre("R-1"));
  const std::vector<std::string> before = {"R-1", "R-2"};
  Import(Row(1, "PRR"));
  EXPECT_EQ(Waiting(), before);
}

TEST_F(ImporterTest, LaterStatesIgnoreWhatUpstreamEchoes) {
  Import(Row(1));
  Drive("R-1", {Event::kGrantAndStart});
  EXPECT_EQ(Import(Row(1, "CARD_PRINTED")).unchanged(), 1);
  EXPECT_EQ(StateOf("R-1"), v1::RECORD_STATE_STARTED);
}

TEST_F(ImporterTest, CorrectedDataComesIntoAWaitingRecordOnly) {
  Import(Row(1) + Row(2));
  Drive("R-2", {Event::kGrantAndStart, Event::kPrinted});
  const auto moved = [](int serial) { return absl::StrReplaceAll(Row(serial), {{"Melati", "Mawar"}}); };
  const ImportRow import = Import(moved(1) + moved(2));
  EXPECT_EQ(import.updated(), 1);
  EXPECT_EQ(import.unchanged(), 1);
}

TEST_F(ImporterTest, ALaterListDoesNotJumpTheLine) {
  Import(Row(5));
  Import(Row(1));  // recorded earlier than R-5: stands before it by its key
  Import(Row(8));
  EXPECT_THAT(Waiting(), ElementsAre("R-1", "R-5", "R-8"));
}

TEST_F(ImporterTest, FullListHoldsWhoIsMissingForAPerson) {
  Import(Rows(1, 10));
  Drive("R-3", {Event::kGrantAndStart});
  const std::string bad_row = absl::StrReplaceAll(Row(4), {{"SITI 4", " "}});
  const ImportRow full = Import(Rows(5, 10) + bad_row, v1::IMPORT_KIND_FULL);
  EXPECT_EQ(full.missing_held(), 2);
  EXPECT_EQ(Get("R-1").hold().reason(), "NOT_ON_FULL_LIST");
  EXPECT_THAT(HeldBy(full.import_id()), ElementsAre("0 R-1 NOT_ON_FULL_LIST", "0 R-2 NOT_ON_FULL_LIST"));
  EXPECT_EQ(StateOf("R-2"), v1::RECORD_STATE_HELD);
  EXPECT_EQ(StateOf("R-3"), v1::RECORD_STATE_STARTED);
  EXPECT_EQ(StateOf("R-4"), v1::RECORD_STATE_READY);  // its row is bad, but it is on the list
  EXPECT_EQ(Import(Rows(5, 10) + bad_row, v1::IMPORT_KIND_FULL).missing_held(), 0);
  EXPECT_THAT(AllKeys(), Not(HasSubstr(std::string(1, '\x29') + full.import_id())));
}

TEST_F(ImporterTest, EmptyFullListIsAWrongFile) {
  Import(Rows(1, 3));
  EXPECT_EQ(ReasonOf(TryImport(Start(v1::IMPORT_KIND_FULL), kHeader).status()), "IMPORT_FORMAT");
  const std::string damaged =
      absl::StrCat(kHeader, ",1.4E+15,SITI,1995-08-17,14.05.02.2003,PRR,,2025-01-01 08:00,\n");
  EXPECT_EQ(ReasonOf(TryImport(Start(v1::IMPORT_KIND_FULL), damaged).status()), "IMPORT_FORMAT");
  EXPECT_THAT(Waiting(), SizeIs(3));
}

TEST_F(ImporterTest, ListOfDiedPersonsHoldsTheirRecordsNowAndLater) {
  Import(Row(1) + Row(2));
  Drive("R-2", {Event::kGrantAndStart});
  const std::string died = "nik,reason\n1405021708951001,\n1405021708951002,\n1405021708951003,\n123,\n";
  auto first = TryImport(Start(v1::IMPORT_KIND_DIED), died);
  ASSERT_OK(first);
  EXPECT_EQ(first->added(), 3);
  EXPECT_EQ(first->held(), 2);
  EXPECT_EQ(first->refused(), 1);
  EXPECT_EQ(Get("R-1").hold().reason(), "DIED");
  EXPECT_EQ(Get("R-2").stop_request(), "HOLD");
  EXPECT_THAT(HeldBy(first->import_id()), ElementsAre("1 R-1 DIED", "2 R-2 DIED"));
  Import(Row(3));
  EXPECT_EQ(Get("R-3").hold().reason(), "DIED");
  EXPECT_EQ(TryImport(Start(v1::IMPORT_KIND_DIED), died)->unchanged(), 3);
}

TEST_F(ImporterTest, AReleaseSaysThatTheListIsWrong) {
  Import(Row(1));
  ASSERT_OK(TryImport(Start(v1::IMPORT_KIND_DIED), "nik\n1405021708951001\n"));
  ASSERT_OK(Release("R-1"));
  EXPECT_EQ(TryImport(Start(v1::IMPORT_KIND_DIED), "nik\n1405021708951001\n")->unchanged(), 1);
  EXPECT_EQ(StateOf("R-1"), v1::RECORD_STATE_READY);
}

TEST_F(ImporterTest, NothingPersonalInKeysOrErrors) {
  const std::string slipped = "R-9,SITI AMINAH,1405021708951009,1995-08-17,14.05.02.2003,PRR,,2025-01-01,x\n";
  const ImportRow import = Import(Row(1) + slipped);
  auto errors = records_->ListImportErrors(Staff(), import.import_id(), 0, 10);
  ASSERT_OK(errors);
  ASSERT_THAT(*errors, SizeIs(1));
  EXPECT_THAT(errors->front().DebugString(), Not(HasSubstr("SITI AMINAH")));
  EXPECT_THAT(AllKeys(), Not(HasSubstr("1405021708951001")));
}

TEST_F(ImporterTest, RefusesWrongStarts) {
  const auto reason = [&](const ImportStart& start, const std::string& scope = "") {
    return ReasonOf(TryImport(start, kHeader, 100, scope).status());
  };
  ImportStart start = Start();
  start.import_id = "x";
  EXPECT_EQ(reason(start), "INVALID_FIELD");
  start = Start();
  start.profile = "other";
  EXPECT_EQ(reason(start), "INVALID_FIELD");
  start = Start();
  start.office = "14.09";
  EXPECT_EQ(reason(start), "UNKNOWN_OFFICE");
  EXPECT_EQ(reason(Start(), "14.71"), "OUT_OF_SCOPE");
  start = Start();
  start.offset = 10;
  EXPECT_EQ(reason(start), "IMPORT_OFFSET_MISMATCH");
  start = Start();
  ASSERT_OK(TryImport(start, kHeader + Row(1)));
  start.kind = v1::IMPORT_KIND_FULL;
  EXPECT_EQ(reason(start), "ALREADY_EXISTS");
}

TEST_F(ImporterTest, AFinishedImportStreamedAgainAnswersAsItWas) {
  const ImportStart start = Start();
  const auto first = TryImport(start, kHeader + Rows(1, 5));
  const auto again = TryImport(start, kHeader + Rows(1, 9));
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(Ids({}), SizeIs(5));
}

TEST_F(ImporterTest, NdjsonGoesInLikeCsv) {
  ImportStart start = Start();
  start.format = "ndjson";
  const auto done =
      TryImport(start,
                "{\"record_id\":\"J-1\",\"nik\":\"1405021708951001\",\"name\":\"SITI\",\"birth_date\":"
                "\"1995-08-17\",\"area\":\"14.05.02.2003\",\"upstream_status\":\"PRR\",\"recorded_time\":"
                "\"2025-01-01\"}\n{\n");
  ASSERT_OK(done);
  EXPECT_EQ(done->added(), 1);
  EXPECT_EQ(done->refused(), 1);
}

// What the store shows after an import: progress, states and order.
struct Outcome {
  std::string import;
  std::vector<std::string> records;
  bool operator==(const Outcome&) const = default;
};

// An import that breaks off anywhere and is resumed, again and again, ends as one that never broke.
class ResumeTest : public ImporterTest {
 protected:
  static std::string File() {
    std::string text = "\xEF\xBB\xBF" + std::string(kHeader);
    for (int i = 1; i <= 600; ++i) {
      if (i % 97 == 0) text += "broken row\r\n";
      if (i % 101 == 0) text += absl::StrReplaceAll(Row(i), {{"Jl. Melati", "\"Jl. \"\"M\"\",\nRT 5\""}});
      text += Row(i, i % 7 == 0 ? "SFE" : "PRR");
    }
    return text;
  }

  Outcome OutcomeOf(ImportRow import) {
    import.clear_import_id();
    import.clear_started_micros();
    import.clear_file_sha256();  // known only where one stream had all bytes
    return {import.SerializeAsString(), Ids({})};
  }
};

TEST_F(ResumeTest, BrokenAnywhereItEndsTheSame) {
  const std::string file = File();
  const Outcome whole = OutcomeOf(*TryImport(Start(), file));
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    SeededRng rng(seed);
    RecordsFixture::Reset();
    const ImportStart first = Start();
    ImportStart start = first;
    for (int breaks = 0; breaks < 6; ++breaks) {
      auto importer = records_->OpenImport(Staff(), start);
      ASSERT_OK(importer);
      const auto from = static_cast<size_t>(start.offset);
      const size_t until = from + rng.Below(file.size() - from + 1);
      for (size_t at = from; at < until;) {
        const size_t piece = std::min(until - at, size_t{1} + rng.Below(5000));
        ASSERT_OK((*importer)->Feed(std::string_view(file).substr(at, piece)));
        at += piece;
      }
      start.offset = records_->GetImport(Staff(), start.import_id)->import().next_offset();
      if (rng.OneIn(3)) start.offset = 0;
    }
    const auto last = TryImport(start, std::string_view(file).substr(static_cast<size_t>(start.offset)), 777);
    ASSERT_OK(last);
    EXPECT_EQ(OutcomeOf(*last), whole);
  }
}

TEST_F(ResumeTest, ACrashBetweenRowsLosesNoCount) {
  const std::string file = File();
  const Outcome whole = OutcomeOf(*TryImport(Start(), file));
  RecordsFixture::Reset();
  ImportStart start = Start();
  {
    auto importer = records_->OpenImport(Staff(), start);
    ASSERT_OK(importer);
    ASSERT_OK((*importer)->Feed(std::string_view(file).substr(0, file.size() / 2)));
    store_->FailSyncs();
    EXPECT_EQ((*importer)->Feed(std::string_view(file).substr(file.size() / 2)).code(),
              absl::StatusCode::kUnavailable);
    store_->Crash();  // keeps some of the rows of the window
  }
  start.offset = records_->GetImport(Staff(), start.import_id)->import().next_offset();
  const auto last = TryImport(start, std::string_view(file).substr(static_cast<size_t>(start.offset)));
  ASSERT_OK(last);
  EXPECT_EQ(OutcomeOf(*last), whole);
}

}  // namespace
}  // namespace blangko::records
