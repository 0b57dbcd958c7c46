#include "storage/rocks/mark_row.h"

#include <optional>

#include "base/status_macros.h"
#include "blangko/rows/v1/storage.pb.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::storage {

std::string MarkKey() { return KeyWriter(Table::kMeta).Text("commit").Take(); }

std::string EncodeMark(const CommitMark& mark) {
  rows::v1::CommitMark row;
  row.set_store_epoch(mark.store_epoch);
  row.set_group(mark.group);
  row.set_hash(mark.hash);
  row.set_previous_hash(mark.previous_hash);
  return EncodeRow(row);
}

absl::StatusOr<CommitMark> ReadMark(Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const auto row, GetRow<rows::v1::CommitMark>(snapshot, MarkKey()));
  if (!row.has_value()) return CommitMark();
  return CommitMark{row->store_epoch(), row->group(), row->hash(), row->previous_hash()};
}

}  // namespace blangko::storage
