// The wire by which tests tell a simulated printer what to do: one line there, one line back, over a Unix socket.
//
// Failure: UNAVAILABLE when the socket cannot be made, or nobody answers. Threads: `answer` is called on a thread of
//          Control's; Ask from any.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "base/stop_flag.h"

namespace blangko::printer_sim {

class Control {
 public:
  using Answer = std::function<std::string(const std::string& line)>;
  static absl::StatusOr<std::unique_ptr<Control>> Listen(const std::string& path, Answer answer);
  ~Control();

 private:
  Control(int socket, Answer answer) : socket_(socket), answer_(std::move(answer)) {}
  void Serve() const;

  const int socket_;
  const Answer answer_;
  StopFlag stop_;
  std::thread thread_;
};

absl::StatusOr<std::string> Ask(const std::string& path, const std::string& line);

}  // namespace blangko::printer_sim
