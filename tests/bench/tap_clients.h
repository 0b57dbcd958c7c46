// The clients behind the tap: print stations that cycle single jobs by ExchangeJobs, desks where people are entered one by
// one, and readers of the whole list, page after page.
//
// A call that was refused is sent again as it was, with the same request_id, as a well-behaved client does.
// Failure: End answers what the server said; a station that got no job though it asked. Threads: as call_lanes.h.
#pragma once

#include <memory>
#include <vector>

#include "grpcpp/channel.h"
#include "tests/bench/load_station.h"
#include "tests/bench/office_under_load.h"
#include "tests/bench/tap_counts.h"
#include "tests/bench/unary_lane.h"

namespace blangko::bench {

class TapClient : public UnaryLane {
 public:
  virtual Caller caller() const = 0;
  // Of the call that was begun last.
  virtual Asked asked() const = 0;

  // The next call, or once more the one that was refused. Always true.
  bool Begin(grpc::CompletionQueue& queue) final;
  absl::StatusOr<int64_t> End() final;

 private:
  virtual void Make() = 0;                                // the next request
  virtual void Submit(grpc::CompletionQueue& queue) = 0;  // sends it
  virtual absl::StatusOr<int64_t> Take() = 0;             // the answer; jobs done or people entered

  bool unanswered_ = false;
};

using TapClients = std::vector<std::unique_ptr<TapClient>>;
using Channel = std::shared_ptr<grpc::Channel>;

// `station` and `office` outlive the client.
std::unique_ptr<TapClient> NewStationClient(const Channel& channel, LoadStation& station);
std::unique_ptr<TapClient> NewDeskClient(const Channel& channel, OfficeUnderLoad& office);
// Does not read the records of a page, only where the next one begins: it is the server that is measured.
std::unique_ptr<TapClient> NewReaderClient(const Channel& channel);

}  // namespace blangko::bench
