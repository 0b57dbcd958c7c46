#include "printer/encoder/simulated_encoder.h"

#include <algorithm>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "base/chip_uid.h"

namespace blangko::printer {
namespace {

using State = EncodeProgress::State;

// As those of a maker of contactless chips: seven bytes, the first is the maker's.
std::string DrawUid(Rng& rng) {
  std::string bytes(7, '\x04');
  for (size_t i = 1; i < bytes.size(); ++i) bytes[i] = static_cast<char>(rng.Below(256));
  return ChipUidOf(bytes).value();
}

bool IsNth(int count, int every) { return every > 0 && count % every == 0; }

}  // namespace

absl::StatusOr<std::vector<std::string>> ReadUids(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  std::vector<std::string> uids;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const auto uid = ParseChipUid(line);
    if (!uid.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(path, ":", number, ": ", uid.status().message()));
    }
    uids.push_back(*uid);
  }
  return uids;
}

bool SimulatedEncoder::IsGone(const std::string& uid) const {
  return begun_uids_.contains(uid) || is_set_aside_(uid);
}

BlankView SimulatedEncoder::LookAtBlank() {
  if (!uid_.empty() && !IsGone(uid_)) return {.state = BlankView::State::kReady, .uid = uid_};
  if (!config_.uids.has_value()) {
    uid_ = DrawUid(rng_);
    return {.state = BlankView::State::kReady, .uid = uid_};
  }
  const auto free = std::find_if_not(config_.uids->begin(), config_.uids->end(),
                                     [this](const std::string& uid) { return IsGone(uid); });
  if (free == config_.uids->end()) return {.state = BlankView::State::kNone};
  uid_ = *free;
  return {.state = BlankView::State::kReady, .uid = uid_};
}

void SimulatedEncoder::Begin(const AttemptKey&) {
  ++count_;
  begun_uids_.insert(uid_);
  begun_ = steady_.Now();
}

EncodeProgress SimulatedEncoder::Poll() {
  if (steady_.Now() - begun_ < config_.time) return {};
  if (IsNth(count_, config_.lose_every)) return {.state = State::kUnknown, .reason = "SIMULATED"};
  if (IsNth(count_, config_.fail_every)) return {.state = State::kFailed, .uid = uid_, .reason = "SIMULATED"};
  return {.state = State::kDone, .uid = uid_};
}

}  // namespace blangko::printer
