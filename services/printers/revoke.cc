#include "services/printers/revoke.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/text.h"
#include "services/access/event_log.h"
#include "services/printers/station_table.h"

namespace blangko::printers {

absl::Status Revoke(storage::Txn& txn, const access::Act& act, StationRow station, std::string_view reason) {
  if (Planted("void-keeps-station")) return absl::OkStatus();
  station.set_enabled(false);
  PutStation(txn, station);
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("station:", station.station_id()), "REVOKE");
  entry.set_detail(std::string(reason));
  return access::AppendEvent(txn, act, station.office(), entry).status();
}

}  // namespace blangko::printers
