// Mutator: the clerk of a campaign. It changes things without a pause, sends what was not answered again with the same
// request id until there is an answer, and remembers what was acknowledged; the oracle asks for it afterwards.
//
// It creates records that are not cleared yet, holds and releases some that wait, and receives blanks.
// Failure: a refusal that the clerk did not deserve is a violation. Threads: Run belongs to one thread; Stop, GiveUp
// and ArmAtAcknowledgement from any; the results are read after Run has returned.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/rng.h"
#include "grpcpp/channel.h"
#include "tests/support/grpc_call.h"
#include "tests/support/office_client.h"

namespace blangko::crash {

// One answer that promised something.
struct Acknowledgement {
  uint64_t revision =
      0;             // newest commit group that was on the disk then: the change is in it or in one before it
  absl::Time heard;  // by a clock that does not jump
};

// What the server acknowledged.
struct Acknowledged {
  std::map<std::string, bool> held;  // by record: the newest acknowledged word was HOLD (true) or RELEASE
  std::set<std::string> touched;     // every record that somebody tried to hold
  std::vector<std::string> created;
  int64_t received = 0;       // blanks
  int64_t received_open = 0;  // blanks of a receipt that was given up
  int64_t changes = 0;
  int64_t resent = 0;                    // calls repeated because the outcome was unknown
  std::vector<Acknowledgement> answers;  // one for each change
};

struct MutatorPlan {
  std::string office;
  std::string lot;
  std::vector<std::string> records;  // waiting records it may hold and release
  std::string tag;                   // makes documents and persons of this run its own
  uint64_t seed = 0;
  absl::Duration pause = absl::Milliseconds(2);  // after each change
  int64_t first_number = 1;  // of persons and documents; clerks beside each other need others
};

class Mutator {
 public:
  static constexpr char kHoldReason[] = "PERSON";  // of every hold that it asks for

  Mutator(const std::shared_ptr<grpc::Channel>& channel, MutatorPlan plan);

  // Changes things until Stop, and then until the last change is acknowledged.
  void Run();
  void Stop() { stop_ = true; }
  // The server is dead: ends, and what was under way stays open.
  void GiveUp() { given_up_ = stop_ = true; }
  // After Run has returned: the next Run first sends what stayed open again, with the same request id.
  void ComeBack() { given_up_ = stop_ = false; }
  // Between two runs: whether a call was given up that the next Run sends again.
  bool has_open() const { return open_ != nullptr; }
  // `action` is run once, at the moment the next acknowledgement arrives; with nullptr, nothing is any more.
  void ArmAtAcknowledgement(std::function<void()> action);

  const Acknowledged& acknowledged() const { return acknowledged_; }
  const std::vector<std::string>& violations() const { return violations_; }

 private:
  void Step();
  void Create();
  void SendCreate(const records::v1::CreateRecordRequest& request);
  void Receive();
  void SendReceive(const stock::v1::ReceiveFromOutsideRequest& request);
  void HoldOrRelease();
  void SendHold(const records::v1::HoldRecordRequest& request);
  void SendRelease(const records::v1::ReleaseRecordRequest& request);
  void TakeRecord(const std::string& id, bool hold, const records::v1::Record& record);
  void OnAcknowledged(uint64_t revision);
  bool StaysOpen(const absl::Status& status) const;
  void Refused(std::string_view what, const absl::Status& status);
  // Sends until there is an answer; the answer may be a refusal.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> SendUntilAnswered(Stub& stub,
                                             grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                          const Request&, Response*),
                                             const Request& request);

  const SystemClock clock_;
  const SteadyClock steady_;
  support::OfficeClient office_;
  const MutatorPlan plan_;
  SeededRng rng_;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> given_up_ = false;
  std::mutex mutex_;
  std::function<void()> action_;  // guarded by mutex_
  Acknowledged acknowledged_;
  std::vector<std::string> violations_;
  int64_t numbers_;             // of persons and documents
  std::function<void()> open_;  // sends the call again that was given up
};

}  // namespace blangko::crash
