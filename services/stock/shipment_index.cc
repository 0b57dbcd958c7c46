#include "services/stock/shipment_index.h"

#include <algorithm>
#include <optional>

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/stock/shipment_table.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::stock {
namespace {

using rows::v1::Shipment;
using storage::KeyRange;
using storage::KeyWriter;
using storage::ScanOrder;
using storage::Snapshot;
using storage::Table;

constexpr int kLotsListed = 40;          // a shipment of more lots is listed as one of many
constexpr size_t kShipmentsOfStep = 10;  // at most 40 rows each

std::string Key(std::string_view lot, std::string_view shipment_id) {
  return KeyWriter(Table::kUidShipment).Text(lot).Text(shipment_id).Take();
}

// There from the step on that found no shipment left.
std::string WholeKey() { return Key("", ""); }

bool Carries(const Shipment& shipment, std::string_view lot) {
  return std::any_of(shipment.lines().begin(), shipment.lines().end(),
                     [&](const rows::v1::ShipmentLine& line) { return line.lot() == lot; });
}

absl::Status AddListed(Snapshot& snapshot, std::string_view under, std::string_view lot,
                       std::vector<Shipment>& found) {
  std::vector<std::string> ids;
  absl::Status bad;
  const auto take = [&](std::string_view key, std::string_view) {
    storage::KeyReader reader(key);
    bad = reader.Text().status();
    const auto id = bad.ok() ? reader.Text() : absl::StatusOr<std::string>(bad);
    bad = id.status();
    if (bad.ok() && !id->empty()) ids.push_back(*id);
    return bad.ok();
  };
  const KeyRange range = storage::PrefixRange(KeyWriter(Table::kUidShipment).Text(under).Take());
  RETURN_IF_ERROR(snapshot.Scan(range, ScanOrder::kForward, take));
  RETURN_IF_ERROR(bad);
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(Shipment shipment, GetShipment(snapshot, id));
    const bool known = std::any_of(found.begin(), found.end(),
                                   [&](const Shipment& other) { return other.shipment_id() == id; });
    if (Carries(shipment, lot) && !known) found.push_back(std::move(shipment));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Shipment>> LookThroughAll(Snapshot& snapshot, std::string_view lot) {
  std::vector<Shipment> found;
  RETURN_IF_ERROR(VisitShipments(snapshot, "", [&](const Shipment& shipment) {
    if (Carries(shipment, lot)) found.push_back(shipment);
    return true;
  }));
  return found;
}

// The next ones after `after`, oldest first.
absl::StatusOr<std::vector<Shipment>> NextShipments(Snapshot& snapshot, std::string_view after) {
  KeyRange range = KeyWriter(Table::kShipment).Range();
  if (!after.empty()) range.begin = KeyWriter(Table::kShipment).Text(after).Take() + '\0';
  std::vector<Shipment> next;
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(range, ScanOrder::kForward, [&](std::string_view, std::string_view value) {
    auto row = storage::DecodeRow<Shipment>(value);
    bad = row.status();
    if (bad.ok()) next.push_back(*std::move(row));
    return bad.ok() && next.size() < kShipmentsOfStep;
  }));
  RETURN_IF_ERROR(bad);
  return next;
}

absl::StatusOr<bool> IsWhole(Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const auto row, snapshot.Get(WholeKey()));
  return row.has_value();
}

}  // namespace

void IndexShipment(storage::Txn& txn, const Shipment& shipment) {
  if (shipment.lines_size() > kLotsListed) return txn.Put(Key("", shipment.shipment_id()), "");
  if (Planted("shipment-not-listed-by-lot")) return;
  for (const rows::v1::ShipmentLine& line : shipment.lines()) {
    txn.Put(Key(line.lot(), shipment.shipment_id()), "");
  }
}

absl::StatusOr<std::vector<Shipment>> ShipmentsOfLot(Snapshot& snapshot, std::string_view lot) {
  ASSIGN_OR_RETURN(const bool whole, IsWhole(snapshot));
  if (!whole) return LookThroughAll(snapshot, lot);
  std::vector<Shipment> found;
  RETURN_IF_ERROR(AddListed(snapshot, lot, lot, found));
  RETURN_IF_ERROR(AddListed(snapshot, "", lot, found));
  return found;
}

absl::StatusOr<bool> IndexShipmentsStep(storage::Store& store, std::string& after) {
  const auto look = [&](Snapshot& snapshot) { return IsWhole(snapshot); };
  ASSIGN_OR_RETURN(const bool whole, storage::ViewFor<bool>(store, look));
  if (whole) return false;
  std::string last;
  RETURN_IF_ERROR(store.Update("stock.index_shipments", [&](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<Shipment> next, NextShipments(txn, after));
    for (const Shipment& shipment : next) IndexShipment(txn, shipment);
    if (next.empty()) txn.Put(WholeKey(), "");
    last = next.empty() ? std::string() : next.back().shipment_id();
    return absl::OkStatus();
  }));
  after = last;
  return !last.empty();
}

}  // namespace blangko::stock
