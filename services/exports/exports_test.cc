#include "services/exports/exports.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "blangko/rows/v1/log.pb.h"
#include "services/access/account_table.h"
#include "services/exports/exports_fixture.h"
#include "storage/layers/ledger_log.h"
#include "storage/memory/memory_store.h"

namespace blangko::exports {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class ExportsTest : public ExportsFixture {
 protected:
  void TearDown() override { unsetenv("BLANGKO_PLANT"); }

  int OpenOnes() { return exports_->List(ActOf())->exports_size(); }

  // Events of the store's log, oldest first, with actor and detail.
  std::vector<std::string> Logged() {
    std::vector<std::string> found;
    const auto read = [&](storage::Snapshot& rows) {
      return storage::VisitLog(
          rows, {access::kAccessStream, ""}, std::nullopt, storage::ScanOrder::kForward,
          [&](const storage::LogRecord& record) {
            rows::v1::LogEntry entry;
            EXPECT_TRUE(entry.ParseFromString(record.entry));
            found.push_back(absl::StrCat(entry.event(), " ", entry.actor(), " ", entry.detail()));
            return true;
          });
    };
    EXPECT_OK(store_->View(read));
    return found;
  }
};

TEST_F(ExportsTest, HoldsEveryRowAndSaysWhatItIs) {
  const uint64_t revision = store_->DurableRevision();
  const Received got = ReadNew();
  ASSERT_OK(got.status);
  const auto lines = LinesOf(got.lines);
  EXPECT_THAT(lines.front(),
              HasSubstr(absl::StrCat("\"revision\":", revision, ",\"time\":\"2026-03-02T01:00:00")));
  EXPECT_THAT(lines.front(), HasSubstr("\"by\":\"account:budi\""));
  for (int i = 0; i < 120; ++i)
    EXPECT_THAT(got.lines, HasSubstr(absl::StrCat("\"key\":[\"R-", 1000 + i, "\"]")));
  EXPECT_THAT(got.lines, Not(HasSubstr("unreadable")));
  LineChain chain;
  for (size_t i = 0; i + 1 < lines.size(); ++i) chain.Add(lines[i]);
  EXPECT_EQ(lines.back(),
            absl::StrCat("{\"end\":{\"lines\":", lines.size() - 1, ",\"digest\":\"", chain.Hex(), "\"}}\n"));
}

TEST_F(ExportsTest, SecretsStayInside) {
  EXPECT_THAT(ReadNew().lines, Not(HasSubstr("argon2-of-siti")));
  EXPECT_THAT(ReadNew().lines, Not(HasSubstr("digest-of-a-token")));
  exports_->RemoveOld(clock_.Now() + kExportKept);
  setenv("BLANGKO_PLANT", "secret-in-export", 1);
  EXPECT_THAT(ReadNew().lines, HasSubstr("argon2-of-siti")) << "the planted bug is seen";
}

TEST_F(ExportsTest, IsOfItsRevisionWhileOthersWrite) {
  const Received first = ReadNew(1);
  PutRecord(500);
  const Received rest = GoOn(first.export_id, first.after);
  ASSERT_OK(rest.status);
  EXPECT_THAT(rest.lines, HasSubstr("R-1119"));
  EXPECT_THAT(rest.lines, Not(HasSubstr("R-1500")));
  EXPECT_THAT(ReadNew().lines, HasSubstr("R-1500"));
}

// Whoever reads slowly holds up nobody who writes: a change goes through in the middle of a piece.
TEST_F(ExportsTest, NobodyWaitsForASlowReader) {
  int pieces = 0;
  const absl::Status status =
      exports_->ExportEverything(ActOf(), v1::ExportEverythingRequest(),
                                 {.send =
                                      [&](const v1::ExportEverythingResponse&) {
                                        PutRecord(600 + pieces++);
                                        clock_.Advance(absl::Minutes(10));  // long past the age of a View
                                        return true;
                                      },
                                  .there = [] { return true; }});
  EXPECT_OK(status);
  EXPECT_GT(pieces, 4);
}

TEST_F(ExportsTest, OutlivesTheProcess) {
  const Received whole = ReadNew();
  const Received first = GoOn(whole.export_id, "", 2);
  Open();
  ASSERT_EQ(OpenOnes(), 1);
  const Received rest = GoOn(whole.export_id, first.after);
  ASSERT_OK(rest.status);
  EXPECT_EQ(first.lines + rest.lines, whole.lines);
}

TEST_F(ExportsTest, WhatWasNotFinishedIsRemovedAtTheStart) {
  ASSERT_OK_AND_ASSIGN(const std::string left,
                       store_->Checkpoint(absl::StrCat(storage::kKeptCheckpoint, "export-", ids_.Next())));
  Open();
  EXPECT_FALSE(fs::exists(left));
}

TEST_F(ExportsTest, AThirdIsRefusedAndNamesTheTwo) {
  const std::string one = ReadNew().export_id;
  clock_.Advance(absl::Hours(1));
  const std::string two = ReadNew().export_id;
  const absl::Status third = ReadNew().status;
  EXPECT_EQ(ReasonOf(third), "EXPORTS_FULL");
  EXPECT_EQ(third.code(), absl::StatusCode::kResourceExhausted);
  for (const std::string& text : {std::string(third.message()), IndonesianOf(third)}) {
    EXPECT_THAT(text, HasSubstr(one));
    EXPECT_THAT(text, HasSubstr(two));
    EXPECT_THAT(text, HasSubstr("account:budi"));
    EXPECT_THAT(text, HasSubstr("2026-03-02T01:00:00"));
  }
  ASSERT_OK(Close(one));
  EXPECT_OK(ReadNew().status);
}

TEST_F(ExportsTest, ADayOldIsGone) {
  const Received first = ReadNew(1);
  clock_.Advance(kExportKept - absl::Seconds(1));
  EXPECT_EQ(OpenOnes(), 1);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(ReasonOf(GoOn(first.export_id, first.after).status), "UNKNOWN_EXPORT");
  EXPECT_EQ(OpenOnes(), 0);
  EXPECT_TRUE(fs::is_empty(storage::CheckpointsOf(name_)));
}

TEST_F(ExportsTest, ReadingEndsWhenItIsClosed) {
  int pieces = 0;
  std::string id;
  const absl::Status status =
      exports_->ExportEverything(ActOf(), v1::ExportEverythingRequest(),
                                 {.send =
                                      [&](const v1::ExportEverythingResponse& response) {
                                        if (++pieces == 2) {
                                          EXPECT_OK(Close(response.export_id()));
                                        }
                                        return true;
                                      },
                                  .there = [] { return true; }});
  EXPECT_EQ(ReasonOf(status), "UNKNOWN_EXPORT");
  EXPECT_EQ(pieces, 2);
  EXPECT_EQ(ReasonOf(Close(ids_.Next())), "UNKNOWN_EXPORT");
}

TEST_F(ExportsTest, TheNewestReadingOfAnExportHoldsAndAnOlderOneEnds) {
  int pieces = 0;
  const absl::Status older =
      exports_->ExportEverything(ActOf(), v1::ExportEverythingRequest(),
                                 {.send =
                                      [&](const v1::ExportEverythingResponse& response) {
                                        ++pieces;
                                        EXPECT_OK(GoOn(response.export_id(), response.after()).status);
                                        return true;
                                      },
                                  .there = [] { return true; }});
  EXPECT_EQ(older.code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(pieces, 1);
}

TEST_F(ExportsTest, StopsWhenTheClientIsGone) {
  const absl::Status status = exports_->ExportEverything(
      ActOf(), v1::ExportEverythingRequest(),
      {.send = [](const v1::ExportEverythingResponse&) { return true; }, .there = [] { return false; }});
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
}

TEST_F(ExportsTest, TheSameRequestGoesOnWithTheExportThatItBegan) {
  const access::Act act = ActOf();
  const Received once = Read(act, v1::ExportEverythingRequest());
  const Received again = Read(act, v1::ExportEverythingRequest());
  EXPECT_EQ(again.lines, once.lines);
  EXPECT_EQ(OpenOnes(), 1);
  ASSERT_OK(Close(once.export_id));
  EXPECT_EQ(ReasonOf(Read(act, v1::ExportEverythingRequest()).status), "UNKNOWN_EXPORT");
}

TEST_F(ExportsTest, TheLogSaysWhoTookWhatAndWhen) {
  const uint64_t revision = store_->DurableRevision();
  const Received got = ReadNew(1);
  GoOn(got.export_id, got.after);
  ASSERT_OK(Close(got.export_id));
  const std::string detail = absl::StrCat("account:budi export=", got.export_id, " revision=", revision);
  EXPECT_THAT(Logged(), testing::ElementsAre("EXPORT " + detail, "EXPORT_RESUMED " + detail,
                                             "EXPORT_CLOSED " + detail));
}

TEST_F(ExportsTest, OnlyForAdministratorsOfTheWholeStore) {
  const v1::ExportEverythingRequest request;
  for (const access::Role role : {access::Role::kCentre, access::Role::kProvince, access::Role::kSupervisor,
                                  access::Role::kOperator, access::Role::kAuditor, access::Role::kStation}) {
    EXPECT_EQ(ReasonOf(Read(ActOf(role), request).status), "NOT_ALLOWED");
    EXPECT_EQ(ReasonOf(exports_->List(ActOf(role)).status()), "NOT_ALLOWED");
  }
  EXPECT_EQ(ReasonOf(Read(ActOf(access::Role::kAdministrator, "14.05"), request).status), "OUT_OF_SCOPE");
  EXPECT_EQ(OpenOnes(), 0);
}

TEST_F(ExportsTest, AnIdIsNoPath) {
  EXPECT_EQ(ReasonOf(GoOn("../../x", "").status), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Close("../../x")), "INVALID_FIELD");
}

TEST_F(ExportsTest, AnEngineWithoutFilesRefuses) {
  storage::MemoryStore memory;
  Exports exports(memory, storage::CheckpointsOf("memory:"));
  const absl::Status status = exports.ExportEverything(
      ActOf(), v1::ExportEverythingRequest(),
      {.send = [](const v1::ExportEverythingResponse&) { return true; }, .there = [] { return true; }});
  EXPECT_EQ(ReasonOf(status), "EXPORT_NEEDS_FILES");
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(IndonesianOf(status), HasSubstr("disk"));
  EXPECT_EQ(exports.List(ActOf())->exports_size(), 0);
}

}  // namespace
}  // namespace blangko::exports
