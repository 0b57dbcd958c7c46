// PowerPerson: who stands at the printer of a run. She knows nothing but what lies there (the printer's own count by
// blank) and what the programs ask her; she answers by their commands.
//
// Failure: a command that did not do what it must is a violation. Threads: one.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "tests/crash/power_scene.h"
#include "tests/crash/tray.h"

namespace blangko::crash {

class PowerPerson {
 public:
  explicit PowerPerson(PowerScene& scene) : scene_(scene) {}

  // Answers what waits for a look now. True when something did.
  bool LookAtWaiting();
  // Takes out what is in the printer and decides each doubtful card by it; what is nowhere two persons must decide.
  void DecideDoubtful();

  // Cards (record/attempt) that somebody had to decide, by what she found: "printed", "spoiled" or "two persons".
  const std::map<std::string, std::string>& decided() const { return decided_; }
  int64_t needs_two() const;
  int64_t looks() const { return looks_; }
  const std::vector<std::string>& violations() const { return violations_; }

 private:
  // What she finds of that card.
  Cards Find(const std::string& record, uint32_t attempt) const;
  void AnswerLook(const std::string& card);
  void Decide(const scheduler::v1::JobSummary& job);
  bool Resolve(const scheduler::v1::JobSummary& job, const std::vector<std::string>& outcome);
  void ClearPrinter();
  void Complain(const std::string& what, const absl::Status& why);

  PowerScene& scene_;
  std::map<std::string, std::string> decided_;
  std::vector<std::string> violations_;
  int64_t looks_ = 0;
};

}  // namespace blangko::crash
