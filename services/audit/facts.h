// What one pass over a table leaves for another, so that tables can be held against each other with little memory: sums
// of sets of rows, and counts by site and lot.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/audit/check.h"

namespace blangko::audit {

// Blanks of cards that the ministry's application printed.
struct OutsideBlanks {
  int64_t blanks = 0;
  int64_t unexplained = 0;  // of these, from nowhere
  bool operator==(const OutsideBlanks&) const = default;
};

struct Facts {
  // By the log, and by the records: which state each record is in, and which attempts it had.
  RowSum states_by_log, states_by_records;
  RowSum attempts_by_log, attempts_by_records;
  // What the records owe each index (record_index.h), in its order.
  std::vector<RowSum> owed;
  // Reserved blanks by the ledger, and attempts that hold one by the records: (site, lot).
  std::map<std::pair<std::string, std::string>, int64_t> reserved, holding;
  // Spoiled cards that are kept, by the ledger: (office, lot).
  std::map<std::pair<std::string, std::string>, int64_t> spoiled;
  // Quarantined blanks by the ledger: (office, lot), and what each receipt brought: (shipment, (office, lot)).
  std::map<std::pair<std::string, std::string>, int64_t> quarantined;
  std::map<std::pair<std::string, std::pair<std::string, std::string>>, int64_t> quarantined_by;
  // Entries that take one back, and blanks of cards printed outside, by the ledger: (office, lot).
  std::map<std::pair<std::string, std::string>, int64_t> reversals;
  std::map<std::pair<std::string, std::string>, OutsideBlanks> outside;
};

}  // namespace blangko::audit
