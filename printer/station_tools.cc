#include "printer/station_tools.h"

#include <array>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "printer/clear_request.h"
#include "printer/file_disk.h"
#include "printer/journal.h"
#include "printer/journal_entries.h"
#include "printer/restart_rules.h"
#include "printer/station_key.h"

namespace blangko::printer {
namespace {

constexpr absl::Duration kPickUpTime = absl::Seconds(10);
constexpr absl::Duration kPickUpLook = absl::Milliseconds(100);
constexpr std::array<std::string_view, 4> kOwnAddresses = {"127.", "localhost:", "[::1]:", "unix:"};

// The agent that holds the directory does it.
absl::StatusOr<std::string> AskTheAgent(const StationOptions& options, const StopFlag& stop) {
  RETURN_IF_ERROR(PutClearRequest(options.directory, {options.printer_id, options.by}));
  ClearAnswer answer = ClearAnswer::kWaiting;
  for (absl::Duration waited; waited < kPickUpTime && answer == ClearAnswer::kWaiting;
       waited += kPickUpLook) {
    if (stop.WaitFor(kPickUpLook)) break;
    answer = AnswerToClear(options.directory);
  }
  if (answer == ClearAnswer::kTaken)
    return absl::StrCat("cleared ", options.printer_id, " at the running agent\n");
  if (answer == ClearAnswer::kDropped) {
    return absl::AbortedError(
        "clear: the agent was started again meanwhile; look into the printer once more");
  }
  return absl::DeadlineExceededError("clear: the running agent has not taken it yet; look at its log");
}

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

absl::StatusOr<std::string> ClearPrinter(const StationOptions& options, const Clock& clock,
                                         const StopFlag& stop) {
  auto disk = FileDisk::Open(options.directory);
  if (absl::IsFailedPrecondition(disk.status())) return AskTheAgent(options, stop);
  RETURN_IF_ERROR(disk.status());
  ASSIGN_OR_RETURN(const station::v1::Header header, ReadJournalHeader(**disk));
  ASSIGN_OR_RETURN(const auto journal, Journal::Open(**disk, header.station_id(), header.epoch(), clock));
  RETURN_IF_ERROR(SettleAfterRestart(*journal));
  RETURN_IF_ERROR(journal->AppendAndSync(ClearedEntry(options.printer_id, options.by)));
  return absl::StrCat("cleared ", options.printer_id, "\n");
}

}  // namespace blangko::printer
