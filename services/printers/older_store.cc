#include "services/printers/older_store.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/printers/awaited_journals.h"
#include "storage/layers/meta.h"

namespace blangko::printers {

absl::Status CloseIfOlder(storage::Txn& txn, const access::Act& act, const StationRow& station,
                          uint64_t acknowledged, Rng& rng) {
  if (acknowledged <= station.last_seq() || Planted("old-copy-served")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const AwaitedJournals awaited, AwaitedJournals::Read(txn));
  if (awaited.IsAwaited(station.station_id())) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto meta, storage::ReadMeta(txn));
  const std::string why =
      absl::StrCat("old copy of the data folder: fact ", acknowledged, " of station ", station.station_id(),
                   " was acknowledged, the store knows ", station.last_seq());
  rows::v1::Restore restore;
  restore.set_store_epoch(meta.store_epoch());
  restore.set_restored_micros(absl::ToUnixMicros(act.now));
  restore.set_by(act.actor.identity);
  restore.set_reason(why);
  RETURN_IF_ERROR(BeginAwaiting(txn, restore, rng));
  Log(LogLevel::kError, "store.older_than_acknowledged",
      {{"station", station.station_id()},
       {"has", station.last_seq()},
       {"had", acknowledged},
       {"want", "bring the journals of all stations: blangko recovery show; never copy a data folder back"}});
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("station:", station.station_id()), "STORE_IS_OLDER");
  entry.set_detail(why);
  return access::AppendEvent(txn, act, station.office(), entry).status();
}

}  // namespace blangko::printers
