// Clerks: several clerks (mutator.h) who work beside each other on the records of one office, so that their changes share
// commit groups.
//
// Threads: one; starts one for each clerk. What was acknowledged is read while nobody works.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "grpcpp/channel.h"
#include "tests/cases/case_row.h"
#include "tests/crash/mutator.h"

namespace blangko::crash {

class Clerks {
 public:
  // Each has some of the rows for himself.
  Clerks(const std::shared_ptr<grpc::Channel>& channel, const std::vector<cases::CaseRow>& rows,
         uint64_t seed);
  ~Clerks();
  Clerks(const Clerks&) = delete;
  Clerks& operator=(const Clerks&) = delete;

  // All of them go on; what had no answer is sent again first.
  void Begin();
  // As Mutator::ArmAtAcknowledgement, at the next acknowledgement of one of them.
  void ArmAtAcknowledgement(const std::function<void()>& action);
  // The server is dead or stopped: nobody sends anything again.
  void GiveUp();
  void Join();
  // What had no answer is sent again, and nothing more.
  void SendWhatIsOpen();

  // Of all of them together.
  Acknowledged acknowledged() const;
  std::vector<std::string> violations() const;
  // Changes that had no answer at a cut and were sent again after it.
  int64_t sent_again() const { return sent_again_; }

 private:
  std::vector<std::unique_ptr<Mutator>> clerks_;
  std::vector<std::thread> threads_;
  int64_t sent_again_ = 0;
};

}  // namespace blangko::crash
