#include "services/records/gate.h"

#include <algorithm>

namespace blangko::records {
namespace {

constexpr int kPrintableAge = 17;
constexpr int64_t kDaySeconds = 24 * 60 * 60;
constexpr int64_t kJakartaSeconds = 7 * 60 * 60;  // east of UTC

bool HoldIsOver(const rows::v1::Hold& hold, absl::Time now) {
  return hold.until_micros() > 0 && hold.until_micros() <= absl::ToUnixMicros(now);
}

}  // namespace

bool GateOpen(const rows::v1::Record& record, absl::Time now) {
  return record.upstream() == rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD &&
         record.gate_micros() <= absl::ToUnixMicros(now);
}

int64_t OpenedMicros(const rows::v1::Record& record, absl::Time now) {
  int64_t opened = record.gate_micros();
  if (!record.ladder().empty())
    opened = std::max(opened, record.ladder(record.ladder_size() - 1).since_micros());
  return std::min(opened, absl::ToUnixMicros(now));
}

std::optional<absl::Time> WakeTimeOf(const rows::v1::Record& record) {
  if (record.state() == rows::v1::RECORD_STATE_HELD && record.hold().until_micros() > 0) {
    return absl::FromUnixMicros(record.hold().until_micros());
  }
  if (record.state() == rows::v1::RECORD_STATE_READY && record.present_day() > 0) {
    return absl::FromUnixSeconds((record.present_day() + 1) * kDaySeconds - kJakartaSeconds);
  }
  const bool only_age = record.state() == rows::v1::RECORD_STATE_NOT_READY && record.gate_micros() > 0 &&
                        record.upstream() == rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD;
  if (only_age) return absl::FromUnixMicros(record.gate_micros());
  return std::nullopt;
}

std::optional<Event> AfterReturn(const rows::v1::Record& record, absl::Time now) {
  const bool held = record.state() == rows::v1::RECORD_STATE_HELD;  // gagal berulang
  const bool cancel = record.stop_request() == "CANCEL";
  if (cancel && (held || record.state() == rows::v1::RECORD_STATE_READY)) return Event::kCancel;
  if (record.state() != rows::v1::RECORD_STATE_READY) return std::nullopt;
  if (record.stop_request() == "HOLD" && !HoldIsOver(record.stop_hold(), now)) return Event::kHold;
  if (!GateOpen(record, now)) return Event::kGateCloses;
  return std::nullopt;
}

absl::Time SeventeenthBirthday(absl::CivilDay birth, const absl::TimeZone& zone) {
  const absl::CivilDay day(birth.year() + kPrintableAge, birth.month(), birth.day());
  return absl::FromCivil(day, zone);
}

}  // namespace blangko::records
