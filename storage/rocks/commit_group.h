// What one group of commits is made of, and who waits for it.
//
// Threads: a group belongs to one thread at a time; a Ticket is shared by its caller and whoever holds its group.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "storage/overlay.h"
#include "storage/store.h"

namespace blangko::storage {

// What one caller waits for.
struct Ticket {
  std::string label;
  std::span<const Store::Body> bodies;
  std::vector<absl::Status> statuses;  // of the bodies run so far
  // A condition variable because a semaphore of this standard library spins before it sleeps, which takes the
  // cores from the executor when many callers wait.
  std::mutex mutex;
  std::condition_variable answered;
  bool done = false;  // guarded by mutex
};

struct CommitGroup {
  WriteMap writes;
  size_t bytes = 0;                               // of writes
  size_t bodies = 0;                              // run in it
  std::vector<std::shared_ptr<Ticket>> finished;  // to be answered after the commit
};

}  // namespace blangko::storage
