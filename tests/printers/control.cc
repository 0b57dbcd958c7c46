#include "tests/printers/control.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace blangko::printer_sim {
namespace {

constexpr int kBacklog = 8;
constexpr int kStopLookMillis = 50;

absl::Status Trouble(const std::string& what, const std::string& path) {
  return absl::UnavailableError(
      absl::StrCat("control: cannot ", what, " ", path, ": ", std::strerror(errno)));
}

// A socket and the address of `path`; -1 when the path is too long.
int SocketFor(const std::string& path, sockaddr_un& address) {
  address = {};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return -1;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

std::string ReadLine(int socket) {
  std::string line;
  char c = 0;
  while (read(socket, &c, 1) == 1 && c != '\n') line.push_back(c);
  return line;
}

bool WriteLine(int socket, const std::string& line) {
  const std::string bytes = line + "\n";
  return send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

}  // namespace

absl::StatusOr<std::unique_ptr<Control>> Control::Listen(const std::string& path, Answer answer) {
  sockaddr_un address{};
  const int socket = SocketFor(path, address);
  unlink(path.c_str());
  if (socket < 0 || bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      listen(socket, kBacklog) != 0) {
    if (socket >= 0) close(socket);
    return Trouble("listen at", path);
  }
  std::unique_ptr<Control> control(new Control(socket, std::move(answer)));
  control->thread_ = std::thread([self = control.get()] { self->Serve(); });
  return control;
}

Control::~Control() {
  stop_.Stop();
  thread_.join();
  close(socket_);
}

void Control::Serve() const {
  while (!stop_.stopped()) {
    pollfd waiting{socket_, POLLIN, 0};
    if (poll(&waiting, 1, kStopLookMillis) <= 0) continue;
    const int caller = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (caller < 0) continue;
    WriteLine(caller, answer_(ReadLine(caller)));
    close(caller);
  }
}

absl::StatusOr<std::string> Ask(const std::string& path, const std::string& line) {
  sockaddr_un address{};
  const int socket = SocketFor(path, address);
  if (socket < 0 || connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      !WriteLine(socket, line)) {
    if (socket >= 0) close(socket);
    return Trouble("reach", path);
  }
  std::string answer = ReadLine(socket);
  close(socket);
  if (answer.empty()) return absl::UnavailableError(absl::StrCat("control: no answer to '", line, "'"));
  return answer;
}

}  // namespace blangko::printer_sim
