// One IPP request over HTTP, and its reply. Each call has a connection of its own and is carried out at most once:
// nothing is sent a second time, by this code or by the library below it.
//
// Failure: UNAVAILABLE when no connection was made within kConnectTimeMax, so that nothing left; UNKNOWN when the
//          connection failed or fell silent later: the printer may have done what it was asked. CANCELLED after a stop.
// Threads: any; a call blocks its own.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/stop_flag.h"
#include "printer/ipp/ipp_message.h"

namespace blangko::printer {

inline constexpr absl::Duration kConnectTimeMax = absl::Seconds(3);

// Where a printer is reached, from "ipp://host:631/ipp/print" or ipps.
struct IppAddress {
  std::string uri;
  std::string host;
  int port = 631;
  std::string resource;
  bool encrypted = false;
};

// INVALID_ARGUMENT when `uri` is none of a printer.
absl::StatusOr<IppAddress> ParseIppUri(const std::string& uri);

struct CallLimits {
  absl::Duration answer_within = absl::Seconds(5);  // of all, after the connection is made
  const StopFlag* stop = nullptr;
};

// `document` follows the request as it is.
absl::StatusOr<IppMessage> CallIpp(const IppAddress& address, const IppMessage& request,
                                   std::string_view document, const CallLimits& limits);

}  // namespace blangko::printer
