#include "services/stock/document_date.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/access/offices.h"
#include "services/refusal/refusal.h"
#include "storage/layers/ledger_log.h"

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
                  absl::StrCat("a day that exists, 2000-01-01 to ", latest));
}

absl::Status CheckNotBeforeArrival(storage::Snapshot& snapshot, const access::Act& act,
                                   const std::string& office, const std::string& lot, int64_t document_day) {
  if (document_day == 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, office));
  int64_t first = access::OfficeDay(zone, act.now);
  absl::Status bad;
  RETURN_IF_ERROR(storage::VisitLog(snapshot, {office, lot}, std::nullopt, storage::ScanOrder::kForward,
                                    [&](const storage::LogRecord& record) {
                                      rows::v1::LogEntry entry;
                                      if (!entry.ParseFromString(record.entry))
                                        bad = absl::DataLossError("stock: a log entry does not parse");
                                      first = access::OfficeDay(zone, record.time);
                                      for (const auto& movement : entry.movements()) {
                                        if (movement.document_day() != 0)
                                          first = std::min(first, movement.document_day());
                                      }
                                      return false;
                                    }));
  RETURN_IF_ERROR(bad);
  if (document_day >= first) return absl::OkStatus();
  const auto text = [](int64_t day) { return absl::FormatCivilTime(absl::CivilDay(1970, 1, 1) + day); };
  return BadField("document_date", text(document_day),
                  absl::StrCat("not before ", text(first), ", when lot ", lot, " first came to ", office));
}

Movements Dated(Movements movements, int64_t document_day) {
  for (rows::v1::Movement& movement : movements) movement.set_document_day(document_day);
  return movements;
}

}  // namespace blangko::stock
