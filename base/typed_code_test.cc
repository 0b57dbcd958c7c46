#include "base/typed_code.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <utility>

namespace blangko {
namespace {

constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string AnyCode() {
  return TypedCodeFrom(*rc::gen::container<std::string>(10, rc::gen::arbitrary<char>()));
}

TEST(TypedCode, IsTheSameOnEveryMachine) {
  EXPECT_EQ(TypedCodeFrom(std::string(10, '\0')), "0000000000000000");
  EXPECT_EQ(TypedCodeFrom("0123456789"), "60RK4CSM6MV3EE1P");
  EXPECT_EQ(InFours("60RK4CSM6MV3EE1P"), "60RK 4CSM 6MV3 EE1P");
}

TEST(TypedCode, IsReadAsItWasMeant) {
  EXPECT_EQ(CleanTypedCode(" 60rk-4csm 6mv3 eeLp"), "60RK4CSM6MV3EE1P");
  EXPECT_EQ(CleanTypedCode("oOiIlL"), "001111");
  EXPECT_TRUE(IsTypedCode("60RK4CSM6MV3EE1P"));
  for (const char* wrong :
       {"", "60RK4CSM6MV3EE1", "60RK4CSM6MV3EE1PS", "60RK4CSM6MV3EE1U", "60RK4CSM6MV3EE1\xff"}) {
    EXPECT_FALSE(IsTypedCode(wrong)) << wrong;
  }
}

RC_GTEST_PROP(TypedCode, OneWrongCharacterIsNoticed, ()) {
  std::string code = AnyCode();
  RC_ASSERT(IsTypedCode(code));
  const auto at = *rc::gen::inRange<size_t>(0, kTypedCodeLength);
  const char other = kAlphabet[*rc::gen::inRange<size_t>(0, 32)];
  RC_PRE(code[at] != other);
  code[at] = other;
  RC_ASSERT(!IsTypedCode(code));
}

RC_GTEST_PROP(TypedCode, TwoCharactersThatChangedPlacesAreNoticed, ()) {
  std::string code = AnyCode();
  const auto some = *rc::gen::inRange<size_t>(0, kTypedCodeLength);
  const auto other = *rc::gen::inRange<size_t>(0, kTypedCodeLength);
  RC_PRE(code[some] != code[other]);
  std::swap(code[some], code[other]);
  RC_ASSERT(!IsTypedCode(code));
}

}  // namespace
}  // namespace blangko
