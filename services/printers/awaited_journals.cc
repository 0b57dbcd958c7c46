#include "services/printers/awaited_journals.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/journal_file/recovery_code.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::printers {
namespace {

using rows::v1::AwaitedJournal;
using rows::v1::JOURNAL_STATE_AWAITED;
using rows::v1::JOURNAL_STATE_LOST;
using rows::v1::Restore;

constexpr char kEverySite[] = "*";
constexpr char kNoStation[] = "-";  // as people name none
constexpr absl::Duration kAskAgain = absl::Seconds(30);

std::string RestoreKey() { return storage::KeyWriter(storage::Table::kMeta).Text("restore").Take(); }

bool Serves(const AwaitedJournal& journal, std::string_view site) {
  return journal.all_sites() ||
         std::find(journal.sites().begin(), journal.sites().end(), site) != journal.sites().end();
}

}  // namespace

absl::StatusOr<AwaitedJournals> AwaitedJournals::Read(storage::Snapshot& snapshot) {
  AwaitedJournals awaited;
  ASSIGN_OR_RETURN(awaited.restore_, storage::GetRow<Restore>(snapshot, RestoreKey()));
  return awaited;
}

bool AwaitedJournals::IsAwaited(std::string_view station_id) const {
  if (!restore_.has_value() || Planted("restore-forgets-stations")) return false;
  return std::any_of(restore_->journals().begin(), restore_->journals().end(),
                     [&](const AwaitedJournal& journal) {
                       return journal.station_id() == station_id && journal.state() == JOURNAL_STATE_AWAITED;
                     });
}

std::vector<std::string> AwaitedJournals::AwaitedFor(std::string_view site) const {
  std::vector<std::string> stations;
  if (!restore_.has_value() || Planted("restore-forgets-stations")) return stations;
  for (const AwaitedJournal& journal : restore_->journals()) {
    if (journal.state() == JOURNAL_STATE_AWAITED && Serves(journal, site))
      stations.push_back(journal.station_id());
  }
  return stations;
}

std::vector<std::string> AwaitedJournals::ClosedSites() const {
  std::set<std::string> sites;
  std::set<std::string> known;
  bool all = false;
  if (!restore_.has_value()) return {};
  for (const AwaitedJournal& journal : restore_->journals()) {
    known.insert(journal.sites().begin(), journal.sites().end());
    if (journal.state() != JOURNAL_STATE_AWAITED) continue;
    sites.insert(journal.sites().begin(), journal.sites().end());
    all = all || journal.all_sites();
  }
  if (all) sites = known.empty() ? std::set<std::string>{kEverySite} : known;
  return {sites.begin(), sites.end()};
}

std::vector<std::string> AwaitedJournals::Awaited() const {
  std::vector<std::string> stations;
  if (!restore_.has_value()) return stations;
  for (const AwaitedJournal& journal : restore_->journals()) {
    if (journal.state() == JOURNAL_STATE_AWAITED) stations.push_back(journal.station_id());
  }
  return stations;
}

absl::Status AwaitedJournals::CheckStation(std::string_view station_id) const {
  if (!IsAwaited(station_id)) return absl::OkStatus();
  return RefuseForNow(Reason::kJournalAwaited, kAskAgain, {{"station", std::string(station_id)}});
}

absl::Status AwaitedJournals::CheckSite(std::string_view site) const {
  const std::vector<std::string> stations = AwaitedFor(site);
  if (stations.empty()) return absl::OkStatus();
  return RefuseForNow(Reason::kSiteClosed, kAskAgain,
                      {{"site", std::string(site)}, {"stations", absl::StrJoin(stations, ", ")}});
}

AwaitedJournal* AwaitedJournals::Find(std::string_view station_id) {
  if (!restore_.has_value()) return nullptr;
  for (AwaitedJournal& journal : *restore_->mutable_journals()) {
    if (journal.station_id() == station_id) return &journal;
  }
  return nullptr;
}

AwaitedJournal& AwaitedJournals::Add(const std::string& station_id) {
  AwaitedJournal& journal = *restore_->add_journals();
  journal.set_station_id(station_id);
  journal.set_state(JOURNAL_STATE_AWAITED);
  return journal;
}

void AwaitedJournals::Save(storage::Txn& txn) const {
  if (restore_.has_value()) storage::PutRow(txn, RestoreKey(), *restore_);
}

absl::Status BeginAwaiting(storage::Txn& txn, Restore restore, Rng& rng) {
  restore.clear_journals();
  restore.set_code(journal_file::NewRecoveryCode(rng));
  RETURN_IF_ERROR(VisitStations(txn, "", [&](const StationRow& station) {
    if (!station.enabled()) return true;
    AwaitedJournal& journal = *restore.add_journals();
    journal.set_station_id(station.station_id());
    *journal.mutable_sites() = station.sites();
    journal.set_state(JOURNAL_STATE_AWAITED);
    return true;
  }));
  storage::PutRow(txn, RestoreKey(), restore);
  return absl::OkStatus();
}

absl::Status EnsureRecoveryCode(storage::Store& store, Rng& rng) {
  const auto lacks_one = [](const AwaitedJournals& awaited) {
    return !awaited.Awaited().empty() && awaited.restore()->code().empty();
  };
  ASSIGN_OR_RETURN(const bool needed, storage::ViewFor<bool>(store, [&](storage::Snapshot& rows) {
                     const auto awaited = AwaitedJournals::Read(rows);
                     return awaited.ok() ? absl::StatusOr<bool>(lacks_one(*awaited)) : awaited.status();
                   }));
  if (!needed) return absl::OkStatus();
  return store.Update("recovery.code", [&](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(const auto row, storage::GetRow<Restore>(txn, RestoreKey()));
    Restore restore = *row;
    restore.set_code(journal_file::NewRecoveryCode(rng));
    storage::PutRow(txn, RestoreKey(), restore);
    return absl::OkStatus();
  });
}

absl::Status AwaitNamed(storage::Txn& txn, const std::vector<std::string>& stations) {
  ASSIGN_OR_RETURN(AwaitedJournals awaited, AwaitedJournals::Read(txn));
  const auto is_named = [&](const std::string& id) {
    return std::find(stations.begin(), stations.end(), id) != stations.end();
  };
  for (const std::string& id : awaited.Awaited()) {
    if (!is_named(id))
      return BadField("stations", absl::StrCat("without ", id),
                      "every station that may have printed; the backup knows this one");
  }
  if (Planted("newer-stations-forgotten")) return absl::OkStatus();
  for (const std::string& id : stations) {
    if (id == kNoStation || awaited.Find(id) != nullptr) continue;
    ASSIGN_OR_RETURN(const std::optional<StationRow> known, FindStation(txn, id));
    AwaitedJournal& journal = awaited.Add(id);
    if (known.has_value()) *journal.mutable_sites() = known->sites();
    journal.set_all_sites(!known.has_value());
  }
  awaited.Save(txn);
  return absl::OkStatus();
}

absl::Status SettleAsLost(storage::Txn& txn, std::string_view station_id, std::string_view by,
                          std::string_view second, absl::Time now) {
  ASSIGN_OR_RETURN(AwaitedJournals awaited, AwaitedJournals::Read(txn));
  if (!awaited.IsAwaited(station_id)) return absl::OkStatus();
  AwaitedJournal& journal = *awaited.Find(station_id);
  journal.set_state(JOURNAL_STATE_LOST);
  journal.set_settled_micros(absl::ToUnixMicros(now));
  journal.set_settled_by(std::string(by));
  journal.set_settled_second(std::string(second));
  awaited.Save(txn);
  return absl::OkStatus();
}

}  // namespace blangko::printers
