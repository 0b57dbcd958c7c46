#include "tests/support/wire.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>

#include "tests/support/status_matchers.h"

namespace blangko::support {
namespace {

constexpr absl::Duration kShort = absl::Milliseconds(50);

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// Says everything back that it hears, to one caller after the other.
class Echo {
 public:
  Echo() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = Loopback(0);
    socklen_t length = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(socket_, plain, length), 0);
    EXPECT_EQ(listen(socket_, 8), 0);
    EXPECT_EQ(getsockname(socket_, plain, &length), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Serve(); });
  }
  ~Echo() {
    shutdown(socket_, SHUT_RDWR);
    thread_.join();
    close(socket_);
  }
  int port() const { return port_; }

 private:
  void Serve() const {
    for (int caller = -1; (caller = accept(socket_, nullptr, nullptr)) >= 0; close(caller)) {
      std::array<char, 64> piece{};
      for (ssize_t got = 0; (got = read(caller, piece.data(), piece.size())) > 0;) {
        (void)!send(caller, piece.data(), static_cast<size_t>(got), MSG_NOSIGNAL);
      }
    }
  }

  const int socket_;
  int port_ = 0;
  std::thread thread_;
};

class Caller {
 public:
  explicit Caller(int port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const sockaddr_in address = Loopback(port);
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Caller() { close(socket_); }
  bool connected() const { return connected_; }
  void Say(const std::string& words) const { (void)!send(socket_, words.data(), words.size(), MSG_NOSIGNAL); }
  // Until that many bytes came, or the end.
  std::string Hear(size_t bytes) const {
    std::string heard;
    char c = 0;
    while (heard.size() < bytes && read(socket_, &c, 1) == 1) heard.push_back(c);
    return heard;
  }
  bool HearsNothing() const {
    char c = 0;
    return recv(socket_, &c, 1, MSG_DONTWAIT) < 0;
  }

 private:
  const int socket_;
  bool connected_ = false;
};

// Calls that begin with this word.
Wire::Meant BeginsWith(const std::string& word) {
  return [word](std::string_view sent) -> std::optional<bool> {
    if (sent.size() < word.size()) return std::nullopt;
    return sent.substr(0, word.size()) == word;
  };
}

class WireTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_OK_AND_ASSIGN(wire_, Wire::Open(echo_.port())); }

  Echo echo_;
  std::unique_ptr<Wire> wire_;
};

TEST_F(WireTest, HoldsTheCallThatIsMeantAndLetsItGoWhole) {
  wire_->HoldAt({Wire::Way::kThere, BeginsWith("print"), 0});
  {
    const Caller other(wire_->port());
    other.Say("hello");
    EXPECT_EQ(other.Hear(5), "hello");
    EXPECT_FALSE(wire_->WaitUntilHeld(kShort));
  }
  const Caller meant(wire_->port());
  meant.Say("pr");
  EXPECT_FALSE(wire_->WaitUntilHeld(kShort)) << "it may still be another";
  meant.Say("int this");
  EXPECT_TRUE(wire_->WaitUntilHeld());
  EXPECT_TRUE(meant.HearsNothing());
  wire_->LetGo();
  EXPECT_EQ(meant.Hear(10), "print this");
}

TEST_F(WireTest, HoldsInTheMiddleAndOnTheWayBack) {
  const Caller caller(wire_->port());
  caller.Say("a");
  EXPECT_EQ(caller.Hear(1), "a");
  wire_->HoldAt({Wire::Way::kBack, nullptr, 3});
  caller.Say("hello");
  EXPECT_EQ(caller.Hear(3), "hel");
  EXPECT_TRUE(wire_->WaitUntilHeld());
  EXPECT_TRUE(caller.HearsNothing());
  wire_->LetGo();
  EXPECT_EQ(caller.Hear(2), "lo");
}

TEST_F(WireTest, HoldsAnOpenConnectionFromTheWordsThatAreMeant) {
  const Caller caller(wire_->port());
  caller.Say("a");
  EXPECT_EQ(caller.Hear(1), "a");
  wire_->HoldAt({Wire::Way::kThere,
                 [](std::string_view sent) -> std::optional<bool> {
                   if (sent.find("print") == std::string_view::npos) return std::nullopt;
                   return true;
                 },
                 0});
  caller.Say("hello");
  EXPECT_EQ(caller.Hear(5), "hello");
  caller.Say("print");
  EXPECT_TRUE(wire_->WaitUntilHeld());
  EXPECT_TRUE(caller.HearsNothing());
  wire_->LetGo();
  EXPECT_EQ(caller.Hear(5), "print");
}

TEST_F(WireTest, WhatIsHeldCanBeLostOrBecomeRubbish) {
  for (const Wire::End end : {Wire::End::kCut, Wire::End::kRubbish}) {
    wire_->HoldAt({Wire::Way::kBack, nullptr, 0});
    const Caller caller(wire_->port());
    caller.Say("hello");
    EXPECT_TRUE(wire_->WaitUntilHeld());
    wire_->LetGo(end);
    const std::string heard = caller.Hear(1000);
    EXPECT_EQ(heard.empty(), end == Wire::End::kCut);
    EXPECT_THAT(heard, testing::Not(testing::HasSubstr("hello")));
  }
}

TEST_F(WireTest, UnpluggedItRefusesAndPluggedItGoesOn) {
  const Caller before(wire_->port());
  before.Say("a");
  EXPECT_EQ(before.Hear(1), "a");
  wire_->Unplug();
  EXPECT_EQ(before.Hear(1), "");
  EXPECT_FALSE(Caller(wire_->port()).connected());
  wire_->Plug();
  const Caller after(wire_->port());
  after.Say("b");
  EXPECT_EQ(after.Hear(1), "b");
}

TEST_F(WireTest, TheFarEndCanBeSilentSpeakRubbishOrBeAnother) {
  const Caller caller(wire_->port());
  wire_->Speak(Wire::Speech::kNothing);
  caller.Say("hello");
  EXPECT_FALSE(wire_->WaitUntilHeld(kShort));
  EXPECT_TRUE(caller.HearsNothing());
  wire_->Speak(Wire::Speech::kThrough);
  EXPECT_EQ(caller.Hear(5), "hello");
  EXPECT_TRUE(wire_->Carries(BeginsWith("hell")));
  EXPECT_FALSE(wire_->Carries(BeginsWith("print")));
  wire_->Speak(Wire::Speech::kRubbish);
  const std::string heard = caller.Hear(1000);
  EXPECT_FALSE(heard.empty());
  EXPECT_THAT(heard, testing::Not(testing::HasSubstr("hello")));
  wire_->Speak(Wire::Speech::kThrough);
  const Echo another;
  wire_->LeadTo(another.port());
  const Caller late(wire_->port());
  late.Say("b");
  EXPECT_EQ(late.Hear(1), "b");
}

}  // namespace
}  // namespace blangko::support
