#include "tests/tidy/functions.h"

#include <ostream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/tidy/source_text.h"

namespace blangko::tidy {
namespace {

using ::testing::IsEmpty;

struct Case {
  std::string name;
  std::string code;
  std::vector<size_t> lengths;
};

void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class FunctionsTest : public testing::TestWithParam<Case> {};

TEST_P(FunctionsTest, Measures) {
  std::vector<size_t> lengths;
  for (const Function& function : FunctionsOf(MakeSource("a.cc", GetParam().code).code)) {
    lengths.push_back(function.length());
  }
  EXPECT_EQ(lengths, GetParam().lengths);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, FunctionsTest,
    testing::Values(
        Case{"OneLine", "int f() { return 1; }", {1}},
        Case{"InNamespace", "namespace a {\nint f() {\n  return 1;\n}\n}\n", {3}},
        Case{"SignatureOverTwoLines", "int f(int a,\n      int b) {\n  return a;\n}\n", {4}},
        Case{"InnerBlocksBelongToIt", "void f() {\n  if (a) {\n    b();\n  }\n}\n", {5}},
        Case{"LambdaBelongsToIt", "void f() {\n  g([] {\n  });\n}\n", {4}},
        Case{"Methods",
             "class A {\n public:\n  int f() const {\n    return 1;\n  }\n  int g() { return 2; }\n};\n",
             {3, 1}},
        Case{"BracedInitialisers", "A::A()\n    : a_{1},\n      b_{2} {\n  c();\n}\n", {5}},
        Case{"DefaultBracedArgument", "void f(A a = {}) {\n}\n", {2}},
        Case{"Template", "template <typename T>\nT f(T t) {\n  return t;\n}\n", {4}},
        Case{"TestBody", "TEST(A, B) {\n  EXPECT_TRUE(c);\n}\n", {3}},
        Case{"TablesOfDataAreNotFunctions",
             "const Row kRows[] = {\n  {1, f(2)},\n};\nstruct A {\n  int a = 1;\n};\n",
             {}},
        Case{"BracesInStringsDoNotCount", "void f() {\n  g(\"{{{\");\n}\nvoid h() {}\n", {3, 1}}),
    [](const auto& tested) { return tested.param.name; });

TEST(Functions, TellWhereTheyAre) {
  std::vector<Function> functions = FunctionsOf("int a;\n\nvoid f() {\n}\n");
  ASSERT_EQ(functions.size(), 1u);
  EXPECT_EQ(functions[0].first_line, 3u);
  EXPECT_EQ(functions[0].last_line, 4u);
}

TEST(Functions, EmptyAndUnbalancedTextIsHarmless) {
  EXPECT_THAT(FunctionsOf(""), IsEmpty());
  EXPECT_THAT(FunctionsOf("}}}"), IsEmpty());
  EXPECT_THAT(FunctionsOf("void f() {"), IsEmpty());
}

}  // namespace
}  // namespace blangko::tidy
