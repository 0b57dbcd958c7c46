#include "services/cli/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cli/commands.h"

namespace blangko::cli {
namespace {

using testing::HasSubstr;

TEST(Completion, KnowsEveryCommandAndItsOptions) {
  CLI::App app("", "blangko");
  Menu menu(app);
  AddRecordsCommands(menu);
  AddRecordsChanges(menu);
  AddCompletionCommand(menu);
  const std::string script = BashCompletion(app);
  EXPECT_THAT(script, HasSubstr("\"blangko\") words=\"records completion"));
  EXPECT_THAT(script,
              HasSubstr("\"blangko records\") words=\"list show explain rank hold release cancel move add"));
  EXPECT_THAT(script, HasSubstr("\"blangko records list\") words=\"--help --site --area"));
}

TEST(Menu, RemembersWhatWasChosen) {
  CLI::App app("", "blangko");
  Menu menu(app);
  AddBacklogCommands(menu);
  EXPECT_FALSE(menu.chosen());
  app.parse("backlog --office 14.05");
  EXPECT_TRUE(menu.chosen());
}

}  // namespace
}  // namespace blangko::cli
