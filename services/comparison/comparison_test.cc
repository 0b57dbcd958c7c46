// The daily comparison over a regency that prints: what agrees, what is booked, what a person answers, and when a day ends.
#include "services/comparison/comparison_fixture.h"

namespace blangko::comparison {
namespace {

using ComparisonTest = ComparisonFixture;

TEST_F(ComparisonTest, WhatBothSidesHaveAgreesAndTheDayCloses) {
  GivenBlanks(kRegency, 10);
  Print("R1", kAni);
  Print("R2", kBudi);
  ASSERT_OK(Import(Row(kAni, "R1") + Row(kBudi)));
  EXPECT_EQ(Counts().agreed(), 2);
  EXPECT_TRUE(Differences().empty());
  EXPECT_EQ(Close(), "DAY_NOT_OVER");
  NextDay();
  EXPECT_EQ(Close("", false), "NAMED_PERSON_NEEDED");
  EXPECT_EQ(Close(), "");
  EXPECT_EQ(StateOfDay(), "STATE_CLOSED");
  EXPECT_EQ(Close(), "COMPARISON_CLOSED");
  EXPECT_EQ(ReasonOf(Import(Row(kAni)).status()), "COMPARISON_CLOSED");
  // The list that it was closed with is answered as before.
  const auto again = Import(Row(kAni, "R1") + Row(kBudi));
  ASSERT_OK(again);
  EXPECT_FALSE(again->changed());
}

TEST_F(ComparisonTest, ACardPrintedOutsideTakesABlankAndItsRecordLeavesTheLine) {
  GivenBlanks(kRegency, 10);
  GivenWaiting("R1", kAni);
  ASSERT_OK(Import(Row(kAni)));
  const auto differences = Differences();
  ASSERT_EQ(differences.size(), 1U);
  EXPECT_EQ(differences[0].side(), v1::ComparedCard::SIDE_ONLY_THERE);
  EXPECT_EQ(differences[0].record_id(), "R1");
  EXPECT_EQ(Book({differences[0].card_id()}), "");
  EXPECT_EQ(State("R1"), "PRINTED");
  EXPECT_EQ(Consumed(), 1);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_AVAILABLE), 9);
  EXPECT_TRUE(Take(1).empty());
  const auto outside = comparisons_.Outside(Person().actor, "", {});
  ASSERT_OK(outside);
  ASSERT_EQ(outside->rows.size(), 1U);
  EXPECT_TRUE(outside->rows[0].record_left());
  EXPECT_FALSE(outside->rows[0].unexplained());
  EXPECT_EQ(Counts().booked(), 1);
  EXPECT_EQ(Counts().unanswered(), 0);
  ExpectLogsIntact();
}

TEST_F(ComparisonTest, AnAuditKnowsWhereItsAttemptComesFrom) {
  GivenBlanks(kRegency, 10);
  GivenWaiting("R1", kAni);
  ASSERT_OK(Import(Row(kAni)));
  EXPECT_EQ(Book({Differences()[0].card_id()}), "");
  EXPECT_OK(store_.View([](storage::Snapshot& snapshot) -> absl::Status {
    ASSIGN_OR_RETURN(const auto checks, audit::AuditStore(snapshot));
    for (const audit::Check& check : checks) {
      const bool of_attempts = check.name == "grants";
      EXPECT_EQ(of_attempts ? check.first : "", "");
    }
    return absl::OkStatus();
  }));
}

TEST_F(ComparisonTest, ARowIsBookedOnceWhateverListItStandsOn) {
  GivenBlanks(kRegency, 10);
  ASSERT_OK(Import(Row(kAni)));
  const std::string card = Differences()[0].card_id();
  EXPECT_EQ(Book({card}), "");
  EXPECT_EQ(Book({card}), "CARD_NOT_ONLY_THERE");
  EXPECT_EQ(Book({card, card}), "INVALID_FIELD");
  const auto replaced = Import(Row(kAni) + Row(kBudi));
  ASSERT_OK(replaced);
  EXPECT_TRUE(replaced->changed());
  EXPECT_EQ(replaced->day().lists(), 2);
  EXPECT_EQ(Book({card}), "CARD_NOT_ONLY_THERE");
  EXPECT_EQ(Consumed(), 1);
}

// The ministry's list comes again with another second: the card is the one that was booked.
TEST_F(ComparisonTest, ARowThatACorrectedListSpellsOtherwiseIsNotBookedAgain) {
  GivenBlanks(kRegency, 10);
  ASSERT_OK(Import(Row(kAni, "X-1", "09:30:00")));
  EXPECT_EQ(Book({Differences()[0].card_id()}), "");
  ASSERT_OK(Import(Row(kAni, "X-1", "09:30:05")));
  ASSERT_EQ(Differences().size(), 1U);
  EXPECT_EQ(Differences()[0].side(), v1::ComparedCard::SIDE_BOOKED) << "under its new row";
  ASSERT_OK(Import(Row(kAni, "X-1", "09:30:05") + Row(kAni, "X-2", "11:00:00")));
  ASSERT_EQ(Differences().size(), 2U);
  EXPECT_EQ(Differences()[1].side(), v1::ComparedCard::SIDE_ONLY_THERE) << "a second card of that person";
  EXPECT_EQ(Consumed(), 1);
}

TEST_F(ComparisonTest, ARepeatedRequestBooksNothingMore) {
  GivenBlanks(kRegency, 10);
  ASSERT_OK(Import(Row(kAni)));
  auto request = About<v1::BookOutsideRequest>();
  request.add_card_ids(Differences()[0].card_id());
  const access::Act act = Sign(request);
  const auto first = comparisons_.Book(act, request);
  const auto second = comparisons_.Book(act, request);
  ASSERT_OK(first);
  ASSERT_OK(second);
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
  EXPECT_EQ(Consumed(), 1);
}

TEST_F(ComparisonTest, ACardOfAnUnknownPersonIsListedByItsKeyedHash) {
  GivenBlanks(kRegency, 1);
  ASSERT_OK(Import(Row(kCitra)));
  const auto card = Differences()[0];
  EXPECT_EQ(card.record_id(), "");
  EXPECT_EQ(card.person_hash(), PersonOf(kCitra));
  EXPECT_THAT(card.ShortDebugString(), Not(HasSubstr(kCitra)));
  EXPECT_EQ(Book({card.card_id()}), "");
  EXPECT_EQ(Consumed(), 1);
}

TEST_F(ComparisonTest, WithoutABlankTheCardCameFromNowhere) {
  GivenBlanks(kRegency, 1);
  ASSERT_OK(Import(Row(kAni) + Row(kBudi)));
  for (const auto& card : Differences()) EXPECT_EQ(Book({card.card_id()}), "");
  EXPECT_EQ(Consumed(), 2);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_UNEXPLAINED), 1);
}

TEST_F(ComparisonTest, AnOfficeWithoutAnyLotHasNoBlankToBook) {
  ASSERT_OK(Import(Row(kAni)));
  EXPECT_EQ(Book({Differences()[0].card_id()}), "NO_BLANKS");
  EXPECT_EQ(Book({Differences()[0].card_id()}, "X"), "UNKNOWN_LOT");
  EXPECT_EQ(Book({"there:x"}), "UNKNOWN_COMPARED_CARD");
}

TEST_F(ComparisonTest, ARecordThatAStationMayBePrintingIsNotBooked) {
  GivenBlanks(kRegency, 10);
  GivenWaiting("R1", kAni);
  ASSERT_EQ(Take(1).size(), 1U);
  ASSERT_OK(Import(Row(kAni)));
  EXPECT_EQ(Book({Differences()[0].card_id()}), "CARD_NOT_ONLY_THERE");
  EXPECT_EQ(State("R1"), "STARTED");
  EXPECT_EQ(Consumed(), 0);
}

TEST_F(ComparisonTest, ADifferenceNeedsAReasonBeforeTheDayCloses) {
  GivenBlanks(kRegency, 10);
  Print("R1", kAni);
  ASSERT_OK(Import(Row(kBudi)));
  NextDay();
  EXPECT_EQ(Close(), "DAY_HAS_DIFFERENCES");
  EXPECT_EQ(Answer("here:R1/1", "MALAS"), "INVALID_FIELD");
  EXPECT_EQ(Answer("here:R1/1", "LAINNYA"), "INVALID_FIELD");
  EXPECT_EQ(Answer("here:R1/1", "LAINNYA", absl::StrCat("punya ", kAni)), "INVALID_FIELD");
  EXPECT_EQ(Answer("here:R9/1", "HARI_LAIN"), "UNKNOWN_COMPARED_CARD");
  EXPECT_EQ(Answer("here:R1/1", "BELUM_TERKIRIM"), "");
  EXPECT_EQ(Close(), "DAY_HAS_DIFFERENCES");
  for (const auto& card : Differences()) {
    if (card.side() != v1::ComparedCard::SIDE_ONLY_THERE) continue;
    EXPECT_EQ(Answer(card.card_id(), "KANTOR_LAIN", "dicetak provinsi"), "");
  }
  EXPECT_EQ(Close(), "");
  EXPECT_EQ(Counts().only_here(), 1);
  EXPECT_EQ(Counts().only_there(), 1);
  EXPECT_EQ(Answer("here:R1/1", "SALAH_CATAT"), "COMPARISON_CLOSED");
}

TEST_F(ComparisonTest, WhatAgreesNeedsNoReason) {
  GivenBlanks(kRegency, 10);
  Print("R1", kAni);
  auto list = Import(Row(kAni));
  ASSERT_OK(list);
  auto request = About<v1::ListComparedCardsRequest>();
  const auto all = comparisons_.Cards(Person().actor, request, {});
  ASSERT_OK(all);
  ASSERT_EQ(all->rows.size(), 1U);
  EXPECT_EQ(Answer(all->rows[0].card_id(), "HARI_LAIN"), "CARD_AGREES");
  EXPECT_EQ(Book({all->rows[0].card_id()}), "CARD_NOT_ONLY_THERE");
}

TEST_F(ComparisonTest, BadRowsAreMaskedAndTheRestGoesIn) {
  const auto response = Import(Row(kAni) + Row(kAni) + "140502170895;X;;\n" + Row(kBudi, "", "25:99") +
                               "1405021708950004;X;2001-01-01 08:00;\n");
  ASSERT_OK(response);
  EXPECT_EQ(response->day().listed(), 1);
  EXPECT_EQ(response->day().refused(), 4);
  ASSERT_EQ(response->errors_size(), 4);
  EXPECT_EQ(response->errors(0).reason(), "ROW_TWICE");
  EXPECT_EQ(response->errors(1).reason(), "NIK_LENGTH");
  EXPECT_EQ(response->errors(2).reason(), "DATE_INVALID");
  EXPECT_EQ(response->errors(3).reason(), "OTHER_DAY");
  EXPECT_THAT(response->ShortDebugString(), Not(HasSubstr(kAni)));
}

TEST_F(ComparisonTest, RefusedRowsNeedAWordBeforeTheDayCloses) {
  ASSERT_OK(Import("x;NAMA;;\n"));
  NextDay();
  EXPECT_EQ(Close(), "INVALID_FIELD") << "a row that nobody could read may be a card";
  EXPECT_EQ(Close("baris uji coba"), "");
}

TEST_F(ComparisonTest, AFileThatIsNoListIsRefusedWhole) {
  auto header = About<v1::ImportPrintListRequest::Header>();
  header.set_request_id(ids_.Next());
  EXPECT_EQ(ReasonOf(comparisons_.ImportList(Person(), header, "nama;alamat\nX;Y\n").status()),
            "IMPORT_FORMAT");
  EXPECT_EQ(StateOfDay(), "DAY_NOT_COMPARED");
  const std::string bom = absl::StrCat("\xEF\xBB\xBF", "NIK,Nama,Waktu Cetak\n", kAni, ",X,\n");
  EXPECT_OK(comparisons_.ImportList(Person(), header, bom));
}

TEST_F(ComparisonTest, ADayThatIsNotThereOrNotInScopeIsRefused) {
  auto header = About<v1::ImportPrintListRequest::Header>();
  header.set_request_id(ids_.Next());
  header.mutable_day()->set_day(31);
  header.mutable_day()->set_month(2);
  EXPECT_EQ(ReasonOf(comparisons_.ImportList(Person(), header, kHeader).status()), "INVALID_FIELD");
  day_ += 1;
  EXPECT_EQ(ReasonOf(Import("").status()), "INVALID_FIELD");
  day_ -= 1;
  auto again = About<v1::ImportPrintListRequest::Header>();
  again.set_request_id(ids_.Next());
  EXPECT_EQ(ReasonOf(comparisons_.ImportList(Person(true, "13"), again, kHeader).status()), "OUT_OF_SCOPE");
}

TEST_F(ComparisonTest, ADayWithoutAListIsShownAsNotCompared) {
  GivenBlanks(kRegency, 10);
  Print("R1", kAni);
  const auto days = comparisons_.Days(Person(), kRegency, {.size = 31, .after = ""});
  ASSERT_OK(days);
  ASSERT_EQ(days->rows.size(), 1U);
  EXPECT_EQ(days->rows[0].state(), v1::ComparisonDay::STATE_NOT_COMPARED);
  EXPECT_EQ(days->rows[0].printed(), 1);
  EXPECT_EQ(Close(), "DAY_NOT_COMPARED");
}

}  // namespace
}  // namespace blangko::comparison
