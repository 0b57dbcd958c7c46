// PermitAdopter takes up again the permissions that a station's journal holds and a restored store does not know.
//
// The journal proves that the server had permitted the attempt after the backup was made: whatever kept the record from
// being printed was over by then, so it goes by the arrows of the state table to STARTED, with the same attempt number.
// Attempts that neither the store nor a journal knows were never permitted; their numbers stay unused.
// Failure: JOURNAL_NOT_TAKEN when the record, or a blank for it, is not here: imports and receipts since the backup come
// first; storage errors. Nothing is changed then. Threads: borrows one Txn.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "blangko/station/v1/journal.pb.h"
#include "services/scheduler/record_edit.h"
#include "services/scheduler/station_desk.h"

namespace blangko::scheduler {

class PermitAdopter {
 public:
  struct Adopted {
    bool permitted = false;  // false: it is known, or a later attempt is, and what comes of it is a late fact
    // The older attempt of another station whose journal is awaited, too: it comes first.
    std::string waits_for_station = {};
  };

  PermitAdopter(Work& work, StationDesk& desk) : work_(work), desk_(desk) {}

  // REQUIRES: `permit` has a permit.
  absl::StatusOr<Adopted> Adopt(const station::v1::Entry& permit);

 private:
  absl::StatusOr<Adopted> AdoptNew(records::RecordRow record, const station::v1::Entry& permit);
  absl::Status MakeReady(RecordEdit& edit) const;
  absl::Status Permit(RecordEdit& edit, rows::v1::Attempt attempt, records::Event event);
  absl::StatusOr<std::string> LotFor(const records::RecordRow& record, const std::string& named) const;

  Work& work_;
  StationDesk& desk_;
};

// JOURNAL_NOT_TAKEN for an entry about a record that was not imported again yet.
absl::Status RecordIsNotHere(const station::v1::Entry& entry);

}  // namespace blangko::scheduler
