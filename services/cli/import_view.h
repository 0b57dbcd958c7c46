// What an import looks like: the bar while it runs, the summary and the refused rows when it is done.
//
// Threads: pure.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "blangko/records/v1/records.pb.h"
#include "services/cli/table.h"

namespace blangko::cli {

// "[###########.........]  57 %  8.700 baris  2.310 baris/dtk"
std::string ProgressBar(const records::v1::Import& import, int64_t file_bytes, absl::Duration elapsed);

Table ImportSummary(const records::v1::Import& import, absl::Duration elapsed);

Table ImportErrorList();
void AddImportError(Table& list, const records::v1::ImportError& error);

}  // namespace blangko::cli
