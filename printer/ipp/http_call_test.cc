// The caller against printers that hang, talk nonsense or go away.
#include "printer/ipp/http_call.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "printer/ipp/ipp_client.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;

// Accepts each caller, reads what comes first, says `answer` and hangs up, or stays silent.
class RudePrinter {
 public:
  RudePrinter(std::string answer, bool hangs_up) : answer_(std::move(answer)), hangs_up_(hangs_up) {
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    EXPECT_EQ(listen(socket_, 8), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Serve(); });
  }
  ~RudePrinter() {
    stop_.Stop();
    thread_.join();
    close(socket_);
  }

  std::string uri() const { return absl::StrCat("ipp://127.0.0.1:", port_, "/ipp/print"); }
  int callers() const { return callers_; }

 private:
  bool WaitFor(int fd) const {
    pollfd waiting{fd, POLLIN, 0};
    while (!stop_.stopped()) {
      if (poll(&waiting, 1, 20) > 0) return true;
    }
    return false;
  }
  void Serve() {
    while (WaitFor(socket_)) {
      const int caller = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      ++callers_;
      std::array<char, 1024> bytes{};
      if (WaitFor(caller)) (void)recv(caller, bytes.data(), bytes.size(), 0);
      (void)send(caller, answer_.data(), answer_.size(), MSG_NOSIGNAL);
      if (!hangs_up_) stop_.WaitFor(absl::Minutes(1));
      close(caller);
    }
  }

  const std::string answer_;
  const bool hangs_up_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<int> callers_ = 0;
  StopFlag stop_;
  std::thread thread_;
};

IppClient ClientOf(const std::string& uri) { return {ParseIppUri(uri).value(), "blangko-s1"}; }

absl::Status AskAnd(const std::string& answer, bool hangs_up, CallLimits limits) {
  const RudePrinter printer(answer, hangs_up);
  return ClientOf(printer.uri()).ReadPrinter(limits).status();
}

constexpr CallLimits kShort = {absl::Milliseconds(600), nullptr};

TEST(CallIpp, NobodyListens) {
  std::string uri;
  {
    const RudePrinter gone("", true);
    uri = gone.uri();
  }
  EXPECT_THAT(ClientOf(uri).ReadPrinter({}),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("connection")));
}

TEST(CallIpp, ASilentPrinterIsNotWaitedForLong) {
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_THAT(AskAnd("", false, kShort), StatusIs(absl::StatusCode::kUnknown));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST(CallIpp, APrinterThatHangsUpOrTalksNonsenseIsNotAskedAgain) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: ";
  for (const std::string& answer :
       {std::string(), std::string("GARBAGE\r\n\r\n\x01\x02\xff"), head + "8\r\n\r\n\x01\x01",
        head + "12\r\n\r\n\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        std::string("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"),
        std::string("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n")}) {
    const RudePrinter printer(answer, true);
    EXPECT_FALSE(ClientOf(printer.uri()).ReadPrinter(kShort).ok()) << answer;
    EXPECT_EQ(printer.callers(), 1) << answer;
  }
}

TEST(CallIpp, ADocumentIsSentOnceToAPrinterThatHangsUp) {
  const RudePrinter printer("", true);
  const std::string document(4 << 20, 'x');
  EXPECT_THAT(ClientOf(printer.uri()).SendDocument(1, document, kShort),
              StatusIs(absl::StatusCode::kUnknown));
  EXPECT_EQ(printer.callers(), 1);
}

TEST(CallIpp, AStopEndsACallThatWaits) {
  const RudePrinter printer("", false);
  StopFlag stop;
  std::thread stopper([&] {
    while (printer.callers() == 0) std::this_thread::yield();
    stop.Stop();
  });
  EXPECT_THAT(ClientOf(printer.uri()).ReadPrinter({absl::Hours(1), &stop}),
              StatusIs(absl::StatusCode::kCancelled));
  stopper.join();
}

TEST(ParseIppUri, TakesPrintersAndNothingElse) {
  const auto address = ParseIppUri("ipps://kartu.local/ipp/print");
  ASSERT_OK(address);
  EXPECT_EQ(address->host, "kartu.local");
  EXPECT_EQ(address->port, 631);
  EXPECT_TRUE(address->encrypted);
  EXPECT_EQ(ParseIppUri("ipp://10.0.0.7:8631/p")->resource, "/p");
  for (const char* uri :
       {"", "kartu", "http://kartu/ipp", "ipp://", "ipp:///ipp/print", "ipp://host:99999/p"}) {
    EXPECT_THAT(ParseIppUri(uri), StatusIs(absl::StatusCode::kInvalidArgument)) << uri;
  }
}

}  // namespace
}  // namespace blangko::printer
