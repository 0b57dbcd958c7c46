// PrintersService behind a real server: a station signs its calls with the key that was pinned.
#include "services/printers/printers_service.h"

#include <gtest/gtest.h>

#include "base/ids.h"
#include "blangko/access/v1/offices.pb.h"
#include "blangko/printers/v1/printers_service.grpc.pb.h"
#include "services/access/offices.h"
#include "services/printers/printers.h"
#include "services/refusal/refusal.h"
#include "services/rpc/channel.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/server.h"
#include "services/rpc/station_proof.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::printers {
namespace {

using Stub = v1::PrintersService::Stub;

class PrintersServiceTest : public testing::Test {
 protected:
  PrintersServiceTest()
      : rpc_(Parts()),
        server_(*rpc::Server::Start({.listen = "127.0.0.1:0"}, {{v1::PrintersService::service_full_name(),
                                                                 MakePrintersService(printers_, rpc_)}})),
        stub_(
            v1::PrintersService::NewStub(rpc::OpenChannel("127.0.0.1:" + std::to_string(server_->port())))) {}

  void SetUp() override {
    ASSERT_TRUE(InitCrypto());
    rows::v1::Office office;
    office.set_code("14.71");
    office.set_name("Dinas Kota Pekanbaru");
    office.set_kind(access::v1::OFFICE_KIND_REGENCY);
    const access::Act act{
        .actor = {.identity = "local:setup", .role = access::Role::kAdministrator, .scope = ""},
        .now = clock_.Now(),
        .request_id = ids_.Next(),
        .fingerprint = "setup"};
    ASSERT_OK(access::Offices(store_).Put(act, {office}, {}));
  }

  rpc::RpcParts Parts() {
    return {.clock = &clock_,
            .rng = &rng_,
            .callers = {},
            .checks = {.station =
                           [this](const rpc::StationClaim& claim) {
                             return printers_.CheckStation(claim.station_id, claim.epoch, claim.text,
                                                           claim.signature);
                           }},
            .revision = [this] { return store_.DurableRevision(); },
            .observe = {}};
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request, std::string_view proof = {}) {
    return rpc::Caller({}, rng_).Call(*stub_, method, request, proof);
  }

  v1::RegisterStationRequest Registration() {
    v1::RegisterStationRequest request;
    request.set_request_id(ids_.Next());
    request.mutable_station()->set_station_id("rumbai-1");
    request.mutable_station()->set_office("14.71");
    request.mutable_station()->add_sites("14.71");
    request.mutable_station()->set_public_key(key_.public_key);
    return request;
  }

  static v1::HeartbeatRequest Alive() {
    v1::HeartbeatRequest request;
    request.set_station_id("rumbai-1");
    request.add_printers()->set_printer_id("p1");
    request.mutable_printers(0)->set_driver("file");
    request.mutable_printers(0)->set_state(v1::PRINTER_STATE_IDLE);
    return request;
  }

  TestClock clock_;
  SeededRng rng_{3};
  IdSource ids_{clock_, rng_};
  const SigningKey key_ = SigningKeyFromSeed(std::string(32, 'k'));
  storage::MemoryStore store_;
  Printers printers_{store_, rng_};
  rpc::Rpc rpc_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<Stub> stub_;
};

TEST_F(PrintersServiceTest, ASignedHeartbeatIsTaken) {
  ASSERT_OK_AND_ASSIGN(const auto registered, Call(&Stub::RegisterStation, Registration()));
  const std::string proof = rpc::ProveStation(key_, "rumbai-1", registered.station().epoch(), Alive());
  ASSERT_OK_AND_ASSIGN(const auto heard, Call(&Stub::Heartbeat, Alive(), proof));
  EXPECT_EQ(heard.epoch(), 1u);
  v1::ListPrintersRequest list;
  list.set_page_size(1);
  EXPECT_EQ(Call(&Stub::ListPrinters, list)->printers(0).printer_id(), "p1");
  EXPECT_EQ(Call(&Stub::ListStations, v1::ListStationsRequest())->stations_size(), 1);
}

TEST_F(PrintersServiceTest, OtherHeartbeatsAreRefused) {
  ASSERT_OK(Call(&Stub::RegisterStation, Registration()));
  EXPECT_EQ(ReasonOf(Call(&Stub::Heartbeat, Alive()).status()), "NOT_ALLOWED");  // the operator is no station
  const SigningKey other = SigningKeyFromSeed(std::string(32, 'o'));
  EXPECT_EQ(
      ReasonOf(Call(&Stub::Heartbeat, Alive(), rpc::ProveStation(other, "rumbai-1", 1, Alive())).status()),
      "STATION_PROOF_INVALID");
  EXPECT_EQ(
      ReasonOf(Call(&Stub::Heartbeat, Alive(), rpc::ProveStation(key_, "rumbai-1", 2, Alive())).status()),
      "STALE_EPOCH");
  v1::HeartbeatRequest changed = Alive();
  changed.set_version("x");
  EXPECT_EQ(
      ReasonOf(Call(&Stub::Heartbeat, changed, rpc::ProveStation(key_, "rumbai-1", 1, Alive())).status()),
      "STATION_PROOF_INVALID");
}

TEST_F(PrintersServiceTest, StaffSetsPrintersAndStations) {
  ASSERT_OK(Call(&Stub::RegisterStation, Registration()));
  ASSERT_OK(Call(&Stub::Heartbeat, Alive(), rpc::ProveStation(key_, "rumbai-1", 1, Alive())));
  v1::SetPrinterRequest set;
  set.set_request_id(ids_.Next());
  set.set_station_id("rumbai-1");
  set.set_printer_id("p1");
  set.set_duty_limit_per_day(100);
  EXPECT_EQ(Call(&Stub::SetPrinter, set)->printer().duty_limit_per_day(), 100);
  v1::SetStationEnabledRequest off;
  off.set_request_id(ids_.Next());
  off.set_station_id("rumbai-1");
  EXPECT_FALSE(Call(&Stub::SetStationEnabled, off)->station().enabled());
  v1::GetStationRequest get;
  get.set_station_id("rumbai-1");
  EXPECT_EQ(Call(&Stub::GetStation, get)->printers_size(), 1);
  get.set_station_id("lain");
  EXPECT_EQ(ReasonOf(Call(&Stub::GetStation, get).status()), "UNKNOWN_STATION");
}

}  // namespace
}  // namespace blangko::printers
