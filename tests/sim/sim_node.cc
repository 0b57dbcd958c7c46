#include "tests/sim/sim_node.h"

namespace blangko::sim {
namespace {

// One fault in so many calls.
constexpr uint64_t kCrashEvery = 40;
constexpr uint64_t kLostReplyEvery = 12;
constexpr uint64_t kRepeatEvery = 12;

absl::Time Start() { return absl::FromUnixSeconds(1'500'000'000); }

}  // namespace

SimNode::SimNode(uint64_t seed, Rng& rng)
    : rng_(rng),
      clock_(Start()),
      ids_(clock_, rng_),
      store_({.seed = seed}),
      process_(std::make_unique<Process>(store_, clock_, rng_)) {}

access::Act SimNode::ActOf(const access::Actor& actor, const google::protobuf::Message& request,
                           const std::string& request_id) const {
  return {actor, clock_.Now(), request_id, access::Fingerprint(request)};
}

SimNode::Fault SimNode::Draw() {
  if (healthy_) return Fault::kNone;
  if (rng_.OneIn(kCrashEvery)) return Fault::kCrash;
  if (rng_.OneIn(kLostReplyEvery)) return Fault::kLostReply;
  return rng_.OneIn(kRepeatEvery) ? Fault::kRepeat : Fault::kNone;
}

void SimNode::Crash() {
  ++crashes_;
  store_.Crash();
  process_ = std::make_unique<Process>(store_, clock_, rng_);
}

}  // namespace blangko::sim
