#include "printer/program/station_epoch.h"

#include <functional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/backoff.h"
#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "printer/journal/call_slot.h"
#include "printer/journal/journal.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(250);
constexpr absl::Duration kLongestPause = absl::Seconds(10);

bool IsAway(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
}

absl::StatusOr<uint64_t> Register(const Enrolment& e) {
  return RegisterStation(e.link, e.identity, e.options.sites, e.options.by, e.ids, e.rng);
}

absl::StatusOr<uint64_t> Ask(const Enrolment& e) { return AskEpoch(e.link, e.identity, e.ids, e.rng); }

absl::Status NoEpoch(const Enrolment& e, const absl::Status& why) {
  return Told(
      absl::StatusCode::kUnavailable,
      absl::StrCat("tempat cetak ", e.identity.station_id,
                   ": jurnal belum dimulai, dan masa pendaftarannya hanya diketahui server ",
                   e.options.server, " yang tidak menjawab; tidak ada yang ditulis: ", why.message()),
      absl::StrCat("station ", e.identity.station_id,
                   ": the journal is not begun, and its epoch is known to the server ", e.options.server,
                   " alone, which does not answer; nothing was written: ", why.message()));
}

// Until the server answers; a refusal ends it.
absl::StatusOr<uint64_t> Patiently(const std::function<absl::StatusOr<uint64_t>(const Enrolment&)>& ask,
                                   const Enrolment& e, const StopFlag& stop) {
  Backoff backoff(kFirstPause, kLongestPause, e.rng);
  while (true) {
    const auto epoch = ask(e);
    if (!IsAway(epoch.status())) return epoch;
    if (e.options.report_only || stop.WaitFor(backoff.Next())) return NoEpoch(e, epoch.status());
    Log(LogLevel::kWarning, "station.server_away",
        {{"why", std::string(epoch.status().message())}, {"want", "its epoch: nothing is begun without it"}});
  }
}

// Nothing happened in it yet, so nothing is lost with it.
absl::Status ThrowAway(StationDisk& disk, const station::v1::Header& header, uint64_t epoch) {
  Log(LogLevel::kWarning, "station.journal_begun_anew", {{"was_epoch", header.epoch()}, {"epoch", epoch}});
  RETURN_IF_ERROR(CallSlot(disk).Clear());
  RETURN_IF_ERROR(disk.RemoveSegment(1));
  return disk.SyncNames();
}

}  // namespace

absl::StatusOr<uint64_t> FindEpoch(StationDisk& disk, const Enrolment& e, const StopFlag& stop) {
  ASSIGN_OR_RETURN(const JournalStart start, ReadJournalStart(disk));
  const uint64_t wanted = e.options.epoch;
  if (start.begun) {
    const uint64_t known = wanted != 0 ? wanted : start.header.epoch();
    if (!e.options.register_first) return known;
    const auto epoch = Register(e);
    return IsAway(epoch.status()) ? absl::StatusOr<uint64_t>(known) : epoch;
  }
  if (Planted("epoch-one-without-asking") && wanted == 0 && !e.options.register_first) return 1;
  uint64_t epoch = wanted;
  if (epoch == 0) {
    ASSIGN_OR_RETURN(epoch, Patiently(e.options.register_first ? Register : Ask, e, stop));
  }
  const bool is_own = start.header.station_id() == e.identity.station_id;
  if (is_own && start.header.epoch() != epoch) RETURN_IF_ERROR(ThrowAway(disk, start.header, epoch));
  return epoch;
}

}  // namespace blangko::printer
