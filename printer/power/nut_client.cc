#include "printer/power/nut_client.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/clock.h"
#include "base/status_macros.h"

namespace blangko::printer {
namespace {

constexpr size_t kReadBytes = 4096;

// One connection, in which every wait ends at the same moment.
class Conversation {
 public:
  Conversation(const UpsAddress& address, absl::Duration limit)
      : place_(absl::StrCat("upsd at ", address.host, ":", address.port)), end_(clock_.Now() + limit) {}
  ~Conversation() {
    if (fd_ >= 0) close(fd_);
  }
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  absl::Status Open(const UpsAddress& address) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(address.host.c_str(), absl::StrCat(address.port).c_str(), &wanted, &found) != 0) {
      return Failed("no such host");
    }
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
    absl::Status last = Failed("no address");
    for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
      last = Connect(*one);
      if (last.ok()) return last;
    }
    return last;
  }

  absl::Status Say(std::string_view text) {
    while (!text.empty()) {
      RETURN_IF_ERROR(WaitFor(POLLOUT));
      const ssize_t sent = send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno != EAGAIN && errno != EINTR) return Failed(std::strerror(errno));
      text.remove_prefix(static_cast<size_t>(std::max<ssize_t>(sent, 0)));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> HearList() {
    std::string reply;
    std::array<char, kReadBytes> bytes;
    while (!IsWholeList(reply)) {
      if (reply.size() > kUpsdReplyBytesMax)
        return absl::InternalError(absl::StrCat(place_, ": no end of its answer"));
      RETURN_IF_ERROR(WaitFor(POLLIN));
      const ssize_t got = recv(fd_, bytes.data(), bytes.size(), 0);
      if (got == 0) return Failed("closed the connection");
      if (got < 0 && errno != EAGAIN && errno != EINTR) return Failed(std::strerror(errno));
      reply.append(bytes.data(), static_cast<size_t>(std::max<ssize_t>(got, 0)));
    }
    return reply;
  }

 private:
  absl::Status Connect(const addrinfo& address) {
    if (fd_ >= 0) close(fd_);
    fd_ = socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd_ < 0) return Failed(std::strerror(errno));
    if (connect(fd_, address.ai_addr, address.ai_addrlen) == 0) return absl::OkStatus();
    if (errno != EINPROGRESS) return Failed(std::strerror(errno));
    RETURN_IF_ERROR(WaitFor(POLLOUT));
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size);
    return error == 0 ? absl::OkStatus() : Failed(std::strerror(error));
  }

  absl::Status WaitFor(int16_t event) {
    while (true) {
      const int64_t left = absl::ToInt64Milliseconds(end_ - clock_.Now());
      pollfd wait{fd_, event, 0};
      const int ready = left > 0 ? poll(&wait, 1, static_cast<int>(left)) : 0;
      if (ready > 0) return absl::OkStatus();
      if (ready == 0) return Failed("no answer in time");
      if (errno != EINTR) return Failed(std::strerror(errno));
    }
  }

  absl::Status Failed(const char* why) const {
    return absl::UnavailableError(absl::StrCat(place_, ": ", why));
  }

  const SteadyClock clock_;
  const std::string place_;
  const absl::Time end_;
  int fd_ = -1;
};

}  // namespace

absl::StatusOr<std::string> NutClient::List(const std::string& what) {
  Conversation conversation(address_, limit_);
  RETURN_IF_ERROR(conversation.Open(address_));
  RETURN_IF_ERROR(conversation.Say(absl::StrCat("LIST ", what, "\n")));
  return conversation.HearList();
}

absl::StatusOr<PowerReading> NutClient::Ask() {
  ASSIGN_OR_RETURN(const std::string reply, List(absl::StrCat("VAR ", address_.name)));
  const auto variables = ParseVariables(reply, address_.name);
  if (variables.ok()) return ReadingOf(*variables);
  if (!absl::IsNotFound(variables.status())) return variables.status();
  ASSIGN_OR_RETURN(const std::string listed, List("UPS"));
  ASSIGN_OR_RETURN(const std::vector<std::string> names, ParseUpsNames(listed));
  return absl::NotFoundError(
      absl::StrCat("upsd: UPS: got ", address_.name, ", want one of: ", absl::StrJoin(names, ", ")));
}

}  // namespace blangko::printer
