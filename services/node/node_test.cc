// A node in this process over the memory store, asked through gRPC on a free port.
#include "services/node/node.h"

#include "blangko/access/v1/offices_service.grpc.pb.h"
#include "services/refusal/refusal.h"
#include "services/rpc/channel.h"
#include "tests/support/office_client.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::node {
namespace {

using access::v1::ListOfficesRequest;
using access::v1::OfficesService;
using testing::HasSubstr;

Config MemoryConfig() {
  Config config;
  config.set_listen("127.0.0.1:0");
  config.set_store("memory:");
  config.set_metrics_listen("off");
  return WithDefaults(config);
}

class NodeTest : public testing::Test {
 protected:
  void Start(const Config& config) {
    ASSERT_OK_AND_ASSIGN(node_, Node::Start(config, clock_, rng_));
    channel_ = rpc::OpenChannel(node_->address());
  }
  support::OfficeClient Office() { return {channel_, clock_}; }
  absl::StatusOr<access::v1::ListOfficesResponse> List(const ListOfficesRequest& request) {
    OfficesService::Stub stub(channel_);
    return rpc::Caller({}, rng_).Call(stub, &OfficesService::Stub::ListOffices, request);
  }

  const TempDir dir_;  // outlives the node that keeps its store there
  TestClock clock_;
  SystemRng rng_;
  std::unique_ptr<Node> node_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(NodeTest, ServesOfficesPageByPage) {
  Start(MemoryConfig());
  ASSERT_OK(Office().PutRegency("14.05", 2, false));
  ListOfficesRequest request;
  request.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(const auto first, List(request));
  ASSERT_EQ(first.offices_size(), 2);
  EXPECT_EQ(first.offices(0).code(), "14.05");
  EXPECT_EQ(first.routes_size(), 1);
  request.set_page_token(first.next_page_token());
  ASSERT_OK_AND_ASSIGN(const auto second, List(request));
  EXPECT_EQ(second.offices_size(), 1);
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(NodeTest, BlanksOfADocumentFromOutsideCloseTheEquation) {
  Start(MemoryConfig());
  ASSERT_OK(Office().PutRegency("14.05", 2, false));
  ASSERT_OK(Office().CreateLot("L1"));
  ASSERT_OK(Office().Receive("14.05", "L1", 8000, "SJ-1"));
  ASSERT_OK_AND_ASSIGN(const auto equation, Office().Equation("14.05"));
  EXPECT_TRUE(equation.exact());
  EXPECT_EQ(equation.remaining(), 8000);
}

TEST_F(NodeTest, HostsOnlyWhatTheConfigurationNames) {
  Config config = MemoryConfig();
  config.add_services("stock");
  Start(config);
  EXPECT_THAT(List({}), StatusIs(absl::StatusCode::kUnimplemented));
  EXPECT_OK(Office().CreateLot("L1"));
}

TEST_F(NodeTest, TheOperatorHasTheScopeOfTheConfiguration) {
  Config config = MemoryConfig();
  config.mutable_operator_()->set_scope("14.06");
  Start(config);
  EXPECT_EQ(ReasonOf(Office().PutRegency("14.05", 1, false)), "OUT_OF_SCOPE");
}

TEST_F(NodeTest, AnAuditorChangesNothing) {
  Config config = MemoryConfig();
  config.mutable_operator_()->set_role("auditor");
  Start(config);
  EXPECT_EQ(ReasonOf(Office().CreateLot("L1")), "NOT_ALLOWED");
}

TEST_F(NodeTest, AStoppedNodeAnswersNobodyAndMayBeStoppedAgain) {
  Start(MemoryConfig());
  node_->Stop(absl::Seconds(5));
  EXPECT_THAT(List({}), StatusIs(absl::StatusCode::kUnavailable));
  node_->Stop(absl::ZeroDuration());
}

TEST_F(NodeTest, WhatWasStoredIsThereAfterARestart) {
  Config config = MemoryConfig();
  config.set_store("rocks:" + dir_.File("data/store"));  // directories are made
  Start(config);
  ASSERT_OK(Office().PutRegency("14.05", 1, false));
  node_.reset();
  Start(config);
  ASSERT_OK_AND_ASSIGN(const auto offices, List({}));
  EXPECT_EQ(offices.offices_size(), 2);
}

TEST_F(NodeTest, ASecondNodeOnTheSameStoreIsToldWhy) {
  Config config = MemoryConfig();
  config.set_store("rocks:" + dir_.File("data"));
  Start(config);
  EXPECT_THAT(Node::Start(config, clock_, rng_).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("another process")));
}

TEST_F(NodeTest, AStoreThatCannotBeMadeIsSaid) {
  Config config = MemoryConfig();
  config.set_store("rocks:/proc/nowhere/data");
  EXPECT_THAT(Node::Start(config, clock_, rng_).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("--data-dir")));
}

TEST_F(NodeTest, ATakenPortIsSaid) {
  Start(MemoryConfig());
  Config config = MemoryConfig();
  config.set_listen(node_->address());
  EXPECT_THAT(Node::Start(config, clock_, rng_).status(),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr(node_->address())));
}

TEST_F(NodeTest, AMetricsPortThatWasAskedForMustBeHad) {
  Config config = MemoryConfig();
  config.set_metrics_listen("127.0.0.1:0");
  Start(config);
  config.set_metrics_listen("127.0.0.1:" + std::to_string(node_->metrics_port()));
  EXPECT_THAT(Node::Start(config, clock_, rng_).status(), StatusIs(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace blangko::node
