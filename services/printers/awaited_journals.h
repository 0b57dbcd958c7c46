// AwaitedJournals: after a restore the store does not know what the stations printed since the backup. Until the journal
// of a station was taken, or two persons declared it lost, the station gets no answer and the lines of its sites are
// closed: a record that it may hold must not be given to another one. One dead station blocks its own sites only.
//
// The rule: reliability by design, section "restored from an old backup"; the row is rows.v1.Restore.
// Failure: storage errors; JOURNAL_AWAITED, SITE_CLOSED as said. Threads: borrows one Txn.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/rng.h"
#include "blangko/rows/v1/recovery.pb.h"
#include "storage/store.h"
#include "storage/txn.h"

namespace blangko::printers {

class AwaitedJournals {
 public:
  static absl::StatusOr<AwaitedJournals> Read(storage::Snapshot& snapshot);

  // The newest restore; nothing when there was none.
  const std::optional<rows::v1::Restore>& restore() const { return restore_; }

  bool IsAwaited(std::string_view station_id) const;
  bool IsClosed(std::string_view site) const { return !AwaitedFor(site).empty(); }
  // The stations whose journals the site waits for.
  std::vector<std::string> AwaitedFor(std::string_view site) const;
  std::vector<std::string> ClosedSites() const;
  // The stations whose journals are awaited, whatever they serve.
  std::vector<std::string> Awaited() const;

  // JOURNAL_AWAITED for a station whose journal is; it calls again.
  absl::Status CheckStation(std::string_view station_id) const;
  // SITE_CLOSED, and which stations it waits for.
  absl::Status CheckSite(std::string_view site) const;

  rows::v1::AwaitedJournal* Find(std::string_view station_id);
  // One more that is awaited; there must be a restore.
  rows::v1::AwaitedJournal& Add(const std::string& station_id);
  // Writes what was changed through Find and Add.
  void Save(storage::Txn& txn) const;

 private:
  std::optional<rows::v1::Restore> restore_;
};

// The row of a store that was restored now: all stations that are not switched off are awaited, with a new code.
absl::Status BeginAwaiting(storage::Txn& txn, rows::v1::Restore restore, Rng& rng);

// Those who restore name every station that may have printed, also those set up after the backup, which it does not know:
// they close all sites until they have registered again and their journals were taken. INVALID_FIELD when one is not
// named that the backup knows. "-" names none.
absl::Status AwaitNamed(storage::Txn& txn, const std::vector<std::string>& stations);

// A restore by a release that made no codes gets one while journals are awaited: their time proves nothing.
absl::Status EnsureRecoveryCode(storage::Store& store, Rng& rng);

// Two persons declared the station lost.
absl::Status SettleAsLost(storage::Txn& txn, std::string_view station_id, std::string_view by,
                          std::string_view second, absl::Time now);

}  // namespace blangko::printers
