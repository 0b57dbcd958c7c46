// What a station does with a journal that is not what it wrote: torn, damaged, cut, mixed, forked, of others. README.md
// has the same list in words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/rng.h"
#include "printer/journal/fake_disk.h"
#include "printer/journal/journal.h"
#include "printer/journal/test_entries.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;
using Code = absl::StatusCode;

constexpr JournalLimits kSmall = {.segment_bytes = 1000};
constexpr uint64_t kSegments = 5;
constexpr int kChanges = 400;  // drawn for each way to change bytes

// A station's journal of five segments; in the last one a card is in hand and nobody knows how it ends.
class Station {
 public:
  Station() = default;
  Station(const Station& other) { disk_.TakeFilesOf(other.disk_); }

  void Work(const std::string& name) {
    const auto journal = Journal::Open(disk_, "s1", 1, clock_, kSmall).value();
    for (int i = 0; journal->segment() < kSegments; ++i) Card(*journal, absl::StrCat(name, i));
    EXPECT_OK(journal->AppendAndSync(PermitFor({name, 1})));
    Entry intent = EntryFor({name, 1}, kTestPrinter);
    intent.mutable_print_intent();
    EXPECT_OK(journal->AppendAndSync(intent));
  }
  void PrintMore(const std::string& name) {
    const auto journal = Journal::Open(disk_, "s1", 1, clock_, kSmall).value();
    Card(*journal, name);
  }

  FakeDisk& disk() { return disk_; }
  std::string Bytes(uint64_t segment) { return disk_.ReadSegment(segment).value(); }
  absl::Status Open(const std::string& station = "s1", uint64_t epoch = 1) {
    return Reopen(station, epoch).status();
  }
  // What it knows after it was opened.
  uint64_t LastSeq() { return Reopen("s1", 1).value()->state().last_seq(); }
  bool CardIsInHand(const std::string& name) {
    return Reopen("s1", 1).value()->state().open().contains({name, 1});
  }
  absl::Status Audit() {
    const auto history = ReadHistory(disk_);
    return history.ok() ? AuditHistory(*history).status() : history.status();
  }

 private:
  absl::StatusOr<std::unique_ptr<Journal>> Reopen(const std::string& station, uint64_t epoch) {
    return Journal::Open(disk_, station, epoch, clock_, kSmall);
  }
  static void Card(Journal& journal, const std::string& name) {
    for (const Entry& entry : CardEntries({name, 1})) EXPECT_OK(journal.AppendAndSync(entry));
    std::vector<uint64_t> facts;
    for (const auto& [fact, entry] : journal.state().unbooked()) facts.push_back(fact);
    EXPECT_OK(journal.AppendAndSync(BookedEntry(facts)));
  }

  Fate fate_;
  FakeDisk disk_{fate_};
  TestClock clock_;
};

struct BadInput {
  std::string name;
  std::function<void(Station& station, Station& other)> make;  // `other` went on apart from the beginning
  Code opens = Code::kOk;
  Code audited = Code::kOk;
  std::string says = "";  // by whoever refuses first
};

class BadJournal : public testing::TestWithParam<BadInput> {};

TEST_P(BadJournal, HasItsStatedOutcome) {
  Station station;
  Station other;
  station.Work("a");
  other.Work("b");
  const uint64_t whole = station.LastSeq();
  GetParam().make(station, other);
  const absl::Status audited = station.Audit();
  EXPECT_EQ(audited.code(), GetParam().audited) << audited;
  const absl::Status opened = station.Open();
  EXPECT_EQ(opened.code(), GetParam().opens) << opened;
  EXPECT_THAT(std::string((opened.ok() ? audited : opened).message()), HasSubstr(GetParam().says));
  if (opened.ok()) {
    EXPECT_LE(station.LastSeq(), std::max(whole, other.LastSeq()));
  }
}

void CutLast(Station& station, uint64_t segment, size_t bytes) {
  const std::string all = station.Bytes(segment);
  station.disk().set_segment(segment, all.substr(0, all.size() - bytes));
}

void FlipAt(Station& station, uint64_t segment, size_t at) {
  std::string bytes = station.Bytes(segment);
  bytes[at] = static_cast<char>(bytes[at] ^ 4);
  station.disk().set_segment(segment, bytes);
}

std::vector<BadInput> AllBadInput() {
  return {
      {"TornTail", [](Station& station, Station&) { CutLast(station, kSegments, 3); }},
      {"TornCheckpoint",
       [](Station& station, Station&) {
         station.disk().set_segment(kSegments + 1, station.Bytes(kSegments).substr(0, 20));
       }},
      {"ZerosBehind",
       [](Station& station, Station&) {
         station.disk().set_segment(kSegments, station.Bytes(kSegments) + std::string(600, '\0'));
       }},
      {"RubbishAlone",
       [](Station& station, Station&) {
         station.disk().set_segment(kSegments, std::string(600, 'x') + station.Bytes(kSegments));
       },
       Code::kDataLoss, Code::kDataLoss, "segment 5"},
      {"NewestDamaged", [](Station& station, Station&) { FlipAt(station, kSegments, 200); }, Code::kDataLoss,
       Code::kDataLoss, "segment 5: damaged"},
      {"OlderDamaged", [](Station& station, Station&) { FlipAt(station, 2, 300); }, Code::kOk,
       Code::kDataLoss, "segment 2: damaged"},
      {"MiddleMissing", [](Station& station, Station&) { station.disk().Lose(3); }, Code::kOk,
       Code::kDataLoss, "segment 3: is missing"},
      {"LastButOneMissing", [](Station& station, Station&) { station.disk().Lose(kSegments - 1); }, Code::kOk,
       Code::kDataLoss, "segment 4: is missing"},
      {"GapBeforeAnEmptyOne",
       [](Station& station, Station&) { station.disk().set_segment(kSegments + 2, ""); }, Code::kDataLoss,
       Code::kDataLoss, "segment 7"},
      {"SegmentUnderAnotherName",
       [](Station& station, Station&) { station.disk().set_segment(kSegments, station.Bytes(2)); },
       Code::kDataLoss, Code::kDataLoss, "segment 5: is segment 2"},
      {"OlderSegmentOfAFork",
       [](Station& station, Station& other) { station.disk().set_segment(3, other.Bytes(3)); }, Code::kOk,
       Code::kDataLoss, "segment"},
      {"NewestSegmentOfAFork",
       [](Station& station, Station& other) {
         station.disk().set_segment(kSegments, other.Bytes(kSegments));
       },
       Code::kOk, Code::kDataLoss, "segment 4: does not lead to the next one"},
      // Whole and older: only the server knows more (AgentTest, StopsWhenItsOwnDiskWentBackInTime).
      {"OlderCopyRestored", [](Station& station, Station&) { station.disk().Lose(kSegments); }},
  };
}

INSTANTIATE_TEST_SUITE_P(All, BadJournal, testing::ValuesIn(AllBadInput()),
                         [](const auto& tested) { return tested.param.name; });

TEST(JournalOwner, IsOneStationInOneEpoch) {
  Station station;
  station.Work("a");
  EXPECT_THAT(station.Open("s2", 1), StatusIs(Code::kFailedPrecondition, HasSubstr("s1")));
  EXPECT_THAT(station.Open("s1", 2), StatusIs(Code::kFailedPrecondition, HasSubstr("epoch")));
  EXPECT_OK(station.Audit()) << "nothing of it was changed";
}

// Changes a stretch of bytes anywhere; false when it became what it was.
using Change = std::function<void(std::string& bytes, Rng& rng)>;

bool ChangeSomewhere(Station& station, const Change& change, uint64_t& segment, Rng& rng) {
  segment = 1 + rng.Below(kSegments);
  const std::string before = station.Bytes(segment);
  std::string bytes = before;
  change(bytes, rng);
  station.disk().set_segment(segment, bytes);
  return bytes != before;
}

// Whatever was changed, the station either does not start, or it knows of the card in its hands; and an auditor is told,
// but for an end that was cut off.
void ExpectToldOrKnown(const Change& change, uint64_t seed) {
  SeededRng rng(seed);
  Station whole;
  whole.Work("a");
  for (int i = 0; i < kChanges; ++i) {
    Station station(whole);
    uint64_t segment = 0;
    if (!ChangeSomewhere(station, change, segment, rng)) continue;
    EXPECT_THAT(station.Audit(), StatusIs(Code::kDataLoss)) << "change " << i << ", segment " << segment;
    const absl::Status opened = station.Open();
    EXPECT_EQ(opened.ok(), segment < kSegments)
        << "change " << i << ", segment " << segment << ": " << opened;
    if (opened.ok()) {
      EXPECT_TRUE(station.CardIsInHand("a")) << "change " << i;
    }
  }
}

TEST(JournalChanges, AFlippedBitIsToldOrHarmsNothing) {
  ExpectToldOrKnown(
      [](std::string& bytes, Rng& rng) {
        char& byte = bytes[rng.Below(bytes.size())];
        byte = static_cast<char>(byte ^ (1 << rng.Below(8)));
      },
      11);
}

TEST(JournalChanges, ALostStretchIsToldOrHarmsNothing) {
  ExpectToldOrKnown(
      [](std::string& bytes, Rng& rng) {
        const size_t at = rng.Below(bytes.size() / 2);
        bytes.erase(at, 1 + rng.Below(bytes.size() / 4));
      },
      12);
}

TEST(JournalChanges, AStretchThatIsThereTwiceIsToldOrHarmsNothing) {
  ExpectToldOrKnown(
      [](std::string& bytes, Rng& rng) {
        const size_t at = rng.Below(bytes.size() / 2);
        bytes.insert(at, bytes.substr(at, 1 + rng.Below(bytes.size() / 4)));
      },
      13);
}

// Two lives from one copy of a disk: each is whole by itself, and each names another end to the server.
TEST(JournalChanges, AForkIsWholeByItselfAndHasAnotherChain) {
  Station one;
  one.Work("a");
  Station other(one);
  one.PrintMore("x");
  other.PrintMore("y");
  EXPECT_OK(one.Audit());
  EXPECT_OK(other.Audit());
  const TestClock clock;
  const auto mark = Journal::Open(one.disk(), "s1", 1, clock, kSmall).value()->mark();
  const auto fork = Journal::Open(other.disk(), "s1", 1, clock, kSmall).value();
  EXPECT_EQ(fork->mark().seq, mark.seq);
  EXPECT_THAT(fork->Holds(mark), IsOkAndHolds(false));
}

}  // namespace
}  // namespace blangko::printer
