// Journal: the station's own durable memory, written before every physical act (J1, J2 …) and replayed at start.
//
// It belongs to one station and one epoch. Entries are checked against JournalState before they are written. When a
// segment is full the next one begins with a checkpoint, and segments are removed whose entries are all older than
// JournalLimits::keep and known to the server.
// Failure: Open refuses with FAILED_PRECONDITION a journal of another station or epoch, and with DATA_LOSS one whose
//          newest segment is damaged; a torn tail is cut off and logged; a damaged older segment is logged and kept. A
//          failed Append or Sync means: stop the program.
// Threads: one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "printer/journal/journal_history.h"
#include "printer/journal/journal_state.h"
#include "printer/journal/station_disk.h"

namespace blangko::printer {

// A point of the journal's history. Another journal, or an older copy of this one, does not have it.
struct JournalMark {
  uint64_t seq = 0;
  std::string chain;
};

struct JournalLimits {
  uint64_t segment_bytes = 1 << 20;            // of entries after the checkpoint
  absl::Duration keep = absl::Hours(24 * 35);  // also after the server has everything
};

class Journal {
 public:
  // Begins a journal when the disk has none. The disk and the clock must outlive it.
  static absl::StatusOr<std::unique_ptr<Journal>> Open(StationDisk& disk, std::string_view station_id,
                                                       uint64_t epoch, const Clock& clock,
                                                       const JournalLimits& limits = {});

  // Adds seq, time and, to an outcome, the fact number and the UID of the blank. Durable after the next Sync.
  // INVALID_ARGUMENT, and nothing written, for an entry that could not be read back.
  absl::Status Append(Entry entry);
  absl::Status Sync();  // does nothing when all is durable
  absl::Status AppendAndSync(Entry entry);

  const JournalState& state() const { return state_; }
  uint64_t segment() const { return segment_; }
  uint64_t first_segment() const { return first_segment_; }

  // When its newest entry was written.
  absl::Time newest_time() const { return absl::FromUnixMicros(last_time_micros_); }
  JournalMark mark() const { return {state_.last_seq(), chain_}; }
  // Whether what the disk holds went through that point, as far as it is kept.
  absl::StatusOr<bool> Holds(const JournalMark& mark) const;

 private:
  // A segment that is full.
  struct Sealed {
    uint64_t segment = 0;
    uint64_t last_seq = 0;
    int64_t last_time_micros = 0;
    bool damaged = false;
  };

  Journal(StationDisk& disk, const Clock& clock, const JournalLimits& limits)
      : disk_(disk), clock_(clock), limits_(limits) {}
  absl::Status Replay();
  void TakePast(const std::vector<PastSegment>& past);
  absl::Status TakeNewest(const SegmentContents& newest);
  absl::Status Begin(std::string_view station_id, uint64_t epoch);
  absl::Status Write(Entry entry);
  absl::Status Rotate();
  Entry CheckpointEntry() const;
  bool MayGo(const Sealed& sealed) const;
  absl::Status RemoveSegments(const std::vector<uint64_t>& segments);

  StationDisk& disk_;
  const Clock& clock_;
  const JournalLimits limits_;
  JournalState state_;
  station::v1::Header owner_;
  std::string chain_;
  int64_t last_time_micros_ = 0;
  std::vector<Sealed> sealed_;  // oldest first
  uint64_t first_segment_ = 1;
  uint64_t segment_ = 0;       // the one that is appended to
  uint64_t begin_size_ = 0;    // bytes of its first entry
  uint64_t size_ = 0;          // bytes written to it
  uint64_t durable_size_ = 0;  // of these known durable
};

// Whose journal the disk holds; NOT_FOUND when it holds none. Reads only.
absl::StatusOr<station::v1::Header> ReadJournalHeader(StationDisk& disk);

// How far the journal on this disk is, without opening it.
struct JournalStart {
  station::v1::Header header;  // empty when there is none
  bool begun = false;          // it holds more than its header
};
absl::StatusOr<JournalStart> ReadJournalStart(StationDisk& disk);

}  // namespace blangko::printer
