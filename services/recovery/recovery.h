// Recovery: backups of the store while it is in use, and what is awaited after a restore from one.
//
// Failure: BACKUP_REFUSED, INVALID_FIELD; of journals as scheduler/journal_intake.h; storage errors. Threads: any; one
// backup at a time, others wait for it.
#pragma once

#include <mutex>
#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/recovery/v1/recovery_service.pb.h"
#include "services/access/actor.h"
#include "services/scheduler/journal_intake.h"
#include "storage/store.h"

namespace blangko::recovery {

class Recovery {
 public:
  Recovery(storage::Store& store, storage::HeadHint& heads) : store_(store), journals_(store, heads) {}

  // Answers once the backup was read again and opened. The request again answers the same, also when the backup was
  // taken away meanwhile.
  absl::StatusOr<v1::Backup> CreateBackup(const access::Act& act, const v1::CreateBackupRequest& request);

  // Unset when the store was never restored.
  absl::StatusOr<v1::GetRestoreResponse> GetRestore(const access::Act& act);

  absl::StatusOr<v1::TakeJournalResponse> TakeJournal(const access::Act& act, std::string_view file) {
    return journals_.Take(act, file);
  }

 private:
  absl::StatusOr<v1::Backup> Remember(const access::Act& act, const v1::Backup& made);

  storage::Store& store_;
  scheduler::JournalIntake journals_;
  std::mutex one_at_a_time_;
};

}  // namespace blangko::recovery
