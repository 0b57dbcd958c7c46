// Policy: who is served first, as data. Pure rules over rows.v1.Policy: the class of a record, its FIFO key, the
// order of the classes.
//
// Threads: pure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "blangko/rows/v1/records.pb.h"
#include "blangko/rows/v1/scheduler.pb.h"

namespace blangko::scheduler {

// What holds where nobody has set a policy: first cards before replacements, by the time of recording.
rows::v1::Policy DefaultPolicy();

// The first class, by rank, that takes this record. Every valid policy has a class that takes all.
const rows::v1::PolicyClass* ClassOf(const rows::v1::Policy& policy, const rows::v1::Record& record);

// A class by its number, or nothing.
const rows::v1::PolicyClass* FindClass(const rows::v1::Policy& policy, uint64_t class_id);

// scheduler.v1.Lane; a record without one is in the ordinary lane.
uint32_t LaneOf(const rows::v1::Record& record);

// The record's place by the FIFO key of its class, else of the policy; a record without that time stands by the time of
// recording. By SUKET_EXPIRY: the end of the suket; where that is not known, six months after the recording.
absl::Time KeyOf(const rows::v1::Policy& policy, const rows::v1::Record& record);

// Classes, smallest rank first; of equal ranks the smaller number.
std::vector<rows::v1::PolicyClass> ByRank(const rows::v1::Policy& policy);

// True when the word of this driver is enough for PRINTED.
bool TrustsDriver(const rows::v1::Policy& policy, std::string_view driver);

// True when both place every record alike, so that lines made under one hold under the other.
bool PlacesAlike(const rows::v1::Policy& a, const rows::v1::Policy& b);

}  // namespace blangko::scheduler
