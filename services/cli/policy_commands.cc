// blangko policy show|set|presets|preview|versions|state: who is served first.
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "google/protobuf/util/json_util.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/policy_view.h"
#include "services/cli/second_person.h"

namespace blangko::cli {
namespace {

using scheduler::v1::Policy;
using scheduler::v1::PolicyClass;
using scheduler::v1::SchedulerService;

absl::StatusOr<Policy> GetPolicy(Session& session, const std::string& office, const std::string& at) {
  scheduler::v1::GetPolicyRequest request;
  request.set_office(office);
  if (!at.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_at(), ParseTime(at, session.zone()));
  }
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::GetPolicy, request));
  return response.policy();
}

// What can be typed of a policy, for setting and for looking ahead.
struct SetOptions {
  std::string office, circular, fifo, effective, file, preset, unused, mode, reason;
  std::optional<int32_t> spoil_limit, printer_spoil_limit, window_single, window_batch;
  std::optional<int32_t> daily_cap, reserve, supply_low, owed_limit;
  std::optional<int64_t> reclaim_after;
  std::vector<std::string> trusted, shares, caps;
};

// A policy in the JSON form of scheduler.v1.Policy.
absl::StatusOr<Policy> ReadPolicy(const std::string& path) {
  std::ifstream file(path);
  if (!file) return UsageError(path + ": tidak dapat dibaca", path + ": cannot be read");
  std::stringstream text;
  text << file.rdbuf();
  Policy policy;
  const auto status = google::protobuf::util::JsonStringToMessage(text.str(), &policy);
  const std::string why(status.message());
  if (!status.ok())
    return UsageError(path + ": JSON tidak terbaca: " + why, path + ": JSON cannot be read: " + why);
  return policy;
}

// Whom the preset serves, with the limits of the policy in force.
absl::Status ApplyPreset(Session& session, const std::string& name, Policy& policy) {
  ASSIGN_OR_RETURN(const auto response,
                   session.Call(&SchedulerService::Stub::ListPresets, scheduler::v1::ListPresetsRequest()));
  std::vector<std::string> names;
  for (const Policy& preset : response.presets()) {
    names.push_back(preset.preset());
    if (preset.preset() != name) continue;
    policy.set_preset(name);
    policy.set_circular(preset.circular());
    policy.set_fifo_key(preset.fifo_key());
    policy.set_daily_cap(preset.daily_cap());
    policy.set_unused_share(preset.unused_share());
    policy.set_owed_limit(preset.owed_limit());
    policy.set_print_mode(preset.print_mode());
    policy.set_reserve_floor(preset.reserve_floor());
    policy.set_supply_low_cards(preset.supply_low_cards());
    *policy.mutable_classes() = preset.classes();
    return absl::OkStatus();
  }
  const std::string known = absl::StrJoin(names, ", ");
  return UsageError(absl::StrCat("--preset: \"", name, "\" tidak dikenal; pilih ", known),
                    absl::StrCat("--preset: \"", name, "\" is not known; choose ", known));
}

// "3:50" is 50 for class 3.
absl::Status ApplyToClasses(const char* option, const std::vector<std::string>& words, Policy& policy,
                            void (PolicyClass::*set)(int32_t)) {
  for (const std::string& word : words) {
    const size_t colon = word.find(':');
    uint64_t class_id = 0;
    int32_t number = 0;
    PolicyClass* meant = nullptr;
    const bool read = colon != std::string::npos && absl::SimpleAtoi(word.substr(0, colon), &class_id) &&
                      absl::SimpleAtoi(word.substr(colon + 1), &number);
    for (PolicyClass& one : *policy.mutable_classes()) {
      if (read && one.class_id() == class_id) meant = &one;
    }
    if (meant == nullptr) {
      return UsageError(
          absl::StrCat(option, ": \"", word, "\" bukan KELAS:BILANGAN dari suatu kelas, misalnya 1:50"),
          absl::StrCat(option, ": \"", word, "\" is not CLASS:NUMBER of a class, such as 1:50"));
    }
    (meant->*set)(number);
  }
  return absl::OkStatus();
}

void ApplyNumbers(const SetOptions& options, Policy& policy) {
  if (options.daily_cap) policy.set_daily_cap(*options.daily_cap);
  if (options.reserve) policy.set_reserve_floor(*options.reserve);
  if (options.supply_low) policy.set_supply_low_cards(*options.supply_low);
  if (options.owed_limit) policy.set_owed_limit(*options.owed_limit);
  if (options.spoil_limit) policy.set_spoil_limit(*options.spoil_limit);
  if (options.printer_spoil_limit) policy.set_printer_spoil_limit(*options.printer_spoil_limit);
  if (options.window_single) policy.set_window_single(*options.window_single);
  if (options.window_batch) policy.set_window_batch(*options.window_batch);
  if (options.reclaim_after) policy.set_reclaim_after_seconds(*options.reclaim_after);
  for (const std::string& driver : options.trusted) policy.add_trusted_drivers(driver);
}

absl::Status ApplyWords(const SetOptions& options, Policy& policy) {
  if (!options.fifo.empty()) {
    ASSIGN_OR_RETURN(const auto key, ParseEnum<scheduler::v1::FifoKey>("--fifo", options.fifo));
    policy.set_fifo_key(key);
  }
  if (!options.unused.empty()) {
    ASSIGN_OR_RETURN(const auto unused, ParseEnum<scheduler::v1::UnusedShare>("--unused", options.unused));
    policy.set_unused_share(unused);
  }
  if (!options.mode.empty()) {
    ASSIGN_OR_RETURN(const auto mode, ParseEnum<scheduler::v1::PrintMode>("--print-mode", options.mode));
    policy.set_print_mode(mode);
  }
  RETURN_IF_ERROR(ApplyToClasses("--share", options.shares, policy, &PolicyClass::set_share));
  return ApplyToClasses("--class-cap", options.caps, policy, &PolicyClass::set_daily_cap);
}

// The policy in force with what was typed changed in it.
absl::StatusOr<Policy> NewPolicy(Session& session, const SetOptions& options) {
  ASSIGN_OR_RETURN(Policy policy,
                   options.file.empty() ? GetPolicy(session, options.office, "") : ReadPolicy(options.file));
  policy.set_office(options.office);
  if (!options.preset.empty()) RETURN_IF_ERROR(ApplyPreset(session, options.preset, policy));
  if (!options.circular.empty()) policy.set_circular(options.circular);
  RETURN_IF_ERROR(ApplyWords(options, policy));
  policy.clear_effective_time();
  if (!options.effective.empty()) {
    ASSIGN_OR_RETURN(*policy.mutable_effective_time(), ParseTime(options.effective, session.zone()));
  }
  if (!options.trusted.empty()) policy.clear_trusted_drivers();
  ApplyNumbers(options, policy);
  return policy;
}

absl::Status Set(Session& session, const SetOptions& options) {
  scheduler::v1::SetPolicyRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_reason(options.reason);
  ASSIGN_OR_RETURN(*request.mutable_policy(), NewPolicy(session, options));
  PinSource pins(session.options().pin_file, session.language());
  RETURN_IF_ERROR(AskOwnPin(session, pins, *request.mutable_pin()));
  RETURN_IF_ERROR(pins.CheckAllUsed());
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::SetPolicy, request));
  if (response.has_proposal()) return PrintProposal(session, response.proposal());
  session.Print(PolicySheets(response.policy()));
  return absl::OkStatus();
}

struct PreviewOptions : SetOptions {
  std::string site;
  int64_t blanks = 0;
};

absl::Status Preview(Session& session, const PreviewOptions& options) {
  scheduler::v1::PreviewPolicyRequest request;
  ASSIGN_OR_RETURN(*request.mutable_policy(), NewPolicy(session, options));
  request.set_site(options.site);
  request.set_blanks(options.blanks);
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::PreviewPolicy, request));
  session.Print(PreviewSheets(response.preview()));
  if (!response.preview().complete()) {
    session.Say("Antrean terlalu panjang: hanya sebagian yang dihitung.",
                "The line is too long: only a part of it was counted.");
  }
  return absl::OkStatus();
}

absl::Status ListVersions(Session& session, const std::string& office) {
  scheduler::v1::ListPoliciesRequest request;
  request.set_office(office);
  Table table = VersionList();
  RETURN_IF_ERROR(session.EachPage(&SchedulerService::Stub::ListPolicies, request,
                                   [&](const scheduler::v1::ListPoliciesResponse& page) {
                                     for (const Policy& policy : page.policies()) AddVersion(table, policy);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status ListPresets(Session& session) {
  ASSIGN_OR_RETURN(const auto response,
                   session.Call(&SchedulerService::Stub::ListPresets, scheduler::v1::ListPresetsRequest()));
  Table table = PresetList();
  for (const Policy& preset : response.presets()) AddPreset(table, preset);
  session.Print({table});
  return absl::OkStatus();
}

absl::Status ShowState(Session& session, const std::string& site) {
  scheduler::v1::GetDispatchStateRequest request;
  request.set_site(site);
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::GetDispatchState, request));
  session.Print(StateSheets(response.state()));
  return absl::OkStatus();
}

// Which policy it is, in words: an office without one of its own has that of the office above it, else the default.
void SayWhose(Session& session, const Policy& policy, const std::string& asked) {
  const std::string whose = policy.office();
  if (!whose.empty() && whose == asked) return;
  if (!whose.empty()) {
    return session.Say(
        "Kantor " + asked + " tidak mempunyai kebijakan sendiri: berlaku kebijakan kantor " + whose + ".",
        "Office " + asked + " has no policy of its own: that of office " + whose + " applies.");
  }
  if (!asked.empty()) {
    return session.Say(
        "Tidak ada kebijakan untuk kantor " + asked + " atau di atasnya: berlaku kebijakan bawaan.",
        "There is no policy for office " + asked + " or above it: the default applies.");
  }
  session.Say(
      "Ini kebijakan bawaan: berlaku di kantor yang tidak mempunyai kebijakan sendiri. Satu kantor: --office KODE.",
      "This is the default: it applies to offices without a policy of their own. One office: --office CODE.");
}

absl::Status Show(Session& session, const std::string& office, const std::string& at) {
  ASSIGN_OR_RETURN(const Policy policy, GetPolicy(session, office, at));
  SayWhose(session, policy, office);
  session.Print(PolicySheets(policy));
  return absl::OkStatus();
}

void OfferChanges(Menu::Command command, SetOptions& options) {
  command->add_option("--office", options.office, "For this office and those below it")->required();
  command->add_option("--preset", options.preset, "Begin with this one; see 'policy presets'");
  command->add_option("--circular", options.circular, "The circular it follows");
  command->add_option("--fifo", options.fifo, "recorded, ready, applied or suket-expiry");
  command->add_option("--daily-cap", options.daily_cap, "Cards of a site and working day; 0 = no cap");
  command->add_option("--class-cap", options.caps, "CLASS:CARDS a day; may be repeated");
  command->add_option("--share", options.shares, "CLASS:PERCENT inside its rank; may be repeated");
  command->add_option("--unused", options.unused, "A share that nobody uses: to-others, owed or kept");
  command->add_option("--owed-limit", options.owed_limit, "Cards that a class is owed at most");
  command->add_option("--reserve", options.reserve, "Last blanks that only some classes may have");
  command->add_option("--supply-low", options.supply_low,
                      "Cards of ribbon or film below which only some classes are served");
  command->add_option("--print-mode", options.mode, "batch or on-presence");
  command->add_option("--file", options.file, "Whole policy with its classes, as JSON");
}

void AddSet(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<SetOptions>();
  auto* set = menu.Add(group, "set", "A new version of the policy; what is not given stays as it is",
                       [options](Session& session) { return Set(session, *options); });
  OfferChanges(set, *options);
  set->add_option("--reason", options->reason, "Why; needed where it takes two persons");
  set->add_option("--effective", options->effective, "From this day on; default: now");
  set->add_option("--spoil-limit", options->spoil_limit, "Spoiled blanks before a record is held");
  set->add_option("--printer-spoil-limit", options->printer_spoil_limit,
                  "Spoils in a row before a printer is held");
  set->add_option("--window-single", options->window_single,
                  "Cards a printer may have permission for, one by one");
  set->add_option("--window-batch", options->window_batch, "The same for batches");
  set->add_option("--reclaim-after", options->reclaim_after,
                  "Seconds after which an unstarted grant goes back");
  set->add_option("--trust", options->trusted,
                  "Driver whose word is enough for PRINTED; demos and tests only");
}

void AddPreview(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<PreviewOptions>();
  auto* preview =
      menu.Add(group, "preview", "Whom it would serve instead, on the line as it is now; nothing is changed",
               [options](Session& session) { return Preview(session, *options); });
  OfferChanges(preview, *options);
  preview->add_option("--site", options->site, "Whose line; default: the office's own");
  preview->add_option("--blanks", options->blanks, "Blanks to share out; default: all that are free");
}

}  // namespace

void AddPolicyCommands(Menu& menu) {
  struct Options {
    std::string office, at;
  };
  auto* group = menu.Group("policy", "Who is served first");
  auto options = std::make_shared<Options>();
  auto* show = menu.Add(group, "show", "The policy in force",
                        [options](Session& session) { return Show(session, options->office, options->at); });
  show->add_option("--office", options->office,
                   "Area code; default: the policy of offices without one of their own");
  show->add_option("--at", options->at, "At that moment; default: now");
  AddSet(menu, group);
  menu.Add(group, "presets", "Policies to begin with", [](Session& session) { return ListPresets(session); });
  AddPreview(menu, group);
  auto office = std::make_shared<std::string>();
  menu.Add(group, "versions", "All versions of an office, newest first",
           [office](Session& session) { return ListVersions(session, *office); })
      ->add_option("--office", *office, "Area code")
      ->required();
  auto site = std::make_shared<std::string>();
  menu.Add(group, "state", "What the next grant goes by: caps, shares, reserve",
           [site](Session& session) { return ShowState(session, *site); })
      ->add_option("--site", *site, "Office whose blanks print it")
      ->required();
}

}  // namespace blangko::cli
