#include "services/records/import/import_table.h"

#include <algorithm>

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

KeyWriter HeldOf(std::string_view import_id) { return KeyWriter(Table::kImportHeld).Text(import_id); }

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

absl::Status VisitImports(storage::Snapshot& snapshot, std::string_view before,
                          absl::FunctionRef<bool(const ImportRow&)> visit) {
  storage::KeyRange range = KeyWriter(Table::kImport).Range();
  if (!before.empty()) range.end = ImportKey(before);
  absl::Status bad = absl::OkStatus();
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kReverse, [&](std::string_view, std::string_view value) {
        const auto import = storage::DecodeRow<ImportRow>(value);
        bad = import.status();
        return import.ok() && visit(*import);
      }));
  return bad;
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

rows::v1::ImportHeld HeldRowOf(int64_t row, int64_t line, const rows::v1::Record& record) {
  const rows::v1::Hold& hold = record.has_hold() ? record.hold() : record.stop_hold();
  rows::v1::ImportHeld held;
  held.set_row(row);
  held.set_line(line);
  held.set_record_id(record.record_id());
  held.set_reason(hold.reason());
  held.set_other_record(hold.other_record());
  held.set_note(hold.note());
  return held;
}

void AddHeld(storage::Txn& txn, ImportRow& import, const rows::v1::ImportHeld& held) {
  const bool missing = held.row() == 0;
  if (missing) import.set_missing_held(import.missing_held() + 1);
  if (!missing) import.set_held(import.held() + 1);
  if (import.held() + import.missing_held() > kImportHeldMax) return;
  const auto row = static_cast<uint64_t>(held.row());
  storage::PutRow(txn, HeldOf(import.import_id()).U64(row).Text(held.record_id()).Take(), held);
}

absl::StatusOr<HeldPage> ListHeld(storage::Snapshot& snapshot, std::string_view import_id,
                                  std::string_view after_key, size_t limit) {
  storage::KeyRange range = HeldOf(import_id).Range();
  if (!after_key.empty()) range.begin = std::max(range.begin, std::string(after_key) + '\0');
  HeldPage page;
  absl::Status bad = absl::OkStatus();
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        if (page.held.size() >= limit) return false;
        auto held = storage::DecodeRow<rows::v1::ImportHeld>(value);
        bad = held.status();
        if (held.ok()) page.held.push_back(*std::move(held));
        if (page.held.size() == limit) page.last_key = std::string(key);
        return bad.ok();
      }));
  RETURN_IF_ERROR(bad);
  return page;
}

absl::Status NameSeen(storage::Txn& txn, std::string_view import_id, std::string_view record_id) {
  const std::string key = SeenKey(import_id, record_id);
  ASSIGN_OR_RETURN(const auto known, txn.Get(key));
  if (!known.has_value()) storage::PutRow(txn, key, rows::v1::ImportSeen());
  return absl::OkStatus();
}

void PutSeen(storage::Txn& txn, std::string_view import_id, std::string_view record_id,
             const rows::v1::ImportSeen& seen) {
  storage::PutRow(txn, SeenKey(import_id, record_id), seen);
}

absl::StatusOr<rows::v1::ImportSeen> GetSeen(storage::Snapshot& snapshot, std::string_view import_id,
                                             std::string_view record_id) {
  const std::string key = SeenKey(import_id, record_id);
  ASSIGN_OR_RETURN(const auto known, snapshot.Get(key));
  if (!known.has_value() || known->empty()) return rows::v1::ImportSeen();  // empty: of the release before
  return storage::DecodeRow<rows::v1::ImportSeen>(*known);
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

absl::StatusOr<std::string> EraseSeen(storage::Txn& txn, std::string_view import_id, const std::string& after,
                                      size_t limit) {
  std::vector<std::string> keys;
  storage::KeyRange range = KeyWriter(Table::kImportSeen).Text(import_id).Range();
  if (!after.empty()) range.begin = after + '\0';
  RETURN_IF_ERROR(txn.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view) {
    keys.emplace_back(key);
    return keys.size() < limit;
  }));
  for (const std::string& key : keys) txn.Erase(key);
  return keys.size() == limit ? keys.back() : std::string();
}

}  // namespace blangko::records
