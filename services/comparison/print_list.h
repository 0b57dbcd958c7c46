// PrintList: reads the ministry's print list of one day: CSV with the columns nik, nama, waktu cetak, nomor permintaan as
// offices export them; ';' or ',', with or without a byte order mark. Other columns are passed over.
//
// What stands in it about a person is hashed with the store's key at once; names are not read.
// Failure: IMPORT_FORMAT for a file that is no such list; a bad row is an error with a masked value and stops no other.
// Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/comparison/comparison_table.h"

namespace blangko::comparison {

inline constexpr size_t kListBytesMax = 8 << 20;
inline constexpr size_t kListRowsMax = 20'000;
inline constexpr int kErrorsKept = 100;

struct PrintList {
  std::string list_id;  // digest of the bytes, 64 hexadecimal digits
  std::vector<ListedRow> rows;
  std::vector<rows::v1::ImportError> errors;  // the first kErrorsKept
  int64_t refused = 0;
};

struct ListContext {
  std::string hash_key;
  absl::TimeZone zone;  // of the office
  int64_t day = 0;
};

absl::StatusOr<PrintList> ReadPrintList(std::string_view bytes, const ListContext& context);

}  // namespace blangko::comparison
