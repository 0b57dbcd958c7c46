// CaseRow: one print request of a generated list, and its form as a CSV line with the columns of the import profile
// "blangko".
//
// Everybody in it is made up: names say so, and NIK serials are 9001 and above, which no office ever reached on a day.
// Threads: plain values.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace blangko::cases {

struct CaseRow {
  std::string record_id;
  std::string nik;
  std::string name;
  std::string birth_place;
  absl::CivilDay birth_date;
  std::string sex;  // L or P
  std::string address;
  std::string rt_rw;
  std::string village;
  std::string district;
  std::string area;  // village code
  std::string religion;
  std::string marital_status;
  std::string occupation;
  std::string blood_type;
  std::string phone;
  std::string request_type;
  std::string request_number;
  std::string upstream_status;
  absl::CivilMinute recorded;  // western Indonesian time
  absl::CivilMinute applied;

  bool IsPrintReady() const { return upstream_status == "PRINT_READY_RECORD"; }
};

// Western Indonesian time has no summer time.
absl::TimeZone Wib();
absl::Time RecordedTime(const CaseRow& row);

// The line with the column names, and a row, both with their line feed.
std::string_view CsvHeader();
std::string CsvLine(const CaseRow& row);

}  // namespace blangko::cases
