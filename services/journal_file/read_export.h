// Reads a journal that a station exported: sequence, chain, digest and signature. What the entries mean is for the
// caller to judge.
//
// Failure: DATA_LOSS that names the first bad line. Threads: pure.
#pragma once

#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/station/v1/journal_export.pb.h"

namespace blangko::journal_file {

// Called for each entry in order; what it refuses is told with the line. The signature stands at the end: nothing may be
// done with an entry before ReadExport has returned.
using TakeEntry = absl::FunctionRef<absl::Status(const station::v1::Entry&)>;

// The signature is that of the key in the header: compare it with the key that the station is known by.
absl::StatusOr<station::v1::ExportHeader> ReadExport(std::string_view text, TakeEntry take);

}  // namespace blangko::journal_file
