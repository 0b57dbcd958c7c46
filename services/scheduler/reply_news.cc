#include "services/scheduler/reply_news.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "services/access/offices.h"
#include "services/printers/station_table.h"
#include "services/records/record_state.h"
#include "services/records/record_table.h"
#include "services/records/record_view.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/held_cards.h"
#include "services/scheduler/station_desk.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

using Jobs = google::protobuf::RepeatedPtrField<v1::Job>;

bool IsStillGiven(const records::RecordRow& record, const v1::Job& job) {
  const bool given = record.state() == rows::v1::RECORD_STATE_GRANTED || records::IsPermitted(record.state());
  return given && records::CurrentAttempt(record)->number() == job.attempt();
}

// Remembers headings for the length of one reply: its cards are mostly of few areas.
class Headings {
 public:
  explicit Headings(storage::Snapshot& snapshot) : snapshot_(snapshot) {}

  absl::StatusOr<access::CardHeading> Of(const std::string& area) {
    const auto known = known_.find(area);
    if (known != known_.end()) return known->second;
    ASSIGN_OR_RETURN(access::CardHeading heading, access::CardHeadingOf(snapshot_, area));
    return known_.emplace(area, std::move(heading)).first->second;
  }

 private:
  storage::Snapshot& snapshot_;
  std::map<std::string, access::CardHeading> known_;
};

absl::Status AddPerson(storage::Snapshot& snapshot, const records::RecordRow& record, Headings& headings,
                       v1::Job& job) {
  ASSIGN_OR_RETURN(const rows::v1::Personal personal, records::GetPersonal(snapshot, record));
  *job.mutable_personal() = records::ViewOfPersonal(personal);
  job.mutable_personal()->clear_phone();  // not on the card
  job.mutable_personal()->clear_papers_seen();
  ASSIGN_OR_RETURN(const access::CardHeading heading, headings.Of(record.area()));
  job.set_province_heading(heading.province);
  job.set_regency_heading(heading.regency);
  return absl::OkStatus();
}

// Records that the printer has permission for, beside those that this reply gives.
absl::StatusOr<std::vector<std::string>> PermittedBefore(storage::Snapshot& snapshot,
                                                         const printers::PrinterRow& printer,
                                                         const Jobs& jobs) {
  std::vector<std::string> permitted;
  if (printer.permits() <= jobs.size()) return permitted;  // none: no walk over those that ended
  std::set<std::string_view> given;
  for (const v1::Job& job : jobs) given.insert(job.record_id());
  const auto range = storage::KeyWriter(storage::Table::kPermit)
                         .Text(printer.station_id())
                         .Text(printer.printer_id())
                         .Range();
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view row) {
        const auto permit = storage::DecodeRow<rows::v1::Permit>(row);
        if (permit.ok() && !given.contains(permit->record_id())) permitted.push_back(permit->record_id());
        return permit.ok();
      }));
  return permitted;
}

// What this reply itself gives was free a moment ago: a request that came since is told with the next one.
absl::Status AddStopRequests(storage::Snapshot& snapshot, const printers::PrinterRow& printer,
                             v1::ExchangeJobsResponse& response) {
  ASSIGN_OR_RETURN(const std::vector<std::string> permitted,
                   PermittedBefore(snapshot, printer, response.jobs()));
  for (const std::string& record_id : permitted) {
    ASSIGN_OR_RETURN(const records::RecordRow record, records::GetRecord(snapshot, record_id));
    if (record.stop_request().empty()) continue;
    v1::StopRequest& stop = *response.add_stop_requests();
    stop.set_record_id(record_id);
    stop.set_attempt(records::CurrentAttempt(record)->number());
    stop.set_request(record.stop_request());
  }
  return absl::OkStatus();
}

// What a person switched off or holds begins nothing, whatever was permitted before.
std::string BeginNothing(const printers::StationRow& station, const printers::PrinterRow* printer) {
  if (!station.enabled()) return std::string(TextOf(Reason::kStationDisabled).name);
  const bool held = printer != nullptr && !printer->held_reason().empty();
  return held ? std::string(TextOf(Reason::kPrinterHeld).name) : "";
}

// Nothing for a station in quarantine: whoever copied its key would learn names.
absl::Status AddHeld(storage::Snapshot& snapshot, const access::Act& act, const printers::StationRow& station,
                     const v1::ExchangeJobsRequest& request, v1::ExchangeJobsResponse& response) {
  if (request.held().empty()) return absl::OkStatus();
  const bool by_station = act.actor.role == access::Role::kStation;
  if (by_station && !printers::CheckTrusted(station).ok()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<v1::HeldCard> cards,
                   HeldCards(snapshot, request.station_id(), request.held()));
  response.mutable_held()->Assign(cards.begin(), cards.end());
  return absl::OkStatus();
}

}  // namespace

absl::Status AddPeople(storage::Snapshot& snapshot, Jobs& jobs) {
  Headings headings(snapshot);
  Jobs given;
  for (v1::Job& job : jobs) {
    ASSIGN_OR_RETURN(const records::RecordRow record, records::GetRecord(snapshot, job.record_id()));
    if (!IsStillGiven(record, job)) continue;
    RETURN_IF_ERROR(AddPerson(snapshot, record, headings, job));
    *given.Add() = std::move(job);
  }
  jobs.Swap(&given);
  return absl::OkStatus();
}

absl::Status AddNews(storage::Snapshot& snapshot, const access::Act& act,
                     const v1::ExchangeJobsRequest& request, v1::ExchangeJobsResponse& response) {
  RETURN_IF_ERROR(AddPeople(snapshot, *response.mutable_jobs()));
  ASSIGN_OR_RETURN(const printers::StationRow station, StationFor(snapshot, act.actor, request.station_id()));
  const auto printer = printers::GetPrinter(snapshot, request.station_id(), request.printer_id());
  if (!printer.ok() && ReasonOf(printer.status()).empty()) return printer.status();
  if (printer.ok()) RETURN_IF_ERROR(AddStopRequests(snapshot, *printer, response));
  response.set_begin_nothing(BeginNothing(station, printer.ok() ? &*printer : nullptr));
  return AddHeld(snapshot, act, station, request, response);
}

}  // namespace blangko::scheduler
