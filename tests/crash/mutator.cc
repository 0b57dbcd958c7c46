#include "tests/crash/mutator.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "tests/crash/revision_call.h"
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
    : office_(channel, clock_), plan_(std::move(plan)), rng_(plan_.seed), numbers_(plan_.first_number - 1) {}

void Mutator::Run() {
  if (open_) std::exchange(open_, nullptr)();
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

void Mutator::OnAcknowledged(uint64_t revision) {
  const std::lock_guard lock(mutex_);
  acknowledged_.answers.push_back({revision, steady_.Now()});
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
    uint64_t revision = 0;
    absl::StatusOr<Response> reply = CallForRevision(stub, method, request, kCallDeadline, revision);
    if (reply.ok()) OnAcknowledged(revision);
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
  SendCreate(request);
}

void Mutator::SendCreate(const records::v1::CreateRecordRequest& request) {
  const auto reply = SendUntilAnswered(office_.records(), &support::RecordsStub::CreateRecord, request);
  if (reply.ok()) return acknowledged_.created.push_back(reply->record().record_id());
  if (StaysOpen(reply.status())) open_ = [this, request] { SendCreate(request); };
  Refused("create", reply.status());
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
  SendReceive(request);
}

void Mutator::SendReceive(const stock::v1::ReceiveFromOutsideRequest& request) {
  const int64_t count = request.lines(0).accepted_count();
  const auto reply = SendUntilAnswered(office_.stock(), &support::StockStub::ReceiveFromOutside, request);
  if (reply.ok()) {
    acknowledged_.received += count;
    return;
  }
  acknowledged_.received_open += count;
  if (StaysOpen(reply.status())) {
    open_ = [this, request, count] {
      acknowledged_.received_open -= count;
      SendReceive(request);
    };
  }
  Refused("receive", reply.status());
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
    return SendRelease(request);
  }
  records::v1::HoldRecordRequest request;
  request.set_request_id(office_.NewRequestId());
  request.set_record_id(id);
  request.set_reason(kHoldReason);
  SendHold(request);
}

void Mutator::SendRelease(const records::v1::ReleaseRecordRequest& request) {
  const auto reply = SendUntilAnswered(office_.records(), &support::RecordsStub::ReleaseRecord, request);
  if (reply.ok()) return TakeRecord(request.record_id(), false, reply->record());
  acknowledged_.held.erase(request.record_id());
  if (StaysOpen(reply.status())) open_ = [this, request] { SendRelease(request); };
  Refused("release", reply.status());
}

void Mutator::SendHold(const records::v1::HoldRecordRequest& request) {
  const auto reply = SendUntilAnswered(office_.records(), &support::RecordsStub::HoldRecord, request);
  if (reply.ok()) return TakeRecord(request.record_id(), true, reply->record());
  // Another refusal: it is being printed or is printed already.
  if (OutcomeIsOpen(reply.status())) acknowledged_.held.erase(request.record_id());
  if (StaysOpen(reply.status())) open_ = [this, request] { SendHold(request); };
}

bool Mutator::StaysOpen(const absl::Status& status) const { return given_up_ && OutcomeIsOpen(status); }

// A call that was given up with the server is no violation.
void Mutator::Refused(std::string_view what, const absl::Status& status) {
  if (StaysOpen(status)) return;
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
