// beanstalkd and Redis streams as peers, each flushing before every answer. A batch is what they do not have: several
// messages would be several answers.
//
// Failure and threads: as peer.h.
#pragma once

#include <memory>

#include "tests/bench/peer.h"

namespace blangko::bench {

// With its binlog, -b and -f0.
std::unique_ptr<Peer> NewBeanstalkPeer();
// One stream and one group, appendfsync always.
std::unique_ptr<Peer> NewRedisPeer();

}  // namespace blangko::bench
