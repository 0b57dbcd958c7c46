#include "tests/bench/text_lane.h"

#include "base/status_macros.h"

namespace blangko::bench {

absl::StatusOr<bool> TextLane::Begin() {
  static uint64_t number = 0;
  if (left_.Take(1) == 0) return false;
  taken_ = false;
  RETURN_IF_ERROR(connection_->Send(work_ == Work::kEnqueue ? protocol_->Put(++number) : protocol_->Take()));
  return true;
}

absl::StatusOr<std::optional<int64_t>> TextLane::Read() {
  RETURN_IF_ERROR(connection_->Receive());
  if (work_ == Work::kCycle && !taken_) return ReadTaken();
  ASSIGN_OR_RETURN(const bool done, protocol_->ReadDone(*connection_));
  return done ? std::optional<int64_t>(1) : std::nullopt;
}

absl::StatusOr<std::optional<int64_t>> TextLane::ReadTaken() {
  ASSIGN_OR_RETURN(const std::optional<std::string> id, protocol_->ReadTaken(*connection_));
  if (!id.has_value()) return std::nullopt;
  taken_ = true;
  RETURN_IF_ERROR(connection_->Send(protocol_->Finish(*id)));
  return std::nullopt;
}

}  // namespace blangko::bench
