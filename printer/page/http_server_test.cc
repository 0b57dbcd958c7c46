#include "printer/page/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/ip/tcp.hpp>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class HttpServerTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(server_, HttpServer::Start(0, rng_, [this](const PageRequest& request) {
                           seen_.push_back(absl::StrCat(request.method, " ", request.path,
                                                        " by=", FieldOf(request.form, "by")));
                           PageReply reply;
                           reply.body = "isi";
                           return reply;
                         }));
  }

  // The whole reply to raw bytes; the server is asked to close afterwards.
  std::string Send(const std::string& bytes) const {
    boost::asio::ip::tcp::iostream stream("127.0.0.1", std::to_string(server_->port()));
    stream << bytes << std::flush;
    std::ostringstream reply;
    reply << stream.rdbuf();
    return reply.str();
  }
  std::string Host() const { return absl::StrCat("127.0.0.1:", server_->port()); }
  std::string Get(const std::string& host) const {
    return Send(absl::StrCat("GET /hari?x=1 HTTP/1.1\r\nHost: ", host, "\r\nConnection: close\r\n\r\n"));
  }
  std::string Post(const std::string& body) const {
    return Send(absl::StrCat("POST /jawab HTTP/1.1\r\nHost: ", Host(),
                             "\r\nConnection: close\r\nContent-Length: ", body.size(), "\r\n\r\n", body));
  }

  SeededRng rng_{7};
  std::vector<std::string> seen_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpServerTest, GivesThePageWithItsPolicy) {
  const std::string reply = Get(Host());
  EXPECT_THAT(reply, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(reply, HasSubstr("Content-Security-Policy: default-src 'self'"));
  EXPECT_THAT(reply, HasSubstr("Cache-Control: no-store"));
  EXPECT_THAT(reply, testing::EndsWith("\r\n\r\nisi"));
  EXPECT_EQ(seen_, std::vector<std::string>({"GET /hari by="}));
}

TEST_F(HttpServerTest, IsReachedByItsOwnNamesOnly) {
  EXPECT_THAT(Get(absl::StrCat("localhost:", server_->port())), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(Get("evil.example"), StartsWith("HTTP/1.1 421 "));
  EXPECT_THAT(Get(absl::StrCat("evil.example:", server_->port())), StartsWith("HTTP/1.1 421 "));
  EXPECT_EQ(seen_.size(), 1u);
}

TEST_F(HttpServerTest, APostNeedsTheTokenOfItsForm) {
  EXPECT_THAT(Post("by=siti"), StartsWith("HTTP/1.1 403 "));
  EXPECT_THAT(Post("by=siti&token=" + std::string(48, '0')), StartsWith("HTTP/1.1 403 "));
  EXPECT_TRUE(seen_.empty());
  EXPECT_THAT(Post("by=siti&token=" + server_->token()), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(seen_, std::vector<std::string>({"POST /jawab by=siti"}));
}

TEST_F(HttpServerTest, RefusesWhatIsNoRequestOfAPage) {
  EXPECT_THAT(Post("token=" + server_->token() + "&by=%zz"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(Post("by=" + std::string(kBodyMax, 'x')), StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(Send(absl::StrCat("DELETE / HTTP/1.1\r\nHost: ", Host(), "\r\nConnection: close\r\n\r\n")),
              StartsWith("HTTP/1.1 405 "));
  EXPECT_THAT(Send("nonsense\r\n\r\n"), Not(HasSubstr("200")));
  EXPECT_TRUE(seen_.empty());
  EXPECT_THAT(Get(Host()), StartsWith("HTTP/1.1 200 "));  // and it still serves
}

TEST_F(HttpServerTest, SaysThatThePortIsTaken) {
  const auto second =
      HttpServer::Start(server_->port(), rng_, [](const PageRequest&) { return PageReply(); });
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(second.status().message()), HasSubstr("--page-port"));
}

}  // namespace
}  // namespace blangko::printer
