// Admission: what is refused first when more is asked than the node can do. A call that cannot be let in is refused before
// it does anything, with the time after which to ask again; what is let in is done.
//
// The order of design 5: facts of stations (outcomes, starts) are never refused here, because a card that is out must be
// booked; then grants, stock, lists, and what the public asks. Each kind has a limit on the calls that are being worked on,
// all kinds together; calls that wait for work (a pull without any) are not being worked on.
// Failure: OVERLOADED with a retry time. Threads: any.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace blangko::rpc {

enum class Urgency { kFact, kGrant, kStock, kList, kPublic };

// Of a call by its label; an exchange is a fact when it brings outcomes. `request` may be null.
Urgency UrgencyOf(std::string_view method, const google::protobuf::Message* request);

// Calls being worked on beyond which this kind is refused.
size_t LimitOf(Urgency urgency);

class Admission {
 public:
  // Leaves when it is destroyed.
  class Entry {
   public:
    explicit Entry(std::atomic<size_t>& inside) : inside_(&inside) { ++*inside_; }
    Entry(Entry&& other) noexcept : inside_(std::exchange(other.inside_, nullptr)) {}
    Entry& operator=(Entry&&) = delete;
    ~Entry() {
      if (inside_ != nullptr) --*inside_;
    }

   private:
    std::atomic<size_t>* inside_;
  };

  // `waiting`: how many of the calls inside only wait for work; may be empty.
  explicit Admission(std::function<size_t()> waiting = {}) : waiting_(std::move(waiting)) {}

  absl::StatusOr<Entry> Enter(Urgency urgency);

  // Calls being worked on now.
  size_t working() const;

 private:
  const std::function<size_t()> waiting_;
  std::atomic<size_t> inside_ = 0;
};

}  // namespace blangko::rpc
