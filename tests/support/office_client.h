// OfficeClient: the staff's side of the API over one channel, as tests and campaigns use it.
//
// Every mutation takes or makes a request id; the forms that take a whole request leave it to the caller, who may
// repeat it. Failure: what the server said (grpc_call.h). Threads: any.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/access/v1/offices_service.grpc.pb.h"
#include "blangko/desk/v1/desk_service.grpc.pb.h"
#include "blangko/printers/v1/printers_service.grpc.pb.h"
#include "blangko/records/v1/records_service.grpc.pb.h"
#include "blangko/reports/v1/reports_service.grpc.pb.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "blangko/stock/v1/stock_service.grpc.pb.h"
#include "grpcpp/channel.h"
#include "tests/support/request_ids.h"

namespace blangko::support {

using RecordsStub = records::v1::RecordsService::Stub;
using StockStub = stock::v1::StockService::Stub;
using SchedulerStub = scheduler::v1::SchedulerService::Stub;
using PrintersStub = printers::v1::PrintersService::Stub;

class OfficeClient {
 public:
  // `clock` dates the request ids; it outlives the client.
  OfficeClient(const std::shared_ptr<grpc::Channel>& channel, const Clock& clock);

  // A regency with `districts` below it. Prints at the regency, or each district with its own blanks.
  absl::Status PutRegency(std::string_view code, int districts, bool district_sites);
  absl::StatusOr<records::v1::ImportRecordsResponse> Import(std::string_view office, std::string_view csv);
  absl::Status CreateLot(std::string_view lot);
  absl::Status Receive(std::string_view office, std::string_view lot, int64_t count,
                       std::string_view document);
  absl::Status RegisterStation(std::string_view id, std::string_view office,
                               const std::vector<std::string>& sites, std::string_view public_key);
  // The policy in force with these drivers trusted.
  absl::Status TrustDrivers(std::string_view office, const std::vector<std::string>& drivers);

  absl::StatusOr<records::v1::Record> GetRecord(std::string_view id);
  // Every record of these states, all pages, in the order of the list.
  absl::StatusOr<std::vector<records::v1::Record>> ListRecords(
      std::string_view site, const std::vector<records::v1::RecordState>& states);
  absl::StatusOr<int64_t> CountWaiting(std::string_view office);
  absl::StatusOr<int64_t> RankOf(std::string_view id);
  absl::StatusOr<scheduler::v1::ExplainRecordResponse> Explain(std::string_view id);
  absl::StatusOr<stock::v1::Balances> BalancesOf(std::string_view office);
  absl::StatusOr<stock::v1::GetEquationResponse> Equation(std::string_view office);
  // The whole ledger of an office and lot, oldest first.
  absl::StatusOr<std::vector<stock::v1::Movement>> Movements(std::string_view office, std::string_view lot);
  absl::StatusOr<std::vector<scheduler::v1::JobSummary>> Jobs(
      const std::vector<records::v1::RecordState>& states);

  // Sends blanks to another office of the store, where all of them arrive.
  absl::Status Transfer(std::string_view from, std::string_view to, std::string_view lot, int64_t count);
  absl::Status SetPrinter(std::string_view station, bool held, int32_t duty_limit_per_day);

  absl::Status Hold(std::string_view id);
  absl::Status Release(std::string_view id);
  absl::Status HandOver(std::string_view id);
  absl::Status Resolve(std::string_view id, uint32_t attempt, scheduler::v1::Outcome outcome);

  std::string NewRequestId() { return ids_.Next(); }
  RecordsStub& records() { return *records_; }
  StockStub& stock() { return *stock_; }
  SchedulerStub& scheduler() { return *scheduler_; }
  PrintersStub& printers() { return *printers_; }

 private:
  RequestIds ids_;
  std::unique_ptr<access::v1::OfficesService::Stub> offices_;
  std::unique_ptr<RecordsStub> records_;
  std::unique_ptr<StockStub> stock_;
  std::unique_ptr<SchedulerStub> scheduler_;
  std::unique_ptr<PrintersStub> printers_;
  std::unique_ptr<desk::v1::DeskService::Stub> desk_;
};

}  // namespace blangko::support
