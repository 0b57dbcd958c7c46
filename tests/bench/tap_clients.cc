#include "tests/bench/tap_clients.h"

#include <string>

#include "base/clock.h"
#include "base/status_macros.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"
#include "tests/bench/applicants.h"

namespace blangko::bench {
namespace {

using google::protobuf::internal::WireFormatLite;
using support::RecordsStub;
using support::SchedulerStub;

constexpr int kPageSize = 1000;
constexpr char kListMethod[] = "/blangko.records.v1.RecordsService/ListRecords";

class StationClient : public TapClient {
 public:
  StationClient(const Channel& channel, LoadStation& station)
      : stub_(scheduler::v1::SchedulerService::NewStub(channel)), station_(station) {}

  Caller caller() const override { return Caller::kStation; }
  Asked asked() const override { return request_.outcomes().empty() ? Asked::kJobs : Asked::kOutcomes; }

 private:
  void Make() override { request_ = station_.ExchangeOf(held_, 1); }
  void Submit(grpc::CompletionQueue& queue) override {
    Send(queue, *stub_, &SchedulerStub::AsyncExchangeJobs, request_, response_, &station_);
  }
  absl::StatusOr<int64_t> Take() override {
    for (const auto& result : response_.results()) {
      if (!result.booked()) return absl::InternalError("bench: not booked, " + result.error_message());
    }
    const auto done = static_cast<int64_t>(held_.size());
    held_.assign(response_.jobs().begin(), response_.jobs().end());
    if (held_.empty()) return absl::InternalError("bench: no job, " + response_.empty_reason());
    return done;
  }

  const std::unique_ptr<SchedulerStub> stub_;
  LoadStation& station_;
  Jobs held_;
  scheduler::v1::ExchangeJobsRequest request_;
  scheduler::v1::ExchangeJobsResponse response_;
};

class DeskClient : public TapClient {
 public:
  DeskClient(const Channel& channel, OfficeUnderLoad& office)
      : stub_(records::v1::RecordsService::NewStub(channel)), office_(office) {}

  Caller caller() const override { return Caller::kDesk; }
  Asked asked() const override { return Asked::kPeople; }

 private:
  void Make() override {
    request_ = office_.applicants().NextRequest();
    request_.set_request_id(office_.office().NewRequestId());
    request_.mutable_recorded_time()->set_seconds(
        absl::ToUnixSeconds(clock_.Now()));  // who comes today is last
    *request_.mutable_applied_time() = request_.recorded_time();
  }
  void Submit(grpc::CompletionQueue& queue) override {
    Send(queue, *stub_, &RecordsStub::AsyncCreateRecord, request_, response_, nullptr);
  }
  absl::StatusOr<int64_t> Take() override { return 1; }

  const std::unique_ptr<RecordsStub> stub_;
  const SystemClock clock_;
  OfficeUnderLoad& office_;
  records::v1::CreateRecordRequest request_;
  records::v1::CreateRecordResponse response_;
};

// next_page_token of a ListRecordsResponse, over whose records it steps without reading them.
absl::StatusOr<std::string> NextPageToken(const std::string& page) {
  google::protobuf::io::CodedInputStream input(reinterpret_cast<const uint8_t*>(page.data()),
                                               static_cast<int>(page.size()));
  std::string token;
  while (const uint32_t tag = input.ReadTag()) {
    const bool is_token =
        WireFormatLite::GetTagFieldNumber(tag) == records::v1::ListRecordsResponse::kNextPageTokenFieldNumber;
    const bool read =
        is_token ? WireFormatLite::ReadBytes(&input, &token) : WireFormatLite::SkipField(&input, tag);
    if (!read) return absl::InternalError("bench: a page that cannot be read");
  }
  return token;
}

// grpc::GenericStub as a stub with one method that Send can call.
class ListStub {
 public:
  explicit ListStub(const Channel& channel) : stub_(channel) {}

  std::unique_ptr<grpc::ClientAsyncResponseReader<grpc::ByteBuffer>> AsyncList(
      grpc::ClientContext* context, const grpc::ByteBuffer& request, grpc::CompletionQueue* queue) {
    auto reader = stub_.PrepareUnaryCall(context, kListMethod, request, queue);
    reader->StartCall();
    return reader;
  }

 private:
  grpc::GenericStub stub_;
};

class ReaderClient : public TapClient {
 public:
  explicit ReaderClient(const Channel& channel) : stub_(channel) {
    request_.set_site(kRegency);
    request_.set_page_size(kPageSize);
  }

  Caller caller() const override { return Caller::kReader; }
  Asked asked() const override { return Asked::kPages; }

 private:
  void Make() override {
    const grpc::Slice slice(request_.SerializeAsString());
    packed_ = grpc::ByteBuffer(&slice, 1);
  }
  void Submit(grpc::CompletionQueue& queue) override {
    page_.Clear();
    Send(queue, stub_, &ListStub::AsyncList, packed_, page_, nullptr);
  }
  absl::StatusOr<int64_t> Take() override {
    grpc::Slice whole;
    if (!page_.DumpToSingleSlice(&whole).ok()) return absl::InternalError("bench: no page");
    const std::string bytes(reinterpret_cast<const char*>(whole.begin()), whole.size());
    ASSIGN_OR_RETURN(*request_.mutable_page_token(), NextPageToken(bytes));
    return 0;
  }

  ListStub stub_;
  records::v1::ListRecordsRequest request_;
  grpc::ByteBuffer packed_;
  grpc::ByteBuffer page_;
};

}  // namespace

bool TapClient::Begin(grpc::CompletionQueue& queue) {
  if (!unanswered_) Make();
  unanswered_ = true;
  Submit(queue);
  return true;
}

absl::StatusOr<int64_t> TapClient::End() {
  RETURN_IF_ERROR(Answered());
  unanswered_ = false;
  return Take();
}

std::unique_ptr<TapClient> NewStationClient(const Channel& channel, LoadStation& station) {
  return std::make_unique<StationClient>(channel, station);
}

std::unique_ptr<TapClient> NewDeskClient(const Channel& channel, OfficeUnderLoad& office) {
  return std::make_unique<DeskClient>(channel, office);
}

std::unique_ptr<TapClient> NewReaderClient(const Channel& channel) {
  return std::make_unique<ReaderClient>(channel);
}

}  // namespace blangko::bench
