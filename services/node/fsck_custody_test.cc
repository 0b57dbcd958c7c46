// Cases, entries that were taken back and cards printed outside: right in a whole store, and damage to their rows is named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "blangko/rows/v1/comparison.pb.h"
#include "blangko/rows/v1/movements.pb.h"
#include "services/access/store_identity.h"
#include "services/audit/audit.h"
#include "services/movements/movements_fixture.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::movements {
namespace {

using storage::KeyWriter;
using storage::Table;
using testing::HasSubstr;

class FsckCustodyTest : public MovementsFixture {
 protected:
  // A case with blanks open, an entry that was taken back, a card printed outside.
  FsckCustodyTest() {
    EXPECT_OK(access::EnsureStoreIdentity(at_.store, at_.ids, at_.clock.Now()));
    case_ = Take("00", {{.lot = "A", .accepted = 90, .rejected = 2, .missing = 3, .surplus = 1}});
    EXPECT_EQ(Resolve(case_, v1::RESOLUTION_SPOILED, 1), "");
    Take("maker", {{.lot = "A", .accepted = 500}});
    v1::ReverseEntryRequest request;
    request.set_office(stock::kDinas);
    request.set_lot("A");
    request.set_seq(Entries());
    request.set_reason("salah ketik");
    request.set_pin(kPin);
    EXPECT_EQ(Approve(ratna_, ProposedBy(movements_.Reverse(ActOf(budi_, request), request))), "");
    PrintOutside();
  }

  uint64_t Entries() {
    const auto head = storage::ViewFor<storage::LogHeadView>(at_.store, [](storage::Snapshot& snapshot) {
      return storage::ReadLogHead(snapshot, {stock::kDinas, "A"});
    });
    EXPECT_OK(head);
    return head.ok() ? head->seq : 0;
  }
  static std::string OutsideKey() {
    return KeyWriter(Table::kPrintedOutside).Text(stock::kDinas).I64(20'000).Text("card-1").Take();
  }
  void PrintOutside() {
    rows::v1::Movement movement =
        stock::OneBlank(rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_CONSUMED, "", 0);
    movement.set_reason("DICETAK_DI_LUAR");
    rows::v1::PrintedOutside row;
    row.set_office(stock::kDinas);
    row.set_lot("A");
    EXPECT_OK(at_.store.Update("test.outside", [&](storage::Txn& txn) {
      storage::PutRow(txn, OutsideKey(), row);
      const stock::Posting posting{.office = stock::kDinas,
                                   .lot = "A",
                                   .movements = {movement},
                                   .record = {},
                                   .subject = "comparison",
                                   .event = "PRINTED_OUTSIDE"};
      return stock::StockTable(txn).Post(access::SystemAct("test", at_.clock.Now()), posting).status();
    }));
  }

  // What the check of that name found first; "" when it found nothing.
  std::string Finding(const std::string& name) {
    const auto checks = storage::ViewFor<std::vector<audit::Check>>(
        at_.store, [](storage::Snapshot& rows) { return audit::AuditStore(rows); });
    EXPECT_OK(checks);
    for (const audit::Check& check : checks.value_or(std::vector<audit::Check>())) {
      if (check.name != name) continue;
      EXPECT_GT(check.rows + check.violations, 0) << name << " looked at nothing";
      return check.first;
    }
    return "there is no check " + name;
  }

  template <typename Row>
  void Change(const std::string& key, const std::function<void(Row&)>& change) {
    ASSERT_OK(at_.store.Update("test.damage", [&](storage::Txn& txn) {
      auto row = storage::GetRow<Row>(txn, key);
      change(**row);
      storage::PutRow(txn, key, **row);
      return absl::OkStatus();
    }));
  }
  void Erase(const std::string& key) {
    ASSERT_OK(at_.store.Update("test.damage", [&](storage::Txn& txn) {
      txn.Erase(key);
      return absl::OkStatus();
    }));
  }
  std::string CaseKey() { return KeyWriter(Table::kDifferenceCase).Text(case_).Take(); }
  std::string ReversalKey(uint64_t seq) {
    return KeyWriter(Table::kReversedEntry).Text(stock::kDinas).Text("A").U64(seq).Take();
  }

  std::string case_;
};

TEST_F(FsckCustodyTest, AWholeStoreIsRight) {
  for (const char* name : {"cases", "reversals", "printed outside", "card registers", "balances"})
    EXPECT_EQ(Finding(name), "") << name;
}

TEST_F(FsckCustodyTest, ACaseThatHoldsOtherBlanksThanAreQuarantinedIsNamed) {
  Change<rows::v1::DifferenceCase>(
      CaseKey(), [](rows::v1::DifferenceCase& row) { row.mutable_lines(0)->set_open_missing(2); });
  EXPECT_THAT(Finding("cases"),
              HasSubstr("case " + case_ + ": lot A: its steps do not explain what is open"));
  Change<rows::v1::DifferenceCase>(
      CaseKey(), [](rows::v1::DifferenceCase& row) { row.mutable_lines(0)->set_missing(2); });
  EXPECT_THAT(Finding("cases"), HasSubstr("lot A: cases hold 4 open, quarantined for them are 5"));
}

TEST_F(FsckCustodyTest, AListOfOpenCasesThatDoesNotFitIsNamed) {
  Erase(KeyWriter(Table::kOpenCase).Text(case_).Take());
  EXPECT_THAT(Finding("cases"), HasSubstr("case " + case_ + ": open, and not listed as such"));
  Change<rows::v1::DifferenceCase>(CaseKey(),
                                   [](rows::v1::DifferenceCase& row) { row.set_closed_micros(1); });
  EXPECT_THAT(Finding("cases"), HasSubstr("5 blanks are open, and it is closed"));
}

TEST_F(FsckCustodyTest, AReversalThatIsNotTheOppositeIsNamed) {
  const uint64_t reversed = Entries() - 2;
  Change<rows::v1::EntryReversal>(ReversalKey(reversed), [](auto& row) { row.set_by_seq(1); });
  EXPECT_THAT(Finding("reversals"), HasSubstr("the entry that takes it back is RECEIVE"));
  Change<rows::v1::EntryReversal>(ReversalKey(reversed), [](auto& row) { row.set_by_seq(99); });
  EXPECT_THAT(Finding("reversals"), HasSubstr("there is no entry 99"));
  Erase(ReversalKey(reversed));
  EXPECT_THAT(Finding("reversals"), HasSubstr("1 entries take one back, none is named as taken back"));
}

TEST_F(FsckCustodyTest, ACardPrintedOutsideWithoutItsBlankIsNamed) {
  Change<rows::v1::PrintedOutside>(OutsideKey(), [](auto& row) { row.set_unexplained(true); });
  EXPECT_THAT(Finding("printed outside"), HasSubstr("1 cards printed outside, 1 of them from nowhere"));
  Erase(OutsideKey());
  EXPECT_THAT(Finding("printed outside"),
              HasSubstr("0 cards printed outside, 0 of them from nowhere; the ledger says 1 and 0"));
}

}  // namespace
}  // namespace blangko::movements
