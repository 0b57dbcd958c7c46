#include "services/stock/equation.h"

#include <algorithm>

namespace blangko::stock {
namespace {

bool Closes(const Balances& balances) {
  return Imbalance(balances) == 0 && std::all_of(balances.count().begin(), balances.count().end(),
                                                 [](int64_t count) { return count >= 0; });
}

}  // namespace

v1::Balances ToApi(const Balances& balances) {
  v1::Balances api;
  api.set_available(Get(balances, rows::v1::ACCOUNT_AVAILABLE));
  api.set_reserved(Get(balances, rows::v1::ACCOUNT_RESERVED));
  api.set_in_transit(Get(balances, rows::v1::ACCOUNT_IN_TRANSIT));
  api.set_consumed(Get(balances, rows::v1::ACCOUNT_CONSUMED));
  api.set_spoiled_held(Get(balances, rows::v1::ACCOUNT_SPOILED_HELD));
  api.set_uncertain_held(Get(balances, rows::v1::ACCOUNT_UNCERTAIN_HELD));
  api.set_quarantined(Get(balances, rows::v1::ACCOUNT_QUARANTINED));
  api.set_destroyed(Get(balances, rows::v1::ACCOUNT_DESTROYED));
  api.set_lost(Get(balances, rows::v1::ACCOUNT_LOST));
  api.set_sent_out(Get(balances, rows::v1::ACCOUNT_SENT_OUT));
  api.set_received(Get(balances, rows::v1::ACCOUNT_RECEIVED));
  api.set_opening(Get(balances, rows::v1::ACCOUNT_OPENING));
  api.set_received_in(Get(balances, rows::v1::ACCOUNT_RECEIVED_IN));
  api.set_unexplained(Get(balances, rows::v1::ACCOUNT_UNEXPLAINED));
  api.set_transfer_in(Get(balances, rows::v1::ACCOUNT_TRANSFER_IN));
  api.set_transfer_out(Get(balances, rows::v1::ACCOUNT_TRANSFER_OUT));
  return api;
}

v1::GetEquationResponse EquationOf(const std::vector<OfficeLot>& rows, int64_t moved_within) {
  Balances sum;
  bool exact = true;
  for (const OfficeLot& row : rows) {
    sum = Sum(sum, row.balances);
    exact = exact && Closes(row.balances);
  }
  v1::GetEquationResponse equation;
  v1::Balances& total = *equation.mutable_total() = ToApi(sum);
  equation.set_received(total.received() + total.opening() + total.received_in() + total.transfer_in() -
                        moved_within);
  equation.set_remaining(total.available() + total.reserved());
  equation.set_printed(total.consumed());
  equation.set_spoiled(total.spoiled_held() + total.destroyed());
  equation.set_sent(total.sent_out() + total.in_transit() + total.transfer_out() - moved_within);
  equation.set_difference(total.quarantined() + total.uncertain_held() + total.lost() - total.unexplained());
  equation.set_exact(exact && equation.received() == equation.remaining() + equation.printed() +
                                                         equation.spoiled() + equation.sent() +
                                                         equation.difference());
  return equation;
}

}  // namespace blangko::stock
