// A node whose machine's clock is wrong: it serves, but no birthday comes and no hold ends before a person has looked.
#include "absl/strings/str_cat.h"
#include "blangko/access/v1/clock_service.grpc.pb.h"
#include "google/protobuf/util/time_util.h"
#include "services/node/node.h"
#include "services/rpc/channel.h"
#include "tests/support/health.h"
#include "tests/support/office_client.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::node {
namespace {

using access::v1::ClockService;
using support::Health;

constexpr absl::Duration kDay = absl::Hours(24);

class NodeClockTest : public testing::Test {
 protected:
  void SetUp() override {
    Open();
    ASSERT_OK(Office().PutRegency("14.05", 1, false));
    // Seventeen on 2026-04-06, 35 days after the test begins.
    ASSERT_OK(
        Office().Import("14.05",
                        "record_id,nik,name,birth_date,area,upstream_status,recorded_time\n"
                        "R-1,1405020604091001,SPESIMEN,2009-04-06,14.05.02.2003,PRR,2026-02-01 08:00\n"));
    ASSERT_EQ(StateOf("R-1"), records::v1::RECORD_STATE_NOT_READY);
  }

  // Another start of the node on the same store.
  void Open() {
    node_.reset();
    Config config;
    config.set_listen("127.0.0.1:0");
    config.set_store("rocks:" + dir_.File("data"));
    config.set_metrics_listen("off");
    ASSERT_OK_AND_ASSIGN(node_, Node::Start(WithDefaults(config), clock_, rng_));
    channel_ = rpc::OpenChannel(node_->address());
    node_->waker().RunOnce();
  }
  support::OfficeClient Office() { return {channel_, clock_}; }
  records::v1::RecordState StateOf(const std::string& id) { return Office().GetRecord(id)->state(); }
  std::optional<Health> ClockHealth() { return support::HealthOf(*channel_, "blangko.clock"); }

  absl::Status Confirm() {
    access::v1::ConfirmClockRequest request;
    request.set_request_id(Office().NewRequestId());
    *request.mutable_machine_time() =
        google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(clock_.Now()));
    ClockService::Stub stub(channel_);
    rpc::CallOptions options;
    options.operator_name = "sari";
    return rpc::Caller(options, rng_).Call(stub, &ClockService::Stub::ConfirmClock, request).status();
  }

  const TempDir dir_;
  TestClock clock_;
  SystemRng rng_;
  std::unique_ptr<Node> node_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(NodeClockTest, ADateFarAheadBringsNoBirthdayBeforeAPersonConfirmsIt) {
  clock_.Advance(kDay * 40);
  Open();
  EXPECT_EQ(support::HealthOf(*channel_, ""), Health::kServing);
  EXPECT_EQ(ClockHealth(), Health::kNotServing);
  EXPECT_EQ(StateOf("R-1"), records::v1::RECORD_STATE_NOT_READY);
  ASSERT_OK(Confirm());
  node_->waker().RunOnce();
  EXPECT_EQ(StateOf("R-1"), records::v1::RECORD_STATE_READY);
  EXPECT_EQ(ClockHealth(), Health::kServing);
}

TEST_F(NodeClockTest, AListThatComesInMeanwhileIsJudgedByTheOldDate) {
  clock_.Advance(kDay * 40);
  Open();
  ASSERT_OK(Office().Import("14.05",
                            "record_id,nik,name,birth_date,area,upstream_status,recorded_time\n"
                            "R-2,1405020604091002,SPESIMEN,2009-04-06,14.05.02.2003,PRR,2026-02-01 08:00\n"));
  EXPECT_EQ(StateOf("R-2"), records::v1::RECORD_STATE_NOT_READY);
}

TEST_F(NodeClockTest, ADateThatIsPutRightNeedsNobody) {
  clock_.Advance(-kDay * 3000);
  Open();
  EXPECT_EQ(ClockHealth(), Health::kNotServing);
  clock_.Advance(kDay * (3000 + 36 - 10));
  clock_.Advance(kDay * 3);
  node_->waker().RunOnce();
  EXPECT_EQ(ClockHealth(), Health::kServing) << "29 days after the last commit";
  clock_.Advance(kDay * 7);
  node_->waker().RunOnce();
  EXPECT_EQ(StateOf("R-1"), records::v1::RECORD_STATE_READY);
}

TEST_F(NodeClockTest, ALeapWhileItRunsIsSeen) {
  clock_.Advance(kDay * 400);
  node_->waker().RunOnce();
  EXPECT_EQ(StateOf("R-1"), records::v1::RECORD_STATE_NOT_READY);
  EXPECT_EQ(ClockHealth(), Health::kNotServing);
}

}  // namespace
}  // namespace blangko::node
