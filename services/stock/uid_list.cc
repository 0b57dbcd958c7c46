#include "services/stock/uid_list.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/blocked_uids.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::stock {
namespace {

using rows::v1::NamedMissing;
using storage::KeyRange;
using storage::KeyWriter;
using storage::Table;

std::string RangeKey(std::string_view first) {
  return KeyWriter(Table::kListedUids).U64(first.size()).Text(first).Take();
}

std::string OfLotKey(std::string_view lot, std::string_view first) {
  return KeyWriter(Table::kListedUidsOfLot).Text(lot).U64(first.size()).Text(first).Take();
}

std::string MissingKey(std::string_view uid) { return KeyWriter(Table::kMissingUid).Text(uid).Take(); }

std::string NamedKey(std::string_view shipment_id, std::string_view lot) {
  return KeyWriter(Table::kNamedMissing).Text(shipment_id).Text(lot).Take();
}

// The range that begins at `uid` or is the last one of its length before it.
absl::StatusOr<std::optional<ListedRow>> LastUpTo(storage::Snapshot& snapshot, std::string_view uid) {
  const std::string begin = KeyWriter(Table::kListedUids).U64(uid.size()).Take();
  std::optional<ListedRow> found;
  absl::Status bad;
  const auto take = [&](std::string_view, std::string_view value) {
    auto row = storage::DecodeRow<ListedRow>(value);
    bad = row.status();
    if (bad.ok()) found = *std::move(row);
    return false;
  };
  RETURN_IF_ERROR(snapshot.Scan(KeyRange{begin, RangeKey(uid) + '\0'}, storage::ScanOrder::kReverse, take));
  RETURN_IF_ERROR(bad);
  return found;
}

// The first UID of a table, keyed by UIDs of any length, that lies in the range; "" when none does.
absl::StatusOr<std::string> FirstWithin(storage::Snapshot& snapshot, Table table, const ListedRow& range) {
  const KeyRange keys{KeyWriter(table).Text(range.first()).Take(),
                      KeyWriter(table).Text(range.last()).Take() + '\0'};
  std::string found;
  absl::Status bad;
  const auto take = [&](std::string_view key, std::string_view) {
    const absl::StatusOr<std::string> uid = storage::KeyReader(key).Text();
    bad = uid.status();
    if (bad.ok() && uid->size() == range.first().size()) found = *uid;
    return bad.ok() && found.empty();
  };
  RETURN_IF_ERROR(snapshot.Scan(keys, storage::ScanOrder::kForward, take));
  RETURN_IF_ERROR(bad);
  return found;
}

}  // namespace

absl::StatusOr<std::optional<ListedRow>> FindListed(storage::Snapshot& snapshot, std::string_view uid) {
  ASSIGN_OR_RETURN(std::optional<ListedRow> range, LastUpTo(snapshot, uid));
  if (range.has_value() && range->last() < uid) range.reset();
  return range;
}

absl::Status AddListed(storage::Txn& txn, const ListedRow& range) {
  ASSIGN_OR_RETURN(const std::optional<ListedRow> near, LastUpTo(txn, range.last()));
  if (near.has_value() && near->last() >= range.first()) {
    return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("the list of lot ", near->lot(), " with ",
                                                                 near->first(), "-", near->last())}});
  }
  storage::PutRow(txn, RangeKey(range.first()), range);
  txn.Put(OfLotKey(range.lot(), range.first()), "");
  return absl::OkStatus();
}

void EraseListed(storage::Txn& txn, const ListedRow& range) {
  txn.Erase(RangeKey(range.first()));
  txn.Erase(OfLotKey(range.lot(), range.first()));
}

absl::StatusOr<std::optional<TouchedUid>> FindTouched(storage::Snapshot& snapshot, const ListedRow& range) {
  using Found = std::optional<TouchedUid>;
  for (const auto& [table, why] :
       {std::pair{Table::kBlankUid, "used"}, std::pair{Table::kMissingUid, "missing"}}) {
    ASSIGN_OR_RETURN(const std::string uid, FirstWithin(snapshot, table, range));
    if (!uid.empty()) return Found(TouchedUid{uid, why});
  }
  ASSIGN_OR_RETURN(const auto block, FindBlockWithin(snapshot, range.first(), range.last()));
  if (!block.has_value()) return Found();
  return Found(TouchedUid{std::max(block->first(), range.first()), "blocked"});
}

absl::Status VisitListed(storage::Snapshot& snapshot, std::string_view lot, std::string_view after,
                         absl::FunctionRef<bool(const ListedRow&)> visit) {
  KeyRange range = storage::PrefixRange(KeyWriter(Table::kListedUidsOfLot).Text(lot).Take());
  if (!after.empty()) range.begin = OfLotKey(lot, after) + '\0';
  absl::Status bad;
  const auto see = [&](std::string_view key, std::string_view) {
    storage::KeyReader reader(key);
    bad = reader.Text().status();
    if (bad.ok()) bad = reader.U64().status();
    if (!bad.ok()) return false;
    const auto first = reader.Text();
    const auto row = first.ok() ? storage::GetRow<ListedRow>(snapshot, RangeKey(*first))
                                : absl::StatusOr<std::optional<ListedRow>>(first.status());
    bad = row.status();
    if (bad.ok() && !row->has_value()) bad = absl::DataLossError("a range of UIDs has no row");
    return bad.ok() && visit(**row);
  };
  RETURN_IF_ERROR(snapshot.Scan(range, storage::ScanOrder::kForward, see));
  return bad;
}

absl::StatusOr<std::optional<MissingRow>> FindMissing(storage::Snapshot& snapshot, std::string_view uid) {
  return storage::GetRow<MissingRow>(snapshot, MissingKey(uid));
}

void PutMissing(storage::Txn& txn, std::string_view uid, const MissingRow& row) {
  storage::PutRow(txn, MissingKey(uid), row);
}

absl::StatusOr<int64_t> CountNamed(storage::Snapshot& snapshot, std::string_view shipment_id,
                                   std::string_view lot) {
  ASSIGN_OR_RETURN(const auto row, storage::GetRow<NamedMissing>(snapshot, NamedKey(shipment_id, lot)));
  return row.has_value() ? row->count() : 0;
}

void PutNamed(storage::Txn& txn, std::string_view shipment_id, std::string_view lot, int64_t count) {
  NamedMissing row;
  row.set_count(count);
  storage::PutRow(txn, NamedKey(shipment_id, lot), row);
}

}  // namespace blangko::stock
