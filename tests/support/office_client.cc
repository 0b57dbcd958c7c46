#include "tests/support/office_client.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "tests/support/grpc_call.h"

namespace blangko::support {
namespace {

constexpr size_t kChunkBytes = size_t{256} << 10;
constexpr int kPageSize = 1000;

access::v1::Office OfficeRow(std::string_view code, std::string_view parent, access::v1::OfficeKind kind) {
  access::v1::Office office;
  office.set_code(std::string(code));
  office.set_name(absl::StrCat("KANTOR ", ToAbsl(code)));
  office.set_parent(std::string(parent));
  office.set_kind(kind);
  return office;
}

void AddRoute(access::v1::PutOfficesRequest& request, std::string_view area, std::string_view site) {
  access::v1::AreaRoute& route = *request.add_routes();
  route.set_area(std::string(area));
  route.set_site(std::string(site));
}

absl::Status StatusOnly(const auto& reply) { return reply.ok() ? absl::OkStatus() : reply.status(); }

}  // namespace

OfficeClient::OfficeClient(const std::shared_ptr<grpc::Channel>& channel, const Clock& clock)
    : ids_(clock),
      offices_(access::v1::OfficesService::NewStub(channel)),
      records_(records::v1::RecordsService::NewStub(channel)),
      stock_(stock::v1::StockService::NewStub(channel)),
      scheduler_(scheduler::v1::SchedulerService::NewStub(channel)),
      printers_(printers::v1::PrintersService::NewStub(channel)),
      desk_(desk::v1::DeskService::NewStub(channel)) {}

absl::Status OfficeClient::PutRegency(std::string_view code, int districts, bool district_sites) {
  access::v1::PutOfficesRequest request;
  request.set_request_id(ids_.Next());
  *request.add_offices() = OfficeRow(code, "", access::v1::OFFICE_KIND_REGENCY);
  AddRoute(request, code, code);
  for (int d = 1; d <= districts; ++d) {
    const std::string district = absl::StrFormat("%s.%02d", std::string(code), d);
    *request.add_offices() = OfficeRow(district, code, access::v1::OFFICE_KIND_DISTRICT);
    if (district_sites) AddRoute(request, district, district);
  }
  return StatusOnly(Call(*offices_, &access::v1::OfficesService::Stub::PutOffices, request));
}

absl::StatusOr<records::v1::ImportRecordsResponse> OfficeClient::Import(std::string_view office,
                                                                        std::string_view csv) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(SystemClock().Now() + absl::Minutes(20)));
  records::v1::ImportRecordsResponse response;
  const auto stream = records_->ImportRecords(&context, &response);
  records::v1::ImportRecordsRequest request;
  auto& header = *request.mutable_header();
  header.set_import_id(ids_.Next());
  header.set_kind(records::v1::IMPORT_KIND_ADDITIONAL);
  header.set_office(std::string(office));
  header.set_profile("blangko");
  header.set_file_name("daftar.csv");
  header.set_format("csv");
  for (size_t at = 0; at == 0 || at < csv.size(); at += kChunkBytes) {
    request.set_data(std::string(csv.substr(at, kChunkBytes)));
    request.set_last(at + kChunkBytes >= csv.size());
    if (!stream->Write(request)) break;
    request.clear_header();
  }
  stream->WritesDone();
  RETURN_IF_ERROR(rpc::FromGrpc(stream->Finish()));
  return response;
}

absl::Status OfficeClient::CreateLot(std::string_view lot) {
  stock::v1::CreateLotRequest request;
  request.set_request_id(ids_.Next());
  request.mutable_lot()->set_lot(std::string(lot));
  request.mutable_lot()->set_blank_type("KTP-EL");
  request.mutable_lot()->set_funding("APBN");
  return StatusOnly(Call(*stock_, &StockStub::CreateLot, request));
}

absl::Status OfficeClient::Receive(std::string_view office, std::string_view lot, int64_t count,
                                   std::string_view document) {
  stock::v1::ReceiveFromOutsideRequest request;
  request.set_request_id(ids_.Next());
  request.set_office(std::string(office));
  request.set_from_office("maker");
  request.set_document(std::string(document));
  request.set_receipt_number(absl::StrCat("BAST/", ToAbsl(document)));
  stock::v1::ShipmentLine& line = *request.add_lines();
  line.set_lot(std::string(lot));
  line.set_shipped_count(count);
  line.set_accepted_count(count);
  return StatusOnly(Call(*stock_, &StockStub::ReceiveFromOutside, request));
}

absl::Status OfficeClient::Transfer(std::string_view from, std::string_view to, std::string_view lot,
                                    int64_t count) {
  stock::v1::DispatchShipmentRequest dispatch;
  dispatch.set_request_id(ids_.Next());
  dispatch.set_from_office(std::string(from));
  dispatch.set_to_office(std::string(to));
  dispatch.set_delivery_note(absl::StrCat("SJ/", ToAbsl(to)));
  dispatch.add_lines()->set_lot(std::string(lot));
  dispatch.mutable_lines(0)->set_count(count);
  ASSIGN_OR_RETURN(const auto sent, Call(*stock_, &StockStub::DispatchShipment, dispatch));
  stock::v1::ReceiveShipmentRequest receive;
  receive.set_request_id(ids_.Next());
  receive.set_shipment_id(sent.shipment().shipment_id());
  receive.set_receipt_number(absl::StrCat("BAST/", ToAbsl(to)));
  receive.add_lines()->set_lot(std::string(lot));
  receive.mutable_lines(0)->set_shipped_count(count);
  receive.mutable_lines(0)->set_accepted_count(count);
  return StatusOnly(Call(*stock_, &StockStub::ReceiveShipment, receive));
}

absl::Status OfficeClient::SetPrinter(std::string_view station, bool held, int32_t duty_limit_per_day) {
  printers::v1::SetPrinterRequest request;
  request.set_request_id(ids_.Next());
  request.set_station_id(std::string(station));
  request.set_printer_id("p1");
  request.set_held(held);
  request.set_reason(held ? "server rusak" : "");
  request.set_duty_limit_per_day(duty_limit_per_day);
  return StatusOnly(Call(*printers_, &PrintersStub::SetPrinter, request));
}

absl::Status OfficeClient::RegisterStation(std::string_view id, std::string_view office,
                                           const std::vector<std::string>& sites,
                                           std::string_view public_key) {
  printers::v1::RegisterStationRequest request;
  request.set_request_id(ids_.Next());
  printers::v1::Station& station = *request.mutable_station();
  station.set_station_id(std::string(id));
  station.set_name(absl::StrCat("Tempat cetak ", ToAbsl(id)));
  station.set_office(std::string(office));
  station.mutable_sites()->Add(sites.begin(), sites.end());
  station.set_public_key(std::string(public_key));
  return StatusOnly(Call(*printers_, &PrintersStub::RegisterStation, request));
}

absl::Status OfficeClient::TrustDrivers(std::string_view office, const std::vector<std::string>& drivers) {
  scheduler::v1::GetPolicyRequest get;
  get.set_office(std::string(office));
  ASSIGN_OR_RETURN(const auto current, Call(*scheduler_, &SchedulerStub::GetPolicy, get));
  scheduler::v1::SetPolicyRequest set;
  set.set_request_id(ids_.Next());
  *set.mutable_policy() = current.policy();
  set.mutable_policy()->clear_version();
  set.mutable_policy()->set_office(std::string(office));
  set.mutable_policy()->clear_effective_time();
  set.mutable_policy()->set_circular("PERCOBAAN");
  set.mutable_policy()->clear_trusted_drivers();
  set.mutable_policy()->mutable_trusted_drivers()->Add(drivers.begin(), drivers.end());
  return StatusOnly(Call(*scheduler_, &SchedulerStub::SetPolicy, set));
}

absl::StatusOr<records::v1::Record> OfficeClient::GetRecord(std::string_view id) {
  records::v1::GetRecordRequest request;
  request.set_record_id(std::string(id));
  ASSIGN_OR_RETURN(auto reply, Call(*records_, &RecordsStub::GetRecord, request));
  return reply.record();
}

absl::StatusOr<std::vector<records::v1::Record>> OfficeClient::ListRecords(
    std::string_view site, const std::vector<records::v1::RecordState>& states) {
  std::vector<records::v1::Record> all;
  records::v1::ListRecordsRequest request;
  request.set_site(std::string(site));
  for (const auto state : states) request.add_states(state);
  request.set_page_size(kPageSize);
  do {
    ASSIGN_OR_RETURN(const auto page, Call(*records_, &RecordsStub::ListRecords, request));
    all.insert(all.end(), page.records().begin(), page.records().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return all;
}

absl::StatusOr<int64_t> OfficeClient::CountWaiting(std::string_view office) {
  records::v1::GetBacklogRequest request;
  request.set_office(std::string(office));
  ASSIGN_OR_RETURN(const auto reply, Call(*records_, &RecordsStub::GetBacklog, request));
  return reply.waiting_count();
}

absl::StatusOr<int64_t> OfficeClient::RankOf(std::string_view id) {
  records::v1::GetRankRequest request;
  request.set_record_id(std::string(id));
  ASSIGN_OR_RETURN(const auto reply, Call(*records_, &RecordsStub::GetRank, request));
  return reply.rank();
}

absl::StatusOr<scheduler::v1::ExplainRecordResponse> OfficeClient::Explain(std::string_view id) {
  scheduler::v1::ExplainRecordRequest request;
  request.set_record_id(std::string(id));
  return Call(*scheduler_, &SchedulerStub::ExplainRecord, request);
}

absl::StatusOr<stock::v1::Balances> OfficeClient::BalancesOf(std::string_view office) {
  stock::v1::ListBalancesRequest request;
  request.set_office(std::string(office));
  ASSIGN_OR_RETURN(const auto reply, Call(*stock_, &StockStub::ListBalances, request));
  return reply.total();
}

absl::StatusOr<stock::v1::GetEquationResponse> OfficeClient::Equation(std::string_view office) {
  stock::v1::GetEquationRequest request;
  request.set_office(std::string(office));
  return Call(*stock_, &StockStub::GetEquation, request);
}

absl::StatusOr<std::vector<stock::v1::Movement>> OfficeClient::Movements(std::string_view office,
                                                                         std::string_view lot) {
  std::vector<stock::v1::Movement> all;
  stock::v1::ListMovementsRequest request;
  request.set_office(std::string(office));
  request.set_lot(std::string(lot));
  request.set_page_size(kPageSize);
  do {
    ASSIGN_OR_RETURN(const auto page, Call(*stock_, &StockStub::ListMovements, request));
    all.insert(all.end(), page.movements().begin(), page.movements().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return all;
}

absl::StatusOr<std::vector<scheduler::v1::JobSummary>> OfficeClient::Jobs(
    const std::vector<records::v1::RecordState>& states) {
  std::vector<scheduler::v1::JobSummary> all;
  scheduler::v1::ListJobsRequest request;
  for (const auto state : states) request.add_states(state);
  request.set_page_size(kPageSize);
  do {
    ASSIGN_OR_RETURN(const auto page, Call(*scheduler_, &SchedulerStub::ListJobs, request));
    all.insert(all.end(), page.jobs().begin(), page.jobs().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return all;
}

absl::Status OfficeClient::Hold(std::string_view id) {
  records::v1::HoldRecordRequest request;
  request.set_request_id(ids_.Next());
  request.set_record_id(std::string(id));
  request.set_reason("PERSON");
  return StatusOnly(Call(*records_, &RecordsStub::HoldRecord, request));
}

absl::Status OfficeClient::Release(std::string_view id) {
  records::v1::ReleaseRecordRequest request;
  request.set_request_id(ids_.Next());
  request.set_record_id(std::string(id));
  request.set_reason("diperiksa");
  return StatusOnly(Call(*records_, &RecordsStub::ReleaseRecord, request));
}

absl::Status OfficeClient::HandOver(std::string_view id) {
  desk::v1::HandOverRequest request;
  request.set_request_id(ids_.Next());
  request.set_record_id(std::string(id));
  request.set_collector("OWNER");
  request.set_check("FINGERPRINT");
  return StatusOnly(Call(*desk_, &desk::v1::DeskService::Stub::HandOver, request));
}

absl::Status OfficeClient::Resolve(std::string_view id, uint32_t attempt, scheduler::v1::Outcome outcome) {
  scheduler::v1::ResolveJobRequest request;
  request.set_request_id(ids_.Next());
  request.set_record_id(std::string(id));
  request.set_attempt(attempt);
  request.set_outcome(outcome);
  request.set_reason(outcome == scheduler::v1::OUTCOME_SPOILED ? "GAGAL_CETAK" : "");
  return StatusOnly(Call(*scheduler_, &SchedulerStub::ResolveJob, request));
}

}  // namespace blangko::support
