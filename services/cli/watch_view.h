// The live view: one picture of an office, as lines for a terminal, and one line a picture for a log.
//
// Threads: pure.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "blangko/reports/v1/reports_service.pb.h"

namespace blangko::cli {

// Waiting by class and age band, blanks by account, cards, rate, equation.
std::vector<std::string> WatchScreen(const reports::v1::GetOverviewResponse& overview,
                                     const absl::TimeZone& zone);

// The lines broken at blanks so that none is wider than `width`; a picture that is drawn over needs to know its height.
std::vector<std::string> Wrapped(const std::vector<std::string>& lines, size_t width);

// "08:00:01  menunggu 14.915  tercetak 298  61,0 kartu/menit  tersedia 7.700  perlu diperiksa 0  tepat"
std::string WatchLine(const reports::v1::GetOverviewResponse& overview, const absl::TimeZone& zone);

}  // namespace blangko::cli
