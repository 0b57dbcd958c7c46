#include "services/node/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blangko::node {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string ErrorOf(std::string_view text) {
  const auto config = ParseConfig(text, "b.conf");
  return config.ok() ? "" : std::string(config.status().message());
}

TEST(Config, AnEmptyFileIsComplete) {
  const auto parsed = ParseConfig("# nothing\n", "b.conf");
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  const Config config = WithDefaults(*parsed);
  EXPECT_EQ(config.listen(), "127.0.0.1:7070");
  EXPECT_EQ(config.store(), "rocks:./blangko-data");
  EXPECT_EQ(config.operator_().role(), "administrator");
  EXPECT_TRUE(CheckConfig(config).ok());
}

TEST(Config, TheStoreLiesInTheDataDir) {
  Config config;
  config.set_data_dir("/srv/blangko");
  EXPECT_EQ(WithDefaults(config).store(), "rocks:/srv/blangko");
}

TEST(Config, ASyntaxErrorNamesLineAndColumn) {
  EXPECT_THAT(ErrorOf("listen: \"127.0.0.1:1\"\nlisten 5\n"), StartsWith("b.conf:2:"));
}

TEST(Config, AnUnknownFieldIsAMistake) {
  EXPECT_THAT(ErrorOf("\n\nlissten: \"127.0.0.1:1\"\n"), StartsWith("b.conf:3:"));
  EXPECT_THAT(ErrorOf("lissten: \"x\""), HasSubstr("lissten"));
}

TEST(Config, ABadValueNamesItsPlaceWhatItIsAndWhatIsWanted) {
  EXPECT_THAT(ErrorOf("\nlisten: \"nowhere\""),
              StartsWith("b.conf:2:1: listen: got \"nowhere\", want host:port"));
  EXPECT_THAT(ErrorOf("services: \"records\"\nservices: \"recods\""),
              StartsWith("b.conf:2:1: services: got \"recods\""));
  EXPECT_THAT(ErrorOf("operator {\n  role: \"boss\"\n}"),
              StartsWith("b.conf:2:3: operator.role: got \"boss\""));
  EXPECT_THAT(ErrorOf("store: \"sqlite:x\""), HasSubstr("rocks:DIR or memory:"));
  EXPECT_THAT(ErrorOf("log_level: \"loud\""), HasSubstr("debug, info"));
  EXPECT_THAT(ErrorOf("wake_interval_ms: 1"), HasSubstr("10 to 60000"));
}

TEST(Config, EveryMistakeIsListed) {
  EXPECT_THAT(ErrorOf("store: \"x\"\nlog_level: \"x\""), HasSubstr("\nb.conf:2:1: "));
}

TEST(Config, OtherMachinesNeedInsecure) {
  EXPECT_THAT(ErrorOf("listen: \"0.0.0.0:7070\""), HasSubstr("insecure: true"));
  EXPECT_EQ(ErrorOf("listen: \"0.0.0.0:7070\" insecure: true"), "");
  EXPECT_EQ(ErrorOf("listen: \"[::1]:7070\""), "");
  EXPECT_THAT(ErrorOf("operator { on_other_machines: true }"), HasSubstr("insecure: true"));
}

TEST(Config, AMissingFileIsNotFound) {
  EXPECT_EQ(LoadConfig("/nonexistent/b.conf").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace blangko::node
