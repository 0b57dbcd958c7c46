// blangko clock, blangko clock confirm: whether the server's clock can be right, and the person who says so.
#include "base/status_macros.h"
#include "blangko/access/v1/clock_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/clock_sentence.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

using access::v1::ClockService;
using access::v1::GetClockRequest;
using access::v1::GetClockResponse;

absl::Status Show(Session& session) {
  ASSIGN_OR_RETURN(const GetClockResponse clock,
                   session.Call(&ClockService::Stub::GetClock, GetClockRequest()));
  session.Print(
      {{.key = "clock",
        .title = "",
        .columns = {{"machine_time", "Jam server", Kind::kTime},
                    {"newest_time", "Terakhir pasti benar", Kind::kTime},
                    {"verdict", "Penilaian", Kind::kCode},
                    {"confirmed_time", "Dibenarkan", Kind::kTime},
                    {"confirmed_by", "Oleh"}},
        .rows = {{TimeCell(clock.machine_time()), TimeCell(clock.newest_time()), EnumCell(clock.verdict()),
                  TimeCell(clock.confirmed_time()), clock.confirmed_by()}},
        .single = true}});
  const std::string sentence = ClockSentence(clock, session.zone(), session.language());
  if (!sentence.empty()) session.Say(sentence, sentence);
  return absl::OkStatus();
}

// What is confirmed is the time that is shown here, not whatever the clock says when the request arrives.
absl::Status Confirm(Session& session) {
  if (session.call_options().operator_name.empty()) {
    return UsageError("clock confirm: --operator: sebutkan nama orang yang membandingkan jamnya",
                      "clock confirm: --operator: want the name of the person who compared the clocks");
  }
  ASSIGN_OR_RETURN(const GetClockResponse clock,
                   session.Call(&ClockService::Stub::GetClock, GetClockRequest()));
  access::v1::ConfirmClockRequest request;
  request.set_request_id(session.NewRequestId());
  *request.mutable_machine_time() = clock.machine_time();
  ASSIGN_OR_RETURN(const auto response, session.Call(&ClockService::Stub::ConfirmClock, request));
  session.Print({{.key = "confirmed",
                  .title = "",
                  .columns = {{"confirmed_time", "Jam server dibenarkan", Kind::kTime}},
                  .rows = {{TimeCell(response.confirmed_time())}},
                  .single = true}});
  return absl::OkStatus();
}

}  // namespace

void AddClockCommands(Menu& menu) {
  auto* group = menu.Group("clock", "The server's clock");
  menu.Add(group, "show", "Whether it can be right", [](Session& session) { return Show(session); });
  menu.Add(group, "confirm", "Says that you have compared it with the real time",
           [](Session& session) { return Confirm(session); });
}

}  // namespace blangko::cli
