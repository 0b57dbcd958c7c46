#include "printer/journal/journal.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal/journal_entries.h"
#include "printer/journal/journal_format.h"
#include "printer/journal/readable.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

// A clock that is years ahead must not empty the journal at once.
constexpr size_t kRemovedPerRotationMax = 2;

}  // namespace

absl::StatusOr<std::unique_ptr<Journal>> Journal::Open(StationDisk& disk, std::string_view station_id,
                                                       uint64_t epoch, const Clock& clock,
                                                       const JournalLimits& limits) {
  std::unique_ptr<Journal> journal(new Journal(disk, clock, limits));
  RETURN_IF_ERROR(journal->Replay());
  if (journal->state_.last_seq() == 0) RETURN_IF_ERROR(journal->Begin(station_id, epoch));
  const station::v1::Header& owner = journal->owner_;
  if (owner.station_id() != station_id || owner.epoch() != epoch) {
    return Told(
        absl::StatusCode::kFailedPrecondition,
        absl::StrCat("jurnal: milik tempat cetak ", owner.station_id(), " masa ", owner.epoch(), ", diminta ",
                     ToAbsl(station_id), " masa ", epoch, "; pakai direktori lain"),
        absl::StrCat("journal: belongs to station ", owner.station_id(), " epoch ", owner.epoch(),
                     ", want station ", ToAbsl(station_id), " epoch ", epoch, "; use another directory"));
  }
  return journal;
}

absl::Status Journal::Replay() {
  ASSIGN_OR_RETURN(const JournalHistory history, ReadHistory(disk_));
  if (history.segment == 0) return absl::OkStatus();
  owner_ = history.owner;
  segment_ = history.segment;
  RETURN_IF_ERROR(disk_.UseSegment(segment_));
  RETURN_IF_ERROR(TakeNewest(history.newest));
  TakePast(history.past);
  // The file, and its name, may have been written by a process that died before its sync.
  RETURN_IF_ERROR(disk_.SyncJournal());
  RETURN_IF_ERROR(disk_.SyncNames());
  durable_size_ = size_;
  return RemoveSegments(history.leftovers);
}

absl::Status Journal::TakeNewest(const SegmentContents& newest) {
  for (const Entry& entry : newest.entries) {
    if (absl::Status legal = state_.Check(entry); !legal.ok()) return absl::DataLossError(legal.message());
    if (entry.has_checkpoint()) first_segment_ = entry.checkpoint().first_segment();
    last_time_micros_ = entry.time_micros();
    state_.Apply(entry);
  }
  chain_ = newest.end().chain;
  begin_size_ = newest.first_size;
  size_ = newest.good_size;
  if (newest.torn_size == 0) return absl::OkStatus();
  Log(LogLevel::kWarning, "station.journal_torn_tail",
      {{"segment", segment_}, {"kept", size_}, {"cut", newest.torn_size}});
  return disk_.TruncateJournal(size_);
}

void Journal::TakePast(const std::vector<PastSegment>& past) {
  for (const PastSegment& one : past) {
    if (!one.status.ok()) {
      Log(LogLevel::kError, "station.journal_segment_damaged", {{"why", ToStd(one.status.message())}});
      sealed_.push_back({one.segment, 0, 0, true});
      continue;
    }
    for (const Entry& entry : one.contents.entries) state_.Remember(entry);
    const Entry& last = one.contents.entries.back();
    sealed_.push_back({one.segment, last.seq(), last.time_micros(), false});
  }
}

absl::Status Journal::Begin(std::string_view station_id, uint64_t epoch) {
  Entry first;
  first.mutable_header()->set_station_id(std::string(station_id));
  first.mutable_header()->set_epoch(epoch);
  owner_ = first.header();
  segment_ = 1;
  RETURN_IF_ERROR(disk_.UseSegment(segment_));
  RETURN_IF_ERROR(Write(std::move(first)));
  RETURN_IF_ERROR(Sync());
  return disk_.SyncNames();
}

absl::Status Journal::Append(Entry entry) {
  if (size_ - begin_size_ >= limits_.segment_bytes) RETURN_IF_ERROR(Rotate());
  return Write(std::move(entry));
}

absl::Status Journal::Write(Entry entry) {
  entry.set_seq(state_.last_seq() + 1);
  entry.set_time_micros(absl::ToUnixMicros(clock_.Now()));
  if (entry.has_card_outcome()) state_.Complete(entry);
  MaskWords(entry);
  RETURN_IF_ERROR(state_.Check(entry));
  if (!Planted("unreadable-entry-written")) RETURN_IF_ERROR(CheckReadable(entry));
  JournalRecord record = EncodeRecord(entry, chain_, durable_size_);
  RETURN_IF_ERROR(disk_.AppendJournal(record.bytes));
  if (size_ == 0) begin_size_ = record.bytes.size();
  size_ += record.bytes.size();
  chain_ = std::move(record.chain);
  last_time_micros_ = entry.time_micros();
  state_.Apply(entry);
  return absl::OkStatus();
}

absl::Status Journal::Sync() {
  if (durable_size_ == size_) return absl::OkStatus();
  RETURN_IF_ERROR(disk_.SyncJournal());
  durable_size_ = size_;
  return absl::OkStatus();
}

absl::Status Journal::AppendAndSync(Entry entry) {
  RETURN_IF_ERROR(Append(std::move(entry)));
  return Sync();
}

// Each step leaves a journal that opens: the full segment is whole before the next one exists, nothing but the
// checkpoint is in that one before its name is durable, and what goes is named in it before it goes.
absl::Status Journal::Rotate() {
  RETURN_IF_ERROR(Sync());
  sealed_.push_back({segment_, state_.last_seq(), last_time_micros_, false});
  std::vector<uint64_t> going;
  while (going.size() < kRemovedPerRotationMax && MayGo(sealed_.front())) {
    going.push_back(sealed_.front().segment);
    sealed_.erase(sealed_.begin());
  }
  first_segment_ += going.size();
  ++segment_;
  RETURN_IF_ERROR(disk_.UseSegment(segment_));
  size_ = durable_size_ = 0;
  RETURN_IF_ERROR(Write(CheckpointEntry()));
  RETURN_IF_ERROR(Sync());
  RETURN_IF_ERROR(disk_.SyncNames());
  return RemoveSegments(going);
}

Entry Journal::CheckpointEntry() const {
  Entry entry;
  station::v1::Checkpoint& checkpoint = *entry.mutable_checkpoint();
  checkpoint = state_.MakeCheckpoint();
  *checkpoint.mutable_owner() = owner_;
  checkpoint.set_segment(segment_);
  checkpoint.set_first_segment(first_segment_);
  checkpoint.set_chain_before(chain_);
  return entry;
}

// Damaged ones stay, for the people who look into it. The newest of the sealed ones stays too: never is there less
// than one whole segment.
bool Journal::MayGo(const Sealed& sealed) const {
  if (sealed.damaged || sealed.segment == segment_) return false;
  const absl::Time last = absl::FromUnixMicros(sealed.last_time_micros);
  return last + limits_.keep <= clock_.Now() && sealed.last_seq < state_.oldest_unacked_seq();
}

absl::Status Journal::RemoveSegments(const std::vector<uint64_t>& segments) {
  for (const uint64_t segment : segments) {
    Log(LogLevel::kInfo, "station.journal_segment_removed", {{"segment", segment}});
    RETURN_IF_ERROR(disk_.RemoveSegment(segment));
  }
  return segments.empty() ? absl::OkStatus() : disk_.SyncNames();
}

absl::StatusOr<bool> Journal::Holds(const JournalMark& mark) const {
  for (uint64_t segment = segment_; segment >= first_segment_; --segment) {
    ASSIGN_OR_RETURN(const std::string bytes, disk_.ReadSegment(segment));
    const auto contents = DecodeSegment(bytes);
    if (!contents.ok()) return false;
    if (mark.seq == contents->before.seq) return mark.chain == contents->before.chain;
    // What came before the oldest segment went on purpose, after the server had it.
    if (mark.seq < contents->before.seq && segment == first_segment_) return true;
    if (mark.seq < contents->before.seq) continue;
    const size_t at = mark.seq - contents->before.seq - 1;
    return at < contents->chains.size() && contents->chains[at] == mark.chain;
  }
  return false;
}

absl::StatusOr<station::v1::Header> ReadJournalHeader(StationDisk& disk) {
  ASSIGN_OR_RETURN(const JournalHistory history, ReadHistory(disk));
  if (history.newest.entries.empty()) return absl::NotFoundError("journal: none here yet");
  return history.owner;
}

absl::StatusOr<JournalStart> ReadJournalStart(StationDisk& disk) {
  ASSIGN_OR_RETURN(const JournalHistory history, ReadHistory(disk));
  const size_t entries = history.newest.entries.size();
  return JournalStart{history.owner, entries > 1 || (entries == 1 && history.segment > 1)};
}

}  // namespace blangko::printer
