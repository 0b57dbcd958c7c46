#include "storage/layers/due_index.h"

#include "base/status_macros.h"
#include "storage/key_codec.h"

namespace blangko::storage {
namespace {

std::string DueKey(const DueEntry& entry) {
  return KeyWriter(Table::kDue)
      .Time(entry.when)
      .U64(static_cast<uint64_t>(entry.kind))
      .Text(entry.object)
      .Take();
}

absl::StatusOr<DueEntry> ParseDueKey(std::string_view key) {
  KeyReader reader(key);
  ASSIGN_OR_RETURN(const absl::Time when, reader.Time());
  ASSIGN_OR_RETURN(const uint64_t kind, reader.U64());
  ASSIGN_OR_RETURN(std::string object, reader.Text());
  return DueEntry{when, static_cast<DueKind>(kind), std::move(object)};
}

// All entries with when <= now. Stored times are whole microseconds.
KeyRange DueUpTo(absl::Time now) {
  return {KeyWriter(Table::kDue).Take(), KeyWriter(Table::kDue).Time(now).Range().end};
}

}  // namespace

void AddDue(Txn& txn, const DueEntry& entry) { txn.Put(DueKey(entry), ""); }

void RemoveDue(Txn& txn, const DueEntry& entry) { txn.Erase(DueKey(entry)); }

absl::StatusOr<std::vector<DueEntry>> ListDue(Snapshot& snapshot, absl::Time now, size_t limit) {
  std::vector<DueEntry> due;
  absl::Status bad;
  if (limit == 0) return due;
  RETURN_IF_ERROR(
      snapshot.Scan(DueUpTo(now), ScanOrder::kForward, [&](std::string_view key, std::string_view) {
        absl::StatusOr<DueEntry> entry = ParseDueKey(key);
        if (entry.ok()) {
          due.push_back(*std::move(entry));
        } else {
          bad = entry.status();
        }
        return bad.ok() && due.size() < limit;
      }));
  if (!bad.ok()) return bad;
  return due;
}

}  // namespace blangko::storage
