// List turns: lists are read one after the other, so that however many people read, the processors are there for those
// who print. Reading a page is milliseconds of pure computing; the store has one thread, which would get one share among
// all that read.
//
//   ASSIGN_OR_RETURN(const ListTurns::Turn turn, turns.Take([&] { return context.IsCancelled(); }));
//
// Turns come in the order of asking. Failure: OVERLOADED with a retry time when kListsWaitingMax wait already;
// DEADLINE_EXCEEDED when the caller gave up. Threads: any; a Turn belongs to one thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/status/statusor.h"

namespace blangko::rpc {

inline constexpr size_t kListsWaitingMax = 64;

// Of a call by its label: does it read page after page of rows?
bool TakesTurns(std::string_view method);

class ListTurns {
 public:
  // Ends when it is destroyed.
  class Turn {
   public:
    explicit Turn(ListTurns& turns) : turns_(&turns) {}
    Turn(Turn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (turns_ != nullptr) turns_->End();
    }

   private:
    ListTurns* turns_;
  };

  // `at_once` lists are read at a time.
  explicit ListTurns(size_t at_once) : at_once_(at_once) {}

  // Half of the processors, but at least one.
  static size_t AtOnceHere();

  // Waits for a turn. `given_up` is asked now and then.
  absl::StatusOr<Turn> Take(const std::function<bool()>& given_up);

  size_t reading() const;
  size_t waiting() const;

 private:
  void End();

  const size_t at_once_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  size_t reading_ = 0;                 // guarded by mutex_
  std::list<std::monostate> waiting_;  // in the order of asking; guarded by mutex_
};

}  // namespace blangko::rpc
