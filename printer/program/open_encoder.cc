#include "printer/program/open_encoder.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/encoder/command_encoder.h"
#include "printer/encoder/pcsc_reader.h"
#include "printer/encoder/reader_encoder.h"
#include "printer/encoder/simulated_encoder.h"

namespace blangko::printer {
namespace {

constexpr absl::Duration kReaderLimit = absl::Seconds(30);  // how long a blank may be off its reader
constexpr char kForms[] =
    "command:PROGRAM, pcsc[:READER] or simulated[:uids=FILE,seconds=N,fail-every=N,lose-every=N]";

absl::Status Bad(std::string_view got, std::string_view want) {
  return absl::InvalidArgumentError(
      absl::StrCat("--encoder: got ", std::string(got), ", want ", std::string(want)));
}

using Settings = std::map<std::string, std::string>;

// "a=1,b=2"; only names that are known.
absl::StatusOr<Settings> ReadSettings(const std::string& text, const std::vector<std::string>& known) {
  Settings settings;
  for (const auto& part : absl::StrSplit(text, ',', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> setting = absl::StrSplit(part, absl::MaxSplits('=', 1));
    const bool is_known = std::find(known.begin(), known.end(), setting.first) != known.end();
    if (!is_known || setting.second.empty()) return Bad(ToStd(part), kForms);
    settings.insert(setting);
  }
  return settings;
}

absl::StatusOr<int> NumberOf(const Settings& settings, const std::string& name, int max) {
  const auto found = settings.find(name);
  if (found == settings.end()) return 0;
  int number = 0;
  if (absl::SimpleAtoi(found->second, &number) && number >= 0 && number <= max) return number;
  return Bad(absl::StrCat(name, "=", found->second), absl::StrCat(name, "=0 to ", max));
}

absl::StatusOr<std::unique_ptr<CardEncoder>> OpenCommand(const std::string& text,
                                                         const std::string& printer_id, const Clock& steady) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits(',', 1));
  ASSIGN_OR_RETURN(const Settings settings, ReadSettings(parts.second, {"seconds"}));
  ASSIGN_OR_RETURN(const int seconds,
                   NumberOf(settings, "seconds", static_cast<int>(absl::ToInt64Seconds(kEncodeTimeMax))));
  if (access(parts.first.c_str(), X_OK) != 0)
    return Bad(absl::StrCat("command:", text), "a program that can be run");
  CommandEncoderConfig config{.program = parts.first, .printer_id = printer_id};
  if (seconds > 0) config.limit = absl::Seconds(seconds);
  return std::make_unique<CommandEncoder>(std::move(config), steady);
}

absl::StatusOr<std::unique_ptr<CardEncoder>> OpenSimulated(const std::string& text, EncoderParties parties) {
  ASSIGN_OR_RETURN(const Settings settings,
                   ReadSettings(text, {"uids", "seconds", "fail-every", "lose-every"}));
  SimulatedEncoderConfig config;
  ASSIGN_OR_RETURN(const int seconds,
                   NumberOf(settings, "seconds", static_cast<int>(absl::ToInt64Seconds(kEncodeTimeMax))));
  config.time = absl::Seconds(seconds);
  ASSIGN_OR_RETURN(config.fail_every, NumberOf(settings, "fail-every", 1'000'000));
  ASSIGN_OR_RETURN(config.lose_every, NumberOf(settings, "lose-every", 1'000'000));
  if (const auto uids = settings.find("uids"); uids != settings.end()) {
    auto read = ReadUids(uids->second);
    if (!read.ok()) return absl::InvalidArgumentError(absl::StrCat("--encoder: ", read.status().message()));
    config.uids = *std::move(read);
  }
  return std::make_unique<SimulatedEncoder>(std::move(config), std::move(parties.is_set_aside),
                                            parties.steady, parties.rng);
}

}  // namespace

absl::StatusOr<std::unique_ptr<CardEncoder>> OpenEncoder(const StationOptions& options,
                                                         EncoderParties parties) {
  if (options.encoder.empty()) return nullptr;
  const std::pair<std::string, std::string> parts = absl::StrSplit(options.encoder, absl::MaxSplits(':', 1));
  const auto& [kind, rest] = parts;
  if (kind == "command" && !rest.empty()) return OpenCommand(rest, options.printer_id, parties.steady);
  if (kind == "pcsc") {
    return std::make_unique<ReaderEncoder>(std::make_unique<PcscReader>(rest), kReaderLimit, parties.steady);
  }
  if (kind == "simulated") return OpenSimulated(rest, std::move(parties));
  return Bad(options.encoder, kForms);
}

}  // namespace blangko::printer
