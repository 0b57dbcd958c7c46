// Scrub: reads every table file of an open database again, slowly, and compares it with its checksum, so that damage is
// found while a backup still has what was lost, and not by the citizen who asks for that row.
//
// A pass begins a week after the last one ended and goes from the newest file to the oldest. How far it came is kept in
// the file `scrub` of the directory, so a restart goes on. Files that are written meanwhile belong to the next pass.
// Failure: a damaged file is named in the file `damaged`, and the process ends like after a failed write (fatal.h): a disk
// that loses bytes is not written to any more, and the next opening reads everything before it believes the store again.
// Threads: a thread of its own; RunOnce is for that thread and for tests.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/periodic.h"
#include "base/stop_flag.h"
#include "rocksdb/db.h"
#include "storage/rocks/table_files.h"
#include "storage/scrub_progress.h"

namespace blangko::storage {

struct ScrubRules {
  absl::Duration every = absl::Hours(24 * 7);
  uint64_t bytes_per_second = uint64_t{4} << 20;
};

std::string DamagedPath(const std::string& directory);

class Scrub {
 public:
  // All outlive it.
  Scrub(rocksdb::DB& db, std::string directory, const ScrubRules& rules, const Clock& clock,
        ScrubProgress& progress);
  ~Scrub() { Stop(); }

  void Start() { periodic_.Start(); }
  void Stop();

  // Reads the next file, when a pass is due; true when more wait. Ends the process on damage.
  bool RunOnce();

 private:
  bool BeginWhenDue();
  std::optional<TableFile> NextFile();
  absl::Status Read(const TableFile& file);
  bool StillLive(uint64_t number);
  void EndPass();
  void Keep();

  rocksdb::DB& db_;
  const std::string directory_;
  const ScrubRules rules_;
  const Clock& clock_;
  ScrubProgress& progress_;
  StopFlag stop_;
  uint64_t before_ = 0;  // files below this number are still to be read; 0 = no pass is under way
  int64_t files_ = 0;    // that were read since this process started, or since the last pass ended
  Periodic periodic_;    // last: its thread uses the others
};

}  // namespace blangko::storage
