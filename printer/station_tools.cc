#include "printer/station_tools.h"

#include <array>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "printer/station_key.h"
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
  station::v1::OperatorRequest request;
  request.set_by(options.by);
  request.mutable_clear_printer()->set_printer_id(options.printer_id);
  ASSIGN_OR_RETURN(const Asked asked, AskStation(options.directory, {request}, parties));
  RETURN_IF_ERROR(asked.answers.front());
  const Language language = options.language;
  return absl::StrCat(
      options.printer_id, In(language, ": sudah dikosongkan", ": cleared"),
      asked.by_agent ? In(language, ", oleh agen yang berjalan\n", " at the running agent\n") : "\n");
}

}  // namespace blangko::printer
