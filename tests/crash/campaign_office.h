// What every campaign begins with: one regency, a list of records that may be printed, and a channel to the server that
// comes back quickly. Planted bugs are run in the twins of the programs.
//
// Failure: what the server said. Threads: any.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "grpcpp/channel.h"
#include "tests/cases/case_row.h"
#include "tests/support/office_client.h"

namespace blangko::crash {

inline constexpr char kOffice[] = "14.05";
inline constexpr char kLot[] = "LOT-1";

// In the order of their capture, all cleared; the same for the same seed.
std::vector<cases::CaseRow> PrintReadyRows(uint64_t seed, int count);
// The office, the rows, an empty lot, and which printer drivers are believed without a look.
absl::Status FillStore(support::OfficeClient& office, const std::vector<cases::CaseRow>& rows,
                       const std::vector<std::string>& trusted_drivers);

std::shared_ptr<grpc::Channel> OpenQuickChannel(const std::string& address);
// The channel learns of a restart by a call that fails; who judges must not.
absl::Status AwaitAnswer(support::OfficeClient& office);

std::string ProgramPath(const std::string& bin, const std::string& name, const std::string& plant);
std::vector<std::string> PlantEnvironment(const std::string& plant);

}  // namespace blangko::crash
