#include "printer/station_tools.h"

#include <array>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "printer/looks.h"
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
  station::v1::ClearPrinter& clear = *request.mutable_clear_printer();
  clear.set_printer_id(options.printer_id);
  clear.set_envelope(options.envelope);
  clear.set_nothing_found(options.nothing_found);
  clear.set_no_job_left(true);  // whoever gives the command has looked
  ASSIGN_OR_RETURN(const Asked asked, AskStation(options.directory, {request}, parties));
  RETURN_IF_ERROR(asked.answers.front());
  return absl::StrCat("cleared ", options.printer_id, asked.by_agent ? " at the running agent\n" : "\n");
}

absl::StatusOr<std::string> DecideCard(const StationOptions& options, const AskParties& parties) {
  const std::string& typed = options.decide_card;
  const size_t slash = typed.rfind('/');
  uint32_t attempt = 0;
  if (slash == std::string::npos || !absl::SimpleAtoi(typed.substr(slash + 1), &attempt)) {
    return absl::InvalidArgumentError(absl::StrCat("decide: card: got ", typed, ", want RECORD/ATTEMPT"));
  }
  station::v1::OperatorRequest request;
  request.set_by(options.by);
  station::v1::DecideCard& decide = *request.mutable_decide_card();
  decide.set_record_id(typed.substr(0, slash));
  decide.set_attempt(attempt);
  scheduler::v1::Outcome outcome = scheduler::v1::OUTCOME_UNSPECIFIED;
  scheduler::v1::Outcome_Parse("OUTCOME_" + absl::AsciiStrToUpper(options.decide_outcome), &outcome);
  decide.set_outcome(outcome);
  decide.set_cause(CauseOf(options.look_cause));
  decide.set_blank_uid(options.blank_uid);
  ASSIGN_OR_RETURN(const Asked asked, AskStation(options.directory, {request}, parties));
  RETURN_IF_ERROR(asked.answers.front());
  return absl::StrCat(typed, ": ", WordsOf(outcome, decide.cause()), ", diputuskan ", options.by, "\n");
}

}  // namespace blangko::printer
