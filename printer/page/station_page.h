// StationPage: the operator's page of one station, on loopback, whole without a server.
//
// It shows the newest StationView and asks through the station's inbox, so every act is durable before it is carried
// out. The id of an act is made with the form: a form that is sent again, by a reload or a second click, is the same
// request; with other content it is refused. What became of an act is said at the top of the page; until the agent has
// answered, the page says that too.
// Failure: Start UNAVAILABLE when the port is taken. Threads: its own, besides Start's; it never touches the journal.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/rng.h"
#include "printer/operator/inbox.h"
#include "printer/page/http_server.h"
#include "printer/page/page_acts.h"
#include "printer/page/screen.h"

namespace blangko::printer {

inline constexpr int kPagePort = 7090;  // unless told otherwise

class StationPage {
 public:
  struct Parties {
    const ViewBoard& board;
    const Inbox& inbox;
    const Clock& clock;
    Rng& rng;
  };
  // `port`: "auto" is kPagePort, or any other when that is taken; a number, 0 = any.
  static absl::StatusOr<std::unique_ptr<StationPage>> Start(const std::string& port, Parties parties);

  std::string address() const;

 private:
  // An act that somebody sent, and what the agent said to it.
  struct Sent {
    std::string words;
    std::vector<std::string> waiting;  // ids of requests without reply
    absl::Status refusal;              // the first one
    absl::Time time;
    Fields form;      // to be corrected when it was refused
    std::string who;  // sent it
  };

  explicit StationPage(Parties parties) : p_(parties), ids_(parties.clock, parties.rng) {}
  absl::Status Listen(int port);
  PageReply Answer(const PageRequest& request);
  PageReply Show(const PageRequest& request);
  PageReply Take(const PageRequest& request);
  PageReply TakeAct(const PageRequest& request, const Screen& screen);
  PageReply RefuseOtherContent(const Sent& first);
  absl::Status Send(const std::string& id, const Fields& form, const Screen& screen, Sent& sent);
  absl::Status CheckNik(const Fields& form, const Screen& screen);
  void TakeReplies();
  void Keep(const std::string& id, Sent sent);
  Screen ScreenFor(const PageRequest& request) const;
  std::string Notice(const Screen& screen, const std::string& act) const;
  std::string History(const Screen& screen) const;
  static std::string HistoryRow(const Screen& screen, const Sent& sent);
  std::string Body(const Screen& screen, const std::string& notice) const;

  Parties p_;
  IdSource ids_;
  NikCheck niks_;
  std::map<std::string, Sent> sent_;  // by id of the act
  std::deque<std::string> order_;     // of these, oldest first
  std::atomic<const HttpServer*> ready_ = nullptr;
  std::unique_ptr<HttpServer> server_;  // last: its thread uses all the others
};

}  // namespace blangko::printer
