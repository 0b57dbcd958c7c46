#include "services/node/config.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"

namespace blangko::node {
namespace {

using google::protobuf::TextFormat;

constexpr char kDefaultListen[] = "127.0.0.1:7070";
constexpr char kDefaultDataDir[] = "./blangko-data";
constexpr int kDefaultWakeIntervalMs = 1000;
constexpr int kDefaultStopGraceSeconds = 5;
constexpr int kDefaultClockAheadDays = 30;
constexpr int kClockAheadDaysMax = 3650;
constexpr int kPortMax = 65535;

// A rule that a field breaks. `sub` is a field inside the message field `field`.
struct Mistake {
  std::string field;
  std::string sub;
  int index = -1;
  std::string text;
};
using Mistakes = std::vector<Mistake>;

// Collects "file:line:column: text" of the parser.
class Collector : public google::protobuf::io::ErrorCollector {
 public:
  explicit Collector(std::string_view file) : file_(file) {}
  void AddError(int line, int column, const std::string& message) override {
    errors_.push_back(absl::StrCat(file_, ":", line + 1, ":", column + 1, ": ", message));
  }
  absl::Status status() const { return absl::InvalidArgumentError(absl::StrJoin(errors_, "\n")); }

 private:
  const std::string file_;
  std::vector<std::string> errors_;
};

bool OneOf(std::string_view value, std::initializer_list<std::string_view> allowed) {
  return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

bool IsHostAndPort(std::string_view listen) {
  const size_t colon = listen.rfind(':');
  int port = 0;
  return colon != std::string_view::npos && colon > 0 &&
         absl::SimpleAtoi(ToAbsl(listen.substr(colon + 1)), &port) && port >= 0 && port <= kPortMax;
}

std::string Got(std::string_view field, std::string_view got, std::string_view want) {
  return absl::StrCat(ToAbsl(field), ": got \"", ToAbsl(got), "\", want ", ToAbsl(want));
}

void CheckAddress(std::string_view field, std::string_view listen, bool insecure, Mistakes& found) {
  const std::string name(field);
  if (!IsHostAndPort(listen)) {
    found.push_back({name, "", -1, Got(field, listen, "host:port, for example 127.0.0.1:7070")});
  } else if (!IsLoopback(listen) && !insecure) {
    found.push_back(
        {name, "", -1,
         Got(field, listen, "a loopback address: the traffic is clear text. insecure: true allows others")});
  }
}

void CheckServices(const Config& config, Mistakes& found) {
  for (int i = 0; i < config.services_size(); ++i) {
    const auto& all = AllServices();
    if (std::find(all.begin(), all.end(), config.services(i)) != all.end()) continue;
    found.push_back({"services", "", i, Got("services", config.services(i), absl::StrJoin(all, ", "))});
  }
}

void CheckOperator(const Config& config, Mistakes& found) {
  const auto& person = config.operator_();
  if (!OneOf(person.role(), {"operator", "supervisor", "administrator", "auditor", kLoginNeeded})) {
    found.push_back(
        {"operator", "role", -1,
         Got("operator.role", person.role(), "operator, supervisor, administrator, auditor or none")});
  }
  if (person.scope().find_first_not_of("0123456789.") != std::string::npos) {
    found.push_back(
        {"operator", "scope", -1, Got("operator.scope", person.scope(), "an area code such as 14.05")});
  }
  if (person.on_other_machines() && !config.insecure()) {
    found.push_back({"operator", "on_other_machines", -1,
                     Got("operator.on_other_machines", "true", "insecure: true beside it")});
  }
}

void CheckNumbers(const Config& config, Mistakes& found) {
  if (config.wake_interval_ms() < 10 || config.wake_interval_ms() > 60'000) {
    found.push_back({"wake_interval_ms", "", -1,
                     Got("wake_interval_ms", absl::StrCat(config.wake_interval_ms()), "10 to 60000")});
  }
  if (config.stop_grace_seconds() < 1 || config.stop_grace_seconds() > 300) {
    found.push_back({"stop_grace_seconds", "", -1,
                     Got("stop_grace_seconds", absl::StrCat(config.stop_grace_seconds()), "1 to 300")});
  }
}

void CheckClock(const Config& config, Mistakes& found) {
  const int days = config.clock_ahead_days();
  if (days >= 1 && days <= kClockAheadDaysMax) return;
  found.push_back({"clock_ahead_days", "", -1,
                   Got("clock_ahead_days", absl::StrCat(days), absl::StrCat("1 to ", kClockAheadDaysMax))});
}

Mistakes FindMistakes(const Config& config) {
  Mistakes found;
  CheckAddress("listen", config.listen(), config.insecure(), found);
  if (config.metrics_listen() != "off") {
    CheckAddress("metrics_listen", config.metrics_listen(), config.insecure(), found);
  }
  const std::string_view store = config.store();
  if (store != "memory:" && (!store.starts_with("rocks:") || store.size() == 6)) {
    found.push_back({"store", "", -1, Got("store", store, "rocks:DIR or memory:")});
  }
  if (!OneOf(config.log_level(), {"debug", "info", "warning", "error"})) {
    found.push_back(
        {"log_level", "", -1, Got("log_level", config.log_level(), "debug, info, warning or error")});
  }
  CheckServices(config, found);
  CheckOperator(config, found);
  CheckNumbers(config, found);
  CheckClock(config, found);
  return found;
}

// Where the text sets the field of a mistake; line 0 when a default is at fault.
TextFormat::ParseLocation PlaceOf(const Mistake& mistake, const TextFormat::ParseInfoTree& tree) {
  const auto* field = Config::descriptor()->FindFieldByName(mistake.field);
  if (mistake.sub.empty()) return tree.GetLocation(field, mistake.index);
  const auto* inner = tree.GetTreeForNested(field, -1);
  if (inner == nullptr) return tree.GetLocation(field, -1);
  return inner->GetLocation(field->message_type()->FindFieldByName(mistake.sub), -1);
}

}  // namespace

const std::vector<std::string>& AllServices() {
  static const std::vector<std::string> kAll = {"offices",  "accounts",  "proposals", "records",   "stock",
                                                "printers", "scheduler", "desk",      "incidents", "reports"};
  return kAll;
}

bool IsLoopback(std::string_view listen) {
  return listen.starts_with("127.") || listen.starts_with("[::1]:") || listen.starts_with("localhost:");
}

Config WithDefaults(Config config) {
  if (config.listen().empty()) config.set_listen(kDefaultListen);
  if (config.data_dir().empty()) config.set_data_dir(kDefaultDataDir);
  if (config.store().empty()) config.set_store(absl::StrCat("rocks:", config.data_dir()));
  if (config.metrics_listen().empty()) config.set_metrics_listen(kDefaultMetricsListen);
  if (config.log_level().empty()) config.set_log_level("info");
  if (config.operator_().role().empty()) config.mutable_operator_()->set_role("administrator");
  if (config.wake_interval_ms() == 0) config.set_wake_interval_ms(kDefaultWakeIntervalMs);
  if (config.stop_grace_seconds() == 0) config.set_stop_grace_seconds(kDefaultStopGraceSeconds);
  if (config.clock_ahead_days() == 0) config.set_clock_ahead_days(kDefaultClockAheadDays);
  return config;
}

absl::Status CheckConfig(const Config& config) {
  std::vector<std::string> lines;
  for (const Mistake& mistake : FindMistakes(config)) lines.push_back(mistake.text);
  if (lines.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(lines, "\n"));
}

absl::StatusOr<Config> ParseConfig(std::string_view text, std::string_view file_name) {
  Collector collector(file_name);
  TextFormat::Parser parser;
  TextFormat::ParseInfoTree tree;
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&tree);
  Config config;
  if (!parser.ParseFromString(std::string(text), &config)) return collector.status();
  const Mistakes mistakes = FindMistakes(WithDefaults(config));
  for (const Mistake& mistake : mistakes) {
    const auto place = PlaceOf(mistake, tree);
    collector.AddError(std::max(place.line, 0), std::max(place.column, 0), mistake.text);
  }
  if (!mistakes.empty()) return collector.status();
  return config;
}

absl::StatusOr<Config> LoadConfig(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat(path, ": cannot be read"));
  std::stringstream text;
  text << file.rdbuf();
  return ParseConfig(text.str(), path);
}

}  // namespace blangko::node
