#include "printer/parts/quarantine.h"

#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"

namespace blangko::printer {

absl::StatusOr<std::unique_ptr<Quarantine>> Quarantine::Open(const std::string& directory) {
  const std::string path = directory.empty() ? "" : directory + "/quarantine.note";
  std::unique_ptr<Quarantine> quarantine(new Quarantine(path));
  RETURN_IF_ERROR(quarantine->file_.Load(quarantine->note_).status());
  return quarantine;
}

std::optional<Hindrance> Quarantine::Hinders() {
  if (!note_.has_quarantine() || Planted("quarantine-unheard")) return std::nullopt;
  return Hindrance{.reason = "STATION_QUARANTINED", .word = "station-quarantined", .keeps_jobs = true};
}

absl::StatusOr<bool> Quarantine::Take(const printers::v1::HeartbeatResponse& response) {
  if (response.has_quarantine() == note_.has_quarantine()) return false;
  station::v1::QuarantineNote note;
  if (response.has_quarantine()) *note.mutable_quarantine() = response.quarantine();
  RETURN_IF_ERROR(file_.Save(note));
  note_.Swap(&note);
  if (!note_.has_quarantine()) {
    Log(LogLevel::kInfo, "station.quarantine_over", {});
    return false;
  }
  Tell();
  return false;
}

void Quarantine::Tell() const {
  if (!note_.has_quarantine()) return;
  Log(LogLevel::kError, "station.quarantined",
      {{"reason", note_.quarantine().reason()},
       {"fact", note_.quarantine().seq()},
       {"want",
        "print nothing; find the copy and switch it off, then register the station anew in an empty directory"}});
}

}  // namespace blangko::printer
