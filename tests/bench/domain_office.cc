#include "tests/bench/domain_office.h"

#include <utility>

#include "blangko/access/v1/offices.pb.h"
#include "services/access/fingerprint.h"
#include "services/access/offices.h"
#include "services/access/store_identity.h"
#include "services/printers/station_table.h"
#include "services/stock/stock.h"

namespace blangko::bench {
namespace {

constexpr char kStation[] = "cetak-1";
constexpr char kPrinter[] = "p1";
constexpr char kLot[] = "LOT-1";
constexpr int64_t kBlanks = 10'000'000;

absl::Time Today() { return absl::FromCivil(absl::CivilDay(2017, 6, 1), absl::UTCTimeZone()); }

rows::v1::Office Regency() {
  rows::v1::Office office;
  office.set_code(kRegency);
  office.set_name("KANTOR PERCOBAAN");
  office.set_kind(access::v1::OFFICE_KIND_REGENCY);
  return office;
}

rows::v1::AreaRoute WholeRegency() {
  rows::v1::AreaRoute route;
  route.set_area(kRegency);
  route.set_site(kRegency);
  return route;
}

absl::Status PutStation(storage::Store& store) {
  return store.Update("bench.station", [](storage::Txn& txn) {
    printers::StationRow station;
    station.set_station_id(kStation);
    station.set_office(kRegency);
    station.add_sites(kRegency);
    station.set_epoch(1);
    station.set_enabled(true);
    station.set_heartbeat_micros(absl::ToUnixMicros(Today()));
    printers::PutStation(txn, station);
    printers::PrinterRow printer;
    printer.set_station_id(kStation);
    printer.set_printer_id(kPrinter);
    printer.set_driver("file");
    printers::PutPrinter(txn, printer);
    return absl::OkStatus();
  });
}

stock::v1::CreateLotRequest LotRequest() {
  stock::v1::CreateLotRequest request;
  request.mutable_lot()->set_lot(kLot);
  request.mutable_lot()->set_blank_type("KTP-EL");
  request.mutable_lot()->set_funding("APBN");
  return request;
}

stock::v1::ReceiveFromOutsideRequest ReceiptRequest() {
  stock::v1::ReceiveFromOutsideRequest request;
  request.set_office(kRegency);
  request.set_from_office("maker");
  request.set_document("SJ-1");
  request.set_receipt_number("BAST/1");
  stock::v1::ShipmentLine& line = *request.add_lines();
  line.set_lot(kLot);
  line.set_shipped_count(kBlanks);
  line.set_accepted_count(kBlanks);
  return request;
}

}  // namespace

DomainOffice::DomainOffice(storage::Store& store) : store_(store), clock_(Today()) { Furnish(); }

void DomainOffice::Furnish() {
  status_.Update(access::EnsureStoreIdentity(store_, ids_, Today()).status());
  const auto lot = Ask(LotRequest(), access::Role::kAdministrator);
  status_.Update(
      access::Offices(store_).Put(Ask(scheduler::v1::GetPolicyRequest(), access::Role::kAdministrator).act,
                                  {Regency()}, {WholeRegency()}));
  status_.Update(stock::Stock(store_).CreateLot(lot.act, lot.request).status());
  const auto receipt = Ask(ReceiptRequest(), access::Role::kAdministrator);
  status_.Update(stock::Stock(store_).ReceiveFromOutside(receipt.act, receipt.request).status());
  status_.Update(PutStation(store_));
}

template <typename Request>
DomainOffice::Asked<Request> DomainOffice::Ask(Request request, access::Role role) {
  const bool station = role == access::Role::kStation;
  access::Act act{.actor = {station ? std::string("station:") + kStation : "local:budi", role, ""},
                  .now = Today(),
                  .request_id = ids_.Next(),
                  .fingerprint = ""};
  if constexpr (requires { request.set_request_id(act.request_id); }) request.set_request_id(act.request_id);
  act.fingerprint = access::Fingerprint(request);
  return {std::move(request), std::move(act)};
}

DomainOffice::Create DomainOffice::NextApplicant() {
  return Ask(applicants_.NextRequest(), access::Role::kAdministrator);
}

void DomainOffice::AddOutcomes(const Jobs& done,
                               google::protobuf::RepeatedPtrField<scheduler::v1::OutcomeReport>& reports) {
  for (const scheduler::v1::Job& job : done) {
    scheduler::v1::OutcomeReport& report = *reports.Add();
    report.set_seq(++seq_);
    report.set_record_id(job.record_id());
    report.set_attempt(job.attempt());
    report.set_outcome(scheduler::v1::OUTCOME_PRINTED);
    report.set_evidence(scheduler::v1::EVIDENCE_OPERATOR);
    report.set_operator_("budi");
    report.set_printer_id(kPrinter);
  }
}

DomainOffice::Exchange DomainOffice::NextExchange(const Jobs& done, int jobs) {
  scheduler::v1::ExchangeJobsRequest request;
  request.set_station_id(kStation);
  request.set_printer_id(kPrinter);
  request.set_max_jobs(jobs);
  AddOutcomes(done, *request.mutable_outcomes());
  return Ask(std::move(request), access::Role::kStation);
}

void DomainOffice::Enqueue(const Create& applicant) {
  status_.Update(records_.Create(applicant.act, applicant.request).status());
}

void DomainOffice::Enqueue(int64_t applicants) {
  for (int64_t i = 0; i < applicants; ++i) Enqueue(NextApplicant());
}

DomainOffice::Jobs DomainOffice::Pull() {
  scheduler::v1::PullJobsRequest request;
  request.set_station_id(kStation);
  request.set_printer_id(kPrinter);
  request.set_max_jobs(1);
  const auto asked = Ask(std::move(request), access::Role::kStation);
  const auto reply = scheduler_.Pull(asked.act, asked.request);
  status_.Update(reply.status());
  if (!reply.ok()) return {};
  return {reply->jobs().begin(), reply->jobs().end()};
}

void DomainOffice::Start(const Jobs& jobs) {
  scheduler::v1::StartJobsRequest request;
  request.set_station_id(kStation);
  request.set_printer_id(kPrinter);
  for (const scheduler::v1::Job& job : jobs) {
    request.add_jobs()->set_record_id(job.record_id());
    request.mutable_jobs()->rbegin()->set_attempt(job.attempt());
  }
  const auto asked = Ask(std::move(request), access::Role::kStation);
  const auto reply = scheduler_.Start(asked.act, asked.request);
  status_.Update(reply.status());
  if (reply.ok() && !reply->items(0).permitted()) status_.Update(absl::InternalError("bench: not permitted"));
}

void DomainOffice::Report(const Jobs& jobs) {
  scheduler::v1::ReportOutcomesRequest request;
  request.set_station_id(kStation);
  AddOutcomes(jobs, *request.mutable_outcomes());
  const auto asked = Ask(std::move(request), access::Role::kStation);
  const auto reply = scheduler_.Report(asked.act, asked.request);
  status_.Update(reply.status());
  if (reply.ok() && !reply->results(0).booked()) status_.Update(absl::InternalError("bench: not booked"));
}

DomainOffice::Jobs DomainOffice::Run(const Exchange& exchange) {
  const auto reply = scheduler_.Exchange(exchange.act, exchange.request);
  status_.Update(reply.status());
  if (!reply.ok()) return {};
  return {reply->jobs().begin(), reply->jobs().end()};
}

}  // namespace blangko::bench
