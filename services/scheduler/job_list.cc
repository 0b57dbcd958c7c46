#include "services/scheduler/job_list.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/access/proposal_table.h"
#include "services/scheduler/waiting_cards.h"
#include "services/scheduler/wire_time.h"
#include "storage/key_codec.h"

namespace blangko::scheduler {
namespace {

using storage::LineId;
using storage::LinePlace;

constexpr size_t kSitesListed = 10'000;

storage::KeyWriter KeyOf(const LineId& line) {
  storage::KeyWriter key(storage::Table::kLine);
  key.Text(line.site).U64(line.state).U64(line.class_id).U64(line.generation);
  return key;
}

std::string KeyOf(const LineId& line, const LinePlace& place) {
  return KeyOf(line).Time(place.key).Time(place.ready).Text(place.record_id).Take();
}

// The place inside a key that begins with `line`; nothing for a key of another line.
absl::StatusOr<std::optional<LinePlace>> PlaceIn(const LineId& line, std::string_view key) {
  const std::string prefix = KeyOf(line).Take();
  if (key.substr(0, prefix.size()) != prefix) return std::optional<LinePlace>();
  const std::string rest = std::string(1, '\0') + std::string(key.substr(prefix.size()));
  storage::KeyReader reader(rest);
  LinePlace place;
  ASSIGN_OR_RETURN(place.key, reader.Time());
  ASSIGN_OR_RETURN(place.ready, reader.Time());
  ASSIGN_OR_RETURN(place.record_id, reader.Text());
  return std::optional<LinePlace>(place);
}

v1::JobSummary SummaryOf(const records::RecordRow& record) {
  v1::JobSummary job;
  job.set_record_id(record.record_id());
  job.set_site(record.site());
  job.set_state(static_cast<records::v1::RecordState>(record.state()));
  const rows::v1::Attempt* attempt = records::CurrentAttempt(record);
  if (attempt == nullptr) return job;
  job.set_attempt(attempt->number());
  job.set_station_id(attempt->station_id());
  job.set_printer_id(attempt->printer_id());
  job.set_lot(attempt->lot());
  job.set_evidence(attempt->evidence());
  *job.mutable_granted_time() = ToWire(attempt->granted_micros());
  job.set_blank_uid(attempt->blank_uid());
  job.set_envelope(attempt->envelope());
  const bool in_doubt = record.state() == rows::v1::RECORD_STATE_UNCERTAIN;
  if (in_doubt) *job.mutable_outcome_time() = ToWire(attempt->outcome_micros());
  if (attempt->started_micros() != 0) *job.mutable_started_time() = ToWire(attempt->started_micros());
  return job;
}

}  // namespace

JobList::JobList(storage::Snapshot& snapshot, const v1::ListJobsRequest& request, size_t limit)
    : snapshot_(snapshot), request_(request), limit_(limit) {
  for (const int state : request.states()) states_.push_back(static_cast<uint64_t>(state));
  if (states_.empty()) {
    states_ = {rows::v1::RECORD_STATE_GRANTED, rows::v1::RECORD_STATE_STARTED, rows::v1::RECORD_STATE_OFFLINE,
               rows::v1::RECORD_STATE_UNCERTAIN};
  }
}

absl::Status JobList::Run(std::string_view scope, std::string_view after) {
  ASSIGN_OR_RETURN(const std::vector<std::string> sites, Sites(scope));
  for (const std::string& site : sites) {
    ASSIGN_OR_RETURN(const std::vector<LineId> lines, LinesOf(site));
    for (const LineId& line : lines) {
      RETURN_IF_ERROR(ReadLine(line, after));
      if (!last_.empty()) return absl::OkStatus();
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> JobList::Sites(std::string_view scope) {
  if (!request_.site().empty()) return std::vector<std::string>{request_.site()};
  ASSIGN_OR_RETURN(const auto offices, access::OfficesIn(snapshot_, scope, kSitesListed));
  std::vector<std::string> sites;
  for (const rows::v1::Office& office : offices) sites.push_back(office.code());
  return sites;
}

// The lines of the wanted states that are not empty, in key order.
absl::StatusOr<std::vector<LineId>> JobList::LinesOf(const std::string& site) {
  std::vector<LineId> lines;
  RETURN_IF_ERROR(storage::VisitSiteCounts(snapshot_, site, [&](const LineId& line, int64_t, int64_t) {
    const bool wanted = std::find(states_.begin(), states_.end(), line.state) != states_.end();
    if (wanted && (lines.empty() || !(lines.back() == line))) lines.push_back(line);
    return true;
  }));
  return lines;
}

absl::Status JobList::ReadLine(const LineId& line, std::string_view after) {
  if (KeyOf(line).Range().end <= after) return absl::OkStatus();  // the whole line was shown before
  ASSIGN_OR_RETURN(const std::optional<LinePlace> from, PlaceIn(line, after));
  absl::Status bad;
  RETURN_IF_ERROR(storage::VisitLine(snapshot_, line, from, [&](const LinePlace& place, std::string_view) {
    const absl::StatusOr<bool> added = Add(place.record_id);
    bad = added.status();
    if (bad.ok() && jobs_.size() == limit_) last_ = KeyOf(line, place);
    return bad.ok() && last_.empty();
  }));
  return bad;
}

absl::StatusOr<bool> JobList::Add(const std::string& record_id) {
  ASSIGN_OR_RETURN(const records::RecordRow record, records::GetRecord(snapshot_, record_id));
  v1::JobSummary job = SummaryOf(record);
  ASSIGN_OR_RETURN(const absl::Time since, WaitsSince(snapshot_, record));
  if (since != absl::InfiniteFuture()) *job.mutable_look_time() = ToWire(absl::ToUnixMicros(since));
  ASSIGN_OR_RETURN(const std::optional<uint64_t> proposal,
                   access::WaitingAbout(snapshot_, absl::StrCat("record:", record_id)));
  if (proposal.has_value()) job.set_proposal_id(absl::StrCat(*proposal));
  const bool wanted = request_.station_id().empty() || job.station_id() == request_.station_id();
  if (wanted) jobs_.push_back(std::move(job));
  return wanted;
}

}  // namespace blangko::scheduler
