#include "tests/crash/results.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <fstream>

namespace blangko::crash {
namespace {

using google::protobuf::Struct;

struct NumberField {
  const char* name;
  int64_t RunResult::*field;
};

constexpr NumberField kNumbers[] = {
    {"run", &RunResult::run},
    {"slow_disk", &RunResult::slow_disk},
    {"server_kills", &RunResult::server_kills},
    {"station_kills", &RunResult::station_kills},
    {"printer_kills", &RunResult::printer_kills},
    {"cards", &RunResult::cards},
    {"spoiled", &RunResult::spoiled},
    {"looked_at", &RunResult::looked_at},
    {"undecided", &RunResult::undecided},
    {"acknowledged", &RunResult::acknowledged},
    {"resent", &RunResult::resent},
    {"power_cuts", &RunResult::power_cuts},
    {"cuts_while_opening", &RunResult::cuts_while_opening},
    {"safe", &RunResult::safe},
};

bool FromJsonLine(const std::string& line, RunResult& result) {
  Struct object;
  if (!google::protobuf::util::JsonStringToMessage(line, &object).ok()) return false;
  const auto& fields = object.fields();
  for (const NumberField& number : kNumbers) {
    const auto found = fields.find(number.name);
    if (found == fields.end()) continue;
    result.*number.field = static_cast<int64_t>(found->second.number_value());
  }
  const auto labels = fields.find("labels");
  if (labels != fields.end()) {
    for (const auto& [name, value] : labels->second.struct_value().fields()) {
      result.labels[name] = value.string_value();
    }
  }
  const auto violations = fields.find("violations");
  if (violations == fields.end()) return false;
  for (const auto& text : violations->second.list_value().values()) {
    result.violations.push_back(text.string_value());
  }
  return true;
}

}  // namespace

std::string ToJsonLine(const RunResult& result) {
  Struct object;
  auto& fields = *object.mutable_fields();
  for (const NumberField& number : kNumbers) {
    fields[number.name].set_number_value(static_cast<double>(result.*number.field));
  }
  fields["seed"].set_number_value(static_cast<double>(result.seed));
  fields["seconds"].set_number_value(result.seconds);
  for (const auto& [name, value] : result.labels) {
    (*fields["labels"].mutable_struct_value()->mutable_fields())[name].set_string_value(value);
  }
  auto& violations = *fields["violations"].mutable_list_value();
  for (const std::string& text : result.violations) violations.add_values()->set_string_value(text);
  std::string line;
  if (!google::protobuf::util::MessageToJsonString(object, &line).ok()) return {};
  return line;
}

Results::Results(std::string file) : file_(std::move(file)) {
  std::ifstream input(file_);
  for (std::string line; std::getline(input, line);) {
    RunResult result;
    if (FromJsonLine(line, result)) Take(result);
  }
}

absl::Status Results::Add(const RunResult& result) {
  Take(result);
  if (file_.empty()) return absl::OkStatus();
  std::ofstream output(file_, std::ios::app);
  output << ToJsonLine(result) << "\n";
  output.flush();
  return output ? absl::OkStatus() : absl::UnavailableError("campaign: cannot write " + file_);
}

void Results::Take(const RunResult& result) {
  finished_.insert(result.run);
  ++totals_.runs;
  totals_.failed += result.violations.empty() ? 0 : 1;
  Count& alike = by_labels_[result.labels];
  ++alike.runs;
  alike.failed += result.violations.empty() ? 0 : 1;
  for (const NumberField& number : kNumbers) totals_.sum.*number.field += result.*number.field;
}

}  // namespace blangko::crash
