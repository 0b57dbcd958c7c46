// Applicants: an endless supply of made-up people of one regency whose records are ready to print, as requests and as
// lists. The same ones on every machine; nobody comes twice.
//
// Failure: none. Threads: belongs to one thread.
#pragma once

#include <cstdint>
#include <string>

#include "blangko/records/v1/records_service.pb.h"
#include "tests/cases/generator.h"

namespace blangko::bench {

inline constexpr char kRegency[] = "14.05";
inline constexpr int kDistricts = 12;

class Applicants {
 public:
  Applicants();

  cases::CaseRow Next();
  // Without a request_id.
  records::v1::CreateRecordRequest NextRequest();
  // A list of the columns of the profile "blangko", with its header.
  std::string NextList(int64_t rows);

 private:
  cases::Generator generator_;
};

}  // namespace blangko::bench
