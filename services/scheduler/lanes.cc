#include "services/scheduler/lanes.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/access/rights.h"
#include "services/records/record_desk.h"
#include "services/records/record_view.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/grant_counts.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/validate_lanes.h"
#include "services/scheduler/wire_time.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::LaneMark;
using storage::KeyWriter;
using storage::Table;

constexpr char kSetLane[] = "scheduler.set_lane";
constexpr char kMarkPresent[] = "scheduler.mark_present";
constexpr size_t kSitesListed = 10'000;

bool Waits(const RecordRow& record) {
  return record.state() == rows::v1::RECORD_STATE_READY || record.state() == rows::v1::RECORD_STATE_HELD ||
         record.state() == rows::v1::RECORD_STATE_NOT_READY;
}

std::string MarkKey(std::string_view site, int64_t day, std::string_view record_id) {
  return KeyWriter(Table::kLaneMark).Text(site).I64(day).Text(record_id).Take();
}

absl::Status CheckMayChange(const access::Act& act, const RecordRow& record, v1::Lane lane) {
  const bool urgent = lane == v1::LANE_URGENT || LaneOf(record) == v1::LANE_URGENT;
  if (!urgent || Planted("urgent-without-right")) return absl::OkStatus();
  return access::CheckRight(act.actor, access::Verb::kApproveUrgent, access::Right::kAlone);
}

absl::Status CheckChanges(const RecordRow& record, v1::Lane lane) {
  std::string why;
  if (!Waits(record)) why = absl::StrCat("it is ", std::string(records::NameOf(record.state())));
  if (LaneOf(record) == static_cast<uint32_t>(lane)) why = "it is in that lane";
  if (why.empty()) return absl::OkStatus();
  return Refuse(Reason::kLaneUnchanged, {{"record", record.record_id()}, {"why", why}});
}

LaneMark MarkOf(const access::Act& act, const v1::SetLaneRequest& request) {
  LaneMark mark;
  mark.set_lane(static_cast<uint32_t>(request.lane()));
  mark.set_reason_code(request.reason_code());
  mark.set_note(request.note());
  mark.set_document(request.document());
  mark.set_by(act.actor.identity);
  mark.set_since_micros(absl::ToUnixMicros(act.now));
  return mark;
}

// When a record was first granted after that; 0 = not yet.
int64_t GrantedSince(const RecordRow& record, int64_t micros) {
  for (const rows::v1::Attempt& attempt : record.attempts()) {
    if (attempt.granted_micros() >= micros) return attempt.granted_micros();
  }
  return 0;
}

absl::StatusOr<v1::LaneMark> ViewOf(storage::Snapshot& snapshot, std::string_view site,
                                    std::string_view record_id, const LaneMark& row) {
  ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(snapshot, record_id));
  v1::LaneMark mark;
  mark.set_record_id(std::string(record_id));
  mark.set_site(std::string(site));
  mark.set_lane(static_cast<v1::Lane>(row.lane()));
  mark.set_reason_code(row.reason_code());
  mark.set_note(row.note());
  mark.set_document(row.document());
  mark.set_by(row.by());
  *mark.mutable_time() = ToWire(row.since_micros());
  const int64_t granted = GrantedSince(record, row.since_micros());
  if (granted != 0) *mark.mutable_granted_time() = ToWire(granted);
  return mark;
}

int64_t DayOf(const common::v1::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day()) - absl::CivilDay(1970, 1, 1);
}

// The marks of one site within the days that are asked for.
class SiteMarks {
 public:
  SiteMarks(storage::Snapshot& snapshot, const v1::ListLaneMarksRequest& request, size_t limit,
            Lanes::Listed& listed)
      : snapshot_(snapshot), request_(request), limit_(limit), listed_(listed) {}

  absl::Status Add(const std::string& site, absl::Time now, std::string_view after) {
    ASSIGN_OR_RETURN(const int64_t today, WorkingDay(snapshot_, site, now));
    const int64_t from = request_.has_from_date() ? DayOf(request_.from_date()) : today;
    const int64_t to = request_.has_to_date() ? DayOf(request_.to_date()) : from;
    storage::KeyRange range{MarkKey(site, from, ""), MarkKey(site, to + 1, "")};
    if (after >= range.end) return absl::OkStatus();
    if (after >= range.begin) range.begin = absl::StrCat(std::string(after), std::string(1, '\0'));
    std::vector<std::pair<std::string, LaneMark>> found;  // by key
    absl::Status bad;
    RETURN_IF_ERROR(snapshot_.Scan(range, storage::ScanOrder::kForward,
                                   [&](std::string_view key, std::string_view value) {
                                     auto row = storage::DecodeRow<LaneMark>(value);
                                     bad = row.status();
                                     if (bad.ok() && Wants(*row)) found.emplace_back(key, *std::move(row));
                                     return bad.ok() && listed_.marks.size() + found.size() < limit_;
                                   }));
    RETURN_IF_ERROR(bad);
    for (const auto& [key, row] : found) RETURN_IF_ERROR(AddOne(site, key, row));
    return absl::OkStatus();
  }

 private:
  bool Wants(const LaneMark& row) const {
    return request_.lane() == v1::LANE_UNSPECIFIED || row.lane() == static_cast<uint32_t>(request_.lane());
  }

  absl::Status AddOne(const std::string& site, const std::string& key, const LaneMark& row) {
    storage::KeyReader reader(key);
    RETURN_IF_ERROR(reader.Text().status());  // site
    RETURN_IF_ERROR(reader.I64().status());   // day
    ASSIGN_OR_RETURN(const std::string record_id, reader.Text());
    ASSIGN_OR_RETURN(v1::LaneMark mark, ViewOf(snapshot_, site, record_id, row));
    listed_.marks.push_back(std::move(mark));
    listed_.last = key;
    return absl::OkStatus();
  }

  storage::Snapshot& snapshot_;
  const v1::ListLaneMarksRequest& request_;
  const size_t limit_;
  Lanes::Listed& listed_;
};

}  // namespace

absl::StatusOr<records::v1::Record> Lanes::Set(const access::Act& act, const v1::SetLaneRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateSetLane(request));
  return storage::UpdateFor<records::v1::Record>(store_, kSetLane, [&](storage::Txn& txn) {
    return access::Once<records::v1::Record>(txn, act, kSetLane, [&] { return SetIn(txn, act, request); });
  });
}

absl::StatusOr<records::v1::Record> Lanes::SetIn(storage::Txn& txn, const access::Act& act,
                                                 const v1::SetLaneRequest& request) {
  ASSIGN_OR_RETURN(const RecordRow before, records::GetRecord(txn, request.record_id()));
  RETURN_IF_ERROR(access::CheckScope(act.actor, before.site()));
  RETURN_IF_ERROR(CheckMayChange(act, before, request.lane()));
  RETURN_IF_ERROR(CheckChanges(before, request.lane()));
  RecordRow after = before;
  after.set_lane(static_cast<uint32_t>(request.lane()));
  const records::Ports ports{placement_, grants_, &heads_};
  records::RecordDesk desk(txn, act, ports);
  RETURN_IF_ERROR(desk.Place(after));
  ASSIGN_OR_RETURN(const int64_t day, WorkingDay(txn, before.site(), act.now));
  storage::PutRow(txn, MarkKey(before.site(), day, before.record_id()), MarkOf(act, request));
  const std::string lane = v1::Lane_Name(request.lane()).substr(5);
  const std::string reason =
      request.reason_code().empty() ? lane : absl::StrCat(lane, " ", request.reason_code());
  ASSIGN_OR_RETURN(after, desk.Note(before, after, "SET_LANE", {.reason = reason, .detail = request.note()}));
  return records::BasicView(after);
}

absl::StatusOr<records::v1::Record> Lanes::MarkPresent(const access::Act& act,
                                                       const v1::MarkPresentRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateMarkPresent(request));
  return storage::UpdateFor<records::v1::Record>(store_, kMarkPresent, [&](storage::Txn& txn) {
    return access::Once<records::v1::Record>(txn, act, kMarkPresent,
                                             [&] { return MarkIn(txn, act, request); });
  });
}

absl::StatusOr<records::v1::Record> Lanes::MarkIn(storage::Txn& txn, const access::Act& act,
                                                  const v1::MarkPresentRequest& request) {
  ASSIGN_OR_RETURN(const RecordRow before, records::GetRecord(txn, request.record_id()));
  RETURN_IF_ERROR(access::CheckScope(act.actor, before.site()));
  if (!Waits(before)) {
    return Refuse(Reason::kNotInLine,
                  {{"record", before.record_id()}, {"state", std::string(records::NameOf(before.state()))}});
  }
  ASSIGN_OR_RETURN(const int64_t today, WorkingDay(txn, before.site(), act.now));
  const int64_t day = request.gone() ? 0 : today;
  if (before.present_day() == day) return records::BasicView(before);
  RecordRow after = before;
  after.set_present_day(day);
  const records::Ports ports{placement_, grants_, &heads_};
  records::RecordDesk desk(txn, act, ports);
  ASSIGN_OR_RETURN(after, desk.Note(before, after, request.gone() ? "GONE" : "PRESENT", {}));
  return records::BasicView(after);
}

absl::StatusOr<Lanes::Listed> Lanes::List(const access::Act& act, const v1::ListLaneMarksRequest& request,
                                          size_t limit, std::string_view after) {
  RETURN_IF_ERROR(ValidateListLaneMarks(request));
  const std::string& office = request.office().empty() ? act.actor.scope : request.office();
  RETURN_IF_ERROR(access::CheckScope(act.actor, office));
  return storage::ViewFor<Listed>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Listed> {
    Listed listed;
    SiteMarks marks(snapshot, request, limit, listed);
    ASSIGN_OR_RETURN(const auto offices, access::OfficesIn(snapshot, office, kSitesListed));
    for (const rows::v1::Office& site : offices) {
      RETURN_IF_ERROR(marks.Add(site.code(), act.now, after));
      if (listed.marks.size() >= limit) return listed;
    }
    listed.last.clear();
    return listed;
  });
}

}  // namespace blangko::scheduler
