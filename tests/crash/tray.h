// Tray: what lies in the printer's tray, which is all that a person can know about cards. Read from tray.csv, where the
// `file` driver writes a line before it begins a card and one when the card lies there.
//
// Failure: NOT_FOUND when there is no tray yet. Threads: plain values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/printers/card_world.h"

namespace blangko::crash {

struct Cards {
  int begun = 0;
  int finished = 0;
};

struct Tray {
  std::map<std::pair<std::string, uint32_t>, Cards> attempts;  // by (record, attempt)

  Cards OfAttempt(const std::string& record, uint32_t attempt) const;
  std::map<std::string, int> FinishedByRecord() const;
  int Begun() const;
  int Finished() const;
};

absl::StatusOr<Tray> ReadTray(const std::string& folder);
// The same of a simulated card printer, with what a person takes out of it: a blank that was picked is a card begun.
Tray TrayOf(const std::vector<printer_sim::PickedBlank>& world);

}  // namespace blangko::crash
