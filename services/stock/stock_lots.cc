// Lots, of Stock.
#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/once.h"
#include "services/refusal/refusal.h"
#include "services/stock/shipment_table.h"
#include "services/stock/stock.h"
#include "services/stock/validate_stock.h"

namespace blangko::stock {
namespace {

using access::Act;
using storage::Txn;

LotRow RowOf(const v1::Lot& lot, absl::Time now) {
  LotRow row;
  row.set_lot(lot.lot());
  row.set_blank_type(lot.blank_type());
  row.set_unit_price_idr(lot.unit_price_idr());
  row.set_funding(lot.funding());
  for (const int32_t type : lot.allowed_request_types()) {
    row.add_allowed_request_types(static_cast<uint32_t>(type));
  }
  row.set_pack_size(lot.pack_size());
  row.set_minimum_application_version(lot.minimum_application_version());
  row.set_created_micros(absl::ToUnixMicros(now));
  row.set_order(static_cast<uint64_t>(std::max<int64_t>(0, absl::ToUnixMicros(now))));
  return row;
}

bool SameContent(LotRow a, const LotRow& b) {
  a.set_created_micros(b.created_micros());
  a.set_order(b.order());
  return a.SerializeAsString() == b.SerializeAsString();
}

absl::StatusOr<v1::CreateLotResponse> PutNewLot(Txn& txn, const Act& act, const v1::Lot& lot) {
  v1::CreateLotResponse response;
  LotRow row = RowOf(lot, act.now);
  ASSIGN_OR_RETURN(const std::optional<LotRow> existing, FindLot(txn, lot.lot()));
  if (existing.has_value() && !SameContent(row, *existing)) {
    return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("lot ", lot.lot())}});
  }
  if (existing.has_value()) {
    *response.mutable_lot() = ToApi(*existing);
    return response;
  }
  PutLot(txn, row);
  const rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("lot:", lot.lot()), "CREATE_LOT");
  RETURN_IF_ERROR(access::AppendEvent(txn, act, act.actor.scope, entry).status());
  *response.mutable_lot() = ToApi(row);
  return response;
}

}  // namespace

absl::StatusOr<v1::CreateLotResponse> Stock::CreateLot(const Act& act, const v1::CreateLotRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateCreateLot(request));
  constexpr char kMethod[] = "stock.create_lot";
  using Response = v1::CreateLotResponse;
  return storage::UpdateFor<Response>(store_, kMethod, [&](Txn& txn) {
    return access::Once<Response>(txn, act, kMethod, [&] { return PutNewLot(txn, act, request.lot()); });
  });
}

}  // namespace blangko::stock
