#include "services/records/import/import_table.h"

#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::records {
namespace {

using storage::KeyWriter;
using storage::Table;

std::string ImportKey(std::string_view import_id) { return KeyWriter(Table::kImport).Text(import_id).Take(); }

KeyWriter ErrorsOf(std::string_view import_id) { return KeyWriter(Table::kImportError).Text(import_id); }

std::string SeenKey(std::string_view import_id, std::string_view record_id) {
  return KeyWriter(Table::kImportSeen).Text(import_id).Text(record_id).Take();
}

}  // namespace

absl::StatusOr<std::optional<ImportRow>> FindImport(storage::Snapshot& snapshot, std::string_view import_id) {
  return storage::GetRow<ImportRow>(snapshot, ImportKey(import_id));
}

absl::StatusOr<ImportRow> GetImportRow(storage::Snapshot& snapshot, std::string_view import_id) {
  ASSIGN_OR_RETURN(auto import, FindImport(snapshot, import_id));
  if (!import.has_value()) return Refuse(Reason::kUnknownImport, {{"import", std::string(import_id)}});
  return *std::move(import);
}

void PutImport(storage::Txn& txn, const ImportRow& import) {
  storage::PutRow(txn, ImportKey(import.import_id()), import);
}

void PutImportError(storage::Txn& txn, std::string_view import_id, const rows::v1::ImportError& error) {
  storage::PutRow(txn, ErrorsOf(import_id).U64(static_cast<uint64_t>(error.row())).Take(), error);
}

absl::StatusOr<std::vector<rows::v1::ImportError>> ListErrors(storage::Snapshot& snapshot,
                                                              std::string_view import_id, int64_t after_row,
                                                              size_t limit) {
  storage::KeyRange range = ErrorsOf(import_id).Range();
  range.begin = ErrorsOf(import_id).U64(static_cast<uint64_t>(after_row + 1)).Take();
  std::vector<rows::v1::ImportError> errors;
  absl::Status bad = absl::OkStatus();
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
        if (errors.size() >= limit) return false;
        auto error = storage::DecodeRow<rows::v1::ImportError>(value);
        bad = error.status();
        if (error.ok()) errors.push_back(*std::move(error));
        return bad.ok();
      }));
  RETURN_IF_ERROR(bad);
  return errors;
}

void PutSeen(storage::Txn& txn, std::string_view import_id, std::string_view record_id) {
  txn.Put(SeenKey(import_id, record_id), "");
}

absl::StatusOr<bool> WasSeen(storage::Snapshot& snapshot, std::string_view import_id,
                             const rows::v1::Record& record) {
  for (const std::string& id : {record.record_id(), record.source_id()}) {
    if (id.empty()) continue;
    ASSIGN_OR_RETURN(const auto seen, snapshot.Get(SeenKey(import_id, id)));
    if (seen.has_value()) return true;
  }
  return false;
}

absl::StatusOr<size_t> EraseSeen(storage::Txn& txn, std::string_view import_id, size_t limit) {
  std::vector<std::string> keys;
  const storage::KeyRange range = KeyWriter(Table::kImportSeen).Text(import_id).Range();
  RETURN_IF_ERROR(txn.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view) {
    keys.emplace_back(key);
    return keys.size() < limit;
  }));
  for (const std::string& key : keys) txn.Erase(key);
  return keys.size();
}

}  // namespace blangko::records
