// The reading half of Stock: lots, shipments, balances and the equation.
#include <algorithm>
#include <optional>

#include "base/status_macros.h"
#include "base/text.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "services/stock/question.h"
#include "services/stock/shipment_table.h"
#include "services/stock/stock.h"

namespace blangko::stock {
namespace {

using access::Actor;
using access::Covers;
using storage::Snapshot;

// True when the actor may see it, and it concerns `office`.
bool Concerns(const ShipmentRow& shipment, const Actor& actor, std::string_view office) {
  const auto either = [&](std::string_view area) {
    return Covers(area, shipment.from_office()) || Covers(area, shipment.to_office());
  };
  return either(actor.scope) && either(office);
}

}  // namespace

absl::StatusOr<PageOf<v1::Lot>> Stock::ListLots(const PageRequest& page) {
  return storage::ViewFor<PageOf<v1::Lot>>(
      store_, [&](Snapshot& snapshot) -> absl::StatusOr<PageOf<v1::Lot>> {
        PageOf<v1::Lot> found;
        RETURN_IF_ERROR(VisitLots(snapshot, page.after, [&](const LotRow& lot) {
          if (found.rows.size() == page.size) found.next = found.rows.back().lot();
          if (found.next.empty()) found.rows.push_back(ToApi(lot));
          return found.next.empty();
        }));
        return found;
      });
}

absl::StatusOr<v1::Shipment> Stock::GetShipment(const Actor& actor, std::string_view shipment_id) {
  return storage::ViewFor<v1::Shipment>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::Shipment> {
    ASSIGN_OR_RETURN(const ShipmentRow shipment, stock::GetShipment(snapshot, shipment_id));
    if (Concerns(shipment, actor, "")) return ToApi(shipment);
    return Refuse(Reason::kUnknownShipment, {{"shipment", std::string(shipment_id)}});
  });
}

absl::StatusOr<PageOf<v1::Shipment>> Stock::ListShipments(const Actor& actor, std::string_view office,
                                                          const PageRequest& page) {
  using Found = PageOf<v1::Shipment>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    RETURN_IF_ERROR(VisitShipments(snapshot, page.after, [&](const ShipmentRow& shipment) {
      if (!Concerns(shipment, actor, office)) return true;
      if (found.rows.size() == page.size) found.next = found.rows.back().shipment_id();
      if (found.next.empty()) found.rows.push_back(ToApi(shipment));
      return found.next.empty();
    }));
    return found;
  });
}

absl::StatusOr<v1::ListBalancesResponse> Stock::ListBalances(const Actor& actor,
                                                             const v1::ListBalancesRequest& request) {
  using Response = v1::ListBalancesResponse;
  ASSIGN_OR_RETURN(const Question question, QuestionOf(actor, request));
  return storage::ViewFor<Response>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Response> {
    ASSIGN_OR_RETURN(const std::vector<OfficeLot> rows, Gather(snapshot, question));
    Response response;
    Balances total;
    for (const OfficeLot& row : rows) {
      RETURN_IF_ERROR(CheckRead({row.office, row.lot}, row.balances));
      v1::OfficeLotBalances* added = response.add_balances();
      added->set_office(row.office);
      added->set_lot(row.lot);
      *added->mutable_balances() = ToApi(row.balances);
      added->set_uid_known_count(row.balances.uid_known());
      *added->mutable_time() = ApiTime(absl::ToUnixMicros(row.newest.time));
      total = Sum(total, row.balances);
    }
    *response.mutable_total() = ToApi(total);
    return response;
  });
}

absl::StatusOr<v1::GetEquationResponse> Stock::GetEquation(const access::Act& act,
                                                           const v1::GetEquationRequest& request) {
  using Response = v1::GetEquationResponse;
  ASSIGN_OR_RETURN(const Question question, QuestionOf(act.actor, request));
  ASSIGN_OR_RETURN(Response response, storage::ViewFor<Response>(store_, [&](Snapshot& snapshot) {
                     return Equation(snapshot, question);
                   }));
  *response.mutable_at() = ApiTime(absl::ToUnixMicros(question.at.value_or(act.now)));
  return response;
}

}  // namespace blangko::stock
