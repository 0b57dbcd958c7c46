#include "services/packs/pack_table.h"

#include <string>

#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/shipment_table.h"
#include "storage/key_codec.h"
#include "storage/layers/counter.h"
#include "storage/row_codec.h"

namespace blangko::packs {
namespace {

using storage::KeyRange;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

std::string PackKey(std::string_view pack_id) { return KeyWriter(Table::kPack).Text(pack_id).Take(); }

std::string PlaceKey(std::string_view office, std::string_view lot, std::string_view pack_id) {
  return KeyWriter(Table::kOfficePack).Text(office).Text(lot).Text(pack_id).Take();
}

absl::Status Unknown(std::string_view pack_id) {
  return Refuse(Reason::kUnknownPack, {{"pack", std::string(pack_id.substr(0, 80))}});
}

// Puts a sealed pack on the list of its office, or takes it off.
absl::Status List(storage::Txn& txn, const PackRow& pack, bool on) {
  const std::string place = PlaceKey(pack.office(), pack.lot(), pack.pack_id());
  storage::WriteCounter(txn, place, on ? pack.count() : 0);
  return storage::AddToCounter(txn, PlaceKey(pack.office(), pack.lot(), ""),
                               on ? pack.count() : -pack.count());
}

absl::StatusOr<ListPlace> PlaceOf(std::string_view key) {
  storage::KeyReader reader(key);
  RETURN_IF_ERROR(reader.Text().status());
  ListPlace place;
  ASSIGN_OR_RETURN(place.lot, reader.Text());
  ASSIGN_OR_RETURN(place.pack_id, reader.Text());
  return place;
}

}  // namespace

absl::StatusOr<std::optional<PackRow>> FindPack(Snapshot& snapshot, std::string_view pack_id) {
  return storage::GetRow<PackRow>(snapshot, PackKey(pack_id));
}

absl::StatusOr<PackRow> GetPack(Snapshot& snapshot, std::string_view pack_id) {
  ASSIGN_OR_RETURN(std::optional<PackRow> row, FindPack(snapshot, pack_id));
  if (!row.has_value()) return Unknown(pack_id);
  return *std::move(row);
}

absl::StatusOr<PackRow> FindSeen(Snapshot& snapshot, const access::Actor& actor, std::string_view pack_id) {
  ASSIGN_OR_RETURN(PackRow row, GetPack(snapshot, pack_id));
  if (access::Covers(actor.scope, row.office())) return row;
  if (row.shipment_id().empty()) return Unknown(pack_id);
  ASSIGN_OR_RETURN(const stock::ShipmentRow shipment, stock::GetShipment(snapshot, row.shipment_id()));
  if (!access::Covers(actor.scope, shipment.to_office())) return Unknown(pack_id);
  return row;
}

absl::Status PutPack(storage::Txn& txn, const std::optional<PackRow>& before, const PackRow& after) {
  if (before.has_value() && IsSealed(*before)) RETURN_IF_ERROR(List(txn, *before, false));
  if (IsSealed(after)) RETURN_IF_ERROR(List(txn, after, true));
  storage::PutRow(txn, PackKey(after.pack_id()), after);
  return absl::OkStatus();
}

absl::StatusOr<int64_t> SealedBlanks(Snapshot& snapshot, std::string_view office, std::string_view lot) {
  return storage::ReadCounter(snapshot, PlaceKey(office, lot, ""));
}

absl::Status VisitSealed(Snapshot& snapshot, std::string_view office, std::string_view lot,
                         const std::optional<ListPlace>& after,
                         absl::FunctionRef<bool(const PackRow&)> visit) {
  const KeyWriter of_office = KeyWriter(Table::kOfficePack).Text(office);
  KeyRange range =
      storage::PrefixRange(lot.empty() ? KeyWriter(of_office).Take() : KeyWriter(of_office).Text(lot).Take());
  if (after.has_value()) range.begin = PlaceKey(office, after->lot, after->pack_id) + '\0';
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view) {
        const absl::StatusOr<ListPlace> place = PlaceOf(key);
        bad = place.status();
        if (!bad.ok()) return false;
        if (place->pack_id.empty()) return true;  // the sum
        const absl::StatusOr<PackRow> pack = GetPack(snapshot, place->pack_id);
        bad = pack.status();
        return bad.ok() && visit(*pack);
      }));
  return bad;
}

}  // namespace blangko::packs
