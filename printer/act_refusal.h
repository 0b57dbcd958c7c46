// What the station says to a person whose act it does not carry out: one sentence in English, one in Indonesian.
//
// The status has the English one as its message and carries the other, also through the inbox.
// Threads: pure functions.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace blangko::printer {

absl::Status RefuseAct(absl::StatusCode code, const std::string& english, const std::string& indonesian);

// The Indonesian sentence; the message itself when there is none.
std::string InIndonesian(const absl::Status& refusal);

// What was wrong with what a person asked; everything else is about the disk.
bool IsRefusal(const absl::Status& status);

// A name as it may stand in the journal: 1 to 100 bytes, nothing that moves a cursor.
absl::Status CheckName(const std::string& field, const std::string& name);

}  // namespace blangko::printer
