#include "tests/tidy/source_text.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace blangko::tidy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string CodeOf(std::string raw) { return MakeSource("base/a.cc", std::move(raw)).code; }

TEST(Code, BlanksCommentsStringsAndDirectives_AndKeepsEveryPlace) {
  EXPECT_EQ(CodeOf("int a;  // rand()\nint b;"), "int a;" + std::string(11, ' ') + "\nint b;");
  EXPECT_EQ(CodeOf("f(\"rand() \\\" {\");"), "f(\"           \");");
  EXPECT_EQ(CodeOf("/* a\n { */ x"), "    \n      x");
  EXPECT_EQ(CodeOf("#define A \\\n  {\nx"), "           \n   \nx");
  EXPECT_EQ(CodeOf("R\"x({\")\")x\";y"), " \"" + std::string(8, ' ') + "\";y");
  EXPECT_EQ(CodeOf("c = '{';"), "c = ' ';");
}

TEST(Code, TakesDigitSeparatorsForNoQuotes) { EXPECT_EQ(CodeOf("n = 17'113 + 'a';"), "n = 17'113 + ' ';"); }

TEST(Code, IsEmptyForOtherFiles) { EXPECT_THAT(MakeSource("README.md", "rand()").code, IsEmpty()); }

TEST(FindName, FindsWholeNamesOnly) {
  EXPECT_THAT(FindName("rand() + srand(1)", "rand("), ElementsAre(0));
  EXPECT_THAT(FindName("std::rand();", "rand("), SizeIs(1));
  EXPECT_THAT(FindName("rng.rand(); rng->rand();", "rand("), IsEmpty());
  EXPECT_THAT(FindName("NULLABLE NULL", "NULL"), ElementsAre(9));
}

TEST(Matches, StarStandsForAnything) {
  EXPECT_TRUE(Matches("services/*_service.*", "services/stock/stock_service.cc"));
  EXPECT_TRUE(Matches("*main.cc", "printer/program/main.cc"));
  EXPECT_TRUE(Matches("*", ""));
  EXPECT_FALSE(Matches("base/*", "storage/base/x.h"));
  EXPECT_FALSE(Matches("base/clock.cc", "base/clock.h"));
}

TEST(LineOf, CountsFromOne) {
  EXPECT_EQ(LineOf("a\nb\nc", 0), 1u);
  EXPECT_EQ(LineOf("a\nb\nc", 4), 3u);
}

}  // namespace
}  // namespace blangko::tidy
