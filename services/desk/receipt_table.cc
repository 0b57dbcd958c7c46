#include "services/desk/receipt_table.h"

#include "base/hash.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/typed_code.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::desk {
namespace {

using storage::KeyWriter;
using storage::Table;

constexpr size_t kHashBytes = 20;

std::string ReceiptKey(std::string_view code_hash) {
  return KeyWriter(Table::kReceipt).Text(code_hash).Take();
}
std::string RecordKey(std::string_view record_id) {
  return KeyWriter(Table::kRecordReceipt).Text(record_id).Take();
}

}  // namespace

std::string ReceiptCodeFrom(std::string_view hash_key, std::string_view record_id, std::string_view salt) {
  return TypedCodeFrom(KeyedDigest(hash_key, {"receipt code", record_id, salt}));
}

std::string ReceiptHash(std::string_view hash_key, std::string_view code) {
  return ToBase32(KeyedDigest(hash_key, {"receipt", code}).substr(0, kHashBytes));
}

absl::StatusOr<std::optional<rows::v1::Receipt>> FindReceipt(storage::Snapshot& snapshot,
                                                             std::string_view code_hash) {
  return storage::GetRow<rows::v1::Receipt>(snapshot, ReceiptKey(code_hash));
}

absl::StatusOr<uint32_t> ReplaceReceipt(storage::Txn& txn, std::string_view record_id,
                                        std::string_view code_hash, absl::Time now) {
  const std::string key = RecordKey(record_id);
  ASSIGN_OR_RETURN(const auto known, storage::GetRow<rows::v1::RecordReceipt>(txn, key));
  rows::v1::RecordReceipt holds = known.value_or(rows::v1::RecordReceipt());
  if (known.has_value() && !Planted("old-receipt-holds")) txn.Erase(ReceiptKey(holds.code_hash()));
  holds.set_code_hash(std::string(code_hash));
  holds.set_count(holds.count() + 1);
  storage::PutRow(txn, key, holds);
  rows::v1::Receipt receipt;
  receipt.set_record_id(std::string(record_id));
  receipt.set_issued_micros(absl::ToUnixMicros(now));
  storage::PutRow(txn, ReceiptKey(code_hash), receipt);
  return holds.count();
}

}  // namespace blangko::desk
