#include "tests/bench/text_connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "base/status_macros.h"

namespace blangko::bench {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr size_t kReadBytes = size_t{64} << 10;

absl::Status Gone() { return absl::UnavailableError("bench: the connection is gone"); }

}  // namespace

absl::StatusOr<std::unique_ptr<TextConnection>> TextConnection::Open(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto connection = std::unique_ptr<TextConnection>(new TextConnection(fd));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return Gone();
  const int at_once = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
  return connection;
}

TextConnection::~TextConnection() {
  if (fd_ >= 0) close(fd_);
}

absl::Status TextConnection::Send(std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return Gone();
    text.remove_prefix(static_cast<size_t>(sent));
  }
  return absl::OkStatus();
}

absl::Status TextConnection::Receive() {
  std::array<char, kReadBytes> buffer;
  const ssize_t size = recv(fd_, buffer.data(), buffer.size(), 0);
  if (size <= 0) return Gone();
  received_.erase(0, taken_);
  taken_ = 0;
  received_.append(buffer.data(), static_cast<size_t>(size));
  return absl::OkStatus();
}

std::optional<std::string> TextConnection::TakeLine() {
  const size_t end = received_.find(kLineEnd, taken_);
  if (end == std::string::npos) return std::nullopt;
  std::string line = received_.substr(taken_, end - taken_);
  taken_ = end + kLineEnd.size();
  return line;
}

std::optional<std::string> TextConnection::TakeBlock(size_t bytes) {
  if (received_.size() - taken_ < bytes + kLineEnd.size()) return std::nullopt;
  std::string block = received_.substr(taken_, bytes);
  taken_ += bytes + kLineEnd.size();
  return block;
}

absl::StatusOr<std::string> TextConnection::ReadLine() {
  for (;;) {
    if (std::optional<std::string> line = TakeLine()) return *std::move(line);
    RETURN_IF_ERROR(Receive());
  }
}

}  // namespace blangko::bench
