#include "services/scheduler/fence.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "services/refusal/refusal.h"

namespace blangko::scheduler {
namespace {

// Attempts in these states are held by a station.
bool IsHeld(const records::RecordRow& record) {
  return record.state() == rows::v1::RECORD_STATE_GRANTED || records::IsPermitted(record.state());
}

}  // namespace

absl::Status CheckFence(const records::RecordRow& record, uint32_t attempt,
                        const printers::StationRow& station) {
  if (Planted("no-fence-check")) return absl::OkStatus();
  const rows::v1::Attempt* newest = records::CurrentAttempt(record);
  const bool held = newest != nullptr && IsHeld(record);
  if (!held || newest->number() != attempt) {
    return Refuse(Reason::kStaleAttempt, {{"record", record.record_id()},
                                          {"got", absl::StrCat(attempt)},
                                          {"want", held ? absl::StrCat(newest->number()) : "none"}});
  }
  if (newest->station_id() != station.station_id()) {
    return Refuse(Reason::kNotPermitted, {{"record", record.record_id()}, {"station", station.station_id()}});
  }
  if (newest->station_epoch() == station.epoch()) return absl::OkStatus();
  return Refuse(Reason::kStaleEpoch, {{"station", station.station_id()},
                                      {"got", absl::StrCat(newest->station_epoch())},
                                      {"want", absl::StrCat(station.epoch())}});
}

}  // namespace blangko::scheduler
