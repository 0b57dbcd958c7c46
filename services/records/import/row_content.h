// RowContent: what the rows of one list say of one record, so that two rows that contradict each other are found. Digests
// alone are kept, keyed, until the list ends.
//
// A field that one of two rows leaves empty is no contradiction, nor are two steps of the ladder that each have a time.
// Threads: pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "blangko/rows/v1/records.pb.h"
#include "services/records/import/field.h"
#include "services/records/intake.h"

namespace blangko::records {

using SeenRow = rows::v1::ImportSeen;

// What one row says.
SeenRow ContentOf(std::string_view hash_key, const Incoming& incoming, int64_t row);

struct Contradiction {
  Field field;
  int64_t row = 0;  // that says otherwise
};
std::optional<Contradiction> FindContradiction(const SeenRow& seen, const SeenRow& content);

// Adds the fields of which no row before said anything.
void Add(const SeenRow& content, SeenRow& seen);

}  // namespace blangko::records
