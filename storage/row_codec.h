// A row's value: one version byte, then the protobuf message of the table (proto/blangko/rows/v1).
//
// Version 1 is the only one so far. New fields need no new version: an older program keeps what it does not know. A table
// whose rows change their meaning specialises RowFormat, in two releases, so that one step back stays possible: the first
// one reads the new version and writes the old one, the next one writes the new version and still reads the old one, and
// raises the format of the store (store_format.h).
// Failure: DATA_LOSS when the bytes are not a row of this table, or of a version this build does not know.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/txn.h"

namespace blangko::storage {

inline constexpr char kRowVersion = 1;

// The versions of one table. A specialisation may add
//   static std::optional<absl::StatusOr<Row>> Decode(char version, std::string_view message);
// for versions that are read and not written; nothing = not known.
template <typename Row>
struct RowFormat {
  static constexpr char kWritten = kRowVersion;
};

template <typename Row>
concept ReadsOtherVersions = requires(char version, std::string_view message) {
  { RowFormat<Row>::Decode(version, message) } -> std::same_as<std::optional<absl::StatusOr<Row>>>;
};

template <typename Row>
std::string EncodeRow(const Row& row) {
  std::string bytes(1, RowFormat<Row>::kWritten);
  row.AppendToString(&bytes);
  return bytes;
}

// The message behind the version byte, as it stands.
template <typename Row>
absl::StatusOr<Row> ParseRow(std::string_view message) {
  Row row;
  if (row.ParseFromArray(message.data(), static_cast<int>(message.size()))) return row;
  return absl::DataLossError(absl::StrCat(Row::descriptor()->full_name(), ": row does not parse"));
}

template <typename Row>
absl::StatusOr<Row> DecodeRow(std::string_view bytes) {
  if (!bytes.empty() && bytes[0] == RowFormat<Row>::kWritten) return ParseRow<Row>(bytes.substr(1));
  if constexpr (ReadsOtherVersions<Row>) {
    if (!bytes.empty()) {
      std::optional<absl::StatusOr<Row>> row = RowFormat<Row>::Decode(bytes[0], bytes.substr(1));
      if (row.has_value()) return *std::move(row);
    }
  }
  return absl::DataLossError(absl::StrCat(Row::descriptor()->full_name(), ": row version ",
                                          bytes.empty() ? -1 : static_cast<unsigned char>(bytes[0]),
                                          ", want ", static_cast<int>(RowFormat<Row>::kWritten)));
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
