// Session: what every command works with: the connection to a node, the global options, and where answers go.
//
// Commands return an absl::Status; main turns it into a message and an exit code (errors.h).
// Threads: one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/rng.h"
#include "services/cli/table.h"
#include "services/refusal/told.h"
#include "services/rpc/channel.h"

namespace blangko::cli {

struct GlobalOptions {
  std::string server = "127.0.0.1:7070";
  std::string output = "table";
  std::string operator_name = {};
  std::string account = {};        // whose login to use; empty = the newest one of this server
  std::string session_file = {};   // where logins are kept; empty = nowhere
  std::string session_token = {};  // of the login that was chosen
  std::string pin_file = {};       // accounts_pin.h
  double timeout_seconds = 30;
  std::string time_zone = "Asia/Jakarta";
  std::string language = "id";
};

class Session {
 public:
  explicit Session(const GlobalOptions& options);

  // One unary call: session.Call(&StockService::Stub::ListLots, request).
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
    Stub stub(channel_);
    return caller_.Call(stub, method, request);
  }

  // Walks the pages of a List call until `visit` answers false or the last page was seen.
  template <typename Stub, typename Request, typename Response, typename Visit>
  absl::Status EachPage(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                        Request request, Visit&& visit) {
    for (;;) {
      const absl::StatusOr<Response> page = Call(method, request);
      if (!page.ok()) return page.status();
      if (!visit(*page) || page->next_page_token().empty()) return absl::OkStatus();
      request.set_page_token(page->next_page_token());
    }
  }

  // Prints an answer in the format that was asked for.
  void Print(const std::vector<Table>& tables) const;
  // A sentence for people; dropped in JSON and CSV. The first is Indonesian; without a second its English is in the
  // dictionary.
  void Say(std::string_view line) const;
  void Say(std::string_view indonesian, std::string_view english) const;
  // The one of the two that this person reads.
  std::string In(std::string_view indonesian, std::string_view english) const {
    return blangko::In(language_, indonesian, english);
  }
  // Progress and hints, on standard error, for people.
  void Hint(std::string_view line) const;

  std::string NewRequestId() { return ids_.Next(); }
  absl::Time Now() const { return clock_.Now(); }
  Format format() const { return format_; }
  const absl::TimeZone& zone() const { return zone_; }
  Language language() const { return language_; }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  const rpc::CallOptions& call_options() const { return caller_.options(); }
  Rng& rng() { return rng_; }
  const GlobalOptions& options() const { return options_; }

 private:
  const GlobalOptions options_;
  SystemClock clock_;
  SystemRng rng_;
  IdSource ids_;
  Format format_;
  absl::TimeZone zone_;
  Language language_;
  std::shared_ptr<grpc::Channel> channel_;
  rpc::Caller caller_;
};

// True when standard output (or standard error) is a terminal.
bool OutIsTerminal();
bool ErrIsTerminal();
// The terminal of standard output; 80 times 24 when it does not tell.
struct TerminalSize {
  size_t columns = 80;
  size_t rows = 24;
};
TerminalSize SizeOfTerminal();

}  // namespace blangko::cli
