// OfficePeer: this server as a peer. Jobs that wait are imported; a list is streamed as `blangko import` does it.
//
// A batch of enqueues is one stream of that many rows: the API has no other way to enter several people in one call.
// Failure and threads: as peer.h.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/bench/office_lanes.h"
#include "tests/bench/office_under_load.h"
#include "tests/bench/peer.h"

namespace blangko::bench {

class OfficePeer : public Peer {
 public:
  // `program` is the path of blangkod; `clients` the most that will ever be asked for.
  OfficePeer(std::string program, int clients) : program_(std::move(program)), clients_(clients) {}

  std::string name() const override { return "blangko"; }
  absl::Status Start() override;
  absl::Status Prepare(Work work, const Load& load) override;
  absl::StatusOr<Point> Run(Work work, const Load& load) override;

  OfficeUnderLoad& office() { return *office_; }

 private:
  void PrepareLists(const Load& load);
  absl::StatusOr<Tally> RunLists(const Load& load);
  Lanes LanesOf(Work work, const Load& load, JobsLeft& left);

  const std::string program_;
  const int clients_;
  std::unique_ptr<OfficeUnderLoad> office_;
  std::vector<std::shared_ptr<grpc::Channel>> channels_;
  std::vector<records::v1::CreateRecordRequest> requests_;  // of the next load, as the lists are
  std::vector<std::string> lists_;
};

// One exchange load over the stations of an office, whose line must hold that many jobs.
absl::StatusOr<Point> RunExchange(OfficeUnderLoad& office, const Load& load);

}  // namespace blangko::bench
