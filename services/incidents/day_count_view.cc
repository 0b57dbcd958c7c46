#include "services/incidents/day_count_view.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/time/civil_time.h"
#include "services/access/wire_time.h"

namespace blangko::incidents {
namespace {

constexpr size_t kWordsBytesMax = 200;
constexpr int64_t kLastSecond = 4'102'444'800;  // 2100-01-01

int64_t MicrosOf(const google::protobuf::Timestamp& time) {
  return std::clamp<int64_t>(time.seconds(), 0, kLastSecond) * 1'000'000 + time.nanos() / 1000;
}

// On one line and not too long; a heartbeat is never refused for a word in it.
std::string Plain(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); },
      ' ');
  if (text.size() <= kWordsBytesMax) return text;
  size_t end = kWordsBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

}  // namespace

std::string DayText(int64_t day) { return absl::FormatCivilTime(absl::CivilDay(1970, 1, 1) + day); }

printers::v1::DayCount ToApi(const rows::v1::DayCount& row) {
  printers::v1::DayCount count;
  count.set_seq(row.seq());
  count.set_closing(row.closing());
  count.set_work_day(DayText(row.work_day()));
  *count.mutable_count_time() = access::ToWire(row.count_micros());
  *count.mutable_open_time() = access::ToWire(row.open_micros());
  count.set_blanks(row.blanks());
  count.set_spoiled(row.spoiled());
  count.set_envelopes(row.envelopes());
  count.set_compared(row.compared());
  count.set_expected_blanks(row.expected_blanks());
  count.set_expected_spoiled(row.expected_spoiled());
  count.set_expected_envelopes(row.expected_envelopes());
  count.set_by(row.by());
  count.set_second(row.second());
  count.set_cause(row.cause());
  return count;
}

rows::v1::DayCount ToRow(const printers::v1::DayCount& told) {
  rows::v1::DayCount row;
  row.set_seq(told.seq());
  row.set_closing(told.closing());
  row.set_count_micros(MicrosOf(told.count_time()));
  row.set_open_micros(MicrosOf(told.open_time()));
  row.set_blanks(told.blanks());
  row.set_spoiled(told.spoiled());
  row.set_envelopes(told.envelopes());
  row.set_compared(told.compared());
  row.set_expected_blanks(told.expected_blanks());
  row.set_expected_spoiled(told.expected_spoiled());
  row.set_expected_envelopes(told.expected_envelopes());
  row.set_by(Plain(told.by()));
  row.set_second(Plain(told.second()));
  row.set_cause(Plain(told.cause()));
  return row;
}

bool Differs(const rows::v1::DayCount& count) {
  if (!count.compared()) return false;
  if (count.blanks() != count.expected_blanks()) return true;
  return count.closing() &&
         (count.spoiled() != count.expected_spoiled() || count.envelopes() != count.expected_envelopes());
}

}  // namespace blangko::incidents
