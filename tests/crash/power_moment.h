// PowerMoment: brings a run to a named step of one card and keeps it there: the cables or the printer hold what would
// come next. Nothing in the programs knows of it.
//
// Failure: false when the step was not reached in time. Threads: one.
#pragma once

#include <string>

#include "base/rng.h"
#include "tests/crash/power_person.h"
#include "tests/crash/power_scene.h"

namespace blangko::crash {

class PowerMoment {
 public:
  // `record` is whose card it is. The office has no blank yet.
  PowerMoment(PowerScene& scene, PowerPerson& person, Rng& rng, std::string record)
      : scene_(scene), person_(person), rng_(rng), record_(std::move(record)) {}

  // Before the blanks come.
  absl::Status Arm();
  // After they came.
  bool Reach();
  // What was held goes on, or is lost where its sender or its receiver is off.
  void LetGo(const PowerOff& off);

 private:
  PowerStep step() const { return scene_.plan().power.step; }
  bool ReachPermitted();
  bool ReachWaits();
  bool ReachAfterLook();
  bool RecordIs(records::v1::RecordState state);

  PowerScene& scene_;
  PowerPerson& person_;
  Rng& rng_;
  const std::string record_;
};

}  // namespace blangko::crash
