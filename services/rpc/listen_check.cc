#include "services/rpc/listen_check.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "absl/strings/match.h"
#include "services/refusal/refusal.h"

namespace blangko::rpc {
namespace {

// The parts of "127.0.0.1:7070" and "[::1]:7070".
struct HostAndPort {
  std::string host;
  std::string port;
};

HostAndPort Split(const std::string& address) {
  const size_t colon = address.rfind(':');
  HostAndPort parts{address.substr(0, colon), address.substr(colon + 1)};
  if (parts.host.starts_with('[') && parts.host.ends_with(']')) {
    parts.host = parts.host.substr(1, parts.host.size() - 2);
  }
  return parts;
}

// 0, or the error number of binding as a server does.
int TryToBind(const addrinfo& where) {
  const int fd = socket(where.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  const int yes = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  const bool bound = bind(fd, where.ai_addr, where.ai_addrlen) == 0 && listen(fd, 1) == 0;
  const int error = bound ? 0 : errno;
  close(fd);
  return error;
}

}  // namespace

absl::Status CheckCanListen(const std::string& address, std::string_view option) {
  const HostAndPort parts = Split(address);
  const RefusalData data = {{"address", address}, {"option", std::string(option)}};
  const auto not_ours = [&](const char* why) {
    RefusalData more = data;
    more.emplace_back("why", why);
    return Refuse(Reason::kAddressNotOurs, more);
  };
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  const int unknown = getaddrinfo(parts.host.c_str(), parts.port.c_str(), &hints, &found);
  if (unknown != 0) return not_ours(gai_strerror(unknown));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned(found, &freeaddrinfo);
  const int error = TryToBind(*found);
  if (error == EADDRINUSE) return Refuse(Reason::kAddressInUse, data);
  return error == 0 ? absl::OkStatus() : not_ours(std::strerror(error));
}

}  // namespace blangko::rpc
