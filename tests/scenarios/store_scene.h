// StoreScene: a real blangkod in a folder of its own, the persons who work with it, and what its books say.
//
// Failure: what cannot be set up fails the test. Threads: belongs to one test.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "blangko/access/v1/offices.pb.h"
#include "blangko/stock/v1/stock_service.grpc.pb.h"
#include "tests/scenarios/person.h"
#include "tests/support/office_client.h"
#include "tests/support/server_process.h"
#include "tests/support/station_client.h"
#include "tests/support/temp_dir.h"

namespace blangko::scenarios {

// A lot and how much of it, as it was sent and as it arrived.
struct LotCount {
  std::string lot;
  int64_t shipped = 0;
  int64_t missing = 0;
  int64_t rejected = 0;
  int64_t surplus = 0;

  int64_t accepted() const { return shipped - missing - rejected; }
};

access::v1::Office OfficeOf(const std::string& code, const std::string& parent, access::v1::OfficeKind kind);

class StoreScene {
 public:
  // `planted` is a name of tests/planted.md: the twin of blangkod runs with that mistake. "" = blangkod itself.
  explicit StoreScene(const std::string& planted = "");
  ~StoreScene();

  void PutOffices(const std::vector<access::v1::Office>& offices,
                  const std::vector<access::v1::AreaRoute>& routes = {});
  void CreateLot(Person& by, const std::string& lot, int64_t price_idr = 10'182);
  // From an office outside, with its own document; the id of the shipment.
  std::string ReceiveFromOutside(Person& by, const std::string& office, const std::string& document,
                                 const std::vector<LotCount>& lines, const std::string& from = "00");
  std::string Dispatch(Person& by, const std::string& from, const std::string& to,
                       const std::string& delivery_note, const std::vector<LotCount>& lines);
  void Receive(Person& by, const std::string& shipment, const std::string& receipt,
               const std::vector<LotCount>& lines);
  // Its key is with the server; it has beaten once.
  std::unique_ptr<support::StationClient> AddStation(const std::string& id, const std::string& site);

  Crew& crew() { return *crew_; }
  Person& local() { return crew_->local(); }
  support::OfficeClient& office() { return *office_; }
  const Channel& channel() const { return channel_; }
  std::string address() const { return server_->address(); }
  const TempDir& folder() const { return folder_; }

  stock::v1::GetEquationResponse Equation(const std::string& office, const std::string& lot = "");
  std::vector<stock::v1::OfficeLotBalances> Balances(const std::string& office = "");
  stock::v1::ProveEquationResponse Proof(const std::string& office);

 private:
  const SystemClock clock_;
  const TempDir folder_;
  std::unique_ptr<support::ServerProcess> server_;
  Channel channel_;
  std::unique_ptr<Crew> crew_;
  std::unique_ptr<support::OfficeClient> office_;
};

}  // namespace blangko::scenarios
