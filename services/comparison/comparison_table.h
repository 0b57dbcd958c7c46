// Rows of the daily comparison inside a caller's transaction, and how they look in the API. A day is whole days since
// 1970-01-01 of the office's own calendar.
//
// Failure: DATA_LOSS for a row that does not decode; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/comparison/v1/comparison.pb.h"
#include "blangko/rows/v1/comparison.pb.h"
#include "storage/txn.h"

namespace blangko::comparison {

using DayRow = rows::v1::ComparisonDay;
using ListedRow = rows::v1::ListedCard;
using OutsideRow = rows::v1::PrintedOutside;
using ReasonRow = rows::v1::DifferenceReason;

// One day of one office.
struct DayRef {
  std::string office;
  int64_t day = 0;
};

std::string DayText(int64_t day);  // "2026-12-31"
common::v1::Date ToDate(int64_t day);
// INVALID_FIELD for a date that does not exist.
absl::StatusOr<int64_t> FromDate(const common::v1::Date& date);

absl::StatusOr<std::optional<DayRow>> FindDay(storage::Snapshot& snapshot, const DayRef& ref);
// DAY_NOT_COMPARED where no list was taken.
absl::StatusOr<DayRow> GetDay(storage::Snapshot& snapshot, const DayRef& ref);
void PutDay(storage::Txn& txn, const DayRow& row);
// The first compared day of each office in `prefix` that took a list, by code. Cost grows with these offices.
absl::StatusOr<std::vector<DayRef>> FirstDays(storage::Snapshot& snapshot, std::string_view prefix);

void PutListed(storage::Txn& txn, const DayRef& ref, std::string_view list_id, const ListedRow& row);
absl::Status VisitListed(storage::Snapshot& snapshot, const DayRef& ref, std::string_view list_id,
                         absl::FunctionRef<void(const ListedRow&)> visit);

absl::StatusOr<std::optional<OutsideRow>> FindOutside(storage::Snapshot& snapshot, const DayRef& ref,
                                                      std::string_view card);
void PutOutside(storage::Txn& txn, const OutsideRow& row);
// Of one day.
absl::Status VisitOutside(storage::Snapshot& snapshot, const DayRef& ref,
                          absl::FunctionRef<void(const OutsideRow&)> visit);
// Of all, by office and day, after the key `after` ("" = from the start) until `visit` says false.
absl::Status VisitAllOutside(storage::Snapshot& snapshot, std::string_view after,
                             absl::FunctionRef<bool(std::string_view key, const OutsideRow&)> visit);

void PutReason(storage::Txn& txn, const DayRef& ref, std::string_view card_id, const ReasonRow& row);
absl::Status VisitReasons(storage::Snapshot& snapshot, const DayRef& ref,
                          absl::FunctionRef<void(std::string_view card_id, const ReasonRow&)> visit);

v1::ListRowError ToApi(const rows::v1::ImportError& error);
v1::PrintedOutside ToApi(const OutsideRow& row);

}  // namespace blangko::comparison
