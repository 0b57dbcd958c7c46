#include "services/scheduler/grant_counts.h"

#include <string>

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

using rows::v1::GrantedCount;
using rows::v1::ShareBook;
using storage::KeyWriter;
using storage::Table;

std::string CountKey(std::string_view site, uint64_t class_id, int64_t day) {
  return KeyWriter(Table::kGrantedCount).Text(site).U64(class_id).I64(day).Take();
}

std::string BookKey(std::string_view site) { return KeyWriter(Table::kShareBook).Text(site).Take(); }

absl::Status TakeOutOfBook(storage::Txn& txn, const rows::v1::Attempt& attempt) {
  ASSIGN_OR_RETURN(auto book, storage::GetRow<ShareBook>(txn, BookKey(attempt.site())));
  if (!book.has_value() || book->policy_version() != attempt.policy_version()) return absl::OkStatus();
  if (ServedOf(*book, attempt.class_id()) > 0) AddServed(*book, attempt.class_id(), -1);
  PutBook(txn, attempt.site(), *book);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<int64_t> WorkingDay(storage::Snapshot& snapshot, std::string_view site, absl::Time now) {
  if (Planted("cap-reset-at-utc-midnight")) return access::OfficeDay(absl::UTCTimeZone(), now);
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, site));
  return access::OfficeDay(zone, now);
}

absl::StatusOr<int64_t> GrantedOn(storage::Snapshot& snapshot, std::string_view site, uint64_t class_id,
                                  int64_t day) {
  ASSIGN_OR_RETURN(const auto row, storage::GetRow<GrantedCount>(snapshot, CountKey(site, class_id, day)));
  return row.has_value() ? row->cards() : 0;
}

void PutGranted(storage::Txn& txn, std::string_view site, uint64_t class_id, int64_t day, int64_t cards) {
  GrantedCount row;
  row.set_cards(cards);
  storage::PutRow(txn, CountKey(site, class_id, day), row);
}

absl::StatusOr<ShareBook> BookOf(storage::Snapshot& snapshot, std::string_view site,
                                 const rows::v1::Policy& policy) {
  ASSIGN_OR_RETURN(auto book, storage::GetRow<ShareBook>(snapshot, BookKey(site)));
  const bool same = book.has_value() && book->policy_version() == policy.version() &&
                    book->policy_office() == policy.office();
  if (same && !Planted("remainder-lost")) return *std::move(book);
  ShareBook empty;
  empty.set_policy_version(policy.version());
  empty.set_policy_office(policy.office());
  return empty;
}

void PutBook(storage::Txn& txn, std::string_view site, const ShareBook& book) {
  storage::PutRow(txn, BookKey(site), book);
}

int64_t ServedOf(const ShareBook& book, uint64_t class_id) {
  for (const rows::v1::ClassServed& row : book.classes()) {
    if (row.class_id() == class_id) return row.served();
  }
  return 0;
}

void AddServed(ShareBook& book, uint64_t class_id, int64_t cards) {
  for (rows::v1::ClassServed& row : *book.mutable_classes()) {
    if (row.class_id() != class_id) continue;
    row.set_served(row.served() + cards);
    return;
  }
  rows::v1::ClassServed& added = *book.add_classes();
  added.set_class_id(class_id);
  added.set_served(cards);
}

absl::Status Uncount(storage::Txn& txn, rows::v1::Attempt& attempt) {
  if (attempt.counted_day() == 0 || Planted("returned-card-stays-counted")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const int64_t cards,
                   GrantedOn(txn, attempt.site(), attempt.class_id(), attempt.counted_day()));
  if (cards > 0)
    PutGranted(txn, attempt.site(), attempt.class_id(), attempt.counted_day(), cards - 1);
  if (attempt.in_share_book()) RETURN_IF_ERROR(TakeOutOfBook(txn, attempt));
  attempt.set_counted_day(0);
  attempt.set_in_share_book(false);
  return absl::OkStatus();
}

}  // namespace blangko::scheduler
