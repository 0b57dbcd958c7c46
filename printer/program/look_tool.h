// `blangko-station look`: lists the cards that wait for a look, and takes what a person says of them. Each answers the
// text for the screen.
//
// Failure: NOT_FOUND for a directory without a station or a card that does not wait, FAILED_PRECONDITION for a name that
//          may mean another card, INVALID_ARGUMENT for a wrong option, else what AskStation says; the answers that were
//          not refused stay given. Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "printer/program/ask_station.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

// Reads the journal alone, so it works beside a running agent too.
absl::StatusOr<std::string> ListLooks(const StationOptions& options);

// The cards are those that the options name, else the first so many, else all that wait now. The text names each.
absl::StatusOr<std::string> AnswerLooks(const StationOptions& options, scheduler::v1::Outcome outcome,
                                        const AskParties& parties);

// When an answer that no running agent took reaches the server.
std::string ReportedLater(const StationOptions& options);

// The commands that a person types next when `waiting` cards wait; "" when none does.
std::string LookHint(int64_t waiting, const StationOptions& options);

}  // namespace blangko::printer
