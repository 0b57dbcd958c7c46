// MirrorDisk keeps a station's journal and slot on two devices: what is written or synced is so on both before the call
// returns, so that either may be lost without losing an entry that anybody acted on.
//
// Open makes both the same again: the longer valid journal heals the other, byte by byte; a segment that is damaged on
// one device is taken from the other.
// Failure: Open answers FAILED_PRECONDITION for copies of different histories, or of which one is too old to be compared,
//          and DATA_LOSS when what is damaged on one device is not, or not so far, on the other. Nothing is changed
//          then. After a failed write on either device every later write is refused (station_disk.h).
// Threads: one. Both disks outlive it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "printer/journal/station_disk.h"

namespace blangko::printer {

class MirrorDisk : public StationDisk {
 public:
  static absl::StatusOr<std::unique_ptr<MirrorDisk>> Open(StationDisk& own, StationDisk& copy);

  absl::StatusOr<std::vector<uint64_t>> Segments() override { return own_.Segments(); }
  absl::StatusOr<std::string> ReadSegment(uint64_t segment) override { return own_.ReadSegment(segment); }
  absl::Status UseSegment(uint64_t segment) override;
  absl::Status RemoveSegment(uint64_t segment) override;
  absl::Status SyncNames() override;
  absl::Status AppendJournal(std::string_view bytes) override;
  absl::Status SyncJournal() override;
  absl::Status TruncateJournal(uint64_t size) override;
  absl::StatusOr<std::string> ReadSlot() override { return own_.ReadSlot(); }
  absl::Status WriteSlot(std::string_view bytes) override;

 private:
  MirrorDisk(StationDisk& own, StationDisk& copy) : own_(own), copy_(copy) {}
  absl::Status OnBoth(absl::FunctionRef<absl::Status(StationDisk&)> act);

  StationDisk& own_;
  StationDisk& copy_;
  absl::Status failed_;
};

}  // namespace blangko::printer
