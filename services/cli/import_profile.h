// Profiles of lists at the command line: a name that the server knows, or a file that somebody wrote; and how one is
// shown.
//
// Failure: UsageError for a file that cannot be read or is no profile, with file, line and column. Threads: pure.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "blangko/records/v1/records_service.pb.h"
#include "services/cli/table.h"

namespace blangko::cli {

// What follows --profile: a dot or a slash makes it a file.
struct ProfileChoice {
  std::string name;
  std::optional<records::v1::ImportProfile> profile;
};
absl::StatusOr<ProfileChoice> ReadProfileChoice(const std::string& word);

absl::StatusOr<records::v1::ImportProfile> ReadProfileFile(const std::string& path);

Table ImportColumnList(const records::v1::GetImportProfileResponse& profile,
                       Language language = Language::kIndonesian);

Table ImportProfileList();
void AddImportProfile(Table& list, const records::v1::ImportProfileSummary& summary);

}  // namespace blangko::cli
