// Handlers behind a real server on a free port, called by the client half.
#include "services/rpc/handle_call.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "base/ids.h"
#include "blangko/desk/v1/desk_service.grpc.pb.h"
#include "services/refusal/refusal.h"
#include "services/rpc/channel.h"
#include "services/rpc/metadata.h"
#include "services/rpc/server.h"
#include "services/rpc/station_proof.h"
#include "services/rpc/status_mapping.h"
#include "tests/support/health.h"

namespace blangko::rpc {
namespace {

using desk::v1::DeskService;
using desk::v1::HandOverRequest;
using desk::v1::HandOverResponse;
using support::Health;
using support::HealthOf;

// A desk that answers what the test says and remembers who asked.
class FakeDesk final : public DeskService::Service {
 public:
  explicit FakeDesk(const Rpc& rpc) : rpc_(rpc) {}

  grpc::Status HandOver(grpc::ServerContext* context, const HandOverRequest* request,
                        HandOverResponse* response) override {
    return rpc_.Handle(context, "desk.hand_over", *request, [&](const access::Act& act) -> absl::Status {
      acts.push_back(act);
      if (request->note() == "throw") return refusals.at(99);  // as a library might
      if (acts.size() <= refusals.size()) return refusals[acts.size() - 1];
      response->mutable_record()->set_record_id(request->record_id());
      return absl::OkStatus();
    });
  }

  std::vector<access::Act> acts;
  std::vector<absl::Status> refusals;  // answers of the first calls

 private:
  const Rpc& rpc_;
};

class HandleCallTest : public testing::Test {
 protected:
  HandleCallTest()
      : clock_(absl::FromUnixSeconds(1'500'000'000)),
        rng_(1),
        ids_(clock_, rng_),
        key_(SigningKeyFromSeed(std::string(32, 'k'))),
        rpc_(Parts()),
        desk_(std::make_shared<FakeDesk>(rpc_)),
        server_(*Server::Start({.listen = "127.0.0.1:0"}, {{DeskService::service_full_name(), desk_}})),
        stub_(DeskService::NewStub(OpenChannel("127.0.0.1:" + std::to_string(server_->port())))) {
    request_.set_request_id(ids_.Next());
    request_.set_record_id("r1");
  }

  RpcParts Parts() {
    return {.clock = &clock_,
            .rng = &rng_,
            .callers = {.operator_scope = "14"},
            .checks = {.station = [this](const StationClaim& claim) { return Station(claim); },
                       .session = [](std::string_view token, absl::Time) -> absl::StatusOr<access::Actor> {
                         if (token == "auditor")
                           return access::Actor{"account:a", access::Role::kAuditor, ""};
                         return Refuse(Reason::kSessionEnded);
                       }},
            .revision = [] { return 42u; },
            .observe =
                [this](const EndedCall& call) { observed_.push_back(absl::StatusCodeToString(call.code)); }};
  }

  absl::StatusOr<access::Actor> Station(const StationClaim& claim) {
    if (!VerifySignature(key_.public_key, claim.text, claim.signature)) {
      return Refuse(Reason::kStationProofInvalid, {{"station", claim.station_id}});
    }
    // A supervisor's rights, so that the fake desk may be called.
    return access::Actor{"station:" + claim.station_id, access::Role::kSupervisor, "14.05"};
  }

  absl::StatusOr<HandOverResponse> Send(std::string_view proof = {}, std::string session = {}) {
    Caller caller({.first_pause = absl::Milliseconds(1), .operator_name = "budi", .session = session}, rng_);
    return caller.Call(*stub_, &DeskService::Stub::HandOver, request_, proof);
  }

  ManualClock clock_;
  SeededRng rng_;
  IdSource ids_;
  SigningKey key_;
  std::vector<std::string> observed_;
  Rpc rpc_;
  std::shared_ptr<FakeDesk> desk_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<DeskService::Stub> stub_;
  HandOverRequest request_;
};

TEST_F(HandleCallTest, GivesTheHandlerAnAct) {
  const auto response = Send();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->record().record_id(), "r1");
  ASSERT_EQ(desk_->acts.size(), 1u);
  const access::Act& act = desk_->acts[0];
  EXPECT_EQ(act.actor.identity, "local:budi");
  EXPECT_EQ(act.actor.scope, "14");
  EXPECT_EQ(act.now, clock_.Now());
  EXPECT_EQ(act.request_id, request_.request_id());
  EXPECT_EQ(act.fingerprint.size(), 32u);
  EXPECT_EQ(observed_, std::vector<std::string>{"OK"});
}

TEST_F(HandleCallTest, AnswersWithTheRevision) {
  grpc::ClientContext context;
  HandOverResponse response;
  ASSERT_TRUE(stub_->HandOver(&context, request_, &response).ok());
  const auto& trailers = context.GetServerTrailingMetadata();
  const auto found = trailers.find(kRevisionTrailer);
  ASSERT_NE(found, trailers.end());
  EXPECT_EQ(found->second, "42");
}

TEST_F(HandleCallTest, ASignedCallComesFromTheStation) {
  ASSERT_TRUE(Send(ProveStation(key_, "rumbai-1", 1, request_)).ok());
  EXPECT_EQ(desk_->acts.at(0).actor.identity, "station:rumbai-1");
  EXPECT_EQ(ReasonOf(Send(ProveStation(NewSigningKey(), "rumbai-1", 1, request_)).status()),
            "STATION_PROOF_INVALID");
  EXPECT_EQ(desk_->acts.size(), 1u);
}

TEST_F(HandleCallTest, ARoleWithoutTheRightNeverReachesTheHandler) {
  EXPECT_EQ(ReasonOf(Send({}, "auditor").status()), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(Send({}, "somebody").status()), "SESSION_ENDED");
  EXPECT_TRUE(desk_->acts.empty());
}

TEST_F(HandleCallTest, ARequestIdMustBeAUuid7) {
  request_.set_request_id("1405010101010001");
  const absl::Status status = Send().status();
  EXPECT_EQ(ReasonOf(status), "INVALID_FIELD");
  EXPECT_TRUE(desk_->acts.empty());
}

TEST_F(HandleCallTest, ATooLargeRequestNeverReachesTheHandler) {
  request_.set_note(std::string(kUnaryRequestBytesMax, 'x'));
  EXPECT_EQ(ReasonOf(Send().status()), "INVALID_FIELD");
  EXPECT_TRUE(desk_->acts.empty());
}

TEST_F(HandleCallTest, ARefusalArrivesWithReasonAndSentences) {
  desk_->refusals = {
      Refuse(Reason::kForbiddenMove, {{"record", "r1"}, {"state", "READY"}, {"event", "HAND_OVER"}})};
  const absl::Status status = Send().status();
  EXPECT_EQ(status, desk_->refusals[0]);
  EXPECT_EQ(observed_, std::vector<std::string>{"FAILED_PRECONDITION"});
}

TEST_F(HandleCallTest, AnExceptionBecomesInternalWithoutItsText) {
  request_.set_note("throw");
  const absl::Status status = Send().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(ReasonOf(status), "INTERNAL_ERROR");
  EXPECT_EQ(std::string(status.message()).find("vector"), std::string::npos);
}

TEST_F(HandleCallTest, AnUnknownOutcomeIsSentAgainWithTheSameRequestId) {
  desk_->refusals = {absl::AbortedError("conflict"), absl::UnavailableError("disk")};
  ASSERT_TRUE(Send().ok());
  ASSERT_EQ(desk_->acts.size(), 3u);
  EXPECT_EQ(desk_->acts[0].request_id, desk_->acts[2].request_id);
}

TEST_F(HandleCallTest, NothingElseIsSentAgain) {
  desk_->refusals = {absl::InternalError("x")};
  EXPECT_EQ(Send().status().code(), absl::StatusCode::kInternal);
  EXPECT_EQ(desk_->acts.size(), 1u);
}

TEST_F(HandleCallTest, AServerThatIsGoneIsUnavailable) {
  server_->Stop(absl::ZeroDuration());
  EXPECT_EQ(Send().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(desk_->acts.empty());
}

TEST_F(HandleCallTest, HealthIsToldPerServiceAndForTheWhole) {
  const auto channel = OpenChannel("127.0.0.1:" + std::to_string(server_->port()));
  EXPECT_EQ(HealthOf(*channel, ""), Health::kNotServing);
  server_->SetServing(true);
  EXPECT_EQ(HealthOf(*channel, ""), Health::kServing);
  EXPECT_EQ(HealthOf(*channel, "blangko.desk.v1.DeskService"), Health::kServing);
  EXPECT_EQ(HealthOf(*channel, "blangko.desk.v1.NoService"), std::nullopt);
  server_->SetServing(false);
  EXPECT_EQ(HealthOf(*channel, "blangko.desk.v1.DeskService"), Health::kNotServing);
}

TEST(Server, ASecondOneOnThePortIsRefused) {
  const auto first = Server::Start({.listen = "127.0.0.1:0"}, {});
  ASSERT_TRUE(first.ok());
  const auto second = Server::Start({.listen = "127.0.0.1:" + std::to_string((*first)->port())}, {});
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
}

TEST(TraceId, IsTakenOnlyFromAWellFormedTraceparent) {
  EXPECT_EQ(TraceIdOf("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(TraceIdOf("00-4bf92f3577b34da6a3ce929d0e0e473z-00f067aa0ba902b7-01"), "");
  EXPECT_EQ(TraceIdOf("junk"), "");
}

}  // namespace
}  // namespace blangko::rpc
