// Granter takes the heads of the lines that a station serves and reserves a blank for each, in one transaction:
// record change, movement and policy version are one log entry.
//
//   READY -> GRANTED (kReserve): reclaimable at any time.     READY -> STARTED (kPermit): the right to print.
//
// Whose turn it is follows from the policy (line_merge.h); what is granted is counted in the same commit.
// A person on a list of died, moved or duplicate gets no permission: the record is held. No personal data is read.
// Failure: storage errors. Nothing is granted that has no blank. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "services/scheduler/blank_picker.h"
#include "services/scheduler/line_merge.h"
#include "services/scheduler/metered_txn.h"
#include "services/scheduler/record_edit.h"
#include "services/scheduler/station_desk.h"

namespace blangko::scheduler {

enum class GrantMode { kReserve, kPermit };

struct Taken {
  std::vector<v1::Job> jobs;
  std::string empty_reason;  // why fewer than asked; empty when the budget of one commit was used up
};

class Granter {
 public:
  // `work.txn` is `meter`. At most `most` jobs will be taken.
  Granter(Work& work, const MeteredTxn& meter, StationDesk& desk, printers::PrinterRow& printer,
          int32_t most);

  absl::StatusOr<Taken> Take(GrantMode mode);

 private:
  absl::Status TakeUntilEnough();
  // The next head, and in the trace what the rules passed over for it; nothing when enough was passed over.
  absl::StatusOr<std::optional<Head>> NextHead();
  absl::Status Offer(const Head& head);
  void PassOver(const Head& head, SkipCause cause);
  absl::StatusOr<bool> HoldIfWatched(const records::RecordRow& record);
  absl::Status Grant(const Head& head, const records::RecordRow& record, const std::string& lot);
  rows::v1::Attempt NewAttempt(const records::RecordRow& record, const rows::v1::Policy& policy,
                               const std::string& lot) const;

  Work& work_;
  const MeteredTxn& meter_;
  StationDesk& desk_;
  printers::PrinterRow& printer_;
  const size_t most_;
  LineMerge merge_;
  BlankPicker picker_;
  GrantMode mode_ = GrantMode::kReserve;
  SkipTrace skips_;
  size_t heads_passed_ = 0;  // not counting those that the rules passed over
  std::string blocked_by_;  // first cause for which a head was passed over
  Taken taken_;
};

// Looks without changing anything: "" when a pull would find work, else the reason why it would not.
absl::StatusOr<std::string> LookForWork(storage::Snapshot& snapshot, storage::HeadHint* heads, absl::Time now,
                                        const printers::StationRow& station,
                                        const printers::PrinterRow& printer);

// The job that an attempt is, without personal data.
v1::Job JobOf(const records::RecordRow& record, const rows::v1::Attempt& attempt,
              const rows::v1::Policy& policy);

// Remembers, and forgets, that a printer has the right to print a record.
void PutPermit(storage::Txn& txn, const records::RecordRow& record, const rows::v1::Attempt& attempt);
void ErasePermit(storage::Txn& txn, const records::RecordRow& record, const rows::v1::Attempt& attempt);

inline constexpr char kNoRecords[] = "NO_RECORDS";

}  // namespace blangko::scheduler
