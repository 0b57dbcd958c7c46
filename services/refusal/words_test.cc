#include "services/refusal/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "services/refusal/phrases.h"
#include "services/refusal/refusal.h"

namespace blangko {
namespace {

using testing::HasSubstr;

TEST(Words, ACodeHasAWordInBothLanguages) {
  EXPECT_EQ(WordOf("", "READY", Language::kIndonesian), "Siap cetak");
  EXPECT_EQ(WordOf("state", "READY", Language::kEnglish), "Ready to print");
  EXPECT_EQ(WordOf("fifo_key", "READY", Language::kEnglish), "When it became ready");
  EXPECT_EQ(WordOf("", "SESUATU", Language::kIndonesian), "SESUATU");
  EXPECT_EQ(WordOf("", "", Language::kIndonesian), "");
}

TEST(Words, InsideASentenceTheyAreSmall) {
  EXPECT_EQ(WordInside("", "HELD", Language::kIndonesian), "ditunda cetak");
  EXPECT_EQ(WordInside("", "SILENT", Language::kEnglish), "SILENT");
  EXPECT_EQ(WordInside("event", "RESOLVED_NOT_PRINTED", Language::kIndonesian), "diputuskan tidak tercetak");
  EXPECT_EQ(WordOf("event", "RESOLVED_NOT_PRINTED", Language::kIndonesian), "Diputuskan: tidak tercetak");
  EXPECT_EQ(WordInside("", "Bahan lain", Language::kEnglish), "Bahan lain");
}

TEST(Words, EveryCodeIsThereOnceWithBothWords) {
  std::set<std::string_view> codes;
  for (const Word& word : AllWords()) {
    EXPECT_TRUE(codes.insert(word.code).second) << word.code;
    EXPECT_FALSE(word.indonesian.empty() || word.english.empty()) << word.code;
  }
}

TEST(Phrases, NumbersAreCarriedOver) {
  EXPECT_EQ(InIndonesian("1 to 50"), "1 sampai 50");
  EXPECT_EQ(InIndonesian("at most 200 bytes"), "paling banyak 200 bita");
  EXPECT_EQ(InIndonesian("(12 bytes)"), "(12 bita)");
  EXPECT_EQ(InIndonesian("the opening of 14.05, lot L1"), "saldo awal 14.05, lot L1");
  EXPECT_EQ(InIndonesian("to be or not"), "to be or not");
  EXPECT_EQ(InIndonesian(""), "");
}

TEST(Refusal, ItsSentencesAreInOneLanguageEach) {
  const absl::Status moved =
      Refuse(Reason::kForbiddenMove, {{"record", "R-1"}, {"state", "CANCELLED"}, {"event", "RELEASE"}});
  EXPECT_EQ(IndonesianOf(moved), "Data R-1 berstatus dibatalkan, jadi tidak dapat dilanjutkan sekarang.");
  EXPECT_EQ(moved.message(), "Record R-1 is cancelled, so it cannot be released now.");
  EXPECT_THAT(DetailsOf(moved)->SerializeAsString(), HasSubstr("CANCELLED"));  // programs get the code
  EXPECT_EQ(IndonesianOf(BadField("note", "300 bytes", "at most 200 bytes")),
            "Isian tidak benar: note: diisi 300 bita, seharusnya paling banyak 200 bita.");
  EXPECT_EQ(IndonesianOf(Refuse(Reason::kPolicyInvalid, {{"why", "class 2 is there twice"}})),
            "Kebijakan tidak benar: kelas 2 ada dua kali.");
  EXPECT_EQ(IndonesianOf(Refuse(Reason::kPrinterDown, {{"printer", "p1"}, {"why", "media-jam"}})),
            "Pencetak p1 tidak dapat mencetak: kartu tersangkut.");
}

}  // namespace
}  // namespace blangko
