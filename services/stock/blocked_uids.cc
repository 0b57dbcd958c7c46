#include "services/stock/blocked_uids.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/chip_uid.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::stock {
namespace {

using rows::v1::BlockedUids;
using rows::v1::BlockedVersion;
using storage::KeyRange;
using storage::KeyWriter;
using storage::Table;

constexpr char kWantUid[] = "a chip's UID: 8, 14 or 20 hex digits";

std::string VersionKey() { return KeyWriter(Table::kMeta).Text("blocked_blanks").Take(); }

std::string RangeKey(std::string_view first) {
  return KeyWriter(Table::kBlockedUids).U64(first.size()).Text(first).Take();
}
// Just after the key of that UID.
std::string AfterKey(std::string_view uid) { return RangeKey(uid) + '\0'; }

KeyRange AllOf(size_t digits) {
  return storage::PrefixRange(KeyWriter(Table::kBlockedUids).U64(digits).Take());
}

absl::StatusOr<BlockedVersion> ReadVersion(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(std::optional<BlockedVersion> row,
                   storage::GetRow<BlockedVersion>(snapshot, VersionKey()));
  return row.has_value() ? *row : BlockedVersion();
}

// The range that begins at `uid` or is the last one before it.
absl::StatusOr<std::optional<BlockedUids>> LastUpTo(storage::Snapshot& snapshot, std::string_view uid) {
  std::optional<BlockedUids> found;
  absl::Status bad;
  const KeyRange upto{AllOf(uid.size()).begin, AfterKey(uid)};
  RETURN_IF_ERROR(
      snapshot.Scan(upto, storage::ScanOrder::kReverse, [&](std::string_view, std::string_view value) {
        auto row = storage::DecodeRow<BlockedUids>(value);
        bad = row.status();
        if (bad.ok()) found = *std::move(row);
        return false;
      }));
  RETURN_IF_ERROR(bad);
  return found;
}

std::string NameOf(const BlockedUids& range) {
  return range.first() == range.last() ? range.first() : absl::StrCat(range.first(), "-", range.last());
}

absl::Status WriteChange(storage::Txn& txn, const access::Act& act, const BlockedUids& range,
                         std::string_view event, const BlockedVersion& version) {
  storage::PutRow(txn, VersionKey(), version);
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("blank:", NameOf(range)), event);
  entry.set_detail(range.reason());
  return access::AppendEvent(txn, act, act.actor.scope, entry).status();
}

}  // namespace

absl::StatusOr<std::optional<BlockedUids>> FindBlock(storage::Snapshot& snapshot, std::string_view uid) {
  ASSIGN_OR_RETURN(std::optional<BlockedUids> range, LastUpTo(snapshot, uid));
  if (range.has_value() && range->last() < uid) range.reset();
  return range;
}

absl::StatusOr<std::optional<BlockedUids>> FindBlockWithin(storage::Snapshot& snapshot,
                                                           std::string_view first, std::string_view last) {
  ASSIGN_OR_RETURN(std::optional<BlockedUids> range, LastUpTo(snapshot, last));
  if (range.has_value() && range->last() < first) range.reset();
  return range;
}

absl::StatusOr<BlockedUids> RangeOf(std::string_view first, std::string_view last) {
  const auto from = ParseChipUid(first);
  const auto to = last.empty() ? from : ParseChipUid(last);
  if (!from.ok()) return BadField("first", first, kWantUid);
  if (!to.ok()) return BadField("last", last, kWantUid);
  if (from->size() != to->size() || *to < *from) {
    return BadField("last", *to, absl::StrCat("a UID as long as ", *from, " and not before it"));
  }
  BlockedUids range;
  range.set_first(*from);
  range.set_last(*to);
  return range;
}

absl::StatusOr<BlockedUids> AddBlock(storage::Txn& txn, const access::Act& act, BlockedUids range) {
  ASSIGN_OR_RETURN(const std::optional<BlockedUids> near, LastUpTo(txn, range.last()));
  if (near.has_value() && near->last() >= range.first()) {
    return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("the block of ", NameOf(*near))}});
  }
  ASSIGN_OR_RETURN(BlockedVersion version, ReadVersion(txn));
  version.set_version(version.version() + 1);
  version.set_ranges(version.ranges() + 1);
  if (version.ranges() > kBlockedRangesMax) {
    return BadField("first", NameOf(range), absl::StrCat("at most ", kBlockedRangesMax, " ranges in all"));
  }
  range.set_by(act.actor.identity);
  range.set_since_micros(absl::ToUnixMicros(act.now));
  storage::PutRow(txn, RangeKey(range.first()), range);
  RETURN_IF_ERROR(WriteChange(txn, act, range, "BLOCK_BLANKS", version));
  return range;
}

absl::Status RemoveBlock(storage::Txn& txn, const access::Act& act, const BlockedUids& range) {
  ASSIGN_OR_RETURN(const auto known, storage::GetRow<BlockedUids>(txn, RangeKey(range.first())));
  if (!known.has_value() || known->last() != range.last()) {
    return BadField("first", NameOf(range),
                    "the first and last UID of one block, as blanks blocked lists it");
  }
  ASSIGN_OR_RETURN(BlockedVersion version, ReadVersion(txn));
  version.set_version(version.version() + 1);
  version.set_ranges(version.ranges() - 1);
  txn.Erase(RangeKey(range.first()));
  return WriteChange(txn, act, range, "UNBLOCK_BLANKS", version);
}

absl::Status VisitBlocked(storage::Snapshot& snapshot, std::string_view after,
                          absl::FunctionRef<bool(const BlockedUids&)> visit) {
  KeyRange range = storage::PrefixRange(KeyWriter(Table::kBlockedUids).Take());
  if (!after.empty()) range.begin = AfterKey(after);
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
        const auto row = storage::DecodeRow<BlockedUids>(value);
        if (!row.ok()) bad = row.status();
        return row.ok() && visit(*row);
      }));
  return bad;
}

absl::StatusOr<std::optional<printers::v1::BlockedBlanks>> PageFor(
    storage::Snapshot& snapshot, const printers::v1::HeartbeatRequest& request) {
  ASSIGN_OR_RETURN(const BlockedVersion version, ReadVersion(snapshot));
  if (version.version() == request.blocked_version()) return std::optional<printers::v1::BlockedBlanks>();
  printers::v1::BlockedBlanks page;
  page.set_version(version.version());
  page.set_from_start(request.blocked_asked_version() != version.version());
  page.set_last(true);
  const std::string_view after = page.from_start() ? std::string_view() : request.blocked_after();
  RETURN_IF_ERROR(VisitBlocked(snapshot, after, [&](const BlockedUids& range) {
    page.set_last(page.ranges_size() < kBlockedPageMax);
    if (!page.last()) return false;
    page.add_ranges()->set_first(range.first());
    page.mutable_ranges()->rbegin()->set_last(range.last());
    return true;
  }));
  return page;
}

}  // namespace blangko::stock
