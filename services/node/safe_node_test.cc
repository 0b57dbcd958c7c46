// A node whose store lost something, asked through gRPC: it refuses everything, says why, and changes nothing on disk.
#include "services/node/safe_node.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "services/node/node.h"
#include "services/node/service_names.h"
#include "services/node/trouble.h"
#include "services/refusal/refusal.h"
#include "services/rpc/channel.h"
#include "storage/key_codec.h"
#include "storage/open_store.h"
#include "tests/support/health.h"
#include "tests/support/office_client.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::node {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class SafeNodeTest : public testing::Test {
 protected:
  void SetUp() override {
    config_.set_listen("127.0.0.1:0");
    config_.set_metrics_listen("127.0.0.1:0");
    config_.set_store("rocks:" + directory_);
    config_ = WithDefaults(config_);
    ASSERT_OK_AND_ASSIGN(const auto node, Node::Start(config_, clock_, rng_));
    support::OfficeClient office(rpc::OpenChannel(node->address()), clock_);
    ASSERT_OK(office.PutRegency("14.05", 1, false));
    ASSERT_OK(office.CreateLot("L1"));
  }

  void CutNewestLog() {
    fs::path newest;
    for (const auto& entry : fs::directory_iterator(directory_ + "/db")) {
      if (entry.path().extension() == ".log" && entry.path() > newest) newest = entry.path();
    }
    fs::resize_file(newest, fs::file_size(newest) - 1);
  }

  std::map<std::string, std::string> Files() {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory_)) {
      if (!entry.is_regular_file() || entry.path().filename() == "ballast") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      files[entry.path()] = std::string(std::istreambuf_iterator<char>(file), {});
    }
    return files;
  }

  storage::StoreDamage Damage() {
    const auto damage = DamageBehind(Node::Start(config_, clock_, rng_).status());
    EXPECT_TRUE(damage.has_value());
    return damage.value_or(storage::StoreDamage());
  }

  const TempDir dir_;
  const std::string directory_ = dir_.File("data");
  Config config_;
  TestClock clock_;
  SystemRng rng_;
};

TEST_F(SafeNodeTest, EveryCallIsRefusedWithWhatIsMissingAndNothingIsChanged) {
  CutNewestLog();
  const auto before = Files();
  const storage::StoreDamage damage = Damage();
  EXPECT_EQ(storage::LostGroups(damage), absl::StrCat(*damage.found + 1, "-", *damage.acknowledged));
  ASSERT_OK_AND_ASSIGN(const auto safe, SafeNode::Start(config_, damage));
  support::OfficeClient office(rpc::OpenChannel(safe->address()), clock_);
  for (const absl::Status& told : {office.CreateLot("L2"), office.GetRecord("1").status()}) {
    EXPECT_EQ(ReasonOf(told), "STORE_SAFE_MODE");
    EXPECT_THAT(told, StatusIs(absl::StatusCode::kUnavailable,
                               AllOf(HasSubstr("missing: " + storage::LostGroups(damage)),
                                     HasSubstr("blangkod store accept-loss"))));
    EXPECT_THAT(IndonesianOf(told), AllOf(HasSubstr("mode AMAN"), HasSubstr("catatan terbaru hilang"),
                                          HasSubstr(storage::LostGroups(damage))));
  }
  safe->Stop(absl::ZeroDuration());
  EXPECT_TRUE(before == Files()) << "files were changed";
}

TEST_F(SafeNodeTest, HealthKnowsEveryServiceAndServesNone) {
  CutNewestLog();
  ASSERT_OK_AND_ASSIGN(const auto safe, SafeNode::Start(config_, Damage()));
  const auto channel = rpc::OpenChannel(safe->address());
  EXPECT_EQ(support::HealthOf(*channel, ""), support::Health::kNotServing);
  EXPECT_EQ(support::HealthOf(*channel, kClockService), support::Health::kNotServing);
  for (const std::string& name : AllServices())
    EXPECT_EQ(support::HealthOf(*channel, FullNameOf(name)), support::Health::kNotServing) << name;
}

TEST_F(SafeNodeTest, AHashChainThatDoesNotFitIsFoundBeforeTheStoreIsOpened) {
  {
    ASSERT_OK_AND_ASSIGN(const auto store, storage::OpenStore(config_.store()));
    ASSERT_OK(store->Update("test.damage", [](storage::Txn& txn) {
      std::string key;
      std::string value;
      const auto take = [&](std::string_view k, std::string_view v) {
        key = k;
        value = v;
        return false;
      };
      const auto entries = storage::KeyWriter(storage::Table::kLog).Range();
      EXPECT_OK(txn.Scan(entries, storage::ScanOrder::kReverse, take));
      value.back() = static_cast<char>(value.back() ^ 1);
      txn.Put(key, value);
      return absl::OkStatus();
    }));
  }
  const auto before = Files();
  const storage::StoreDamage damage = Damage();
  EXPECT_THAT(damage.detail, HasSubstr("the hash does not fit"));
  EXPECT_EQ(storage::LostGroups(damage), "") << "nothing that two persons could accept";
  EXPECT_TRUE(before == Files());
}

TEST_F(SafeNodeTest, ADirectoryPathIsForTheLogAlone) {
  fs::remove(directory_ + "/db/CURRENT");
  std::ofstream(directory_ + "/db/CURRENT") << "MANIFEST-999999\n";
  const storage::StoreDamage damage = Damage();
  EXPECT_THAT(std::string(RefuseInSafeMode(damage).message()), testing::Not(HasSubstr(directory_)));
  EXPECT_THAT(InSafeMode(damage), HasSubstr("detail: "));
  EXPECT_EQ(storage::LostGroups(damage), "");
}

}  // namespace
}  // namespace blangko::node
