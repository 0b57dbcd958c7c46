#include "services/scheduler/journal_intake.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/event_log.h"
#include "services/journal_file/outcome_report.h"
#include "services/journal_file/read_export.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/metered_txn.h"
#include "services/scheduler/outcome_book.h"
#include "services/scheduler/permit_adopter.h"

namespace blangko::scheduler {
namespace {

using printers::AwaitedJournals;
using printers::StationRow;
using recovery::v1::TakeJournalResponse;
using station::v1::Entry;
using station::v1::ExportHeader;

constexpr char kTake[] = "recovery.take_journal";
constexpr size_t kEntriesPerCommit = 16;  // row budget: a permission and its outcome write at most 14 rows

absl::Status NotTaken(const std::string& what) { return Refuse(Reason::kJournalNotTaken, {{"what", what}}); }

// What of an entry changes the store; the rest is the station's own.
bool Matters(const Entry& entry) { return entry.has_permit() || entry.has_card_outcome(); }

struct Brought {
  ExportHeader header;
  std::vector<Entry> entries;  // those that matter, in order
  uint64_t facts_before = 0;   // newest fact before the first one here
  uint64_t last_fact = 0;
};

// A journal whose older files are gone begins with what it carries on from them.
void Keep(Entry entry, Brought& brought) {
  if (entry.has_checkpoint()) {
    const bool first = brought.entries.empty() && entry.seq() == brought.header.first_seq();
    if (!first) return;
    brought.facts_before = entry.checkpoint().last_fact_seq();
    brought.last_fact = brought.facts_before;
    for (const Entry& carried : entry.checkpoint().carried()) {
      if (!Matters(carried)) continue;
      brought.entries.push_back(carried);
      brought.entries.back().set_seq(entry.seq());
      if (carried.has_card_outcome())
        brought.facts_before = std::min(brought.facts_before, carried.card_outcome().fact_seq() - 1);
    }
  } else if (Matters(entry)) {
    if (entry.has_card_outcome()) brought.last_fact = entry.card_outcome().fact_seq();
    brought.entries.push_back(std::move(entry));
  }
}

absl::StatusOr<Brought> Read(std::string_view file) {
  Brought brought;
  std::vector<Entry> all;
  const auto header = journal_file::ReadExport(file, [&](const Entry& entry) {
    all.push_back(entry);
    return absl::OkStatus();
  });
  if (!header.ok()) return NotTaken(std::string(ToStd(header.status().message())));
  brought.header = *header;
  for (Entry& entry : all) Keep(std::move(entry), brought);
  return brought;
}

absl::Status CheckOwner(const ExportHeader& header, const StationRow& station) {
  if (header.public_key() != ToHex(station.public_key()))
    return NotTaken(
        absl::StrCat("it is signed with another key than that of station ", station.station_id()));
  if (header.epoch() != station.epoch()) {
    return NotTaken(absl::StrCat("it is of epoch ", header.epoch(), " of station ", station.station_id(),
                                 ", which is at ", station.epoch()));
  }
  return absl::OkStatus();
}

// The code of the restore was not there before it; the station's clock may say anything.
absl::Status CheckMadeAfter(const ExportHeader& header, const rows::v1::Restore& restore) {
  if (Planted("export-believed-by-its-clock"))
    return header.export_time().seconds() * 1'000'000 >= restore.restored_micros() ? absl::OkStatus()
                                                                                   : NotTaken("it is older");
  const std::string& code = restore.code();
  if (!code.empty() && header.recovery_code() == code) return absl::OkStatus();
  const std::string again = absl::StrCat("; export it again at the station with --code ", code);
  if (header.recovery_code().empty())
    return NotTaken(absl::StrCat("it was exported without the code of this restore", again));
  return NotTaken(absl::StrCat("it was exported with code ", header.recovery_code(),
                               ", which is of another restore", again));
}

// It must be of now, and leave no gap to what the backup knows.
absl::Status CheckFits(const Brought& brought, const StationRow& station, const rows::v1::Restore& restore) {
  RETURN_IF_ERROR(CheckMadeAfter(brought.header, restore));
  if (brought.facts_before > station.last_seq()) {
    return NotTaken(absl::StrCat("it begins after fact ", brought.facts_before,
                                 ", but the backup knows facts up to ", station.last_seq(), " only"));
  }
  if (brought.last_fact >= station.last_seq()) return absl::OkStatus();
  return NotTaken(absl::StrCat("it holds facts up to ", brought.last_fact, ", but the backup knows ",
                               station.last_seq(), " already: the station's disk is older than the backup"));
}

// One transaction's share of the entries.
class Step {
 public:
  Step(storage::Txn& txn, const storage::Limits& limits, storage::HeadHint& heads, const access::Act& bringer,
       const Brought& brought)
      : txn_(txn, limits), heads_(heads), bringer_(bringer), brought_(brought) {
    as_station_.actor.identity = absl::StrCat("station:", brought.header.station_id());
    as_station_.actor.role = access::Role::kStation;
    as_station_.now = bringer.now;
  }

  // True when there is nothing left to take.
  absl::StatusOr<bool> Run(TakeJournalResponse& told) {
    ASSIGN_OR_RETURN(AwaitedJournals awaited, AwaitedJournals::Read(txn_));
    rows::v1::AwaitedJournal& journal = *awaited.Find(brought_.header.station_id());
    ASSIGN_OR_RETURN(StationDesk desk,
                     StationDesk::OpenAwaited(txn_, as_station_, brought_.header.station_id()));
    const auto& entries = brought_.entries;
    auto next = std::upper_bound(entries.begin(), entries.end(), journal.taken_seq(),
                                 [](uint64_t seq, const Entry& entry) { return seq < entry.seq(); });
    // Once it is taken the station speaks for itself again.
    if (journal.state() != rows::v1::JOURNAL_STATE_AWAITED) next = entries.end();
    PolicyCache policies(txn_, bringer_.now);
    Work work{txn_, &heads_, as_station_, policies};
    for (size_t n = 0; n < kEntriesPerCommit && next != entries.end(); ++n, ++next) {
      const absl::StatusOr<bool> taken = TakeOne(work, desk, *next, told);
      const bool forked =
          desk.was_put_in_quarantine();  // nothing is taken of a journal that is not the one of before
      if (!taken.ok() && (n == 0 || forked || ReasonOf(taken.status()).empty())) return taken.status();
      if (!taken.ok() || !*taken) break;  // what was taken before is kept; a refusal is met again
      journal.set_taken_seq(std::max(journal.taken_seq(), next->seq()));
    }
    const bool waits = !told.waits_for_station().empty();
    const bool whole = next == entries.end();
    if (whole) RETURN_IF_ERROR(Settle(desk, journal));
    desk.Save();
    awaited.Save(txn_);
    told.set_state(static_cast<recovery::v1::JournalState>(journal.state()));
    told.set_taken_seq(journal.taken_seq());
    const auto closed = awaited.ClosedSites();
    told.mutable_closed_sites()->Assign(closed.begin(), closed.end());
    return whole || waits;
  }

 private:
  // False when another station's journal comes first.
  absl::StatusOr<bool> TakeOne(Work& work, StationDesk& desk, const Entry& entry, TakeJournalResponse& told) {
    if (entry.has_card_outcome()) return Book(work, desk, entry, told);
    ASSIGN_OR_RETURN(const PermitAdopter::Adopted adopted, PermitAdopter(work, desk).Adopt(entry));
    if (adopted.permitted) told.set_permits(told.permits() + 1);
    if (adopted.waits_for_station.empty()) return true;
    told.set_waits_for_station(adopted.waits_for_station);
    told.set_waits_for_record(entry.record_id());
    return false;
  }

  absl::StatusOr<bool> Book(Work& work, StationDesk& desk, const Entry& entry, TakeJournalResponse& told) {
    const v1::OutcomeReport report = journal_file::ReportOf(entry);
    OutcomeBook book(work, desk, absl::FromUnixMicros(entry.time_micros()));
    txn_.Begin();
    const absl::StatusOr<v1::OutcomeResult> booked = book.Book(report);
    if (!booked.ok()) {
      txn_.Drop();
      return AfterRefusal(entry, booked.status(), told);
    }
    txn_.Keep();
    told.set_facts(told.facts() + 1);
    if (booked->incident()) told.set_incidents(told.incidents() + 1);
    return true;
  }

  // What is refused here was refused by the server that was lost, too, or the station keeps it; but a record that is not
  // here yet would be forgotten.
  absl::StatusOr<bool> AfterRefusal(const Entry& entry, const absl::Status& refusal,
                                    TakeJournalResponse& told) {
    const std::string reason = ReasonOf(refusal);
    if (reason.empty()) return refusal;
    if (reason == TextOf(Reason::kUnknownRecord).name) return RecordIsNotHere(entry);
    if (reason == TextOf(Reason::kSequenceConflict).name) return refusal;
    told.set_refused(told.refused() + 1);
    return true;
  }

  absl::Status Settle(StationDesk& desk, rows::v1::AwaitedJournal& journal) {
    if (journal.state() != rows::v1::JOURNAL_STATE_AWAITED) return absl::OkStatus();
    const StationRow& station = desk.station();
    desk.NoteSeq(
        brought_.last_fact);  // also of facts that were refused: nothing of the journal is missing any more
    journal.set_state(rows::v1::JOURNAL_STATE_TAKEN);
    journal.set_taken_seq(brought_.header.last_seq());
    journal.set_settled_micros(absl::ToUnixMicros(bringer_.now));
    journal.set_settled_by(bringer_.actor.identity);
    rows::v1::LogEntry entry =
        access::EntryOf(bringer_, absl::StrCat("station:", station.station_id()), "JOURNAL_TAKEN");
    entry.set_detail(
        absl::StrCat("entries=", brought_.header.last_seq(), " chain=", brought_.header.chain()));
    return access::AppendEvent(txn_, bringer_, station.office(), entry).status();
  }

  MeteredTxn txn_;
  storage::HeadHint& heads_;
  const access::Act& bringer_;
  const Brought& brought_;
  access::Act as_station_;
};

// Two persons have said that it is lost; the lines moved on without it.
absl::Status GivenUp(const rows::v1::AwaitedJournal& journal) {
  return NotTaken(absl::StrCat(
      "station ", journal.station_id(), " was given up at ",
      absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixMicros(journal.settled_micros()),
                       absl::UTCTimeZone()),
      " by ", journal.settled_by(), " and ", journal.settled_second(),
      ": keep the file; look for each card that it names with outcome PRINTED, and do not hand over a second one"));
}

absl::Status CheckBrought(storage::Snapshot& snapshot, const access::Act& act, const Brought& brought) {
  const std::string& station_id = brought.header.station_id();
  ASSIGN_OR_RETURN(const StationRow station, StationFor(snapshot, act.actor, station_id));
  ASSIGN_OR_RETURN(AwaitedJournals awaited, AwaitedJournals::Read(snapshot));
  if (!awaited.restore().has_value())
    return NotTaken("this store was not restored; the station reports itself");
  const rows::v1::AwaitedJournal* journal = awaited.Find(station_id);
  if (journal == nullptr) {
    return NotTaken(absl::StrCat("station ", station_id,
                                 " is not awaited: the backup does not know it, or it was switched off"));
  }
  if (journal->state() == rows::v1::JOURNAL_STATE_LOST) return GivenUp(*journal);
  RETURN_IF_ERROR(CheckOwner(brought.header, station));
  if (journal->state() == rows::v1::JOURNAL_STATE_TAKEN) return absl::OkStatus();
  return CheckFits(brought, station, *awaited.restore());
}

void Add(const TakeJournalResponse& step, TakeJournalResponse& whole) {
  TakeJournalResponse sum = step;
  sum.set_permits(whole.permits() + step.permits());
  sum.set_facts(whole.facts() + step.facts());
  sum.set_incidents(whole.incidents() + step.incidents());
  sum.set_refused(whole.refused() + step.refused());
  whole = std::move(sum);
}

}  // namespace

absl::StatusOr<TakeJournalResponse> JournalIntake::Take(const access::Act& act, std::string_view file) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  ASSIGN_OR_RETURN(const Brought brought, Read(file));
  RETURN_IF_ERROR(
      store_.View([&](storage::Snapshot& snapshot) { return CheckBrought(snapshot, act, brought); }));
  TakeJournalResponse whole;
  for (bool done = false; !done;) {
    TakeJournalResponse step;
    ASSIGN_OR_RETURN(done, storage::UpdateFor<bool>(store_, kTake, [&](storage::Txn& txn) {
                       step.Clear();
                       return Step(txn, store_.limits(), heads_, act, brought).Run(step);
                     }));
    Add(step, whole);
  }
  whole.set_station_id(brought.header.station_id());
  whole.set_last_seq(brought.header.last_seq());
  return whole;
}

}  // namespace blangko::scheduler
