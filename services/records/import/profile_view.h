// What people see of a profile: its columns, and a small valid list of made-up people that is read by it.
//
// Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "blangko/records/v1/import_profile.pb.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/records/import/profile.h"

namespace blangko::records {

// Fields that have a column or a default, in the order of Field.
std::vector<v1::ImportColumn> ColumnsOf(const Profile& profile);

// Three people who do not exist, as CSV. Their requests were recorded a month before `now`; `office` is a region code
// whose area is theirs.
std::string SampleOf(const Profile& profile, std::string_view office, absl::Time now,
                     const absl::TimeZone& zone);

v1::ImportProfileSummary SummaryOf(const v1::ImportProfile& builtin);
v1::ImportProfileSummary SummaryOf(const rows::v1::ImportProfile& row, const v1::ImportProfile& profile);

}  // namespace blangko::records
