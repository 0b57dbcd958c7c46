#include "base/line_chain.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace blangko {
namespace {

TEST(LineChainTest, TheDigestIsOfTheOneBeforeAndTheLine) {
  LineChain chain;
  EXPECT_EQ(chain.Text(), "");
  chain.Add("a\n");
  EXPECT_EQ(chain.Hex(), ToHex(PlainDigest("a\n")));
  chain.Add("b\n");
  EXPECT_EQ(chain.Text(), "2:" + ToHex(PlainDigest(PlainDigest("a\n") + "b\n")));
}

TEST(LineChainTest, GoesOnFromItsText) {
  LineChain chain;
  chain.Add("a\n");
  std::optional<LineChain> again = LineChain::FromText(chain.Text());
  ASSERT_TRUE(again.has_value());
  chain.Add("b\n");
  again->Add("b\n");
  EXPECT_EQ(*again, chain);
  EXPECT_EQ(LineChain::FromText("")->lines(), 0);
}

TEST(LineChainTest, NothingElseIsItsText) {
  const std::string digits(64, 'a');
  EXPECT_TRUE(LineChain::FromText("1:" + digits).has_value());
  for (const std::string& text :
       {std::string("1"), "x:" + digits, "0:" + digits, "-1:" + digits, "01:" + digits, "1:" + digits + "a",
        "1:" + std::string(64, 'A'), "1:" + std::string(64, 'g'), " 1:" + digits}) {
    EXPECT_FALSE(LineChain::FromText(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace blangko
