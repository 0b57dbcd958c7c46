#include "services/rpc/listen_check.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "services/refusal/refusal.h"

namespace blangko::rpc {
namespace {

using testing::HasSubstr;

// Listens on a free port of 127.0.0.1 until it is destroyed.
class Listener {
 public:
  Listener() : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    EXPECT_EQ(bind(fd_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(fd_, 1), 0);
    EXPECT_EQ(getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { close(fd_); }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  const int fd_;
  int port_ = 0;
};

TEST(CheckCanListen, ATakenAddressIsNamedWithWhatToDo) {
  const Listener listener;
  const absl::Status status = CheckCanListen(listener.address(), "--listen");
  EXPECT_EQ(ReasonOf(status), "ADDRESS_IN_USE");
  EXPECT_THAT(IndonesianOf(status), HasSubstr("Alamat " + listener.address() + " sudah dipakai"));
  EXPECT_THAT(IndonesianOf(status), HasSubstr("pilih --listen lain"));
}

TEST(CheckCanListen, AFreeAddressStaysFree) {
  std::string address;
  {
    const Listener listener;
    address = listener.address();
  }
  EXPECT_TRUE(CheckCanListen(address, "--listen").ok());
  EXPECT_TRUE(CheckCanListen(address, "--listen").ok());
  EXPECT_TRUE(CheckCanListen("127.0.0.1:0", "--listen").ok());
}

TEST(CheckCanListen, AnAddressOfAnotherMachineIsNotOurs) {
  for (const char* address : {"192.0.2.1:7070", "no-such-host.invalid:7070"}) {
    EXPECT_EQ(ReasonOf(CheckCanListen(address, "--listen")), "ADDRESS_NOT_OURS") << address;
  }
}

}  // namespace
}  // namespace blangko::rpc
