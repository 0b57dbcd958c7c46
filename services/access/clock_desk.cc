#include "services/access/clock_desk.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "google/protobuf/util/time_util.h"
#include "services/access/event_log.h"
#include "services/access/once.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/layers/ledger_log.h"
#include "storage/row_codec.h"

namespace blangko::access {
namespace {

using google::protobuf::util::TimeUtil;
using rows::v1::ClockRow;
using Verdict = TrustedClock::Verdict;

constexpr char kStream[] = "@clock";  // no office has this code
constexpr absl::Duration kKeepEvery = absl::Hours(1);

std::string ClockKey() { return storage::KeyWriter(storage::Table::kMeta).Text("clock").Take(); }

absl::StatusOr<ClockRow> ReadRow(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(auto row, storage::GetRow<ClockRow>(snapshot, ClockKey()));
  return row.value_or(ClockRow());
}

// The newest entry of all streams, without those up to `excused`.
absl::StatusOr<absl::Time> NewestEntry(storage::Snapshot& snapshot, absl::Time excused) {
  absl::Time newest = absl::InfinitePast();
  RETURN_IF_ERROR(storage::VisitLogHeads(snapshot, "", [&](const auto&, const storage::LogHeadView& head) {
    if (head.time > excused) newest = std::max(newest, head.time);
    return true;
  }));
  return newest;
}

absl::Time TimeOf(int64_t micros) {
  return micros == 0 ? absl::InfinitePast() : absl::FromUnixMicros(micros);
}

google::protobuf::Timestamp ToWire(absl::Time time) {
  return TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

absl::Time FromWire(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}

std::string TextOf(absl::Time time) { return absl::FormatTime(absl::RFC3339_sec, time, absl::UTCTimeZone()); }

v1::ClockVerdict ToWire(Verdict verdict) {
  switch (verdict) {
    case Verdict::kTrusted: return v1::CLOCK_VERDICT_TRUSTED;
    case Verdict::kBehind: return v1::CLOCK_VERDICT_BEHIND;
    case Verdict::kAhead: return v1::CLOCK_VERDICT_AHEAD;
  }
  return v1::CLOCK_VERDICT_UNSPECIFIED;
}

ClockRow ConfirmedRow(const Act& act, const TrustedClock::Reading& reading, absl::Time newest_entry) {
  ClockRow row;
  row.set_newest_micros(absl::ToUnixMicros(reading.machine));
  row.set_confirmed_micros(row.newest_micros());
  row.set_confirmed_by(act.actor.identity);
  if (newest_entry > reading.machine) row.set_excused_micros(absl::ToUnixMicros(newest_entry));
  return row;
}

absl::Status LogConfirmation(storage::Txn& txn, const Act& act, const TrustedClock::Reading& reading) {
  Act dated = act;
  dated.now = reading.machine;
  rows::v1::LogEntry entry = EntryOf(dated, "clock", "CLOCK_CONFIRMED");
  entry.set_detail(absl::StrCat("newest=", TextOf(reading.newest)));
  return AppendEvent(txn, dated, kStream, entry).status();
}

}  // namespace

absl::Status ClockDesk::Load() {
  return store_.View([this](storage::Snapshot& snapshot) -> absl::Status {
    ASSIGN_OR_RETURN(const ClockRow row, ReadRow(snapshot));
    ASSIGN_OR_RETURN(const absl::Time newest, NewestEntry(snapshot, TimeOf(row.excused_micros())));
    clock_.Learn(std::max(TimeOf(row.newest_micros()), newest));
    confirmed_micros_ = row.confirmed_micros();
    return absl::OkStatus();
  });
}

absl::Status ClockDesk::HearOfConfirmation() {
  ASSIGN_OR_RETURN(const ClockRow row, storage::ViewFor<ClockRow>(store_, ReadRow));
  if (confirmed_micros_.exchange(row.confirmed_micros()) == row.confirmed_micros()) return absl::OkStatus();
  clock_.Trust(TimeOf(row.newest_micros()));
  return absl::OkStatus();
}

absl::Status ClockDesk::Keep() {
  const TrustedClock::Reading reading = clock_.Read();
  const bool is_trusted = reading.verdict == Verdict::kTrusted;
  if (was_trusted_.exchange(is_trusted) != is_trusted) {
    Log(is_trusted ? LogLevel::kInfo : LogLevel::kError, is_trusted ? "clock.trusted" : "clock.not_trusted",
        {{"machine", TextOf(reading.machine)},
         {"newest", TextOf(reading.newest)},
         {"want", is_trusted ? "" : "the right date, or blangko clock confirm"}});
  }
  if (!is_trusted) return HearOfConfirmation();
  const int64_t now = absl::ToUnixMicros(clock_.Now());
  return store_.Update("access.keep_clock", [now](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(ClockRow row, ReadRow(txn));
    if (absl::Microseconds(now - row.newest_micros()) < kKeepEvery) return absl::OkStatus();
    row.set_newest_micros(now);
    storage::PutRow(txn, ClockKey(), row);
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::GetClockResponse> ClockDesk::Get(const Act&) {
  const TrustedClock::Reading reading = clock_.Read();
  v1::GetClockResponse response;
  response.set_verdict(ToWire(reading.verdict));
  *response.mutable_machine_time() = ToWire(reading.machine);
  if (reading.newest != absl::InfinitePast()) *response.mutable_newest_time() = ToWire(reading.newest);
  ASSIGN_OR_RETURN(const ClockRow row, storage::ViewFor<ClockRow>(store_, ReadRow));
  if (row.confirmed_micros() != 0) {
    *response.mutable_confirmed_time() = ToWire(TimeOf(row.confirmed_micros()));
    response.set_confirmed_by(row.confirmed_by());
  }
  return response;
}

absl::StatusOr<v1::ConfirmClockResponse> ClockDesk::Confirm(const Act& act,
                                                            const v1::ConfirmClockRequest& request) {
  RETURN_IF_ERROR(CheckStaff(act.actor));
  const TrustedClock::Reading reading = clock_.Read();
  const absl::Time seen = FromWire(request.machine_time());
  if (absl::AbsDuration(reading.machine - seen) > kConfirmWithin) {
    return BadField("machine_time", TextOf(seen),
                    absl::StrCat("the server's clock, now ", TextOf(reading.machine)));
  }
  ASSIGN_OR_RETURN(const absl::Time newest,
                   storage::ViewFor<absl::Time>(store_, [](storage::Snapshot& snapshot) {
                     return NewestEntry(snapshot, absl::InfinitePast());
                   }));
  const auto write = [&](storage::Txn& txn) -> absl::StatusOr<v1::ConfirmClockResponse> {
    storage::PutRow(txn, ClockKey(), ConfirmedRow(act, reading, newest));
    RETURN_IF_ERROR(LogConfirmation(txn, act, reading));
    v1::ConfirmClockResponse confirmed;
    *confirmed.mutable_confirmed_time() = ToWire(reading.machine);
    return confirmed;
  };
  ASSIGN_OR_RETURN(
      const auto response,
      storage::UpdateFor<v1::ConfirmClockResponse>(store_, "access.confirm_clock", [&](storage::Txn& txn) {
        return Once<v1::ConfirmClockResponse>(txn, act, "access.confirm_clock", [&] { return write(txn); });
      }));
  clock_.Trust(FromWire(response.confirmed_time()));
  Log(LogLevel::kWarning, "clock.confirmed",
      {{"by", act.actor.identity}, {"time", TextOf(FromWire(response.confirmed_time()))}});
  return response;
}

}  // namespace blangko::access
