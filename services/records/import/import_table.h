// Import rows inside a transaction: progress, the errors of rows, what was held, and who is on a full list.
//
// Failure: UNKNOWN_IMPORT; DATA_LOSS for a row that does not decode; storage errors pass through.
// Threads: borrows one Snapshot or Txn.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/records.pb.h"
#include "storage/txn.h"

namespace blangko::records {

inline constexpr int64_t kImportErrorsMax = 10'000;  // kept; further ones are counted
inline constexpr int64_t kImportHeldMax = 10'000;

using ImportRow = rows::v1::Import;

absl::StatusOr<std::optional<ImportRow>> FindImport(storage::Snapshot& snapshot, std::string_view import_id);
absl::StatusOr<ImportRow> GetImportRow(storage::Snapshot& snapshot, std::string_view import_id);
// Newest first, before the import `before` (empty = all), as long as `visit` says so.
absl::Status VisitImports(storage::Snapshot& snapshot, std::string_view before,
                          absl::FunctionRef<bool(const ImportRow&)> visit);
void PutImport(storage::Txn& txn, const ImportRow& import);

void PutImportError(storage::Txn& txn, std::string_view import_id, const rows::v1::ImportError& error);
// Errors of rows after `after_row`, in row order, at most `limit`.
absl::StatusOr<std::vector<rows::v1::ImportError>> ListErrors(storage::Snapshot& snapshot,
                                                              std::string_view import_id, int64_t after_row,
                                                              size_t limit);

// How the import shows a record that it held; `row` 0 = not on a full list.
rows::v1::ImportHeld HeldRowOf(int64_t row, int64_t line, const rows::v1::Record& record);
// Counts what was held and keeps it by row and record.
void AddHeld(storage::Txn& txn, ImportRow& import, const rows::v1::ImportHeld& held);

struct HeldPage {
  std::vector<rows::v1::ImportHeld> held;
  std::string last_key;  // where the next page begins; empty = there is none
};
absl::StatusOr<HeldPage> ListHeld(storage::Snapshot& snapshot, std::string_view import_id,
                                  std::string_view after_key, size_t limit);

// A full list names this record, by its id or by that of its source.
// NameSeen only says that the list names it; PutSeen also what its rows say (row_content.h).
absl::Status NameSeen(storage::Txn& txn, std::string_view import_id, std::string_view record_id);
void PutSeen(storage::Txn& txn, std::string_view import_id, std::string_view record_id,
             const rows::v1::ImportSeen& seen);
absl::StatusOr<rows::v1::ImportSeen> GetSeen(storage::Snapshot& snapshot, std::string_view import_id,
                                             std::string_view record_id);
absl::StatusOr<bool> WasSeen(storage::Snapshot& snapshot, std::string_view import_id,
                             const rows::v1::Record& record);
// Removes at most `limit` of these marks, those after the key `after` ("" = from the first); answers the key of the last
// one, or "" when no more are left. Whoever begins again at the first walks over all that was removed before.
absl::StatusOr<std::string> EraseSeen(storage::Txn& txn, std::string_view import_id, const std::string& after,
                                      size_t limit);

}  // namespace blangko::records
