// A regency whose receipts may differ, for tests: 1,000 blanks of lot A to begin with.
//
// Failure: the test that uses it fails. Threads: one test.
#pragma once

#include <string>
#include <vector>

#include "services/movements/case_book.h"
#include "services/movements/case_executor.h"
#include "services/movements/find_executor.h"
#include "services/movements/loss_executor.h"
#include "services/movements/movements.h"
#include "services/movements/reversal_executor.h"
#include "services/movements/write_off_executor.h"
#include "tests/support/two_persons.h"

namespace blangko::movements {

class MovementsFixture : public TwoPersons {
 protected:
  MovementsFixture()
      : TwoPersons({{access::v1::PROPOSAL_KIND_RESOLVE_CASE, &case_steps_},
                    {access::v1::PROPOSAL_KIND_DECLARE_LOSS, &losses_},
                    {access::v1::PROPOSAL_KIND_WRITE_OFF_LOT, &write_offs_},
                    {access::v1::PROPOSAL_KIND_REVERSE_ENTRY, &reversals_},
                    {access::v1::PROPOSAL_KIND_FIND_LOST, &finds_}}) {
    EXPECT_OK(at_.CreateLot("A"));
    Take("maker", {{.lot = "A", .accepted = 1000}});
  }

  // Id of the shipment.
  std::string Take(const std::string& from, const std::vector<stock::Arrived>& lines) {
    const auto request = stock::Pelalawan::FromOutside(from, "DOC-" + std::to_string(++documents_), lines);
    const auto response = stock_.ReceiveFromOutside(at_.ActFor(request), request);
    EXPECT_OK(response);
    return response.ok() ? response->shipment().shipment_id() : "";
  }

  std::vector<v1::DifferenceCase> OpenCases() {
    const auto found = movements_.ListCases(at_.ActOf(""), {}, {.size = 10, .after = ""});
    EXPECT_OK(found);
    return found.ok() ? found->rows : std::vector<v1::DifferenceCase>();
  }

  // "" when it was done, the number of a proposal, or the reason of the refusal.
  std::string Resolve(const std::string& id, v1::Resolution resolution, int64_t count,
                      const std::string& lot = "A") {
    v1::ResolveCaseRequest request;
    request.set_case_id(id);
    request.set_lot(lot);
    request.set_resolution(resolution);
    request.set_count(count);
    request.set_note("dihitung lagi");
    request.set_pin(kPin);
    return ProposedBy(movements_.Resolve(ActOf(budi_, request), request));
  }

  CaseBook case_book_;
  CaseExecutor case_steps_;
  LossExecutor losses_;
  WriteOffExecutor write_offs_;
  ReversalExecutor reversals_;
  FindExecutor finds_;
  stock::Stock stock_{at_.store, nullptr, &case_book_};
  Movements movements_{at_.store, pins_, book_};
  int documents_ = 0;
};

}  // namespace blangko::movements
