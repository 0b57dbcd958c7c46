// blangko-proof: random movements of blanks against an independent model. A failing seed is printed with its shortest
// history, and is the reproduction.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/hash.h"
#include "base/log.h"
#include "tests/stock/campaign.h"

int main(int argc, char** argv) {
  CLI::App app("Makes random movements, valid and invalid, and compares each with a model");
  int64_t movements = 100'000;
  int64_t least = 100;
  uint64_t first_seed = 1;
  app.add_option("--movements", movements, "how many to make");
  app.add_option("--first-seed", first_seed, "the first seed");
  app.add_option("--least", least, "how often each command must be done, and refused");
  CLI11_PARSE(app, argc, argv);
  blangko::InitCrypto();
  blangko::SetLogLevel(blangko::LogLevel::kError);
  const auto result = blangko::proof::RunCampaign(movements, first_seed);
  std::printf("%s", blangko::proof::Show(result).c_str());
  const std::string seldom = blangko::proof::TriedTooSeldom(result.tally, least);
  if (!result.apart.empty()) std::printf("FAILED %s\n", result.apart.c_str());
  if (result.apart.empty() && !seldom.empty()) std::printf("FAILED tried too seldom: %s\n", seldom.c_str());
  return result.apart.empty() && seldom.empty() ? 0 : 1;
}
