// StationDesk: the calling station and its printers inside one transaction, read once and written once.
//
// A station acts only for itself. Staff may act at a station in their scope, as an operator at its keyboard does; what
// they report is kept apart from the station's own journal (epoch 0).
// Failure: UNKNOWN_STATION, UNKNOWN_PRINTER, OUT_OF_SCOPE, NOT_ALLOWED; JOURNAL_AWAITED after a restore; storage errors
// pass through. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/access/actor.h"
#include "services/printers/awaited_journals.h"
#include "services/printers/station_table.h"
#include "storage/txn.h"

namespace blangko::scheduler {

// OUT_OF_SCOPE or NOT_ALLOWED when this actor may not act for this station.
absl::Status CheckActsFor(const access::Actor& actor, const printers::StationRow& station);

// The station, if the actor may act for it.
absl::StatusOr<printers::StationRow> StationFor(storage::Snapshot& snapshot, const access::Actor& actor,
                                                std::string_view station_id);

// True when the station serves the lines of `site`.
bool Serves(const printers::StationRow& station, std::string_view site);

class StationDesk {
 public:
  static absl::StatusOr<StationDesk> Open(storage::Txn& txn, const access::Act& act,
                                          std::string_view station_id);

  // The same while the journal of the station is awaited, for who takes it.
  static absl::StatusOr<StationDesk> OpenAwaited(storage::Txn& txn, const access::Act& act,
                                                 std::string_view station_id);

  const printers::StationRow& station() const { return station_; }
  // Under which epoch facts of this caller are kept: the station's own, or 0 for a person's.
  uint64_t fact_epoch() const { return fact_epoch_; }
  int64_t day() const { return day_; }  // the office's working day
  const printers::AwaitedJournals& awaited() const { return awaited_; }

  // The pointer holds as long as the desk.
  absl::StatusOr<printers::PrinterRow*> Printer(std::string_view printer_id);

  // The same; one that this store has not heard of yet is made.
  absl::StatusOr<printers::PrinterRow*> PrinterOrNew(std::string_view printer_id);

  void NoteSeq(uint64_t seq);

  // Its own facts are taken and it is given jobs. STATION_QUARANTINED otherwise.
  absl::Status CheckTrusted() const;
  // From now on neither. The log entry is written at once, the row by Save.
  absl::Status PutInQuarantine(const access::Act& act, const printers::QuarantineRow& quarantine);
  bool was_put_in_quarantine() const { return put_in_quarantine_; }

  // Writes what was changed.
  void Save();

 private:
  StationDesk(storage::Txn& txn, printers::StationRow station, printers::AwaitedJournals awaited)
      : txn_(&txn), station_(std::move(station)), awaited_(std::move(awaited)) {}

  storage::Txn* txn_;
  printers::StationRow station_;
  printers::AwaitedJournals awaited_;
  uint64_t fact_epoch_ = 0;
  int64_t day_ = 0;
  bool station_changed_ = false;
  bool put_in_quarantine_ = false;
  std::map<std::string, printers::PrinterRow, std::less<>> printers_;
};

// Where a permission is remembered until its outcome is known.
std::string PermitKey(std::string_view station_id, std::string_view printer_id, std::string_view record_id);

}  // namespace blangko::scheduler
