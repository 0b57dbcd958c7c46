// Rows of supplies inside a caller's transaction, and how they look in the API.
//
// Kinds are data: RIBBON and FILM are there from the start with 500 and 1,500 cards a piece, until somebody sets others.
// Failure: UNKNOWN_SUPPLY_KIND; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/consumables/v1/consumables.pb.h"
#include "blangko/rows/v1/consumables.pb.h"
#include "storage/txn.h"

namespace blangko::consumables {

using KindRow = rows::v1::SupplyKind;
using StockRow = rows::v1::SupplyStock;
using EntryRow = rows::v1::SupplyEntry;
using AtPrinterRow = rows::v1::SupplyAtPrinter;

inline constexpr size_t kKindsMax = 50;

// One kind in the store room of one office.
struct SupplyRef {
  std::string office;
  std::string kind;
};

// In alphabetical order.
absl::StatusOr<std::vector<KindRow>> AllKinds(storage::Snapshot& snapshot);
absl::StatusOr<KindRow> GetKind(storage::Snapshot& snapshot, std::string_view kind);
void PutKind(storage::Txn& txn, const KindRow& row);

absl::StatusOr<StockRow> GetStock(storage::Snapshot& snapshot, const SupplyRef& ref);
void PutStock(storage::Txn& txn, const SupplyRef& ref, const StockRow& row);
// After the key `after` ("" = from the start) until `visit` says false.
absl::Status VisitStocks(
    storage::Snapshot& snapshot, std::string_view after,
    absl::FunctionRef<bool(std::string_view key, const SupplyRef&, const StockRow&)> visit);

void PutEntry(storage::Txn& txn, const SupplyRef& ref, const EntryRow& row);
// Newest first, those before the number `before` (0 = all), until `visit` says false.
absl::Status VisitEntries(storage::Snapshot& snapshot, const SupplyRef& ref, uint64_t before,
                          absl::FunctionRef<bool(const EntryRow&)> visit);

absl::StatusOr<AtPrinterRow> GetAtPrinter(storage::Snapshot& snapshot, std::string_view station,
                                          std::string_view printer, std::string_view kind);
void PutAtPrinter(storage::Txn& txn, std::string_view station, std::string_view printer,
                  std::string_view kind, const AtPrinterRow& row);

v1::SupplyKind ToApi(const KindRow& row);
v1::SupplyBalance ToApi(const SupplyRef& ref, const StockRow& row);
v1::SupplyEntry ToApi(const SupplyRef& ref, const EntryRow& row);

}  // namespace blangko::consumables
