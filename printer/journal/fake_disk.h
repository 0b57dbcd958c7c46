// For tests: a disk in memory that loses what was not synced, and a kill at any chosen step of it.
//
// After the kill every call fails and has no effect, as for a process that is gone; Fate::Revive begins the next life.
// Threads: one.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "printer/journal/station_disk.h"

namespace blangko::printer {

// Counts the steps that the agent takes towards the outside, and kills it at one of them.
class Fate {
 public:
  void KillAt(int64_t step) { kill_at_ = step; }  // 0 = never
  bool dead() const { return dead_; }
  int64_t steps() const { return steps_; }
  void Revive() {
    dead_ = false;
    kill_at_ = 0;
  }
  // One step; false when the process is dead, from this step on.
  bool Step() {
    if (!dead_ && ++steps_ == kill_at_) dead_ = true;
    return !dead_;
  }

 private:
  int64_t kill_at_ = 0;
  int64_t steps_ = 0;
  bool dead_ = false;
};

class FakeDisk : public StationDisk {
 public:
  explicit FakeDisk(Fate& fate) : fate_(fate) {}
  absl::StatusOr<std::vector<uint64_t>> Segments() override;
  absl::StatusOr<std::string> ReadSegment(uint64_t segment) override;
  absl::Status UseSegment(uint64_t segment) override;
  absl::Status RemoveSegment(uint64_t segment) override;
  absl::Status SyncNames() override;
  absl::Status AppendJournal(std::string_view bytes) override;
  absl::Status SyncJournal() override;
  absl::Status TruncateJournal(uint64_t size) override;
  absl::StatusOr<std::string> ReadSlot() override { return slot_; }
  absl::Status WriteSlot(std::string_view bytes) override;

  // What a power cut leaves: any part of what was not synced; a new file or a removed one is there or not.
  void LoseUnsynced(Rng& rng);
  // All files, the slot too; as if they had been copied away and back.
  void TakeFilesOf(const FakeDisk& other);
  void set_segment(uint64_t segment, std::string bytes) { files_[segment] = {std::move(bytes), "", true}; }
  void Lose(uint64_t segment) { files_.erase(segment); }
  void LoseAll() { TakeFilesOf(FakeDisk(fate_)); }

 private:
  struct File {
    std::string durable;
    std::string unsynced;
    bool has_durable_name = false;
  };

  Fate& fate_;
  std::map<uint64_t, File> files_;
  std::map<uint64_t, File> removed_;  // they may come back
  uint64_t used_ = 0;
  std::string slot_;
};

}  // namespace blangko::printer
