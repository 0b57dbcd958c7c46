// Journal: the station's own durable memory, written before every physical act (J1, J2 …) and replayed at start.
//
// It belongs to one station and one epoch. Entries are checked against JournalState before they are written.
// Failure: Open refuses with FAILED_PRECONDITION a journal of another station or epoch, and with DATA_LOSS a
//          damaged one; a torn tail is cut off and logged. A failed Append or Sync means: stop the program.
// Threads: one.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "printer/journal_state.h"
#include "printer/station_disk.h"

namespace blangko::printer {

// A point of the journal's history. Another journal, or an older copy of this one, does not have it.
struct JournalMark {
  uint64_t size = 0;
  std::string chain;
};

class Journal {
 public:
  // Begins a journal when the disk has none. The disk and the clock must outlive it.
  static absl::StatusOr<std::unique_ptr<Journal>> Open(StationDisk& disk, std::string_view station_id,
                                                       uint64_t epoch, const Clock& clock);

  // Adds seq, time and, to an outcome, the fact number. Durable after the next Sync.
  absl::Status Append(Entry entry);
  absl::Status Sync();  // does nothing when all is durable
  absl::Status AppendAndSync(Entry entry);

  const JournalState& state() const { return state_; }

  JournalMark mark() const { return {size_, chain_}; }
  // Whether what the disk holds went through that point.
  absl::StatusOr<bool> Holds(const JournalMark& mark) const;

 private:
  Journal(StationDisk& disk, const Clock& clock) : disk_(disk), clock_(clock) {}
  absl::Status Replay();

  StationDisk& disk_;
  const Clock& clock_;
  JournalState state_;
  station::v1::Header header_;
  std::string chain_;
  uint64_t size_ = 0;          // bytes written
  uint64_t durable_size_ = 0;  // of these known durable
};

// Whose journal the disk holds; NOT_FOUND when it holds none. Reads only.
absl::StatusOr<station::v1::Header> ReadJournalHeader(StationDisk& disk);

}  // namespace blangko::printer
