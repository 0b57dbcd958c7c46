// Store: the one place where state is kept. Engines: memory (tests, simulator), rocks (one node), etcd (replicated).
//
//   auto lot = storage::UpdateFor<Lot>(store, "stock.create_lot", [&](Txn& txn) -> absl::StatusOr<Lot> { … });
//
// Update is serialisable, and durable when it returns: every reply, a refusal or a replayed one too, leaves only
// after the group it ran in, and all groups before it, are on disk. The body may run more than once, so it touches
// nothing outside its Txn, asks no clock, prints and sends nothing.
//
// Failure: a body that returns an error has no effect, and Update returns that error.
//          UNAVAILABLE: the outcome is unknown; the caller repeats the same request (same request_id).
//          RESOURCE_EXHAUSTED: the body went over its budget; nothing was changed.
//          An engine whose disk failed ends the process rather than answer.
// Threads: all methods may be called from any thread, but not from inside a body.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "storage/txn.h"

namespace blangko::storage {

// What one body may use, the same for every engine, so that code written over one runs over all.
struct Limits {
  size_t keys_read = 480;
  size_t keys_written = 480;
  size_t bytes_written = size_t{1} << 20;
  absl::Duration view_age = absl::Seconds(5);  // a View older than this answers DEADLINE_EXCEEDED
};

// A checkpoint whose name begins so outlives the process: who made it finds it again, and removes it.
inline constexpr char kKeptCheckpoint[] = "kept-";

class Store {
 public:
  using Body = std::function<absl::Status(Txn&)>;
  using Reader = absl::FunctionRef<absl::Status(Snapshot&)>;

  virtual ~Store() = default;

  // Runs `body` and commits its writes. `label` names the use case in metrics and logs.
  virtual absl::Status Update(std::string_view label, const Body& body) = 0;

  // Runs independent bodies, in order, each committed or refused by itself, sharing syncs. One status per body.
  virtual std::vector<absl::Status> UpdateEach(std::string_view label, std::span<const Body> bodies) = 0;

  // Reads one consistent, durable state: at least as new as every Update that returned before the call.
  virtual absl::Status View(Reader read) = 0;

  // A copy of one durable state as files: it holds no snapshot, and LookAtStore reads it. Answers its directory, which
  // whoever asked removes; the next opening of the store removes what was left, unless its name begins with
  // kKeptCheckpoint. ALREADY_EXISTS; UNIMPLEMENTED for engines without files.
  virtual absl::StatusOr<std::string> Checkpoint(std::string_view name) {
    return absl::UnimplementedError(absl::StrCat(
        "no checkpoint ", absl::string_view(name.data(), name.size()), ": this engine keeps no files"));
  }

  // Number of the newest durable group; grows with every commit, never goes back. Trailer `blangko-revision`.
  virtual uint64_t DurableRevision() const = 0;

  virtual const Limits& limits() const = 0;
};

// Update with a result. The result of the last run of the body counts.
template <typename Result, typename Function>
absl::StatusOr<Result> UpdateFor(Store& store, std::string_view label, Function&& function) {
  std::optional<Result> result;
  absl::Status status = store.Update(label, [&](Txn& txn) -> absl::Status {
    absl::StatusOr<Result> made = function(txn);
    if (!made.ok()) return made.status();
    result = *std::move(made);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return *std::move(result);
}

// View with a result.
template <typename Result, typename Function>
absl::StatusOr<Result> ViewFor(Store& store, Function&& function) {
  std::optional<Result> result;
  absl::Status status = store.View([&](Snapshot& snapshot) -> absl::Status {
    absl::StatusOr<Result> made = function(snapshot);
    if (!made.ok()) return made.status();
    result = *std::move(made);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return *std::move(result);
}

}  // namespace blangko::storage
