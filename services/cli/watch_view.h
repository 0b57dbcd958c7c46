// The live view: one picture of an office, as lines for a terminal, and one line a picture for a log.
//
// Threads: pure.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "blangko/reports/v1/reports_service.pb.h"
#include "services/cli/table.h"

namespace blangko::cli {

// How a view is read.
struct ViewFace {
  absl::TimeZone zone;
  Language language = Language::kIndonesian;
};

// Waiting by class and age band, blanks by account, cards, rate, equation. No line is wider than `width`: sentences are
// broken at blanks, table lines are cut, and the names of classes first of all.
std::vector<std::string> WatchScreen(const reports::v1::GetOverviewResponse& overview, const ViewFace& face,
                                     size_t width);

// "Tidak ada jawaban dari server sejak 12 dtk lalu": below a picture that is no longer new.
std::string SilenceLine(absl::Duration since, Language language);

// "08:00:01  menunggu 14.915  tercetak 298  61 dalam 60 dtk  tersedia 7.700  perlu diperiksa 0  tepat"
std::string WatchLine(const reports::v1::GetOverviewResponse& overview, const ViewFace& face);

// How a view ends: how long it was looked at, and what came out meanwhile.
std::string SummaryLine(const reports::v1::GetOverviewResponse& first,
                        const reports::v1::GetOverviewResponse& last, Language language);

// The lines broken at blanks so that none is wider than `width`.
std::vector<std::string> Wrapped(const std::vector<std::string>& lines, size_t width);

// What a terminal is sent to draw `now` over `before`, which stands right above the cursor. The terminal may have become
// narrower since and broken the old lines: they are counted as they stand now.
std::string Redrawn(const std::vector<std::string>& before, const std::vector<std::string>& now,
                    size_t width);

}  // namespace blangko::cli
