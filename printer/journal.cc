#include "printer/journal.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal_format.h"

namespace blangko::printer {

absl::StatusOr<std::unique_ptr<Journal>> Journal::Open(StationDisk& disk, std::string_view station_id,
                                                       uint64_t epoch, const Clock& clock) {
  std::unique_ptr<Journal> journal(new Journal(disk, clock));
  RETURN_IF_ERROR(journal->Replay());
  station::v1::Header& header = journal->header_;
  if (journal->state_.last_seq() == 0) {
    Entry first;
    first.mutable_header()->set_station_id(std::string(station_id));
    first.mutable_header()->set_epoch(epoch);
    header = first.header();
    RETURN_IF_ERROR(journal->AppendAndSync(std::move(first)));
  }
  if (header.station_id() != station_id || header.epoch() != epoch) {
    return absl::FailedPreconditionError(
        absl::StrCat("journal: belongs to station ", header.station_id(), " epoch ", header.epoch(),
                     ", want station ", ToAbsl(station_id), " epoch ", epoch, "; use another directory"));
  }
  return journal;
}

absl::Status Journal::Replay() {
  ASSIGN_OR_RETURN(const std::string bytes, disk_.ReadJournal());
  ASSIGN_OR_RETURN(const JournalContents contents, DecodeJournal(bytes));
  for (const Entry& entry : contents.entries) {
    if (absl::Status legal = state_.Check(entry); !legal.ok()) return absl::DataLossError(legal.message());
    if (entry.has_header()) header_ = entry.header();
    state_.Apply(entry);
  }
  chain_ = contents.chain;
  size_ = contents.good_size;
  if (contents.torn_size > 0) {
    Log(LogLevel::kWarning, "station.journal_torn_tail", {{"kept", size_}, {"cut", contents.torn_size}});
    RETURN_IF_ERROR(disk_.TruncateJournal(size_));
  }
  // The file may have been written by a process that died before its sync.
  RETURN_IF_ERROR(disk_.SyncJournal());
  durable_size_ = size_;
  return absl::OkStatus();
}

absl::Status Journal::Append(Entry entry) {
  entry.set_seq(state_.last_seq() + 1);
  entry.set_time_micros(absl::ToUnixMicros(clock_.Now()));
  if (entry.has_card_outcome()) entry.mutable_card_outcome()->set_fact_seq(state_.last_fact_seq() + 1);
  RETURN_IF_ERROR(state_.Check(entry));
  JournalRecord record = EncodeRecord(entry, chain_, durable_size_);
  RETURN_IF_ERROR(disk_.AppendJournal(record.bytes));
  size_ += record.bytes.size();
  chain_ = std::move(record.chain);
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

absl::StatusOr<bool> Journal::Holds(const JournalMark& mark) const {
  if (size_ < mark.size) return false;
  ASSIGN_OR_RETURN(const std::string bytes, disk_.ReadJournal());
  const auto before = DecodeJournal(std::string_view(bytes).substr(0, mark.size));
  return before.ok() && before->torn_size == 0 && before->chain == mark.chain;
}

absl::StatusOr<station::v1::Header> ReadJournalHeader(StationDisk& disk) {
  ASSIGN_OR_RETURN(const std::string bytes, disk.ReadJournal());
  ASSIGN_OR_RETURN(const JournalContents contents, DecodeJournal(bytes));
  if (contents.entries.empty()) return absl::NotFoundError("journal: none here yet");
  return contents.entries.front().header();
}

}  // namespace blangko::printer
