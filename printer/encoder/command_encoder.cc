#include "printer/encoder/command_encoder.h"

#include <unistd.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/text.h"
#include "printer/encoder/encode_answer.h"

namespace blangko::printer {

using State = EncodeProgress::State;

BlankView CommandEncoder::LookAtBlank() {
  if (child_ != nullptr && child_->Look().has_value()) child_.reset();
  if (child_ != nullptr)
    return {.state = BlankView::State::kDown, .why = "the last encoder program has not ended"};
  if (access(config_.program.c_str(), X_OK) != 0) {
    return {.state = BlankView::State::kDown, .why = absl::StrCat(config_.program, ": cannot be run")};
  }
  return {.state = BlankView::State::kReady};
}

void CommandEncoder::Begin(const AttemptKey& card) {
  begun_ = steady_.Now();
  auto child = ChildProgram::Start({config_.program}, EncodeRequestOf(card, config_.printer_id));
  if (!child.ok()) Log(LogLevel::kError, "station.encoder", {{"why", ToStd(child.status().message())}});
  child_ = child.ok() ? *std::move(child) : nullptr;
}

EncodeProgress CommandEncoder::Poll() {
  if (child_ == nullptr) return {.state = State::kUntouched, .reason = "ENCODER_NOT_STARTED"};
  const std::optional<int> status = child_->Look();
  if (child_->output().size() > kChildOutputBytesMax) return GiveUp("ENCODER_ANSWER_UNREADABLE");
  if (!status.has_value()) {
    return steady_.Now() - begun_ >= config_.limit ? GiveUp("ENCODER_NO_END") : EncodeProgress();
  }
  const EncodeProgress progress = JudgeAnswer(*status, child_->output());
  child_.reset();
  return progress;
}

EncodeProgress CommandEncoder::GiveUp(std::string reason) {
  Log(LogLevel::kError, "station.encoder_killed", {{"pid", child_->pid()}, {"why", reason}});
  child_->Kill();
  return {.state = State::kUnknown, .reason = std::move(reason)};
}

}  // namespace blangko::printer
