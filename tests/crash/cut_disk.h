// CutDisk: an ext4 filesystem on a file of its own, whose power can be cut: what nobody synced is gone then, as after a
// real power cut, for any program. The power is cut by EXT4_IOC_SHUTDOWN without a flush of the journal; the journal is
// replayed when the disk is switched on again.
//
// Mounts are seen by this process and its children alone, and end with them, whatever ends them: so does the loop device.
// Failure: UNAVAILABLE with what was tried and what the tool said. Threads: belongs to one thread.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace blangko::crash {

// Gives this process mounts of its own and tries a disk in `folder`. The reason why this machine can have none, or "".
// Before any other thread and any CutDisk.
std::string PrepareForCuts(const std::string& folder);

class CutDisk {
 public:
  // Makes `folder`/disk.img and mounts it at `mount_point`, which is made too.
  static absl::StatusOr<std::unique_ptr<CutDisk>> Make(const std::string& folder,
                                                       const std::string& mount_point);
  // Nobody may have a file of it open.
  ~CutDisk();
  CutDisk(const CutDisk&) = delete;
  CutDisk& operator=(const CutDisk&) = delete;

  // From now on nothing reaches the disk, and every write fails. Whoever uses it should be stopped before: a sync that is
  // under way is no promise yet.
  absl::Status Cut();
  // Mounts it anew. Nobody may have a file of it open.
  absl::Status SwitchOn();

 private:
  CutDisk(std::string image, std::string mount_point);

  absl::Status Mount();
  absl::Status Unmount();

  const std::string image_;
  const std::string mount_point_;
  bool mounted_ = false;
};

}  // namespace blangko::crash
