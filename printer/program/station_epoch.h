// The epoch in which a station writes its journal: once begun, a journal stays with its own.
//
// While the journal holds nothing but its header, or does not exist, the epoch is the server's: the one that was asked for,
// or what registering answers, or what the server says of this station; a header of another epoch is thrown away. Without
// an answer nothing is written, and the server is asked until it answers.
// Failure: the server's refusals, of the disk; UNAVAILABLE when it was stopped, or only reports, before an answer came.
// Threads: one.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "base/ids.h"
#include "base/rng.h"
#include "base/stop_flag.h"
#include "printer/journal/station_disk.h"
#include "printer/program/grpc_job_source.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

// What a station needs to make itself known, or to ask how it is known.
struct Enrolment {
  const ServerLink& link;
  const StationIdentity& identity;
  const StationOptions& options;
  IdSource& ids;
  Rng& rng;
};

absl::StatusOr<uint64_t> FindEpoch(StationDisk& disk, const Enrolment& enrolment, const StopFlag& stop);

}  // namespace blangko::printer
