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
  *to.mutable_trusted_drivers() = from.trusted_drivers();
}

template <typename From, typename To>
void CopyClass(const From& from, To& to) {
  to.set_class_id(from.class_id());
  to.set_name(from.name());
  to.set_rank(from.rank());
  to.set_first_card_only(from.first_card_only());
}

}  // namespace

v1::Policy ViewOf(const rows::v1::Policy& policy) {
  v1::Policy view;
  CopyNumbers(policy, view);
  view.set_version(policy.version());
  view.set_fifo_key(static_cast<v1::FifoKey>(policy.fifo_key()));
  if (policy.effective_micros() != 0) *view.mutable_effective_time() = ToWire(policy.effective_micros());
  for (const rows::v1::PolicyClass& row : policy.classes()) {
    v1::PolicyClass& shown = *view.add_classes();
    CopyClass(row, shown);
    for (const uint32_t type : row.request_types()) {
      shown.add_request_types(static_cast<records::v1::RequestType>(type));
    }
  }
  return view;
}

rows::v1::Policy RowOf(const v1::Policy& policy) {
  rows::v1::Policy row;
  CopyNumbers(policy, row);
  row.set_fifo_key(static_cast<uint32_t>(policy.fifo_key()));
  row.set_effective_micros(FromWire(policy.effective_time()));
  for (const v1::PolicyClass& shown : policy.classes()) {
    rows::v1::PolicyClass& added = *row.add_classes();
    CopyClass(shown, added);
    for (const int type : shown.request_types()) added.add_request_types(static_cast<uint32_t>(type));
  }
  return row;
}

}  // namespace blangko::scheduler
