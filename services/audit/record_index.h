// RecordIndex: a table whose rows follow from the records, so that it can be held against them: the lines, the due index,
// the persons, the personal data, the permits of stations.
//
// A record owes each index some members; a row of the index holds some. In a whole store both are the same set, which is
// seen from two sums (check.h); only when they differ are rows looked up, to name the first bad one.
// Failure: DATA_LOSS for a row that does not decode. Threads: pure.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "blangko/rows/v1/records.pb.h"
#include "storage/keyspace.h"

namespace blangko::audit {

struct Member {
  std::string record_id;
  std::string key;   // of the index row
  std::string text;  // what else of the row follows from the record
};

using TakeMember = std::function<void(const Member&)>;

struct RecordIndex {
  std::string_view name;
  storage::Table table;
  void (*of_record)(const rows::v1::Record&, const TakeMember&);
  absl::Status (*of_row)(std::string_view key, std::string_view value, const TakeMember&);
};

std::span<const RecordIndex> RecordIndexes();

}  // namespace blangko::audit
