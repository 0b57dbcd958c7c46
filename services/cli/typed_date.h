// A day as it is typed: "2026-12-31", in the zone of the session.
//
// Failure: UsageError that names the option. Threads: pure.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/common/v1/common.pb.h"

namespace blangko::cli {

absl::StatusOr<common::v1::Date> ParseDay(const std::string& option, const std::string& typed,
                                          const absl::TimeZone& zone);
// "2026-12-31"; "" for an unset day.
std::string DayCell(const common::v1::Date& day);

}  // namespace blangko::cli
