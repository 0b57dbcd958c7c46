// Settings of papers as rows and on the wire, the number that a pattern gives, and who signs.
//
// Failure: none. Threads: pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "blangko/papers/v1/papers.pb.h"
#include "blangko/rows/v1/papers.pb.h"

namespace blangko::papers {

rows::v1::PaperSettings ToRow(const v1::PaperSettings& settings);
v1::PaperSettings ToApi(const rows::v1::PaperSettings& settings);

// "400.12.2/{seq}/BAST/{roman_month}/{year}" as "400.12.2/7/BAST/XI/2026". `day` is since 1970-01-01.
std::string NumberOf(std::string_view pattern, uint64_t seq, int64_t day);
// The pattern of a kind; the default where the settings have none.
std::string PatternOf(const rows::v1::PaperSettings& settings, v1::PaperKind kind);

// Letterhead, place, number, day and signatures. `other` are the settings of the other office of a shipment, or null.
rows::v1::PaperHead HeadOf(const rows::v1::PaperSettings& settings, const rows::v1::PaperSettings* other,
                           v1::PaperKind kind, uint64_t seq, int64_t day);

}  // namespace blangko::papers
