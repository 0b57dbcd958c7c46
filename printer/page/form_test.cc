#include "printer/page/form.h"

#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

TEST(Form, ReadsFieldsAsABrowserSendsThem) {
  ASSERT_OK_AND_ASSIGN(const Fields fields, ParseForm("by=Siti+R&cause=gagal%20cetak&empty=&n=%C3%A9&n=2"));
  EXPECT_EQ(FieldOf(fields, "by"), "Siti R");
  EXPECT_EQ(FieldOf(fields, "cause"), "gagal cetak");
  EXPECT_EQ(FieldOf(fields, "empty"), "");
  EXPECT_EQ(FieldOf(fields, "n"), "2");
  EXPECT_EQ(FieldOf(fields, "absent"), "");
}

TEST(Form, RefusesWhatNoBrowserSends) {
  for (const char* bad : {"a=%", "a=%4", "a=%zz", "%FF=1", "a=%C0%AF"}) {
    EXPECT_FALSE(ParseForm(bad).ok()) << bad;
  }
  std::string many;
  for (size_t i = 0; i <= kFieldsMax; ++i) many += "f" + std::to_string(i) + "=1&";
  EXPECT_FALSE(ParseForm(many).ok());
}

TEST(Form, ReadsCookies) {
  const Fields cookies = ParseCookies("by=siti; lang=en;broken");
  EXPECT_EQ(FieldOf(cookies, "by"), "siti");
  EXPECT_EQ(FieldOf(cookies, "lang"), "en");
}

TEST(Form, EscapesWhatWouldBeMarkup) {
  EXPECT_EQ(EscapeHtml("<a href=\"x\">'&"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
}

}  // namespace
}  // namespace blangko::printer
