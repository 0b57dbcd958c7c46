// blangko policy show|set: who is served first.
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "google/protobuf/util/json_util.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

using scheduler::v1::Policy;
using scheduler::v1::SchedulerService;

Table PolicySheet(const Policy& policy) {
  return {
      .key = "policy",
      .title = "",
      .columns = {{"office", "Ditetapkan untuk"},
                  {"version", "Versi", Kind::kCount, Shown::kWhenUsed},
                  {"effective_time", "Berlaku sejak", Kind::kTime},
                  {"circular", "Surat edaran"},
                  {"fifo_key", "Kunci antrean", Kind::kCode},
                  {"spoil_limit", "Batas rusak per data", Kind::kCount},
                  {"printer_spoil_limit", "Batas rusak beruntun", Kind::kCount},
                  {"window_single", "Izin satu-satu", Kind::kCount},
                  {"window_batch", "Izin per kelompok", Kind::kCount},
                  {"reclaim_after_seconds", "Ditarik setelah (detik)", Kind::kCount},
                  {"trusted_drivers", "Penggerak dipercaya"}},
      .rows = {{policy.office(), std::to_string(policy.version()), TimeCell(policy.effective_time()),
                policy.circular(), EnumCell(policy.fifo_key()), Raw(policy.spoil_limit()),
                Raw(policy.printer_spoil_limit()), Raw(policy.window_single()), Raw(policy.window_batch()),
                Raw(policy.reclaim_after_seconds()), absl::StrJoin(policy.trusted_drivers(), " ")}},
      .single = true};
}

Table ClassList(const Policy& policy) {
  Table table{.key = "classes",
              .title = "Kelas",
              .columns = {{"class_id", "Kelas"},
                          {"name", "Nama"},
                          {"rank", "Urutan"},
                          {"first_card_only", "Kartu pertama", Kind::kYesNo},
                          {"request_types", "Jenis", Kind::kCodes}},
              .rows = {}};
  for (const auto& row : policy.classes()) {
    std::vector<std::string> types;
    for (const int type : row.request_types())
      types.push_back(EnumCell(records::v1::RequestType_descriptor(), type));
    table.rows.push_back({std::to_string(row.class_id()), row.name(), std::to_string(row.rank()),
                          RawYesNo(row.first_card_only()), absl::StrJoin(types, " ")});
  }
  return table;
}

absl::StatusOr<Policy> GetPolicy(Session& session, const std::string& office, const std::string& at) {
  scheduler::v1::GetPolicyRequest request;
  request.set_office(office);
  if (!at.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_at(), ParseTime(at, session.zone()));
  }
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::GetPolicy, request));
  return response.policy();
}

struct SetOptions {
  std::string office, circular, fifo, effective, file;
  std::optional<int32_t> spoil_limit, printer_spoil_limit, window_single, window_batch;
  std::optional<int64_t> reclaim_after;
  std::vector<std::string> trusted;
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

void ApplyNumbers(const SetOptions& options, Policy& policy) {
  if (options.spoil_limit) policy.set_spoil_limit(*options.spoil_limit);
  if (options.printer_spoil_limit) policy.set_printer_spoil_limit(*options.printer_spoil_limit);
  if (options.window_single) policy.set_window_single(*options.window_single);
  if (options.window_batch) policy.set_window_batch(*options.window_batch);
  if (options.reclaim_after) policy.set_reclaim_after_seconds(*options.reclaim_after);
  for (const std::string& driver : options.trusted) policy.add_trusted_drivers(driver);
}

// The policy in force with what was typed changed in it.
absl::StatusOr<Policy> NewPolicy(Session& session, const SetOptions& options) {
  ASSIGN_OR_RETURN(Policy policy,
                   options.file.empty() ? GetPolicy(session, options.office, "") : ReadPolicy(options.file));
  policy.set_office(options.office);
  if (!options.circular.empty()) policy.set_circular(options.circular);
  if (!options.fifo.empty()) {
    ASSIGN_OR_RETURN(const auto key, ParseEnum<scheduler::v1::FifoKey>("--fifo", options.fifo));
    policy.set_fifo_key(key);
  }
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
  ASSIGN_OR_RETURN(*request.mutable_policy(), NewPolicy(session, options));
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::SetPolicy, request));
  session.Print({PolicySheet(response.policy()), ClassList(response.policy())});
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
  session.Print({PolicySheet(policy), ClassList(policy)});
  return absl::OkStatus();
}

void AddSet(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<SetOptions>();
  auto* set = menu.Add(group, "set", "A new version of the policy; what is not given stays as it is",
                       [options](Session& session) { return Set(session, *options); });
  set->add_option("--office", options->office, "For this office and those below it")->required();
  set->add_option("--circular", options->circular, "The circular it follows");
  set->add_option("--fifo", options->fifo, "recorded, ready or applied");
  set->add_option("--effective", options->effective, "From this day on; default: now");
  set->add_option("--file", options->file, "Whole policy with its classes, as JSON");
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
}

}  // namespace blangko::cli
