// Fixture of the tests of the station's page: over real HTTP, with the agent behind it.
//
// Threads: belongs to one test.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/ip/tcp.hpp>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "printer/agent/fake_station.h"
#include "printer/operator/operator_desk.h"
#include "printer/page/station_page.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::printer {

inline std::string Between(const std::string& text, const std::string& begin, const std::string& end) {
  const size_t from = text.find(begin);
  if (from == std::string::npos) return "";
  const size_t start = from + begin.size();
  return text.substr(start, text.find(end, start) - start);
}

class StationPageTest : public testing::Test {
 protected:
  void Open() {
    station_.server.trusts_driver = false;
    station_.GivenRecords(3);
    ASSERT_OK(station_.Open());
    ASSERT_OK_AND_ASSIGN(page_, StationPage::Start("0", {board_, inbox_, station_.clock, rng_}));
    Turn();
  }
  void TearDown() override { unsetenv("BLANGKO_PLANT"); }

  // The agent takes up what was asked and shows what there is.
  void Turn(int turns = 1) {
    const OperatorDesk desk(inbox_, station_.agent(), station_.journal(), station_.station_clock());
    for (int i = 0; i < turns; ++i) {
      ASSERT_OK(desk.TakeUp());
      const auto pause = station_.agent().RunOnce();
      ASSERT_OK(pause);
      station_.clock.Advance(*pause);
    }
    board_.Publish(station_.agent().View());
  }
  std::string Send(const std::string& request, const std::string& body = "") const {
    const std::string host = absl::StrReplaceAll(page_->address(), {{"http://", ""}, {"/", ""}});
    boost::asio::ip::tcp::iostream stream("127.0.0.1", host.substr(host.find(':') + 1));
    stream << request << " HTTP/1.1\r\nHost: " << host
           << "\r\nCookie: who=Sari%20Dewi; language=" << language_
           << "\r\nConnection: close\r\nContent-Length: " << body.size() << "\r\n\r\n"
           << body << std::flush;
    std::ostringstream reply;
    reply << stream.rdbuf();
    return reply.str();
  }
  std::string Page(const std::string& query = "") const { return Send("GET /" + query); }
  std::string Post(const std::string& act, const std::string& fields) const {
    const std::string token = Between(Page(), "name=\"token\" value=\"", "\"");
    return Send("POST /act", absl::StrCat("token=", token, "&act=", act, "&", fields));
  }
  // Posts, lets the agent work, and answers what the page then says.
  std::string Do(const std::string& act, const std::string& fields) {
    Post(act, fields);
    Turn();
    return Between(Page("?act=" + act), "class=\"notice", "</p>");
  }
  const JournalState& state() { return station_.journal().state(); }

  TempDir folder_;
  Inbox inbox_{folder_.path()};
  ViewBoard board_;
  SeededRng rng_{4};
  FakeStation station_{21};
  std::string language_ = "id";
  std::unique_ptr<StationPage> page_;
};

}  // namespace blangko::printer
