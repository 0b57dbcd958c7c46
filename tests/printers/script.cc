#include "tests/printers/script.h"

#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace blangko::printer_sim {
namespace {

constexpr auto kGivenUpLook = std::chrono::milliseconds(20);

}  // namespace

std::string Script::Tell(const std::string& line) {
  const std::pair<std::string, std::string> words = absl::StrSplit(line, absl::MaxSplits(' ', 1));
  const auto& [order, what] = words;
  const std::lock_guard lock(mutex_);
  changed_.notify_all();
  if (order == "where") return where_;
  int millis = 0;
  if (order == "next") {
    fault_ = what;
  } else if (order == "hold") {
    hold_ = what;
  } else if (order == "off") {
    off_ = what;
  } else if (order == "go") {
    hold_.clear();
  } else if (order == "slow" && absl::SimpleAtoi(what, &millis)) {
    card_time_ = absl::Milliseconds(millis);
  } else {
    return "";
  }
  return "ok";
}

void Script::Pass(std::string_view step, const std::function<bool()>& given_up) {
  std::unique_lock lock(mutex_);
  if (off_ == step) kill(getpid(), SIGKILL);
  if (hold_ != step) return;
  where_ = std::string(step);
  while (hold_ == step && off_ != step && !given_up()) changed_.wait_for(lock, kGivenUpLook);
  where_ = "-";
  if (hold_ == step) hold_.clear();
  if (off_ == step) kill(getpid(), SIGKILL);
}

bool Script::Print(const std::function<bool()>& given_up) {
  std::unique_lock lock(mutex_);
  const auto end = std::chrono::steady_clock::now() + absl::ToChronoMilliseconds(card_time_);
  while (std::chrono::steady_clock::now() < end && !given_up()) changed_.wait_for(lock, kGivenUpLook);
  return !given_up();
}

std::string Script::TakeFault() {
  const std::lock_guard lock(mutex_);
  return std::exchange(fault_, "");
}

}  // namespace blangko::printer_sim
