#include "services/scheduler/attempt_facts.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace blangko::scheduler {
namespace {

using access::FactOf;

void AddKnown(std::string_view name, std::string_view value, access::ShownFacts& facts) {
  if (!value.empty()) facts.push_back(FactOf(name, value));
}

}  // namespace

void AddTimeFact(std::string_view name, int64_t micros, access::ShownFacts& facts) {
  if (micros == 0) return;
  facts.push_back(FactOf(
      name, absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixMicros(micros), absl::UTCTimeZone())));
}

void AddAttemptFacts(const records::RecordRow& record, uint32_t number, access::ShownFacts& facts) {
  facts.push_back(FactOf("record_id", record.record_id()));
  facts.push_back(FactOf("attempt", absl::StrCat(number)));
  for (const rows::v1::Attempt& attempt : record.attempts()) {
    if (attempt.number() != number) continue;
    AddKnown("site", attempt.site(), facts);
    AddKnown("station_id", attempt.station_id(), facts);
    AddKnown("printer_id", attempt.printer_id(), facts);
    AddKnown("lot", attempt.lot(), facts);
    AddTimeFact("started_time", attempt.started_micros(), facts);
    AddTimeFact("outcome_time", attempt.outcome_micros(), facts);
    AddKnown("blank_uid", attempt.blank_uid(), facts);
    AddKnown("envelope", attempt.envelope(), facts);
    AddKnown("looked_by", attempt.looked_by(), facts);
  }
}

}  // namespace blangko::scheduler
