// For tests: something that listens like upsd and answers each connection's line as it was told to.
//
// Threads: make and destroy on one; the answer is called on another.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <string>
#include <thread>
#include <utility>

namespace blangko::printer {

class FakeUpsd {
 public:
  // Gets the line that came; what it answers is sent, and the connection stays open until the other end closes it.
  using Answer = std::function<std::string(const std::string& line)>;

  explicit FakeUpsd(Answer answer) : answer_(std::move(answer)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, generic, size) == 0 && listen(listener_, 8) == 0 &&
        getsockname(listener_, generic, &size) == 0) {
      port_ = ntohs(address.sin_port);
    }
    thread_ = std::thread([this] { Serve(); });
  }
  ~FakeUpsd() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  FakeUpsd(const FakeUpsd&) = delete;
  FakeUpsd& operator=(const FakeUpsd&) = delete;

  int port() const { return port_; }

 private:
  void Serve() {
    for (int fd = accept(listener_, nullptr, nullptr); fd >= 0; fd = accept(listener_, nullptr, nullptr)) {
      const std::string reply = answer_(Hear(fd));
      if (!reply.empty()) send(fd, reply.data(), reply.size(), MSG_NOSIGNAL);
      Hear(fd);  // until the other end closes
      close(fd);
    }
  }

  static std::string Hear(int fd) {
    std::string line;
    std::array<char, 256> bytes;
    while (line.find('\n') == std::string::npos) {
      const ssize_t got = recv(fd, bytes.data(), bytes.size(), 0);
      if (got <= 0) break;
      line.append(bytes.data(), static_cast<size_t>(got));
    }
    return line;
  }

  const Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace blangko::printer
