// What the check of a store finds of debts that their shipments do not say.
#include "services/audit/loan_checks.h"

#include <gmock/gmock.h>

#include "services/loans/loan_table.h"
#include "services/loans/loans_fixture.h"

namespace blangko::audit {
namespace {

using testing::HasSubstr;

class LoanChecksTest : public loans::LoansFixture {
 protected:
  Check Look() {
    std::vector<Check> checks;
    EXPECT_OK(at_.store.View([&](storage::Snapshot& snapshot) { return CheckLoans(snapshot, checks); }));
    return checks.empty() ? Check() : checks.back();
  }
  void Change(const std::string& id, void (*change)(loans::LoanRow&)) {
    EXPECT_OK(at_.store.Update("test.change", [&](storage::Txn& txn) -> absl::Status {
      auto loan = loans::GetLoan(txn, id);
      if (!loan.ok()) return loan.status();
      change(*loan);
      loans::PutLoan(txn, *loan);
      return absl::OkStatus();
    }));
  }
};

TEST_F(LoanChecksTest, LoansInStepWithTheirShipmentsAreRight) {
  const std::string id = Lent(100);
  Arrive(Repay(id, 40), {.lot = "A", .accepted = 30, .missing = 10});
  Repay(id, 20);
  Lend(5);
  Lend(7, stock::kDinas, "13.71");
  EXPECT_EQ(Look().first, "");
  EXPECT_EQ(Look().rows, 3);
}

TEST_F(LoanChecksTest, EachWrongCountIsNamed) {
  const std::string id = Lent(100);
  Repay(id, 20);
  Change(id, [](loans::LoanRow& loan) { loan.set_on_the_way(19); });
  EXPECT_THAT(Look().first, HasSubstr("on the way is 19, by its shipments 20"));
  Change(id, [](loans::LoanRow& loan) { loan.set_on_the_way(20); });
  Change(id, [](loans::LoanRow& loan) { loan.set_repaid(1); });
  EXPECT_THAT(Look().first, HasSubstr("repaid is 1, by its shipments 0"));
  Change(id, [](loans::LoanRow& loan) { loan.set_repaid(0); });
  Change(id, [](loans::LoanRow& loan) { loan.set_lent(99); });
  EXPECT_THAT(Look().first, HasSubstr("lent is 99, by its shipments 100"));
  Change(id, [](loans::LoanRow& loan) { loan.set_lent(100); });
  Change(id, [](loans::LoanRow& loan) { loan.set_settled_micros(1); });
  EXPECT_THAT(Look().first, HasSubstr("said not to be"));
  Change(id, [](loans::LoanRow& loan) { loan.clear_settled_micros(); });
  EXPECT_EQ(Look().first, "");
}

TEST_F(LoanChecksTest, ARepaymentThatWasCountedTooEarlyIsFound) {
  const std::string id = Lent(100);
  setenv("BLANGKO_PLANT", "repayment-counted-at-dispatch", 1);
  Repay(id, 20);
  unsetenv("BLANGKO_PLANT");
  EXPECT_THAT(Look().first, HasSubstr("by its shipments"));
}

}  // namespace
}  // namespace blangko::audit
