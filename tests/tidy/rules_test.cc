// Every rule is shown a planted violation, and beside it the nearest text that is right.
#include "tests/tidy/rules.h"

#include <ostream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace blangko::tidy {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Case {
  std::string name;
  std::string path;
  std::string text;
  std::string want;  // part of the one message; empty when nothing is wrong
};

void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

std::string Repeat(std::string_view text, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string Header(std::string_view body) { return "// What it is.\n#pragma once\n" + std::string(body); }

// The words that the tree may not hold are not spelled out here either.
std::string Join(std::string_view a, std::string_view b) { return std::string(a) + std::string(b); }

class RulesTest : public testing::TestWithParam<Case> {};

TEST_P(RulesTest, FindsWhatIsPlanted) {
  const Case& test = GetParam();
  Findings found = CheckFile(MakeSource(test.path, test.text));
  if (test.want.empty()) {
    EXPECT_THAT(found, IsEmpty()) << found.front().message;
  } else {
    EXPECT_THAT(found, ElementsAre(Field(&Finding::message, HasSubstr(test.want))));
  }
}

std::string NameOf(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Sizes, RulesTest,
    testing::Values(
        Case{"FileAtTheLimit", "base/a.cc", Repeat("int a;\n", 400), ""},
        Case{"FileTooLong", "base/a.cc", Repeat("int a;\n", 401), "401 lines"},
        Case{"ScriptTooLong", "deploy/a.sh", Repeat("true\n", 401), "401 lines"},
        Case{"DataMayBeLong", "tests/fixtures/a.csv", Repeat("1;2\n", 401), ""},
        Case{"FunctionAtTheLimit", "base/a.cc", "void f() {\n" + Repeat("g();\n", 58) + "}\n", ""},
        Case{"FunctionTooLong", "base/a.cc", "void f() {\n" + Repeat("g();\n", 59) + "}\n", "61 lines"},
        Case{"LineTooLong", "base/a.cc", "// " + Repeat("x", 123) + "\n", "longer than 125"},
        Case{"ProtocolCommentsMayBeLong", "proto/a.proto", "// " + Repeat("x", 123) + "\n", ""},
        Case{"WideLettersCountOnce", "base/a.cc", "// " + Repeat("é", 122) + "\n", ""}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Headers, RulesTest,
    testing::Values(Case{"Good", "base/a.h", Header("int f();\n"), ""},
                    Case{"NoComment", "base/a.h", "\n#pragma once\n", "open with a comment"},
                    Case{"NoPragma", "base/a.h", "// What.\nint f();\n", "#pragma once"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Includes, RulesTest,
    testing::Values(
        Case{"BaseLooksUp", "base/a.cc", "#include \"storage/txn.h\"\n", "base/ may not include"},
        Case{"BaseSeesNoProto", "base/a.cc", "#include \"blangko/stock/v1/lot.pb.h\"\n",
             "base/ may not include"},
        Case{"StorageLooksUp", "storage/a.cc", "#include \"services/access/actor.h\"\n",
             "storage/ may not include"},
        Case{"StorageSeesRows", "storage/a.cc", "#include \"blangko/rows/v1/storage.pb.h\"\n", ""},
        Case{"SiblingDomains", "services/records/a.cc", "#include \"services/stock/stock.h\"\n",
             "may not include"},
        Case{"DomainUsesStorage", "services/records/a.cc", "#include \"storage/txn.h\"\n", ""},
        Case{"SchedulerUsesStock", "services/scheduler/a.cc", "#include \"services/stock/stock.h\"\n", ""},
        Case{"StockUsesScheduler", "services/stock/a.cc", "#include \"services/scheduler/jobs.h\"\n",
             "may not include"},
        Case{"PlanningUsesDesk", "services/planning/a.cc", "#include \"services/desk/desk.h\"\n",
             "may not include"},
        Case{"ReportsUseAll", "services/reports/a.cc", "#include \"services/desk/desk.h\"\n", ""},
        Case{"PrinterSeesStore", "printer/a.cc", "#include \"storage/store.h\"\n", "may not include"},
        Case{"PrinterSeesRows", "printer/a.cc", "#include \"blangko/rows/v1/stock.pb.h\"\n",
             "may not include"},
        Case{"PrinterSeesWire", "printer/a.cc", "#include \"blangko/stock/v1/lot.pb.h\"\n", ""},
        Case{"CliUsesChannel", "services/cli/a.cc", "#include \"services/rpc/channel.h\"\n", ""},
        Case{"CliSeesDomain", "services/cli/a.cc", "#include \"services/stock/stock.h\"\n",
             "may not include"},
        Case{"WebSeesDomain", "services/web/a.cc", "#include \"services/stock/stock.h\"\n",
             "may not include"},
        Case{"NodeWiresAll", "services/node/wiring.cc", "#include \"services/stock/stock.h\"\n", ""},
        Case{"NothingIncludesTests", "base/a.cc", "#include \"tests/support/x.h\"\n", "may not include"},
        Case{"FixturesAreTests", "services/stock/a_fixture.h", Header("#include \"tests/support/x.h\"\n"),
             ""},
        Case{"TestsIncludeAnything", "services/stock/a_test.cc", "#include \"services/records/records.h\"\n",
             ""}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Libraries, RulesTest,
    testing::Values(Case{"RocksInRocks", "storage/rocks/a.cc", "#include <rocksdb/db.h>\n", ""},
                    Case{"RocksElsewhere", "storage/memory/a.cc", "#include \"rocksdb/db.h\"\n",
                         "may not be included here"},
                    Case{"EtcdStubElsewhere", "services/node/a.cc",
                         "#include \"etcdserverpb/etcd_min.pb.h\"\n", "may not be"},
                    Case{"GrpcInService", "services/stock/stock_service.cc", "#include <grpcpp/grpcpp.h>\n",
                         ""},
                    Case{"GrpcInDomain", "services/stock/stock.cc", "#include <grpcpp/grpcpp.h>\n",
                         "may not be included here"},
                    Case{"StubInDomain", "services/stock/stock.cc",
                         "#include \"blangko/stock/v1/s.grpc.pb.h\"\n", "may not be"},
                    Case{"GrpcInNodeMain", "services/node/main.cc", "#include <grpcpp/grpcpp.h>\n", ""}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Calls, RulesTest,
    testing::Values(
        Case{"Now", "services/stock/a.cc", "auto t = absl::Now();\n", "want the Clock"},
        Case{"NowInClock", "base/clock.cc", "auto t = absl::Now();\n", ""},
        Case{"NowInComment", "services/stock/a.cc", "// never absl::Now()\n", ""},
        Case{"SystemClock", "services/stock/a.cc", "t = std::chrono::system_clock::now();\n",
             "want the Clock"},
        Case{"Time", "services/stock/a.cc", "auto t = time(nullptr);\n", "want the Clock"},
        Case{"Rand", "services/stock/a.cc", "int n = rand();\n", "want the Rng"},
        Case{"RandomDevice", "services/stock/a.cc", "std::random_device device;\n", "want the Rng"},
        Case{"Getenv", "services/stock/a.cc", "auto* v = std::getenv(\"A\");\n", "an option"},
        Case{"GetenvInMain", "services/node/main.cc", "auto* v = std::getenv(\"A\");\n", ""},
        Case{"Sleep", "printer/a.cc", "sleep(1);\n", "a wait for a named moment"},
        Case{"SleepInTest", "printer/a_test.cc", "std::this_thread::sleep_for(x);\n",
             "a wait for a named moment"},
        Case{"AbslMutex", "storage/a.cc", "absl::Mutex mutex;\n", "std::mutex"},
        Case{"Cout", "services/stock/a.cc", "std::cout << 1;\n", "Log of base"},
        Case{"CoutInTest", "services/stock/a_test.cc", "std::cout << 1;\n", ""},
        Case{"CoutInCli", "services/cli/output.cc", "std::cout << 1;\n", ""},
        Case{"ThreadInDomain", "services/stock/a.cc", "std::thread t(f);\n", "no threads"},
        Case{"ThreadInStation", "printer/a.cc", "std::thread t(f);\n", ""},
        Case{"DebugString", "services/stock/a.cc", "Log(row.x, ShortDebugString(row));\n", "personal data"},
        Case{"Throw", "services/stock/a.cc", "void f() { throw 1; }\n", "want absl::Status"},
        Case{"StaticAssertIsFine", "services/stock/a.cc", "static_assert(true);\n", ""},
        Case{"Assert", "services/stock/a.cc", "void f() { assert(x); }\n", "INTERNAL"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Words, RulesTest,
    testing::Values(Case{"MachinePath", "README.md", Join("see /wo", "rk/x\n"), "a path of one machine"},
                    Case{"HomePath", "deploy/a.sh", Join("cd /ro", "ot/x\n"), "a path of one machine"},
                    Case{"Unfinished", "base/a.cc", Join("// TO", "DO: later\n"), "finish it"},
                    Case{"Registry", "package.json", Join("https://registry.npm", "js.org/x\n"), "address"},
                    Case{"LockWithAddress", "package-lock.json", Join("\"reso", "lved\": 1\n"), "address"},
                    Case{"OrdinaryText", "README.md", "The work of the root office.\n", ""}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Assertions, RulesTest,
    testing::Values(
        Case{"None", "base/a_test.cc", "TEST(A, B) { f(); }\n", "1 tests but only 0 assertions"},
        Case{"Fewer", "base/a_test.cc", "TEST(A, B) { EXPECT_EQ(1, a); }\nTEST_F(A, C) {}\n", "2 tests"},
        Case{"Enough", "base/a_test.cc", "TEST(A, B) { ASSERT_EQ(1, a); }\n", ""},
        Case{"FixtureHelper", "base/a_test.cc", "TEST_F(A, B) { GivenStock(5); ExpectFree(5); }\n", ""},
        Case{"Property", "base/a_test.cc", "RC_GTEST_PROP(A, B, ()) { RC_ASSERT(a); }\n", ""}),
    NameOf);

TEST(DeadFiles, NamesSourcesThatNobodyBuildsAndHeadersThatNobodyIncludes) {
  std::vector<Source> tree = {MakeSource("base/CMakeLists.txt", "blangko_library(base SRCS a.cc)"),
                              MakeSource("base/a.cc", "#include \"base/a.h\"\n"),
                              MakeSource("base/a.h", Header("")), MakeSource("base/dead.cc", ""),
                              MakeSource("base/dead.h", Header(""))};
  EXPECT_THAT(CheckDeadFiles(tree),
              ElementsAre(Field(&Finding::path, "base/dead.cc"), Field(&Finding::path, "base/dead.h")));
}

TEST(Findings, TellTheLine) {
  Findings found = CheckFile(MakeSource("base/a.cc", "int a;\nint b = rand();\n"));
  ASSERT_THAT(found, testing::SizeIs(1));
  EXPECT_EQ(found[0].line, 2u);
}

}  // namespace
}  // namespace blangko::tidy
