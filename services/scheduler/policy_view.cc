#include "services/scheduler/policy_view.h"

#include "services/scheduler/wire_time.h"

namespace blangko::scheduler {
namespace {

// Fields that both have under the same name.
template <typename From, typename To>
void CopyNumbers(const From& from, To& to) {
  to.set_office(from.office());
  to.set_circular(from.circular());
  to.set_spoil_limit(from.spoil_limit());
  to.set_printer_spoil_limit(from.printer_spoil_limit());
  to.set_window_single(from.window_single());
  to.set_window_batch(from.window_batch());
  to.set_reclaim_after_seconds(from.reclaim_after_seconds());
  to.set_daily_cap(from.daily_cap());
  to.set_owed_limit(from.owed_limit());
  to.set_reserve_floor(from.reserve_floor());
  to.set_supply_low_cards(from.supply_low_cards());
  to.set_preset(from.preset());
  *to.mutable_trusted_drivers() = from.trusted_drivers();
}

template <typename From, typename To>
void CopyClass(const From& from, To& to) {
  to.set_class_id(from.class_id());
  to.set_name(from.name());
  to.set_rank(from.rank());
  to.set_first_card_only(from.first_card_only());
  to.set_suket_only(from.suket_only());
  to.set_share(from.share());
  to.set_daily_cap(from.daily_cap());
  to.set_breaks_reserve(from.breaks_reserve());
  to.set_beyond_daily_cap(from.beyond_daily_cap());
  to.set_while_supply_low(from.while_supply_low());
}

v1::PolicyClass ViewOfClass(const rows::v1::PolicyClass& row) {
  v1::PolicyClass view;
  CopyClass(row, view);
  view.set_fifo_key(static_cast<v1::FifoKey>(row.fifo_key()));
  view.set_print_mode(static_cast<v1::PrintMode>(row.print_mode()));
  for (const uint32_t lane : row.lanes()) view.add_lanes(static_cast<v1::Lane>(lane));
  for (const uint32_t type : row.request_types()) {
    view.add_request_types(static_cast<records::v1::RequestType>(type));
  }
  return view;
}

rows::v1::PolicyClass RowOfClass(const v1::PolicyClass& view) {
  rows::v1::PolicyClass row;
  CopyClass(view, row);
  row.set_fifo_key(static_cast<uint32_t>(view.fifo_key()));
  row.set_print_mode(static_cast<uint32_t>(view.print_mode()));
  for (const int lane : view.lanes()) row.add_lanes(static_cast<uint32_t>(lane));
  for (const int type : view.request_types()) row.add_request_types(static_cast<uint32_t>(type));
  return row;
}

}  // namespace

v1::Policy ViewOf(const rows::v1::Policy& policy) {
  v1::Policy view;
  CopyNumbers(policy, view);
  view.set_version(policy.version());
  view.set_fifo_key(static_cast<v1::FifoKey>(policy.fifo_key()));
  if (policy.effective_micros() != 0) *view.mutable_effective_time() = ToWire(policy.effective_micros());
  view.set_unused_share(static_cast<v1::UnusedShare>(policy.unused_share()));
  view.set_print_mode(static_cast<v1::PrintMode>(policy.print_mode()));
  view.set_created_by(policy.created_by());
  view.set_approved_by(policy.approved_by());
  for (const rows::v1::PolicyClass& row : policy.classes()) *view.add_classes() = ViewOfClass(row);
  return view;
}

rows::v1::Policy RowOf(const v1::Policy& policy) {
  rows::v1::Policy row;
  CopyNumbers(policy, row);
  row.set_fifo_key(static_cast<uint32_t>(policy.fifo_key()));
  row.set_effective_micros(FromWire(policy.effective_time()));
  row.set_unused_share(static_cast<uint32_t>(policy.unused_share()));
  row.set_print_mode(static_cast<uint32_t>(policy.print_mode()));
  for (const v1::PolicyClass& view : policy.classes()) *row.add_classes() = RowOfClass(view);
  return row;
}

}  // namespace blangko::scheduler
