// ListReader: somebody who reads the whole list of an office, page after page, from beginning to end and again, until it is
// destroyed.
//
// Failure: a page that fails ends the reading; `pages()` tells how many came. Threads: one of its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>

#include "grpcpp/channel.h"

namespace blangko::bench {

class ListReader {
 public:
  explicit ListReader(const std::shared_ptr<grpc::Channel>& channel);

  int64_t pages() const { return pages_; }

 private:
  std::atomic<int64_t> pages_ = 0;
  std::jthread thread_;
};

}  // namespace blangko::bench
