#include "printer/operator/operator_desk.h"

#include "base/status_macros.h"
#include "printer/day/day_book.h"
#include "printer/operator/doubts.h"
#include "printer/operator/operator_refusal.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

Decision DecisionIn(const station::v1::OperatorRequest& request) {
  const station::v1::DecideCard& decided = request.decide_card();
  return {.card = {decided.record_id(), decided.attempt()},
          .outcome = static_cast<scheduler::v1::Outcome>(decided.outcome()),
          .cause = decided.cause(),
          .blank_uid = decided.blank_uid(),
          .by = request.by(),
          .other_uid = decided.other_uid(),
          .envelope = decided.envelope(),
          .found_at = decided.found_at()};
}

station::v1::DayCount CountIn(const std::string& act, const station::v1::OperatorRequest& request) {
  const station::v1::CountDay& asked = request.count_day();
  station::v1::DayCount count;
  count.set_day_end(asked.day_end());
  count.set_by(request.by());
  count.set_second(asked.second());
  count.set_blanks(asked.blanks());
  count.set_spoiled(asked.spoiled());
  count.set_envelopes(asked.envelopes());
  count.set_cause(asked.cause());
  count.set_act(act);
  return count;
}

station::v1::BlanksReceived ReceiptIn(const std::string& act, const station::v1::OperatorRequest& request) {
  station::v1::BlanksReceived received;
  received.set_by(request.by());
  received.set_blanks(request.receive_blanks().blanks());
  received.set_document(request.receive_blanks().document());
  received.set_act(act);
  return received;
}

// What a person saw or compared before the agent was there is no longer known to hold.
absl::Status LookAgain() {
  return Told(absl::StatusCode::kAborted,
              "clear: agen sempat dijalankan ulang; lihat ke dalam pencetak sekali lagi",
              "clear: the agent was started again meanwhile; look into the printer once more");
}

absl::Status CompareAgain() {
  return Told(absl::StatusCode::kAborted,
              "clock: agen sempat dijalankan ulang; bandingkan jamnya sekali lagi",
              "clock: the agent was started again meanwhile; compare the clocks once more");
}

}  // namespace

Clearing ClearingIn(const station::v1::OperatorRequest& request) {
  const station::v1::ClearPrinter& asked = request.clear_printer();
  return {.printer_id = asked.printer_id(),
          .card = {asked.record_id(), asked.attempt()},
          .envelope = asked.envelope(),
          .nothing_found = asked.nothing_found(),
          .no_job_left = asked.no_job_left(),
          .by = request.by()};
}

absl::StatusOr<bool> WriteAct(Journal& journal, const std::string& act,
                              const station::v1::OperatorRequest& request) {
  switch (request.kind_case()) {
    case station::v1::OperatorRequest::kDecideCard: return Doubts(journal).Decide(DecisionIn(request));
    case station::v1::OperatorRequest::kDropDoubt:
      return Doubts(journal).Drop({request.drop_doubt().record_id(), request.drop_doubt().attempt()},
                                  request.by());
    case station::v1::OperatorRequest::kCountDay: return DayBook(journal).Count(CountIn(act, request));
    case station::v1::OperatorRequest::kReceiveBlanks:
      return DayBook(journal).Receive(ReceiptIn(act, request));
    default: return absl::InvalidArgumentError("inbox: the request asks for nothing that this release knows");
  }
}

LookAnswer AnswerIn(const station::v1::OperatorRequest& request) {
  const station::v1::LookAnswer& answer = request.look_answer();
  return {.card = {answer.record_id(), answer.attempt()},
          .outcome = static_cast<scheduler::v1::Outcome>(answer.outcome()),
          .cause = answer.cause(),
          .by = request.by(),
          .nik_confirmed = answer.nik_confirmed()};
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
    const absl::Status done = CarryOut(received);
    inbox_.Reply(received.id, done);
    if (!done.ok() && !IsRefusal(done)) return done;
  }
  return absl::OkStatus();
}

absl::Status OperatorDesk::CarryOut(const Inbox::Received& received) const {
  const station::v1::OperatorRequest& request = received.request;
  if (request.has_look_answer()) return agent_.Answer(AnswerIn(request));
  if (request.has_clear_printer()) return agent_.Clear(ClearingIn(request));
  if (request.has_confirm_clock()) return clock_.Confirm(request.by(), agent_.journal_seq());
  if (request.has_pause()) return agent_.Pause(request.pause().paused(), request.by());
  RETURN_IF_ERROR(WriteAct(journal_, received.id, request).status());
  agent_.NoteFact();
  return absl::OkStatus();
}

}  // namespace blangko::printer
