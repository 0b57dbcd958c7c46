// Calls and words that the tree does without, each with what to use instead. The tables are the whole policy.
#include <array>
#include <string>

#include "tests/tidy/rules.h"

namespace blangko::tidy {
namespace {

using Patterns = std::vector<std::string_view>;

struct BannedCall {
  Patterns names;
  std::string_view want;
  Patterns where;   // files that the rule is about
  Patterns except;  // files that may
};

const Patterns kEverywhere = {"*"};
const Patterns kDomain = {"services/access/*",    "services/refusal/*",  "services/records/*",
                          "services/stock/*",     "services/printers/*", "services/scheduler/*",
                          "services/planning/*",  "services/desk/*",     "services/reports/*",
                          "services/incidents/*", "storage/layers/*"};
const Patterns kTests = {"tests/*", "*_test.cc", "*_fixture.*"};

const std::vector<BannedCall>& BannedCalls() {
  static const std::vector<BannedCall> kCalls = {
      {{"absl::Now", "system_clock::now", "gettimeofday(", "clock_gettime(", "time(nullptr", "time(NULL",
        "time(0"},
       "the Clock that was passed in",
       kEverywhere,
       {"base/clock.cc"}},
      {{"rand(", "srand(", "std::random_device", "std::mt19937", "std::mt19937_64", "randombytes_buf("},
       "the Rng that was passed in",
       kEverywhere,
       {"base/rng.*", "base/hash.cc"}},
      {{"getenv("},
       "an option or the configuration",
       kEverywhere,
       {"*main.cc", "base/failpoint.cc", "base/planted_on.cc", "services/cli/*", "tests/*"}},
      {{"sleep(", "usleep(", "nanosleep(", "sleep_for(", "sleep_until(", "absl::SleepFor("},
       "a wait for a named moment: a condition variable with a deadline",
       kEverywhere,
       {"base/failpoint.cc"}},
      {{"absl::Mutex", "absl::MutexLock"},
       "std::mutex (Debian's Abseil is not built for the thread sanitizer)",
       kEverywhere,
       {}},
      {{"std::cout", "std::cerr", "printf(", "fprintf(", "puts("},
       "Log of base/log.h, or the output of the command line",
       kEverywhere,
       {"*main.cc", "services/cli/*", "tests/*", "*_test.cc", "*_fixture.*"}},
      {{"std::thread", "std::jthread", "std::async", "pthread_create(", "steady_clock::now"},
       "no threads and no clocks in domain code; a RunOnce that others call",
       kDomain,
       kTests},
      {{"DebugString(", "ShortDebugString(", "Utf8DebugString("},
       "ids: a whole message may hold personal data",
       kEverywhere,
       {"services/cli/*", "tests/*", "*_test.cc", "*_fixture.*"}},
      {{"throw"}, "absl::Status", kEverywhere, {}},
      {{"assert("}, "a status of code INTERNAL", kEverywhere, {}},
      {{"exit(", "abort("},
       "a status up to main",
       kEverywhere,
       {"*main.cc", "base/*", "storage/rocks/*", "tests/*"}},
      {{"using namespace"}, "the name that is needed", kEverywhere, {}},
      {{"NULL"}, "nullptr", kEverywhere, {}},
  };
  return kCalls;
}

struct BannedWord {
  std::string word;
  std::string_view why;
};

// Spelled in two halves, so that this file does not hold them.
const std::vector<BannedWord>& BannedWords() {
  static const std::vector<BannedWord> kWords = {
      {std::string("/wo") + "rk/", "a path of one machine"},
      {std::string("/ro") + "ot/", "a path of one machine"},
      {std::string("../sha") + "red", "a path outside of the repository"},
      {std::string("TO") + "DO", "finish it, or write an issue"},
      {std::string("FIX") + "ME", "finish it, or write an issue"},
      {std::string("npm") + "js.org", "a registry's address"},
      {std::string("deb.deb") + "ian.org", "a mirror's address"},
      {std::string("\"reso") + "lved\":", "an address in the lock file"},
  };
  return kWords;
}

}  // namespace

Findings CheckBannedCalls(const Source& source) {
  Findings found;
  for (const BannedCall& call : BannedCalls()) {
    if (!MatchesAny(call.where, source.path) || MatchesAny(call.except, source.path)) continue;
    for (std::string_view name : call.names) {
      for (size_t at : FindName(source.code, name)) {
        found.push_back({source.path, LineOf(source.code, at),
                         "'" + std::string(name) + "' is banned here; want " + std::string(call.want)});
      }
    }
  }
  return found;
}

Findings CheckBannedWords(const Source& source) {
  Findings found;
  for (const BannedWord& banned : BannedWords()) {
    for (size_t at = source.raw.find(banned.word); at != std::string::npos;
         at = source.raw.find(banned.word, at + 1)) {
      found.push_back(
          {source.path, LineOf(source.raw, at), "'" + banned.word + "': " + std::string(banned.why)});
    }
  }
  return found;
}

}  // namespace blangko::tidy
