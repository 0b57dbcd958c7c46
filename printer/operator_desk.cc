#include "printer/operator_desk.h"

#include "base/status_macros.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

// What was wrong with the question; everything else is about the disk.
bool IsRefusal(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) || absl::IsAlreadyExists(status);
}

// What a person saw or compared before the agent was there is no longer known to hold.
absl::Status LookAgain() {
  return Told(absl::StatusCode::kAborted,
              "clear: agen sempat dijalankan ulang; lihat ke dalam pencetak sekali lagi",
              "clear: the agent was started again meanwhile; look into the printer once more");
}

absl::Status CompareAgain() {
  return Told(absl::StatusCode::kAborted, "clock: agen sempat dijalankan ulang; bandingkan jamnya sekali lagi",
              "clock: the agent was started again meanwhile; compare the clocks once more");
}

}  // namespace

LookAnswer AnswerIn(const station::v1::OperatorRequest& request) {
  const station::v1::LookAnswer& answer = request.look_answer();
  return {.card = {answer.record_id(), answer.attempt()},
          .outcome = static_cast<scheduler::v1::Outcome>(answer.outcome()),
          .cause = answer.cause(),
          .by = request.by()};
}

station::v1::OperatorRequest RequestFor(const LookAnswer& answer) {
  station::v1::OperatorRequest request;
  request.set_by(answer.by);
  request.mutable_look_answer()->set_record_id(answer.card.record_id);
  request.mutable_look_answer()->set_attempt(answer.card.attempt);
  request.mutable_look_answer()->set_outcome(answer.outcome);
  request.mutable_look_answer()->set_cause(answer.cause);
  return request;
}

void OperatorDesk::Open() const {
  inbox_.ForgetReplies();
  for (const Inbox::Received& received : inbox_.Read()) {
    const bool clock = received.request.has_confirm_clock();
    if (!clock && !received.request.has_clear_printer()) continue;
    inbox_.Reply(received.id, clock ? CompareAgain() : LookAgain());
  }
}

absl::Status OperatorDesk::TakeUp() const {
  for (const Inbox::Received& received : inbox_.Read()) {
    const absl::Status done = CarryOut(received.request);
    inbox_.Reply(received.id, done);
    if (!done.ok() && !IsRefusal(done)) return done;
  }
  return absl::OkStatus();
}

absl::Status OperatorDesk::CarryOut(const station::v1::OperatorRequest& request) const {
  if (request.has_look_answer()) return agent_.Answer(AnswerIn(request));
  if (request.has_clear_printer()) return agent_.Clear(request.clear_printer().printer_id(), request.by());
  if (request.has_confirm_clock()) return clock_.Confirm(request.by(), agent_.journal_seq());
  return Told(absl::StatusCode::kInvalidArgument, "kotak masuk: permintaan ini tidak dikenal rilis ini",
              "inbox: the request asks for nothing that this release knows");
}

}  // namespace blangko::printer
