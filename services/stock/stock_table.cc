#include "services/stock/stock_table.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "base/dotted_version.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/refusal/refusal.h"
#include "services/stock/application_version.h"
#include "services/stock/card_register.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::stock {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::Lot;
using rows::v1::SiteLots;
using storage::KeyWriter;
using storage::LogHeadView;
using storage::LogStream;
using storage::Table;

std::string SiteLotsKey(std::string_view site) { return KeyWriter(Table::kSiteLots).Text(site).Take(); }

absl::StatusOr<SiteLots> ReadSiteLots(storage::Snapshot& snapshot, std::string_view site) {
  ASSIGN_OR_RETURN(std::optional<SiteLots> row, storage::GetRow<SiteLots>(snapshot, SiteLotsKey(site)));
  return row.has_value() ? *std::move(row) : SiteLots();
}

bool Before(const Lot& a, const Lot& b) {
  return std::make_tuple(a.order(), a.lot()) < std::make_tuple(b.order(), b.lot());
}

SiteLots With(const SiteLots& site, const Lot& lot) {
  SiteLots with;
  bool placed = false;
  for (const Lot& listed : site.lots()) {
    if (!placed && Before(lot, listed)) *with.add_lots() = lot;
    placed = placed || Before(lot, listed);
    *with.add_lots() = listed;
  }
  if (!placed) *with.add_lots() = lot;
  return with;
}

SiteLots Without(const SiteLots& site, std::string_view lot) {
  SiteLots without;
  for (const Lot& listed : site.lots()) {
    if (listed.lot() != lot) *without.add_lots() = listed;
  }
  return without;
}

bool HasType(const Lot& lot, std::string_view blank_type) {
  return blank_type.empty() || lot.blank_type() == blank_type;
}

bool Allows(const Lot& lot, uint32_t request_type) {
  const auto& allowed = lot.allowed_request_types();
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), request_type) != allowed.end();
}

bool Encodes(const ApplicationVersion& version, const Lot& lot) {
  return !version.has_value() || CanEncode(*version, lot);
}

absl::StatusOr<Balances> MoveAll(const LogStream& stream, Balances balances,
                                 const std::vector<rows::v1::Movement>& movements) {
  for (const rows::v1::Movement& movement : movements) {
    ASSIGN_OR_RETURN(balances, Moved(stream, std::move(balances), movement));
  }
  return balances;
}

rows::v1::LogEntry EntryFor(const access::Act& act, const Posting& posting, const Balances& after) {
  rows::v1::LogEntry entry = access::EntryOf(act, posting.subject, posting.event);
  if (posting.record.has_value()) *entry.mutable_record() = *posting.record;
  entry.set_detail(posting.detail);
  entry.mutable_movements()->Add(posting.movements.begin(), posting.movements.end());
  *entry.mutable_after() = after;
  return entry;
}

// Keeps the office's list of free lots in step with a change of one lot.
absl::Status ListFree(storage::Txn& txn, std::string_view office, const Lot& lot, bool free) {
  ASSIGN_OR_RETURN(const SiteLots site, ReadSiteLots(txn, office));
  storage::PutRow(txn, SiteLotsKey(office), free ? With(site, lot) : Without(site, lot.lot()));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Balances> ReadBalances(storage::Snapshot& snapshot, std::string_view office,
                                      std::string_view lot) {
  const LogStream stream{std::string(office), std::string(lot)};
  ASSIGN_OR_RETURN(const LogHeadView head, storage::ReadLogHead(snapshot, stream));
  return DecodeBalances(stream, head.state);
}

absl::StatusOr<Balances> ReadBalancesAt(storage::Snapshot& snapshot, std::string_view office,
                                        std::string_view lot, absl::Time at) {
  const LogStream stream{std::string(office), std::string(lot)};
  ASSIGN_OR_RETURN(const std::optional<storage::LogRecord> record, storage::ReadLogAt(snapshot, stream, at));
  if (!record.has_value()) return Balances();
  rows::v1::LogEntry entry;
  if (!entry.ParseFromString(record->entry)) return absl::DataLossError("stock: a log entry does not parse");
  RETURN_IF_ERROR(CheckRead(stream, entry.after()));
  return entry.after();
}

absl::StatusOr<Lot> GetLot(storage::Snapshot& snapshot, std::string_view lot) {
  const std::string key = KeyWriter(Table::kLot).Text(lot).Take();
  ASSIGN_OR_RETURN(std::optional<Lot> row, storage::GetRow<Lot>(snapshot, key));
  if (!row.has_value()) return Refuse(Reason::kUnknownLot, {{"lot", std::string(lot)}});
  return *std::move(row);
}

absl::StatusOr<std::vector<Lot>> FreeLots(storage::Snapshot& snapshot, std::string_view site) {
  ASSIGN_OR_RETURN(const SiteLots row, ReadSiteLots(snapshot, site));
  return std::vector<Lot>(row.lots().begin(), row.lots().end());
}

absl::StatusOr<int64_t> CountFree(storage::Snapshot& snapshot, std::string_view site, uint32_t request_type,
                                  std::string_view blank_type, const ApplicationVersion& version) {
  ASSIGN_OR_RETURN(const SiteLots row, ReadSiteLots(snapshot, site));
  int64_t count = 0;
  for (const Lot& lot : row.lots()) {
    if (!HasType(lot, blank_type) || !Allows(lot, request_type) || !Encodes(version, lot)) continue;
    ASSIGN_OR_RETURN(const Balances balances, ReadBalances(snapshot, site, lot.lot()));
    count += Get(balances, ACCOUNT_AVAILABLE);
  }
  return count;
}

absl::StatusOr<std::string> NeededVersion(storage::Snapshot& snapshot, std::string_view site,
                                          const std::string& version) {
  ASSIGN_OR_RETURN(const SiteLots row, ReadSiteLots(snapshot, site));
  std::string needed;
  for (const Lot& lot : row.lots()) {
    if (CanEncode(version, lot)) continue;
    const std::string& least = lot.minimum_application_version();
    if (needed.empty() || CompareVersions(least, needed) < 0) needed = least;
  }
  return needed;
}

absl::StatusOr<storage::LogPosition> StockTable::Post(const access::Act& act, const Posting& posting) {
  const LogStream stream{posting.office, posting.lot};
  if (stream.lot.empty() || posting.movements.empty())
    return absl::InternalError("stock: a posting moves no blank");
  ASSIGN_OR_RETURN(const LogHeadView head, storage::ReadLogHead(txn_, stream));
  ASSIGN_OR_RETURN(const Balances before, DecodeBalances(stream, head.state));
  ASSIGN_OR_RETURN(const Balances after, MoveAll(stream, before, posting.movements));
  const bool free = Get(after, ACCOUNT_AVAILABLE) > 0;
  const bool changed = free != (Get(before, ACCOUNT_AVAILABLE) > 0);
  if (head.seq == 0 || changed) {
    ASSIGN_OR_RETURN(const Lot lot, GetLot(txn_, posting.lot));
    if (changed) RETURN_IF_ERROR(ListFree(txn_, posting.office, lot, free));
  }
  RETURN_IF_ERROR(FollowMovements(txn_, act, posting, before));
  ASSIGN_OR_RETURN(const std::string state, EncodeBalances(after));
  return storage::AppendLogAfter(txn_, stream, head, act.now,
                                 EntryFor(act, posting, after).SerializeAsString(), state);
}

absl::StatusOr<std::string> StockTable::PickLot(std::string_view site, uint32_t request_type,
                                                std::string_view blank_type,
                                                const ApplicationVersion& version) {
  ASSIGN_OR_RETURN(const SiteLots row, ReadSiteLots(txn_, site));
  Reason reason = Reason::kNoBlanks;
  for (const Lot& lot : row.lots()) {
    if (!HasType(lot, blank_type)) continue;
    const bool allowed = Allows(lot, request_type);
    if (allowed && Encodes(version, lot)) return lot.lot();
    if (allowed) reason = Reason::kApplicationTooOld;
    if (reason == Reason::kNoBlanks) reason = Reason::kLotNotAllowed;
  }
  if (reason != Reason::kApplicationTooOld) return Refuse(reason, {{"site", std::string(site)}});
  ASSIGN_OR_RETURN(const std::string want, NeededVersion(txn_, site, *version));
  return Refuse(reason, {{"site", std::string(site)}, {"want", want}, {"station", "?"}, {"got", *version}});
}

rows::v1::Movement OneBlank(Account from, Account to, std::string_view record_id, uint32_t attempt) {
  rows::v1::Movement movement;
  movement.set_from(from);
  movement.set_to(to);
  movement.set_count(1);
  movement.set_record_id(std::string(record_id));
  movement.set_attempt(attempt);
  return movement;
}

}  // namespace blangko::stock
