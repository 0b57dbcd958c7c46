#include "services/scheduler/pull_check.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "services/printers/supplies.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/limits.h"
#include "storage/key_codec.h"

namespace blangko::scheduler {
namespace {

constexpr absl::Duration kRetryWithoutBlanks = absl::Seconds(5);

}  // namespace

absl::Status RefuseRoom(const printers::PrinterRow& printer, const printers::Room& room, int32_t window) {
  if (room.limit == TextOf(Reason::kDutyLimitReached).name) {
    return Refuse(Reason::kDutyLimitReached,
                  {{"printer", printer.printer_id()}, {"limit", absl::StrCat(printer.duty_limit_per_day())}});
  }
  if (room.limit == TextOf(Reason::kRibbonTaken).name) {
    return Refuse(Reason::kRibbonTaken, {{"printer", printer.printer_id()},
                                         {"left", absl::StrCat(printers::CardsLeft(printer).value_or(0))}});
  }
  return Refuse(Reason::kWindowFull,
                {{"printer", printer.printer_id()},
                 {"got", absl::StrCat(printers::InWindow(printer))},
                 {"want", absl::StrCat(printer.window() > 0 ? printer.window() : window)}});
}

absl::StatusOr<int32_t> CheckMayTake(const printers::StationRow& station, const printers::PrinterRow& printer,
                                     GrantMode mode, int32_t window, int64_t day) {
  RETURN_IF_ERROR(printers::CheckUsable(station, printer));
  printers::PrinterRow asked = printer;
  if (mode == GrantMode::kReserve) {  // a reservation is no permission: only the day limits it
    asked.set_permits(0);
    asked.set_window(kJobsMax);
  }
  const printers::Room room = printers::RoomOf(asked, window, day);
  if (room.cards <= 0) return RefuseRoom(printer, room, window);
  return room.cards;
}

absl::StatusOr<bool> WasServed(storage::Snapshot& snapshot, const access::Act& act) {
  const std::string key = storage::KeyWriter(storage::Table::kRequest).Text(act.request_id).Take();
  ASSIGN_OR_RETURN(const auto row, snapshot.Get(key));
  return row.has_value();
}

absl::Status RefuseEmpty(std::string_view reason, const printers::StationRow& station,
                         std::string_view needed) {
  const std::string& told = station.application_version();
  const RefusalData data = {{"site", absl::StrJoin(station.sites(), ", ")},
                            {"station", station.station_id()},
                            {"got", told.empty() ? "-" : told},
                            {"want", std::string(needed)}};
  for (const Reason known : {Reason::kNoBlanks, Reason::kLotNotAllowed, Reason::kApplicationTooOld}) {
    if (reason == TextOf(known).name) return RefuseForNow(known, kRetryWithoutBlanks, data);
  }
  return absl::OkStatus();
}

absl::Duration WaitOf(const google::protobuf::Duration& wish) {
  const absl::Duration wait = absl::Seconds(wish.seconds()) + absl::Nanoseconds(wish.nanos());
  return std::clamp(wait, absl::ZeroDuration(), kWaitMax);
}

google::protobuf::Duration NextPollAfter(std::string_view request_id, bool crowded) {
  const absl::Duration base = crowded ? kNextPollWhenCrowded : kNextPollAfter;
  const std::string digest = Digest({request_id});
  const int64_t jitter_permille = (static_cast<uint8_t>(digest[0]) * 1000) / 255;
  const int64_t millis = absl::ToInt64Milliseconds(base) * (1000 + jitter_permille) / 1000;
  google::protobuf::Duration after;
  after.set_seconds(millis / 1000);
  after.set_nanos(static_cast<int32_t>(millis % 1000) * 1'000'000);
  return after;
}

}  // namespace blangko::scheduler
