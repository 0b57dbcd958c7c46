// TextClient: a TCP connection to a server on this machine whose replies are read line by line, as beanstalkd and Redis
// send them.
//
// Failure: UNAVAILABLE when the connection cannot be made or is gone. Threads: one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/rocks/file_descriptor.h"

namespace blangko::bench {

class TextClient {
 public:
  static absl::StatusOr<TextClient> Connect(int port);

  int fd() const { return socket_.get(); }
  absl::Status Send(std::string_view text);
  // Reads what has come; waits for it when there is nothing yet.
  absl::Status Receive();

  // The next line without its end, if all of it has come. It stays until Drop.
  std::optional<std::string_view> Line(size_t from = 0) const;
  // Bytes that have come and were not dropped.
  std::string_view received() const { return received_; }
  void Drop(size_t bytes) { received_.erase(0, bytes); }

 private:
  explicit TextClient(storage::FileDescriptor socket) : socket_(std::move(socket)) {}

  storage::FileDescriptor socket_;
  std::string received_;
};

}  // namespace blangko::bench
