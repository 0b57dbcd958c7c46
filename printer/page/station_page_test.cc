// The station's page over real HTTP, with the agent behind it: what it shows, what its forms do, and do once.
#include "printer/page/station_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "printer/drivers/assisted_driver.h"
#include "printer/page/station_page_fixture.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_F(StationPageTest, FirstAsksForTheCountThenForTheLook) {
  Open();
  EXPECT_THAT(Page(), HasSubstr("Hitungan awal"));
  EXPECT_THAT(Do("a1", "do=open_day&blanks=10"), HasSubstr("Hitungan awal: 10 keping. Oleh Sari Dewi"));
  Turn(30);
  EXPECT_THAT(Page(), HasSubstr("Lihat kartu terlama di baki"));
  EXPECT_THAT(Page(), HasSubstr("ORANG r1"));
  EXPECT_THAT(Do("a2", "do=look&record=r1&attempt=1&outcome=PRINTED"), HasSubstr("hasil baik"));
  EXPECT_EQ(state().OutcomeOf({"r1", 1})->card_outcome().operator_(), "Sari Dewi");
  EXPECT_THAT(Do("a3", "do=first_good&first=2&cards=r2%2F1%0Ar3%2F1%0A"),
              HasSubstr("2 kartu pertama yang keluar"));
  EXPECT_THAT(state().waiting(), testing::IsEmpty());
  language_ = "en";
  EXPECT_THAT(Page(), HasSubstr("Nothing is to be done"));
}

// Cards that the form for the first so many carries, and that the page shows nowhere.
std::vector<std::string> HiddenIn(const std::string& page) {
  const std::string form = Between(page, "value=\"first_good\"", "</form>");
  const std::string cards = Between(form, "name=\"cards\" value=\"", "\"");
  std::vector<std::string> hidden;
  for (const absl::string_view card : absl::StrSplit(cards, '\n')) {
    const bool shown = absl::StrContains(page, absl::StrCat("<span class=\"id\">", card, "</span>"));
    if (!card.empty() && !shown) hidden.emplace_back(card);
  }
  return hidden;
}

TEST_F(StationPageTest, EveryCardThatCanBePassedIsShownWhateverIsFirst) {
  Open();
  Turn(30);
  ASSERT_EQ(state().waiting().size(), 3U);
  EXPECT_THAT(Page(), HasSubstr("Hitungan awal"));
  EXPECT_THAT(Page(), HasSubstr("value=\"r1/1\nr2/1\nr3/1\n\""));
  EXPECT_THAT(HiddenIn(Page()), testing::IsEmpty());
  EXPECT_THAT(Page(), HasSubstr("<ol class=\"cards\" start=\"1\">"));
  EXPECT_THAT(Do("a1", "do=first_good&first=4&cards=r1%2F1%0Ar2%2F1%0Ar3%2F1%0A"),
              HasSubstr("tertulis 4, di halaman ada 3"));
  Do("a2", "do=open_day&blanks=10");
  EXPECT_THAT(Page(), HasSubstr("<ol class=\"cards\" start=\"2\">"));
  EXPECT_THAT(HiddenIn(Page()), testing::IsEmpty());
}

TEST_F(StationPageTest, ACardIsPassedUnseenOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "hidden-card-passed", 1);
  Open();
  Turn(30);
  EXPECT_THAT(HiddenIn(Page()), testing::ElementsAre("r1/1")) << "the check above sees it";
}

TEST_F(StationPageTest, ASecondClickBooksNothing) {
  Open();
  Do("a1", "do=open_day&blanks=10");
  Post("a2", "do=receive&received=5");
  Do("a2", "do=receive&received=5");
  Do("a2", "do=receive&received=5");
  EXPECT_EQ(state().day().received(), 5);
}

TEST_F(StationPageTest, TheSameFormWithOtherContentIsRefused) {
  Open();
  Do("a1", "do=open_day&blanks=10");
  Do("a2", "do=receive&received=5");
  const std::string reply = Post("a2", "do=receive&received=6");
  const std::string shown = Between(reply, "Location: /", "\r");
  Turn();
  EXPECT_THAT(Page(shown), HasSubstr("sudah dikirim dengan isi lain"));
  EXPECT_EQ(state().day().received(), 5);
  EXPECT_THAT(Page("?act=a2"), HasSubstr("Blangko masuk: 5 keping"));
}

// With the browser's back button: the answer that was given stands, and that is said in so many words.
TEST_F(StationPageTest, AnotherAnswerToTheSameFormIsNotTakenAndSaysWhichStands) {
  Open();
  Turn(30);
  Do("a1", "do=open_day&blanks=10");
  Do("a2", "do=look&record=r1&attempt=1&outcome=PRINTED");
  const std::string reply = Post("a2", "do=look&record=r1&attempt=1&outcome=SPOILED&cause=CACAT");
  Turn();
  const std::string said = Between(Page(Between(reply, "Location: /", "\r")), "class=\"notice", "</p>");
  EXPECT_THAT(said, testing::StartsWith(" bad"));
  EXPECT_THAT(said, HasSubstr("isi itu yang berlaku: ORANG r1, r1/1: hasil baik"));
  EXPECT_THAT(said, HasSubstr("Yang baru saja dikirim tidak dicatat"));
  EXPECT_EQ(state().OutcomeOf({"r1", 1})->card_outcome().outcome(), scheduler::v1::OUTCOME_PRINTED);
}

TEST_F(StationPageTest, ARefusalStaysAmongTheNewestEntriesWhenTheOperatorGoesOn) {
  Open();
  Turn(30);
  Do("a1", "do=open_day&blanks=10");
  Do("a2", "do=look&record=r1&attempt=1&outcome=SPOILED&cause=");
  EXPECT_THAT(Do("a3", "do=look&record=r2&attempt=1&outcome=PRINTED"), HasSubstr("hasil baik"));
  const std::string history = Between(Page("?act=a3"), "class=\"history\"", "</ul>");
  EXPECT_THAT(history, HasSubstr("Tidak dicatat.</strong> ORANG r1, r1/1: rusak"));
  EXPECT_THAT(history, HasSubstr("Penyebab rusak belum dipilih"));
}

TEST_F(StationPageTest, OtherContentIsAnsweredOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "act-id-is-enough", 1);
  Open();
  Do("a1", "do=open_day&blanks=10");
  Do("a2", "do=receive&received=5");
  EXPECT_THAT(Do("a2", "do=receive&received=6"), HasSubstr("5 keping")) << "the check above sees it";
}

TEST_F(StationPageTest, AFirstCountThatDiffersAsksForTheCauseAndStaysInSight) {
  Open();
  Do("a1", "do=open_day&blanks=10");
  Turn(30);
  EXPECT_THAT(Do("a2", "do=end_day&blanks=8&spoiled=0&envelopes=0"), HasSubstr("Hari ditutup"));
  Do("a3", "do=open_day&blanks=7");
  EXPECT_THAT(Page("?act=a3"), HasSubstr("dihitung 7, seharusnya 8: kurang 1 keping"));
  EXPECT_THAT(Page("?act=a3"), HasSubstr("name=\"cause\""));
  Do("a4", "do=open_day&blanks=7&cause=belum+jelas");
  EXPECT_THAT(Page(), HasSubstr("Sebab: belum jelas"));
}

TEST_F(StationPageTest, ASecondClickBooksTwiceOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "page-answers-twice", 1);
  Open();
  Do("a1", "do=open_day&blanks=10");
  Do("a2", "do=receive&received=5");
  Do("a2", "do=receive&received=5");
  EXPECT_EQ(state().day().received(), 10) << "the check above sees it";
}

TEST_F(StationPageTest, WithoutTheTokenOrANameNothingIsDone) {
  Open();
  const std::string reply = Send("POST /act", "token=x&act=a1&do=open_day&blanks=10");
  EXPECT_THAT(reply, HasSubstr(" 403 "));
  EXPECT_THAT(reply, HasSubstr("muat ulang halaman (the form is not of this page"));
  EXPECT_FALSE(state().day().open());
}

TEST_F(StationPageTest, ARefusalIsSaidAndTheDifferenceCanBeCorrected) {
  Open();
  Turn(30);
  Do("a1", "do=open_day&blanks=10");
  EXPECT_THAT(Do("a5", "do=end_day&blanks=9&spoiled=1&envelopes=0"),
              HasSubstr("Rusak: dihitung 1, seharusnya 0"));
  EXPECT_THAT(Do("a2", "do=end_day&blanks=9&spoiled=0&envelopes=0"), HasSubstr("kurang 1 keping"));
  EXPECT_THAT(Page("?act=a2"), HasSubstr("<details open id=\"end-day\">"));
  EXPECT_THAT(Do("a3", "do=end_day&blanks=9&spoiled=0&envelopes=0&second=Budi"), HasSubstr("Hari ditutup"));
  EXPECT_THAT(Page(), HasSubstr("Kartu baru mulai lagi setelah hitungan awal"));
}

TEST_F(StationPageTest, ACauseMustBeChosen) {
  Open();
  Turn(30);
  EXPECT_THAT(Page(), HasSubstr("<select name=\"cause\"><option value=\"\">pilih penyebab"));
  EXPECT_THAT(Do("a1", "do=look&record=r1&attempt=1&outcome=SPOILED&cause="),
              HasSubstr("Penyebab rusak belum dipilih"));
  EXPECT_EQ(state().OutcomeOf({"r1", 1}), nullptr);
}

TEST_F(StationPageTest, TimesNameTheZoneOfTheOffice) {
  station_.config.zone = absl::FixedTimeZone(8 * 3600);
  Open();
  EXPECT_THAT(Page(), HasSubstr("10.40 WITA"));
}

TEST_F(StationPageTest, APauseHoldsNewCards) {
  Open();
  Do("a0", "do=open_day&blanks=10");
  EXPECT_THAT(Do("a1", "do=pause&paused=1"), HasSubstr("Dijeda"));
  EXPECT_THAT(Page(), HasSubstr("Lanjutkan"));
  EXPECT_THAT(Do("a2", "do=pause&paused=0"), HasSubstr("Dilanjutkan"));
  EXPECT_FALSE(station_.agent().View().paused);
}

TEST_F(StationPageTest, WhatOthersWroteIsNoHtml) {
  Open();
  Do("a1", "do=open_day&blanks=10");
  EXPECT_THAT(Do("a2", "do=look&record=%3Cscript%3E&attempt=1&outcome=PRINTED"), Not(HasSubstr("<script>")));
}

class AssistedPageTest : public StationPageTest {
 protected:
  AssistedPageTest() { station_.other_device = &driver_; }
  void OpenWithCard() {
    Open();
    Do("a0", "do=open_day&blanks=10");
    Turn(10);
    // The fake server gives no NIK.
    StationView view = station_.agent().View();
    ASSERT_TRUE(view.in_hand.has_value());
    view.in_hand->nik = "1405014107900001";
    board_.Publish(view);
  }
  void Type(const std::string& act, const std::string& nik) {
    Post(act, "do=look&in_hand=1&record=r1&attempt=1&outcome=PRINTED&nik=" + nik);
  }

  AssistedDriver driver_;
};

TEST_F(AssistedPageTest, TheNikFromTheCardMustBeTheRecords) {
  OpenWithCard();
  EXPECT_THAT(Page(), HasSubstr("1405 0141 0790 0001"));
  Type("a1", "1405014107900002");
  const std::string said = Page("?act=a1");
  EXPECT_THAT(said, HasSubstr("Percobaan 1 dari 5"));
  EXPECT_THAT(said, Not(HasSubstr("1405014107900002")));
  for (const char* act : {"a2", "a3", "a4", "a5"}) Type(act, "1405014107900002");
  EXPECT_THAT(Page(), HasSubstr("lima kali tidak sama"));
  EXPECT_THAT(Page(), HasSubstr("<h1 id=\"now-title\">Nyatakan kartu ini perlu diperiksa"));
  Type("a6", "1405014107900001");
  EXPECT_THAT(Page("?act=a6"), HasSubstr("tinggal perlu diperiksa"));
  Turn();
  EXPECT_EQ(state().OutcomeOf({"r1", 1}), nullptr) << "after five wrong ones it is to be looked at";
}

TEST_F(AssistedPageTest, ACardThatTheServerHoldsIsNotToBePrinted) {
  OpenWithCard();
  EXPECT_THAT(Page(), HasSubstr("Cetak kartu ini di aplikasi kementerian"));
  station_.server.record("r1").stop = "HOLD";
  Turn(120);
  EXPECT_THAT(Page(), HasSubstr("JANGAN CETAK kartu ini"));
  EXPECT_THAT(Page(), HasSubstr("data ini diminta ditunda di server"));
  EXPECT_THAT(Page(), Not(HasSubstr("Cetak kartu ini di aplikasi kementerian")));
  EXPECT_THAT(Do("a1", "do=look&in_hand=1&record=r1&attempt=1&outcome=UNCERTAIN"),
              HasSubstr("perlu diperiksa"));
  EXPECT_THAT(Page(), HasSubstr("dihentikan saat kartu di tangan"));
  EXPECT_THAT(Page(), HasSubstr("Tidak ada kartu di dalam pencetak"));
}

TEST_F(AssistedPageTest, TheRightNikEndsTheCard) {
  OpenWithCard();
  Type("a0-1", "");
  EXPECT_THAT(Page("?act=a0-1"), HasSubstr("Isi NIK"));
  Type("a0-2", "1405014107900002");
  EXPECT_THAT(Page("?act=a0-2"), HasSubstr("Percobaan 1 dari 5")) << "an empty field is no try";
  Type("a1", "1405-0141-0790-0001");
  Turn();
  EXPECT_EQ(state().OutcomeOf({"r1", 1})->card_outcome().outcome(), scheduler::v1::OUTCOME_PRINTED);
}

TEST_F(AssistedPageTest, AWrongNikIsTakenOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "wrong-nik-accepted", 1);
  OpenWithCard();
  Type("a1", "1405014107900002");
  Turn();
  EXPECT_NE(state().OutcomeOf({"r1", 1}), nullptr) << "the check above sees it";
}

}  // namespace
}  // namespace blangko::printer
