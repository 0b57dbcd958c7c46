// TextLane: one connection of a load on a server that speaks in lines: beanstalkd or Redis streams.
//
//   enqueue   one message put, answered when it is flushed
//   cycle     a message taken, then acknowledged or deleted, which is flushed
//
// Failure: an answer that is not the one hoped for. Threads: as socket_lanes.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "tests/bench/jobs_left.h"
#include "tests/bench/peer.h"
#include "tests/bench/socket_lanes.h"
#include "tests/bench/text_connection.h"

namespace blangko::bench {

// What a server is told, and how its answers are read.
class TextProtocol {
 public:
  virtual ~TextProtocol() = default;
  virtual std::string Put(uint64_t number) const = 0;
  virtual std::string Take() const = 0;
  virtual std::string Finish(const std::string& id) const = 0;
  // Each takes a whole answer from the connection, or nothing if it has not all come. The second answers the id.
  virtual absl::StatusOr<bool> ReadDone(TextConnection& connection) const = 0;
  virtual absl::StatusOr<std::optional<std::string>> ReadTaken(TextConnection& connection) = 0;
};

class TextLane : public SocketLane {
 public:
  TextLane(std::unique_ptr<TextConnection> connection, std::unique_ptr<TextProtocol> protocol, Work work,
           JobsLeft& left)
      : connection_(std::move(connection)), protocol_(std::move(protocol)), work_(work), left_(left) {}

  int fd() const override { return connection_->fd(); }
  absl::StatusOr<bool> Begin() override;
  absl::StatusOr<std::optional<int64_t>> Read() override;

 private:
  absl::StatusOr<std::optional<int64_t>> ReadTaken();

  const std::unique_ptr<TextConnection> connection_;
  const std::unique_ptr<TextProtocol> protocol_;
  const Work work_;
  JobsLeft& left_;
  bool taken_ = false;  // waits for the answer to Finish
};

std::unique_ptr<TextProtocol> BeanstalkProtocol();
// `consumer` names the connection in the group of the stream.
std::unique_ptr<TextProtocol> RedisProtocol(int consumer);

}  // namespace blangko::bench
