// Reading and going on: the lines are the same, however often somebody stopped.
#include "services/exports/export_reader.h"

#include <cstdlib>
#include <fstream>

#include "services/exports/exports_fixture.h"

namespace blangko::exports {
namespace {

using testing::HasSubstr;

class ExportReaderTest : public ExportsFixture {
 protected:
  void TearDown() override { unsetenv("BLANGKO_PLANT"); }

  // The same export in one piece, and with the client gone after each piece.
  std::pair<std::string, std::string> WholeAndInPieces() {
    const Received whole = ReadNew();
    EXPECT_OK(whole.status);
    Received got = GoOn(whole.export_id, "", 1);
    std::string pieces = got.lines;
    while (!got.done) {
      got = GoOn(whole.export_id, got.after, 1);
      pieces += got.lines;
    }
    return {whole.lines, pieces};
  }
};

TEST_F(ExportReaderTest, GoesOnWithTheVeryNextLineAfterAnyLine) {
  const Received whole = ReadNew();
  ASSERT_OK(whole.status);
  EXPECT_TRUE(whole.done);
  EXPECT_GT(whole.pieces, 4);
  LineChain chain;
  std::string before;
  for (const std::string& line : LinesOf(whole.lines)) {
    before += line;
    chain.Add(line);
    const Received rest = GoOn(whole.export_id, chain.Text());
    ASSERT_OK(rest.status);
    ASSERT_EQ(before + rest.lines, whole.lines) << "after line " << chain.lines();
    EXPECT_TRUE(rest.done);
    EXPECT_EQ(rest.after, whole.after);
  }
}

TEST_F(ExportReaderTest, MarksThatAreLostOrTornChangeNothing) {
  const Received whole = ReadNew();
  const std::string marks = ExportFolders(storage::CheckpointsOf(name_)).MarksOf(whole.export_id);
  { std::ofstream(marks, std::ios::app) << "\n99999:zz"; }
  LineChain chain;
  for (const std::string& line : LinesOf(whole.lines)) {
    if (chain.lines() < 100) chain.Add(line);
  }
  const Received torn = GoOn(whole.export_id, chain.Text());
  ASSERT_OK(torn.status);
  std::ofstream(marks, std::ios::trunc) << "";
  const Received lost = GoOn(whole.export_id, chain.Text());
  EXPECT_EQ(lost.lines, torn.lines);
  EXPECT_THAT(torn.lines, HasSubstr("\"end\""));
}

TEST_F(ExportReaderTest, WhatTheClientHasIsCompared) {
  const Received whole = ReadNew();
  for (const int64_t lines : {1, 100, 5000}) {
    const std::string after = absl::StrCat(lines, ":", std::string(64, 'a'));
    EXPECT_EQ(ReasonOf(GoOn(whole.export_id, after).status), "EXPORT_DIFFERS") << lines;
  }
  EXPECT_EQ(ReasonOf(GoOn(whole.export_id, "100").status), "INVALID_FIELD");
}

TEST_F(ExportReaderTest, PiecesAreWholeLines) {
  const Received first = ReadNew(1);
  EXPECT_LE(first.lines.size(), kSmall.piece_bytes);
  EXPECT_EQ(first.lines.back(), '\n');
  EXPECT_EQ(first.status.code(), absl::StatusCode::kCancelled);
}

TEST_F(ExportReaderTest, ARowThatIsPassedOverIsSeen) {
  const auto right = WholeAndInPieces();
  EXPECT_EQ(right.first, right.second);
  setenv("BLANGKO_PLANT", "export-skips-a-row-at-resume", 1);
  Open();
  exports_->RemoveOld(clock_.Now() + kExportKept);
  const auto wrong = WholeAndInPieces();
  EXPECT_NE(wrong.first, wrong.second);
  LineChain chain;
  std::string last;
  for (const std::string& line : LinesOf(wrong.second)) {
    if (!last.empty()) chain.Add(last);
    last = line;
  }
  EXPECT_THAT(last, testing::Not(HasSubstr(chain.Hex()))) << "the last line tells";
}

}  // namespace
}  // namespace blangko::exports
