#include "printer/program/station_parts.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "printer/power/nut_client.h"
#include "printer/program/open_encoder.h"

namespace blangko::printer {

absl::StatusOr<std::unique_ptr<StationParts>> StationParts::Open(const StationOptions& options,
                                                                 const Clock& machine) {
  std::unique_ptr<StationParts> parts(new StationParts());
  ASSIGN_OR_RETURN(parts->clock_, StationClock::Open(options.directory, machine));
  ASSIGN_OR_RETURN(parts->blocked_, BlockedBlanks::Open(options.directory));
  ASSIGN_OR_RETURN(parts->quarantine_, Quarantine::Open(options.directory));
  parts->quarantine_->Tell();
  if (!options.ups.empty()) RETURN_IF_ERROR(parts->WatchPower(options));
  return parts;
}

absl::Status StationParts::WatchPower(const StationOptions& options) {
  const auto address = ParseUpsAddress(options.ups);
  if (!address.ok()) return absl::InvalidArgumentError(absl::StrCat("--ups: ", address.status().message()));
  const auto client = std::make_shared<NutClient>(*address);
  watch_ = std::make_unique<PowerWatch>([client] { return client->Ask(); }, steady_);
  watch_->Start();
  PowerPolicy policy;
  policy.print_when_unknown = options.power_unknown == "print";
  power_ = std::make_unique<PowerPart>(*watch_, policy, steady_);
  return absl::OkStatus();
}

absl::Status StationParts::Attach(const StationOptions& options, const Journal& journal, Rng& rng) {
  clock_->Learn(journal.state().last_seq(), journal.newest_time());
  counts_ = std::make_unique<CountTeller>(journal);
  const auto is_set_aside = [this](const std::string& uid) { return blanks_->set_aside().contains(uid); };
  ASSIGN_OR_RETURN(encoder_, OpenEncoder(options, {is_set_aside, steady_, rng}));
  if (encoder_ == nullptr) return absl::OkStatus();
  blanks_ = std::make_unique<BlankDesk>(BlankDesk::Parties{*encoder_, journal, *blocked_, steady_});
  return absl::OkStatus();
}

std::vector<AgentPart*> StationParts::list() {
  std::vector<AgentPart*> parts = {clock_.get(), blocked_.get(), quarantine_.get()};
  if (counts_ != nullptr) parts.push_back(counts_.get());
  if (power_ != nullptr) parts.push_back(power_.get());
  if (blanks_ != nullptr) parts.push_back(blanks_.get());
  return parts;
}

}  // namespace blangko::printer
