// May this printer take work now, and how much: checks shared by Pull, Start and Exchange. And what they share in
// repeating: whether a request was served before.
//
// Failure: refusals as named; storage errors. Threads: borrows one Snapshot.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "services/access/actor.h"
#include "services/printers/printer.h"
#include "services/scheduler/granter.h"
#include "storage/txn.h"

namespace blangko::scheduler {

// How many jobs a printer may take. PRINTER_DOWN, PRINTER_HELD, STATION_DISABLED, RIBBON_EMPTY, RIBBON_TAKEN,
// DUTY_LIMIT_REACHED; with kPermit also WINDOW_FULL. `window` is the policy's.
absl::StatusOr<int32_t> CheckMayTake(const printers::StationRow& station, const printers::PrinterRow& printer,
                                     GrantMode mode, int32_t window, int64_t day);

// The refusal of CheckMayTake for a printer without room.
absl::Status RefuseRoom(const printers::PrinterRow& printer, const printers::Room& room, int32_t window);

// True when the request row of this act is there: the reply must be the one given before.
absl::StatusOr<bool> WasServed(storage::Snapshot& snapshot, const access::Act& act);

// Why a pull is empty, as a refusal: NO_BLANKS, LOT_NOT_ALLOWED, and APPLICATION_TOO_OLD with the version that is needed.
// OK for reasons that are nobody's fault.
absl::Status RefuseEmpty(std::string_view reason, const printers::StationRow& station,
                         std::string_view needed);

// How long to wait: the wish, at most kWaitMax.
absl::Duration WaitOf(const google::protobuf::Duration& wish);

// When an empty-handed station should ask again; stations spread out by their ids.
google::protobuf::Duration NextPollAfter(std::string_view request_id, bool crowded);

inline constexpr char kTooManyWaiting[] = "TOO_MANY_WAITING";

}  // namespace blangko::scheduler
