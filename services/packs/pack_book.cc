#include "services/packs/pack_book.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/packs/pack_table.h"
#include "services/packs/packs.h"
#include "services/refusal/refusal.h"

namespace blangko::packs {
namespace {

using access::Act;
using rows::v1::Shipment;
using rows::v1::ShipmentLine;
using storage::Txn;

absl::Status CheckLot(const PackRow& pack, const std::string& lot) {
  if (pack.lot() == lot) return absl::OkStatus();
  return BadField("lines.packs", absl::StrCat(pack.pack_id(), " of lot ", pack.lot()),
                  absl::StrCat("packs of lot ", lot));
}

absl::Status LeaveLine(Txn& txn, const Act& act, const Shipment& shipment, const ShipmentLine& line) {
  int64_t sum = 0;
  for (const std::string& id : line.packs()) {
    ASSIGN_OR_RETURN(const PackRow before, GetPack(txn, id));
    RETURN_IF_ERROR(CheckLies(before, shipment.from_office()));
    RETURN_IF_ERROR(CheckLot(before, line.lot()));
    sum += before.count();
    PackRow after = before;
    Move(act, shipment.to_outside() ? v1::Pack::STATE_SENT_OUT : v1::Pack::STATE_ON_THE_WAY, after);
    after.set_shipment_id(shipment.shipment_id());
    RETURN_IF_ERROR(PutPack(txn, before, after));
  }
  return sum == line.shipped() ? absl::OkStatus() : DoNotAddUp(line.lot(), sum, absl::StrCat(line.shipped()));
}

bool IsMissing(const ShipmentLine& line, const std::string& id) {
  const auto& missing = line.missing_packs();
  return std::find(missing.begin(), missing.end(), id) != missing.end();
}

absl::Status ArriveLine(Txn& txn, const Act& act, const Shipment& shipment, const ShipmentLine& line) {
  int64_t missing = 0;
  for (const std::string& id : line.packs()) {
    ASSIGN_OR_RETURN(const PackRow before, GetPack(txn, id));
    const bool with_it =
        before.state() == v1::Pack::STATE_ON_THE_WAY && before.shipment_id() == shipment.shipment_id();
    if (!with_it) return StateWrong(before, absl::StrCat("ON_THE_WAY, ", shipment.shipment_id()));
    PackRow after = before;
    const bool lacks = IsMissing(line, id) && !Planted("missing-pack-arrives");
    Move(act, lacks ? v1::Pack::STATE_MISSING : v1::Pack::STATE_SEALED, after);
    if (lacks) missing += before.count();
    if (!lacks) after.set_office(shipment.to_office());
    RETURN_IF_ERROR(PutPack(txn, before, after));
  }
  if (missing <= line.missing()) return absl::OkStatus();
  return DoNotAddUp(line.lot(), missing, absl::StrCat("<= ", line.missing()));
}

// One that was sent out may come back; anything else under its id is another pack.
bool ComesBack(const PackRow& known, const stock::AnnouncedPack& announced) {
  return known.state() == v1::Pack::STATE_SENT_OUT && known.lot() == announced.lot &&
         known.count() == announced.count;
}

}  // namespace

absl::Status PackBook::Leave(Txn& txn, const Act& act, const Shipment& shipment) {
  for (const ShipmentLine& line : shipment.lines()) {
    if (!line.packs().empty()) RETURN_IF_ERROR(LeaveLine(txn, act, shipment, line));
  }
  return absl::OkStatus();
}

absl::Status PackBook::Arrive(Txn& txn, const Act& act, const Shipment& shipment) {
  for (const ShipmentLine& line : shipment.lines()) {
    if (!line.packs().empty()) RETURN_IF_ERROR(ArriveLine(txn, act, shipment, line));
  }
  return absl::OkStatus();
}

absl::Status PackBook::Announced(Txn& txn, const Act& act, const Shipment& shipment,
                                 const std::vector<stock::AnnouncedPack>& packs) {
  for (const stock::AnnouncedPack& announced : packs) {
    ASSIGN_OR_RETURN(const std::optional<PackRow> known, FindPack(txn, announced.pack_id));
    if (known.has_value() && !ComesBack(*known, announced)) return Exists(announced.pack_id);
    PackRow after = known.value_or(PackRow());
    after.set_pack_id(announced.pack_id);
    after.set_lot(announced.lot);
    after.set_count(announced.count);
    after.set_office(shipment.from_office());
    after.set_shipment_id(shipment.shipment_id());
    after.set_document(shipment.delivery_note());
    if (!known.has_value()) after.set_registered_micros(absl::ToUnixMicros(act.now));
    Move(act, v1::Pack::STATE_ON_THE_WAY, after);
    RETURN_IF_ERROR(PutPack(txn, known, after));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<int64_t>> PackBook::CountsOf(storage::Snapshot& snapshot,
                                                        const ShipmentLine& line) {
  std::vector<int64_t> counts;
  for (const std::string& id : line.packs()) {
    ASSIGN_OR_RETURN(const PackRow pack, GetPack(snapshot, id));
    counts.push_back(pack.count());
  }
  return counts;
}

}  // namespace blangko::packs
