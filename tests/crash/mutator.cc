#include "tests/crash/mutator.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "tests/support/wait.h"

namespace blangko::crash {
namespace {

constexpr absl::Duration kCallDeadline = absl::Seconds(3);
constexpr absl::Duration kResendPause = absl::Milliseconds(20);
constexpr absl::Duration kGiveUpAfter = absl::Seconds(30);

bool OutcomeIsOpen(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) || absl::IsCancelled(status);
}

google::protobuf::Timestamp Timestamp(absl::CivilMinute minute) {
  google::protobuf::Timestamp stamp;
  stamp.set_seconds(absl::ToUnixSeconds(absl::FromCivil(minute, absl::UTCTimeZone())));
  return stamp;
}

}  // namespace

Mutator::Mutator(const std::shared_ptr<grpc::Channel>& channel, MutatorPlan plan)
    : office_(channel, clock_), plan_(std::move(plan)), rng_(plan_.seed) {}

void Mutator::Run() {
  while (!stop_) {
    Step();
    support::LetPass(plan_.pause);
  }
}

void Mutator::Step() {
  switch (rng_.Below(4)) {
    case 0: return Create();
    case 1: return Receive();
    default: return HoldOrRelease();
  }
}

void Mutator::ArmAtAcknowledgement(std::function<void()> action) {
  const std::lock_guard lock(mutex_);
  action_ = std::move(action);
}

void Mutator::OnAcknowledged() {
  const std::lock_guard lock(mutex_);
  if (action_) std::exchange(action_, nullptr)();
  ++acknowledged_.changes;
}

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Mutator::SendUntilAnswered(Stub& stub,
                                                    grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                                 const Request&, Response*),
                                                    const Request& request) {
  const absl::Time end = clock_.Now() + kGiveUpAfter;
  for (;;) {
    absl::StatusOr<Response> reply = support::Call(stub, method, request, nullptr, kCallDeadline);
    if (reply.ok()) OnAcknowledged();
    const bool decided = reply.ok() || !OutcomeIsOpen(reply.status());
    if (decided || given_up_ || clock_.Now() > end) return reply;
    ++acknowledged_.resent;
    support::LetPass(kResendPause);
  }
}

void Mutator::Create() {
  const int64_t number = ++numbers_;
  records::v1::CreateRecordRequest request;
  request.set_request_id(office_.NewRequestId());
  request.set_office(plan_.office);
  request.set_area(plan_.office);
  request.set_request_type(records::v1::REQUEST_TYPE_FIRST_ISSUANCE);
  request.set_request_number(absl::StrCat(plan_.tag, "/", number));
  request.set_papers_seen("KK");
  request.set_upstream(records::v1::UPSTREAM_STATUS_SENT_FOR_ENROLLMENT);
  *request.mutable_recorded_time() = Timestamp(absl::CivilMinute(2017, 6, 1, 2, 0));
  *request.mutable_applied_time() = request.recorded_time();
  auto& person = *request.mutable_personal();
  person.set_nik(absl::StrFormat("140599010190%04d", 1000 + number % 9000));
  person.set_name(absl::StrFormat("SPESIMEN %05d SUSULAN", number));
  person.set_birth_place("CONTOH");
  person.set_birth_date("1990-01-01");
  person.set_sex("L");
  const auto reply = SendUntilAnswered(office_.records(), &support::RecordsStub::CreateRecord, request);
  if (reply.ok()) {
    acknowledged_.created.push_back(reply->record().record_id());
  } else {
    Refused("create", reply.status());
  }
}

void Mutator::Receive() {
  const auto count = static_cast<int64_t>(1 + rng_.Below(3));
  stock::v1::ReceiveFromOutsideRequest request;
  request.set_request_id(office_.NewRequestId());
  request.set_office(plan_.office);
  request.set_from_office("maker");
  request.set_document(absl::StrCat(plan_.tag, "-", ++numbers_));
  request.set_receipt_number("BAST");
  auto& line = *request.add_lines();
  line.set_lot(plan_.lot);
  line.set_shipped_count(count);
  line.set_accepted_count(count);
  const auto reply = SendUntilAnswered(office_.stock(), &support::StockStub::ReceiveFromOutside, request);
  if (reply.ok()) {
    acknowledged_.received += count;
  } else {
    acknowledged_.received_open += count;
    Refused("receive", reply.status());
  }
}

void Mutator::HoldOrRelease() {
  const std::string& id = plan_.records[rng_.Below(plan_.records.size())];
  acknowledged_.touched.insert(id);
  const auto known = acknowledged_.held.find(id);
  if (known != acknowledged_.held.end() && known->second) {
    records::v1::ReleaseRecordRequest request;
    request.set_request_id(office_.NewRequestId());
    request.set_record_id(id);
    request.set_reason("diperiksa");
    const auto reply = SendUntilAnswered(office_.records(), &support::RecordsStub::ReleaseRecord, request);
    if (!reply.ok()) {
      acknowledged_.held.erase(id);
      return Refused("release", reply.status());
    }
    return TakeRecord(id, false, reply->record());
  }
  records::v1::HoldRecordRequest request;
  request.set_request_id(office_.NewRequestId());
  request.set_record_id(id);
  request.set_reason(kHoldReason);
  const auto reply = SendUntilAnswered(office_.records(), &support::RecordsStub::HoldRecord, request);
  if (reply.ok()) {
    TakeRecord(id, true, reply->record());
  } else if (OutcomeIsOpen(reply.status())) {
    acknowledged_.held.erase(id);
  }  // refused: it is being printed or is printed already
}

// A call that was given up with the server is no violation.
void Mutator::Refused(std::string_view what, const absl::Status& status) {
  if (given_up_ && OutcomeIsOpen(status)) return;
  violations_.push_back(absl::StrCat(std::string(what), ": ", support::Brief(status)));
}

void Mutator::TakeRecord(const std::string& id, bool hold, const records::v1::Record& record) {
  const bool is_held = record.state() == records::v1::RECORD_STATE_HELD;
  if (is_held == hold) {
    acknowledged_.held[id] = hold;
  } else {
    acknowledged_.held.erase(id);  // a station has permission: the hold is a request to it, its end is open
  }
}

}  // namespace blangko::crash
