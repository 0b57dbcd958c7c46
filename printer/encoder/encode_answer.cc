#include "printer/encoder/encode_answer.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/chip_uid.h"
#include "base/planted.h"
#include "base/text.h"
#include "blangko/station/v1/encoder.pb.h"
#include "google/protobuf/util/json_util.h"
#include "printer/encoder/child_program.h"

namespace blangko::printer {
namespace {

using State = EncodeProgress::State;

constexpr size_t kReasonMax = 40;

EncodeProgress Unknown(std::string reason) { return {.state = State::kUnknown, .reason = std::move(reason)}; }

// A word of the program, or ours when it has none: free text might name a person.
std::string ReasonOf(const std::string& given, const char* otherwise) {
  const bool word =
      !given.empty() && given.size() <= kReasonMax && std::all_of(given.begin(), given.end(), [](char c) {
        return absl::ascii_isupper(static_cast<unsigned char>(c)) ||
               absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_';
      });
  return word ? given : otherwise;
}

bool Parse(std::string_view output, station::v1::EncodeAnswer& answer) {
  const absl::string_view line = absl::StripAsciiWhitespace(ToAbsl(output));
  if (output.size() > kChildOutputBytesMax || line.find('\n') != absl::string_view::npos) return false;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  return google::protobuf::util::JsonStringToMessage(std::string(line), &answer, options).ok();
}

EncodeProgress Understand(const station::v1::EncodeAnswer& answer) {
  std::string uid;
  if (!answer.uid().empty()) {
    const auto parsed = ParseChipUid(answer.uid());
    if (!parsed.ok()) return Unknown("UID_UNREADABLE");
    uid = *parsed;
  }
  if (answer.result() == "done") return {.state = State::kDone, .uid = uid};
  if (answer.result() == "failed") {
    return {.state = State::kFailed, .uid = uid, .reason = ReasonOf(answer.reason(), "ENCODER_FAILED")};
  }
  if (answer.result() == "untouched") {
    return {.state = State::kUntouched, .reason = ReasonOf(answer.reason(), "BLANK_NOT_TOUCHED")};
  }
  if (answer.result() == "unknown") return Unknown(ReasonOf(answer.reason(), "ENCODER_UNKNOWN"));
  return Unknown("ENCODER_ANSWER_UNREADABLE");
}

}  // namespace

std::string EncodeRequestOf(const AttemptKey& card, std::string_view printer_id) {
  station::v1::EncodeRequest request;
  request.set_record(card.record_id);
  request.set_attempt(card.attempt);
  request.set_printer(std::string(printer_id));
  std::string text;
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  const bool made = google::protobuf::util::MessageToJsonString(request, &text, options).ok();
  return made ? absl::StrCat(text, "\n") : "";
}

EncodeProgress JudgeAnswer(int exit_status, std::string_view output) {
  station::v1::EncodeAnswer answer;
  const bool readable = Parse(output, answer);
  if (Planted("lost-answer-is-failure") && (!readable || exit_status != 0)) {
    return {.state = State::kFailed, .reason = "ENCODER_FAILED"};
  }
  if (exit_status != 0) return Unknown("ENCODER_DIED");
  return readable ? Understand(answer) : Unknown("ENCODER_ANSWER_UNREADABLE");
}

}  // namespace blangko::printer
