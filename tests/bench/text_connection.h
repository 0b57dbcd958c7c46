// TextConnection: a TCP connection to a server on this machine that answers in lines, as beanstalkd and Redis do.
//
// Failure: UNAVAILABLE when the connection cannot be made or is gone. Threads: one.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace blangko::bench {

class TextConnection {
 public:
  static absl::StatusOr<std::unique_ptr<TextConnection>> Open(int port);
  ~TextConnection();
  TextConnection(const TextConnection&) = delete;
  TextConnection& operator=(const TextConnection&) = delete;

  int fd() const { return fd_; }
  absl::Status Send(std::string_view text);
  // Reads what has come; waits when there is nothing yet.
  absl::Status Receive();

  // Takes the next line, without its end, if all of it has come.
  std::optional<std::string> TakeLine();
  // Takes that many bytes and the line end behind them, if all have come.
  std::optional<std::string> TakeBlock(size_t bytes);
  // Waits for the next line.
  absl::StatusOr<std::string> ReadLine();

 private:
  explicit TextConnection(int fd) : fd_(fd) {}

  const int fd_;
  std::string received_;
  size_t taken_ = 0;  // bytes at the front of received_ that are done with
};

}  // namespace blangko::bench
