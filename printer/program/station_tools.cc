#include "printer/program/station_tools.h"

#include <array>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "printer/operator/looks.h"
#include "printer/operator/operator_refusal.h"
#include "printer/program/look_tool.h"
#include "printer/program/station_key.h"
#include "services/refusal/told.h"
#include "services/rpc/channel.h"
#include "services/screen/exits.h"

namespace blangko::printer {
namespace {

constexpr std::array<std::string_view, 4> kOwnAddresses = {"127.", "localhost:", "[::1]:", "unix:"};

}  // namespace

absl::Status CheckServer(const StationOptions& options) {
  for (const std::string_view own : kOwnAddresses) {
    if (options.server.starts_with(own)) return absl::OkStatus();
  }
  if (!options.insecure) {
    return Told(absl::StatusCode::kFailedPrecondition,
                absl::StrCat("server ", options.server,
                             " ada di mesin lain dan hubungannya tidak disandikan: perlu --insecure"),
                absl::StrCat("server ", options.server,
                             " is another machine and the connection is plaintext: want --insecure"));
  }
  Log(LogLevel::kWarning, "station.plaintext_to_another_machine", {{"server", options.server}});
  return absl::OkStatus();
}

absl::StatusOr<std::string> InitStation(const StationOptions& options, const Clock& clock, Rng& rng) {
  ASSIGN_OR_RETURN(SigningKey key, LoadOrMakeKey(options.directory));
  const Language language = options.language;
  std::string text =
      absl::StrCat(In(language, "kunci publik: ", "public key: "), ToHex(key.public_key), "\n");
  if (!options.register_first) return text;
  RETURN_IF_ERROR(CheckServer(options));
  IdSource ids(clock, rng);
  const ServerLink link(options.server);
  const auto epoch =
      RegisterStation(link, {options.station_id, 0, std::move(key)}, options.sites, options.by, ids, rng);
  RETURN_IF_ERROR(screen::NameServer(epoch.status(), options.server, rpc::CallOptions().timeout));
  return absl::StrCat(text, options.station_id, In(language, " terdaftar, masa ", " is registered, epoch "),
                      *epoch, "\n");
}

absl::StatusOr<std::string> ClearPrinter(const StationOptions& options, const AskParties& parties) {
  RETURN_IF_ERROR(CheckId("--printer", options.printer_id));
  station::v1::OperatorRequest request;
  request.set_by(options.by);
  station::v1::ClearPrinter& clear = *request.mutable_clear_printer();
  clear.set_printer_id(options.printer_id);
  clear.set_envelope(options.envelope);
  clear.set_nothing_found(options.nothing_found);
  clear.set_no_job_left(true);  // whoever gives the command has looked
  ASSIGN_OR_RETURN(const Asked asked, AskStation(options.directory, {request}, parties));
  RETURN_IF_ERROR(asked.answers.front());
  const Language language = options.language;
  return absl::StrCat(
      options.printer_id, In(language, ": sudah dikosongkan", ": cleared"),
      asked.by_agent ? In(language, ", oleh agen yang berjalan\n", " at the running agent\n") : "\n");
}

absl::StatusOr<std::string> DecideCard(const StationOptions& options, const AskParties& parties) {
  const std::string& typed = options.decide_card;
  const size_t slash = typed.rfind('/');
  uint32_t attempt = 0;
  if (slash == std::string::npos || !absl::SimpleAtoi(typed.substr(slash + 1), &attempt)) {
    return screen::UsageError(absl::StrCat("decide: diisi ", typed, ", seharusnya DATA/PERCOBAAN"),
                              absl::StrCat("decide: got ", typed, ", want RECORD/ATTEMPT"));
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
  decide.set_other_uid(options.other_uid);
  decide.set_envelope(options.envelope);
  decide.set_found_at(options.found_at);
  ASSIGN_OR_RETURN(const Asked asked, AskStation(options.directory, {request}, parties));
  RETURN_IF_ERROR(asked.answers.front());
  const Language language = options.language;
  return absl::StrCat(typed, ": ", WordsOf(outcome, decide.cause(), language),
                      In(language, ", diputuskan ", ", decided by "), options.by, "\n",
                      asked.by_agent ? "" : ReportedLater(options));
}

}  // namespace blangko::printer
