#include "printer/ipp/http_call.h"

#include <cups/http.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <memory>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace blangko::printer {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Http = std::unique_ptr<http_t, void (*)(http_t*)>;

constexpr double kLookSeconds = 0.2;  // how often a call that waits looks whether it shall stop
constexpr size_t kPieceBytes = 32 * 1024;
constexpr size_t kHostMax = 256;
constexpr size_t kResourceMax = 1024;

struct Patience {
  SteadyClock::time_point end;
  const StopFlag* stop;

  bool stopped() const { return stop != nullptr && stop->stopped(); }
};

// What libcups asks when the other side has been silent for a look: 1 = wait on.
int WaitsOn(http_t*, void* data) {
  const Patience& patience = *static_cast<Patience*>(data);
  return !patience.stopped() && SteadyClock::now() < patience.end ? 1 : 0;
}

absl::Status Lost(const IppAddress& address, const Patience& patience, const char* when) {
  if (patience.stopped()) return absl::CancelledError("stopped");
  return absl::UnknownError(absl::StrCat("printer ", address.host, ":", address.port, ": ", when));
}

absl::StatusOr<Http> Connect(const IppAddress& address) {
  Http http(httpConnect2(address.host.c_str(), address.port, nullptr, AF_UNSPEC,
                         address.encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_NEVER, 1,
                         static_cast<int>(absl::ToInt64Milliseconds(kConnectTimeMax)), nullptr),
            httpClose);
  if (http != nullptr) return http;
  return absl::UnavailableError(absl::StrCat("printer ", address.host, ":", address.port, ": no connection"));
}

bool WriteAll(http_t* http, std::string_view document) {
  while (!document.empty()) {
    const ssize_t written = httpWrite2(http, document.data(), std::min(document.size(), kPieceBytes));
    if (written <= 0) return false;
    document.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

bool WriteMessage(http_t* http, ipp_t* request) {
  ippSetState(request, IPP_STATE_IDLE);
  ipp_state_t state = IPP_STATE_IDLE;
  while (state != IPP_STATE_DATA) {
    state = ippWrite(http, request);
    if (state == IPP_STATE_ERROR) return false;
  }
  return true;
}

bool WriteRequest(http_t* http, const IppAddress& address, const IppMessage& request,
                  std::string_view document) {
  httpClearFields(http);
  httpSetField(http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
  httpSetLength(http, ippLength(request.get()) + document.size());
  if (httpPost(http, address.resource.c_str()) != 0) return false;
  return WriteMessage(http, request.get()) && WriteAll(http, document) && httpFlushWrite(http) >= 0;
}

absl::StatusOr<IppMessage> ReadReply(http_t* http, const IppAddress& address, const Patience& patience) {
  http_status_t status = HTTP_STATUS_CONTINUE;
  while (status == HTTP_STATUS_CONTINUE) status = httpUpdate(http);
  if (status != HTTP_STATUS_OK) return Lost(address, patience, "no good reply");
  IppMessage reply(ippNew());
  ipp_state_t state = IPP_STATE_IDLE;
  while (state != IPP_STATE_DATA) {
    state = ippRead(http, reply.get());
    if (state == IPP_STATE_ERROR) return Lost(address, patience, "the reply broke off");
  }
  return reply;
}

}  // namespace

absl::StatusOr<IppAddress> ParseIppUri(const std::string& uri) {
  std::array<char, 32> scheme{};
  std::array<char, kHostMax> user{};
  std::array<char, kHostMax> host{};
  std::array<char, kResourceMax> resource{};
  IppAddress address{uri, "", 0, "", false};
  const http_uri_status_t parsed =
      httpSeparateURI(HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(), scheme.size(), user.data(),
                      user.size(), host.data(), host.size(), &address.port, resource.data(), resource.size());
  const std::string name = scheme.data();
  if (parsed < HTTP_URI_STATUS_OK || (name != "ipp" && name != "ipps") || host[0] == '\0') {
    return absl::InvalidArgumentError(
        absl::StrCat("printer: got '", uri, "', want ipp://host[:port]/path or ipps://..."));
  }
  address.host = host.data();
  address.resource = resource.data();
  address.encrypted = name == "ipps";
  return address;
}

absl::StatusOr<IppMessage> CallIpp(const IppAddress& address, const IppMessage& request,
                                   std::string_view document, const CallLimits& limits) {
  if (limits.stop != nullptr && limits.stop->stopped()) return absl::CancelledError("stopped");
  ASSIGN_OR_RETURN(const Http http, Connect(address));
  Patience patience{SteadyClock::now() + absl::ToChronoMilliseconds(limits.answer_within), limits.stop};
  httpSetTimeout(http.get(), kLookSeconds, WaitsOn, &patience);
  if (!WriteRequest(http.get(), address, request, document)) {
    return Lost(address, patience, "it stopped listening");
  }
  return ReadReply(http.get(), address, patience);
}

}  // namespace blangko::printer
