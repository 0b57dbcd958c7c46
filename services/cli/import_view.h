// What an import looks like: the bar while it runs, the summary, the held records and the refused rows when it is done.
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
std::string ProgressBar(const records::v1::Import& import, int64_t file_bytes, absl::Duration elapsed,
                        Language language = Language::kIndonesian);

// Imports that were made; the hash of the file is cut short for people. `language`: of why a file was refused.
Table ImportList();
void AddImport(Table& list, const records::v1::Import& import, Format format, Language language);

// `elapsed`: how long it took; zero = not known.
Table ImportSummary(const records::v1::Import& import, absl::Duration elapsed,
                    Language language = Language::kIndonesian);

Table ImportHeldList();
void AddImportHeld(Table& list, const records::v1::ImportHeld& held);

Table ImportErrorList();
void AddImportError(Table& list, const records::v1::ImportError& error);

}  // namespace blangko::cli
