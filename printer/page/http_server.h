// HttpServer: the small web server of a station's own page, on loopback only.
//
// One thread of its own takes one request after the other and gives it to the handler, which must not wait. Refused
// before the handler sees them: a Host header that is not this server's (a page elsewhere must not reach it by a name
// that it controls), a POST without the token that only this server's own forms carry, more than kBodyMax bytes, a
// client that takes longer than kClientTime. Every reply forbids scripts and frames from elsewhere and is not kept.
// Failure: Start UNAVAILABLE when the port is taken. Threads: the handler runs in the server's thread.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/rng.h"
#include "printer/page/form.h"

namespace blangko::printer {

inline constexpr size_t kBodyMax = size_t{64} << 10;
inline constexpr absl::Duration kClientTime = absl::Seconds(15);
inline constexpr int kClientsMax = 32;

struct PageRequest {
  std::string method;  // GET or POST
  std::string path;    // without the query
  Fields query;
  Fields form;
  Fields cookies;
};

struct PageReply {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  std::string location;    // of a redirect
  std::string set_cookie;  // "name=value", kept by the browser for a working day
};

PageReply SeeOther(std::string location);

class HttpServer {
 public:
  using Handler = std::function<PageReply(const PageRequest&)>;

  // Port 0: the system chooses.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(int port, Rng& rng, Handler handler);
  virtual ~HttpServer() = default;

  virtual int port() const = 0;
  // What every form must send back in its field `token`.
  virtual const std::string& token() const = 0;
};

}  // namespace blangko::printer
