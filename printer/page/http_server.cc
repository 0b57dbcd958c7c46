#include "printer/page/http_server.h"

#include <sodium.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"

namespace blangko::printer {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Error = boost::system::error_code;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;
using Parser = http::request_parser<http::string_body>;

constexpr int kHeaderMax = 16 << 10;
constexpr int kTokenWords = 3;  // of 64 bits
constexpr char kPolicy[] =
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
constexpr char kCookieRest[] = "; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200";

std::string Text(beast::string_view text) { return {text.data(), text.size()}; }

auto Awaiting(Error& error) { return asio::redirect_error(asio::use_awaitable, error); }

PageReply Refused(int status, std::string why) {
  PageReply reply;
  reply.status = status;
  reply.type = "text/plain; charset=utf-8";
  reply.body = std::move(why) + "\n";
  return reply;
}

std::string NewToken(Rng& rng) {
  std::string token;
  for (int i = 0; i < kTokenWords; ++i) absl::StrAppend(&token, absl::Hex(rng.Next(), absl::kZeroPad16));
  return token;
}

bool SameToken(std::string_view got, std::string_view want) {
  return got.size() == want.size() && sodium_memcmp(got.data(), want.data(), want.size()) == 0;
}

absl::StatusOr<PageRequest> PageRequestOf(const Request& request) {
  PageRequest page;
  page.method = Text(request.method_string());
  const std::string target = Text(request.target());
  const size_t mark = target.find('?');
  page.path = target.substr(0, mark);
  if (mark != std::string::npos) {
    ASSIGN_OR_RETURN(page.query, ParseForm(std::string_view(target).substr(mark + 1)));
  }
  page.cookies = ParseCookies(Text(request[http::field::cookie]));
  if (request.method() == http::verb::post) {
    ASSIGN_OR_RETURN(page.form, ParseForm(request.body()));
  }
  return page;
}

Response ResponseOf(const PageReply& reply, const Request& request) {
  Response response(http::int_to_status(static_cast<unsigned>(reply.status)), request.version());
  response.set(http::field::content_type, reply.type);
  response.set(http::field::cache_control, "no-store");
  response.set("Content-Security-Policy", kPolicy);
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  if (!reply.location.empty()) response.set(http::field::location, reply.location);
  if (!reply.set_cookie.empty()) response.set(http::field::set_cookie, reply.set_cookie + kCookieRest);
  response.keep_alive(request.keep_alive());
  if (request.method() != http::verb::head) response.body() = reply.body;
  response.prepare_payload();
  return response;
}

class BeastServer : public HttpServer {
 public:
  BeastServer(Rng& rng, Handler handler)
      : acceptor_(io_), handler_(std::move(handler)), token_(NewToken(rng)) {}
  ~BeastServer() override {
    io_.stop();
    if (thread_.joinable()) thread_.join();
  }

  absl::Status Listen(int port) {
    const tcp::endpoint here(asio::ip::address_v4::loopback(), static_cast<uint16_t>(port));
    Error error;
    acceptor_.open(here.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(here, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      return absl::UnavailableError(absl::StrCat("the page cannot listen on 127.0.0.1:", port, ": ",
                                                 error.message(), "; choose another with --page-port"));
    }
    port_ = acceptor_.local_endpoint().port();
    asio::co_spawn(io_, Accept(), asio::detached);
    thread_ = std::thread([this] { io_.run(); });
    return absl::OkStatus();
  }

  int port() const override { return port_; }
  const std::string& token() const override { return token_; }

 private:
  asio::awaitable<void> Accept() {
    while (true) {
      Error error;
      tcp::socket socket = co_await acceptor_.async_accept(Awaiting(error));
      if (error) {
        Log(LogLevel::kWarning, "page.accept", {{"why", error.message()}});
        continue;
      }
      if (clients_ >= kClientsMax) continue;  // the socket closes
      ++clients_;
      asio::co_spawn(io_, Serve(std::move(socket)), asio::detached);
    }
  }

  asio::awaitable<void> Serve(tcp::socket socket) {
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer buffer;
    bool keep = true;
    while (keep) {
      Parser parser;
      parser.body_limit(kBodyMax);
      parser.header_limit(kHeaderMax);
      stream.expires_after(absl::ToChronoSeconds(kClientTime));
      Error error;
      co_await http::async_read(stream, buffer, parser, Awaiting(error));
      if (error && error != http::error::body_limit) break;
      const Request& request = parser.get();
      Response response = ResponseOf(
          error ? Refused(413, "terlalu banyak sekaligus (too much at once)") : Answer(request), request);
      keep = !error && response.keep_alive();
      co_await http::async_write(stream, response, Awaiting(error));
      if (error) break;
    }
    Error ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    --clients_;
  }

  PageReply Answer(const Request& request) const {
    const std::string host = Text(request[http::field::host]);
    if (host != absl::StrCat("127.0.0.1:", port_) && host != absl::StrCat("localhost:", port_))
      return Refused(
          421,
          "halaman ini hanya dibuka sebagai 127.0.0.1 atau localhost (this page is reached as 127.0.0.1 or "
          "localhost only)");
    const http::verb method = request.method();
    if (method != http::verb::get && method != http::verb::head && method != http::verb::post)
      return Refused(405, "hanya GET atau POST (GET or POST)");
    const auto page = PageRequestOf(request);
    if (!page.ok())
      return Refused(400, absl::StrCat("formulir tidak terbaca (", page.status().message(), ")"));
    if (method == http::verb::post && !SameToken(FieldOf(page->form, "token"), token_))
      return Refused(
          403,
          "formulir ini bukan dari halaman ini, atau dari sebelum programnya dijalankan ulang: muat ulang "
          "halaman (the form is not of this page, or of before its last start; load the page again)");
    return handler_(*page);
  }

  asio::io_context io_{1};
  tcp::acceptor acceptor_;
  const Handler handler_;
  const std::string token_;
  int port_ = 0;
  int clients_ = 0;
  std::thread thread_;
};

}  // namespace

PageReply SeeOther(std::string location) {
  PageReply reply;
  reply.status = 303;
  reply.location = std::move(location);
  return reply;
}

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(int port, Rng& rng, Handler handler) {
  auto server = std::make_unique<BeastServer>(rng, std::move(handler));
  RETURN_IF_ERROR(server->Listen(port));
  return server;
}

}  // namespace blangko::printer
