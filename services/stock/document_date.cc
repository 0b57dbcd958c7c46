#include "services/stock/document_date.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/refusal/refusal.h"

namespace blangko::stock {

absl::StatusOr<int64_t> DocumentDay(storage::Snapshot& snapshot, const access::Act& act,
                                    const std::string& office, const common::v1::Date* date) {
  if (date == nullptr) return 0;
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, office));
  const int64_t today = access::OfficeDay(zone, act.now);
  const absl::CivilDay day(date->year(), date->month(), date->day());
  const int64_t number = day - absl::CivilDay(1970, 1, 1);
  const bool exists = day.year() == date->year() && day.month() == date->month() && day.day() == date->day();
  if (exists && date->year() >= 2000 && number <= today) return number == today ? 0 : number;
  const std::string latest = absl::FormatCivilTime(absl::CivilDay(1970, 1, 1) + today);
  return BadField("document_date", absl::StrCat(date->year(), "-", date->month(), "-", date->day()),
                  absl::StrCat("a day that exists, at most ", latest));
}

Movements Dated(Movements movements, int64_t document_day) {
  for (rows::v1::Movement& movement : movements) movement.set_document_day(document_day);
  return movements;
}

}  // namespace blangko::stock
