#include "printer/station_tools.h"

#include <array>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "printer/station_key.h"

namespace blangko::printer {
namespace {

constexpr std::array<std::string_view, 4> kOwnAddresses = {"127.", "localhost:", "[::1]:", "unix:"};

}  // namespace

absl::Status CheckServer(const StationOptions& options) {
  for (const std::string_view own : kOwnAddresses) {
    if (options.server.starts_with(own)) return absl::OkStatus();
  }
  if (!options.insecure) {
    return absl::FailedPreconditionError(absl::StrCat(
        "server ", options.server, " is another machine and the connection is plaintext: want --insecure"));
  }
  Log(LogLevel::kWarning, "station.plaintext_to_another_machine", {{"server", options.server}});
  return absl::OkStatus();
}

absl::StatusOr<std::string> InitStation(const StationOptions& options, const Clock& clock, Rng& rng) {
  ASSIGN_OR_RETURN(SigningKey key, LoadOrMakeKey(options.directory));
  std::string text = absl::StrCat("public key: ", ToHex(key.public_key), "\n");
  if (!options.register_first) return text;
  RETURN_IF_ERROR(CheckServer(options));
  IdSource ids(clock, rng);
  const ServerLink link(options.server);
  ASSIGN_OR_RETURN(const uint64_t epoch, RegisterStation(link, {options.station_id, 0, std::move(key)},
                                                         options.sites, options.by, ids, rng));
  return absl::StrCat(text, "registered ", options.station_id, ", epoch ", epoch, "\n");
}

absl::StatusOr<std::string> ClearPrinter(const StationOptions& options, const AskParties& parties) {
  station::v1::OperatorRequest request;
  request.set_by(options.by);
  request.mutable_clear_printer()->set_printer_id(options.printer_id);
  ASSIGN_OR_RETURN(const Asked asked, AskStation(options.directory, {request}, parties));
  RETURN_IF_ERROR(asked.answers.front());
  return absl::StrCat("cleared ", options.printer_id, asked.by_agent ? " at the running agent\n" : "\n");
}

}  // namespace blangko::printer
