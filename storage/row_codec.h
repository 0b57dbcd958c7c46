// A row's value: one version byte, then the protobuf message of the table (proto/blangko/rows/v1).
//
// Version 1 is the only one so far. A release that changes the meaning of a row raises the byte and keeps a decoder
// for the release before.
// Failure: DATA_LOSS when the bytes are not a row of this table, or of a version this build does not know.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/txn.h"

namespace blangko::storage {

inline constexpr char kRowVersion = 1;

template <typename Row>
std::string EncodeRow(const Row& row) {
  std::string bytes(1, kRowVersion);
  row.AppendToString(&bytes);
  return bytes;
}

template <typename Row>
absl::StatusOr<Row> DecodeRow(std::string_view bytes) {
  if (bytes.empty() || bytes[0] != kRowVersion) {
    return absl::DataLossError(absl::StrCat(Row::descriptor()->full_name(), ": row version ",
                                            bytes.empty() ? -1 : static_cast<int>(bytes[0]), ", want ",
                                            static_cast<int>(kRowVersion)));
  }
  Row row;
  if (!row.ParseFromArray(bytes.data() + 1, static_cast<int>(bytes.size()) - 1)) {
    return absl::DataLossError(absl::StrCat(Row::descriptor()->full_name(), ": row does not parse"));
  }
  return row;
}

// Reads and decodes one row; nothing if there is none.
template <typename Row>
absl::StatusOr<std::optional<Row>> GetRow(Snapshot& snapshot, std::string_view key) {
  ASSIGN_OR_RETURN(std::optional<std::string> bytes, snapshot.Get(key));
  if (!bytes.has_value()) return std::optional<Row>();
  ASSIGN_OR_RETURN(Row row, DecodeRow<Row>(*bytes));
  return std::optional<Row>(std::move(row));
}

template <typename Row>
void PutRow(Txn& txn, std::string_view key, const Row& row) {
  txn.Put(key, EncodeRow(row));
}

}  // namespace blangko::storage
