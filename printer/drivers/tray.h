// Tray: the physical side of the `file` driver. A directory stands for the printer's output tray: a PNG file is a
// card, and tray.csv is the log of what physically happened, written by nothing else: seq, record, attempt, event.
//
// Events: `begun` spends a blank; `done` is a good card, `spoiled` a bad one. A line is the physical moment: after
//         a kill Open brings the files in line with it; what was begun and not finished becomes <name>-half.png.
// Failure: UNAVAILABLE with path and cause. Threads: one.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "printer/journal/journal_state.h"

namespace blangko::printer {

inline constexpr size_t kCardsKept = 500;  // newest picture files

class Tray {
 public:
  static absl::StatusOr<Tray> Open(const std::string& directory, size_t cards_kept = kCardsKept);

  // Spends a blank for `card`; its picture is written under a temporary name.
  absl::Status Begin(const AttemptKey& card, std::string_view png);
  // The card that was begun falls out.
  absl::Status Finish(bool good);

  uint64_t blanks_spent() const { return seq_; }

 private:
  Tray(std::string directory, size_t cards_kept)
      : directory_(std::move(directory)), cards_kept_(cards_kept) {}
  absl::Status ReadLog();
  absl::Status TidyUp();
  absl::Status Write(const std::string& event);
  absl::Status Keep(const std::string& name);
  std::string PathOf(const std::string& name) const { return directory_ + "/" + name; }

  std::string directory_;
  size_t cards_kept_;
  uint64_t seq_ = 0;              // of the newest card begun
  AttemptKey card_;               // that card
  std::string last_event_;        // of that card
  std::deque<std::string> kept_;  // picture files, oldest first
};

}  // namespace blangko::printer
