// RowCheck: turns the cells of a row into a request that may come in, or says what is wrong with it. Pure: what needs
// the store (routes, scope, identity) is decided by Intake.
//
// One error per row, the first one. `got` never holds anything personal: numbers are masked, names are not shown.
// Threads: pure.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "services/records/import/row_reader.h"
#include "services/records/intake.h"

namespace blangko::records {

struct CheckContext {
  const Profile* profile = nullptr;
  std::string office;     // whose list it is
  std::string import_id;  // goes into new records
  absl::TimeZone zone;    // of the office
  absl::Time now;
  std::array<std::string, kFieldCount> headings =
      {};  // as the list itself names its columns; "" = by the profile
};

// The column of a field as the list, else the profile, names it.
std::string HeadingOf(const CheckContext& context, Field field);

struct CheckedRow {
  std::optional<RowError> error;
  Incoming incoming;  // whole only without an error; the NIK and the ids wherever they could be read
};

CheckedRow CheckRow(const CheckContext& context, const SourceRow& row);

// Only the NIK is needed: a list of died, moved or duplicate persons.
CheckedRow CheckWatchRow(const CheckContext& context, const SourceRow& row);

// The error of a NIK among a stretch of rows that nearly all end in 0.
RowError RoundedNik(const CheckContext& context, std::string_view nik);

}  // namespace blangko::records
