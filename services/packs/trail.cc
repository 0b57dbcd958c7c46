// The trail of one blank: the sender's list, the shipments of its lot, what was said of it, and its uses.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "services/packs/uid_lists.h"
#include "services/stock/api_time.h"
#include "services/stock/blank_uids.h"
#include "services/stock/blocked_uids.h"
#include "services/stock/shipment_index.h"
#include "services/stock/shipment_table.h"
#include "services/stock/uid_list.h"

namespace blangko::packs {
namespace {

using access::Actor;
using stock::ShipmentRow;
using storage::Snapshot;

struct Dated {
  int64_t micros = 0;
  v1::TrailStep step;
};
using Steps = std::vector<Dated>;

v1::TrailStep& AddStep(Steps& steps, int64_t micros, std::string_view event) {
  v1::TrailStep& step = steps.emplace_back(Dated{micros, {}}).step;
  *step.mutable_time() = stock::ApiTime(micros);
  step.set_event(std::string(event));
  return step;
}

void AddListing(Steps& steps, const stock::ListedRow& listed) {
  v1::TrailStep& step = AddStep(steps, listed.since_micros(), "LISTED");
  step.set_actor(listed.by());
  step.set_document(listed.document());
  step.set_lot(listed.lot());
  step.set_note(listed.pack());
}

void AddShipment(Steps& steps, const ShipmentRow& shipment, const std::string& lot) {
  if (shipment.shipped_micros() != 0) {
    v1::TrailStep& step = AddStep(steps, shipment.shipped_micros(), "DISPATCHED");
    step.set_office(shipment.from_office());
    step.set_actor(shipment.shipped_by());
    step.set_document(shipment.delivery_note());
    step.set_shipment_id(shipment.shipment_id());
    step.set_lot(lot);
  }
  if (shipment.received_micros() == 0) return;
  v1::TrailStep& step = AddStep(steps, shipment.received_micros(), "RECEIVED");
  step.set_office(shipment.to_office());
  step.set_actor(shipment.received_by());
  step.set_document(shipment.receipt_number().empty() ? shipment.delivery_note() : shipment.receipt_number());
  step.set_shipment_id(shipment.shipment_id());
  step.set_lot(lot);
}

// Which of a lot's shipments a chip lay in is not known where packs were not scanned: all that the actor sees are shown,
// and one that the chip is missing from is the last.
absl::Status AddShipments(Snapshot& snapshot, const Actor& actor, const std::string& lot, Steps& steps) {
  ASSIGN_OR_RETURN(const std::vector<ShipmentRow> shipments, stock::ShipmentsOfLot(snapshot, lot));
  for (const ShipmentRow& shipment : shipments) {
    const bool seen = access::Covers(actor.scope, shipment.from_office()) ||
                      access::Covers(actor.scope, shipment.to_office());
    if (seen) AddShipment(steps, shipment, lot);
  }
  return absl::OkStatus();
}

void AddUse(Steps& steps, const Actor& actor, const rows::v1::BlankUse& use) {
  const auto account = static_cast<rows::v1::Account>(use.account());
  const bool booked = account != rows::v1::ACCOUNT_UNSPECIFIED;
  const std::string event = booked ? rows::v1::Account_Name(account).substr(8) : "REPORTED";
  v1::TrailStep& step = AddStep(steps, use.since_micros(), use.incident().empty() ? event : use.incident());
  step.set_office(use.office());
  step.set_station_id(use.station_id());
  step.set_lot(use.lot());
  if (access::Covers(actor.scope, use.office())) step.set_note(use.record_id());
}

absl::Status AddSayings(Snapshot& snapshot, const std::string& uid, Steps& steps) {
  ASSIGN_OR_RETURN(const auto missing, stock::FindMissing(snapshot, uid));
  if (missing.has_value()) {
    v1::TrailStep& step = AddStep(steps, missing->since_micros(), "NAMED_MISSING");
    step.set_actor(missing->by());
    step.set_shipment_id(missing->shipment_id());
    step.set_lot(missing->lot());
    step.set_note(missing->reason());
  }
  ASSIGN_OR_RETURN(const auto block, stock::FindBlock(snapshot, uid));
  if (block.has_value()) {
    v1::TrailStep& step = AddStep(steps, block->since_micros(), "BLOCKED");
    step.set_actor(block->by());
    step.set_note(block->reason());
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::GetTrailResponse> TrailOf(Snapshot& snapshot, const Actor& actor, const std::string& uid) {
  Steps steps;
  ASSIGN_OR_RETURN(const auto listed, stock::FindListed(snapshot, uid));
  if (listed.has_value()) AddListing(steps, *listed);
  ASSIGN_OR_RETURN(const rows::v1::BlankUid known, stock::ReadUid(snapshot, uid));
  std::string lot = listed.has_value() ? listed->lot() : "";
  if (lot.empty() && !known.uses().empty()) lot = known.uses(0).lot();
  if (!lot.empty()) RETURN_IF_ERROR(AddShipments(snapshot, actor, lot, steps));
  RETURN_IF_ERROR(AddSayings(snapshot, uid, steps));
  for (const rows::v1::BlankUse& use : known.uses()) AddUse(steps, actor, use);
  std::stable_sort(steps.begin(), steps.end(),
                   [](const Dated& a, const Dated& b) { return a.micros < b.micros; });
  v1::GetTrailResponse response;
  response.set_uid(uid);
  for (Dated& dated : steps) *response.add_steps() = std::move(dated.step);
  return response;
}

}  // namespace

absl::StatusOr<v1::GetTrailResponse> UidLists::Trail(const Actor& actor, std::string_view uid) {
  ASSIGN_OR_RETURN(const rows::v1::BlockedUids checked, stock::RangeOf(uid, ""));
  return storage::ViewFor<v1::GetTrailResponse>(
      store_, [&](Snapshot& snapshot) { return TrailOf(snapshot, actor, checked.first()); });
}

}  // namespace blangko::packs
