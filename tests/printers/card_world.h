// CardWorld: the physical side of a simulated card printer. A hopper of blanks, each with a chip UID and a lot, and the
// log of what became of every one: the oracle for "never two cards".
//
// A folder holds it, so it outlives a printer that is switched off: hopper.csv (uid,lot: what was ever loaded) and
// world.csv (seq,uid,lot,job,event), both only appended to. Events of a blank: `picked` when it leaves the hopper, then
// one of `card` (came out well), `faint`, `spoiled` (came out ruined) or `blank` (came out unprinted). A blank with
// `picked` alone is still in the printer. The pictures of the cards: pictures.h. `supplies` is what is left of ribbon and
// film.
// Failure: UNAVAILABLE with path and cause. Threads: one at a time; one process at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/printers/pictures.h"

namespace blangko::printer_sim {

struct Blank {
  std::string uid;
  std::string lot;
};

// One blank that left the hopper.
struct PickedBlank {
  uint64_t seq = 0;
  Blank blank;
  std::string job;    // name of the job for which it was picked
  std::string event;  // the newest
};

struct SupplyLevels {
  double ribbon_percent = 100;
  double film_percent = 100;
};

class CardWorld {
 public:
  static absl::StatusOr<CardWorld> Open(std::string directory, PictureWish pictures = {});

  absl::Status Load(int blanks, const std::string& lot);
  // Somebody takes all blanks out of the hopper.
  void TakeAllOut() { hopper_.clear(); }
  size_t blanks() const { return hopper_.size(); }
  // Cards that came out, in any condition.
  int64_t cards_out() const;
  const std::vector<PickedBlank>& picked() const { return picked_; }
  bool was_loaded() const { return loaded_ > 0; }

  // Full when nothing was kept.
  SupplyLevels ReadSupplies() const;
  void KeepSupplies(const SupplyLevels& levels) const;

  // Takes the next blank for a job; its index in picked(). NOT_FOUND when the hopper is empty.
  absl::StatusOr<size_t> Pick(const std::string& job);
  // It comes out; `image` is what can be seen on it.
  absl::Status Eject(size_t index, std::string_view event, const CardImage* image);

 private:
  CardWorld(std::string directory, PictureWish pictures)
      : directory_(std::move(directory)), pictures_(pictures) {}
  absl::Status Append(const std::string& file, const std::string& line) const;
  absl::Status Write(const PickedBlank& blank) const;

  std::string directory_;
  PictureWish pictures_;
  size_t loaded_ = 0;  // blanks ever
  std::vector<Blank> hopper_;
  std::vector<PickedBlank> picked_;
};

// For the oracle: the log as it stands, while a printer works on it.
absl::StatusOr<std::vector<PickedBlank>> ReadWorld(const std::string& directory);

}  // namespace blangko::printer_sim
