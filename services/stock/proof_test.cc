#include "services/stock/proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/stock/stock.h"
#include "services/stock/stock_table.h"
#include "storage/layers/log_chain.h"
#include "storage/row_codec.h"
#include "tests/support/stock_fixture.h"

namespace blangko::stock {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class ProofTest : public testing::Test {
 protected:
  ProofTest() {
    EXPECT_OK(at_.CreateLot("A"));
    EXPECT_OK(at_.CreateLot("B"));
    EXPECT_OK(at_.Receive("A", 1000));
    EXPECT_OK(at_.Receive("B", 500));
    EXPECT_OK(at_.Send(Pelalawan::Sending(kBunut, {{"A", 100}, {"B", 7}})).status());
  }
  ~ProofTest() override { unsetenv("BLANGKO_PLANT"); }

  v1::ProveEquationResponse Prove(std::optional<absl::Time> at = {}, const std::string& office = "") {
    v1::ProveEquationRequest request;
    request.set_office(office);
    if (at.has_value()) request.mutable_at()->set_seconds(absl::ToUnixSeconds(*at));
    const auto proof = at_.stock.ProveEquation(at_.ActFor(request), request, [] { return true; });
    EXPECT_OK(proof);
    return proof.ok() ? *proof : v1::ProveEquationResponse();
  }

  // Rewrites one entry of lot A at the regency, as a hand in the files would.
  void Forge(uint64_t seq, absl::FunctionRef<void(rows::v1::LogEntry&)> change) {
    const storage::LogStream stream{kDinas, "A"};
    std::optional<storage::LogRecord> found;
    EXPECT_OK(at_.store.View([&](storage::Snapshot& snapshot) {
      return storage::VisitLog(snapshot, stream, std::nullopt, storage::ScanOrder::kForward,
                               [&](const storage::LogRecord& record) {
                                 if (record.seq == seq) found = record;
                                 return record.seq != seq;
                               });
    }));
    ASSERT_TRUE(found.has_value());
    EXPECT_OK(at_.store.Update("test.forge", [&](storage::Txn& txn) {
      Rewrite(txn, *found, change);
      return absl::OkStatus();
    }));
  }

  Pelalawan at_;

 private:
  static void Rewrite(storage::Txn& txn, const storage::LogRecord& record,
                      absl::FunctionRef<void(rows::v1::LogEntry&)> change) {
    rows::v1::LogEntry entry;
    EXPECT_TRUE(entry.ParseFromString(record.entry));
    change(entry);
    txn.Put(storage::LogEntryKey(record.stream, {record.seq, record.time}),
            record.hash + entry.SerializeAsString());
  }
};

TEST_F(ProofTest, LogAndBalancesAgree) {
  const auto proof = Prove();
  EXPECT_TRUE(proof.agrees());
  EXPECT_FALSE(proof.has_first_bad());
  EXPECT_EQ(proof.ledgers(), 2);
  EXPECT_EQ(proof.entries(), 4);
  EXPECT_EQ(proof.folded().SerializeAsString(), proof.equation().total().SerializeAsString());
}

TEST_F(ProofTest, OfOneOfficeAndOfThePast) {
  const absl::Time then = at_.clock.Now() + absl::Seconds(1);
  at_.clock.Advance(absl::Hours(1));
  ASSERT_OK(at_.Receive("A", 50));
  EXPECT_EQ(Prove(then).folded().received(), 1500);
  EXPECT_EQ(Prove().folded().received(), 1550);
  EXPECT_TRUE(Prove(then).agrees());
  EXPECT_EQ(Prove({}, kBunut).ledgers(), 0);
}

TEST_F(ProofTest, NamesTheEntryThatWasChanged) {
  Forge(1, [](rows::v1::LogEntry& entry) { entry.mutable_movements(0)->set_count(999); });
  const auto proof = Prove();
  EXPECT_FALSE(proof.agrees());
  EXPECT_EQ(proof.first_bad().office(), kDinas);
  EXPECT_EQ(proof.first_bad().lot(), "A");
  EXPECT_EQ(proof.first_bad().seq(), 1u);
  EXPECT_THAT(proof.first_bad().fault(), HasSubstr("hash"));
}

TEST_F(ProofTest, BalancesThatDoNotFitTheirEntriesAreFound) {
  ASSERT_OK(at_.store.Update("test.forge", [&](storage::Txn& txn) -> absl::Status {
    const storage::LogStream stream{kDinas, "A"};
    ASSIGN_OR_RETURN(const storage::LogHeadView head, storage::ReadLogHead(txn, stream));
    ASSIGN_OR_RETURN(Balances balances, storage::DecodeRow<Balances>(head.state));
    balances.set_count(rows::v1::ACCOUNT_AVAILABLE, balances.count(rows::v1::ACCOUNT_AVAILABLE) - 1);
    balances.set_count(rows::v1::ACCOUNT_RECEIVED, balances.count(rows::v1::ACCOUNT_RECEIVED) - 1);
    rows::v1::LogHead row;
    row.set_seq(head.seq);
    row.set_hash(head.hash);
    row.set_time_micros(absl::ToUnixMicros(head.time));
    row.set_state(storage::EncodeRow(balances));
    storage::PutRow(txn, storage::KeyWriter(storage::Table::kLogHead).Text(kDinas).Text("A").Take(), row);
    return absl::OkStatus();
  }));
  const auto proof = Prove();
  EXPECT_FALSE(proof.agrees());
  EXPECT_TRUE(proof.equation().exact()) << "the balances close by themselves: only the log can tell";
  EXPECT_EQ(proof.first_bad().seq(), 0u);
}

// Longer than what is read at a time.
class LongProofTest : public ProofTest {
 protected:
  LongProofTest() {
    std::vector<storage::Store::Body> bodies(5000, [this](storage::Txn& txn) {
      const Posting posting{
          .office = kDinas,
          .lot = "A",
          .movements = {OneBlank(rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_RESERVED, "r", 1),
                        OneBlank(rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_AVAILABLE, "r", 1)},
          .record = {},
          .subject = "test",
          .event = "TEST"};
      return StockTable(txn).Post(at_.ActOf("test"), posting).status();
    });
    for (const absl::Status& done : at_.store.UpdateEach("test.fill", bodies)) EXPECT_OK(done);
  }
};

TEST_F(LongProofTest, IsReadToItsEnd) {
  EXPECT_TRUE(Prove().agrees());
  EXPECT_EQ(Prove().entries(), 5004);
  Forge(4900, [](rows::v1::LogEntry& entry) { entry.set_event("OTHER"); });
  EXPECT_EQ(Prove().first_bad().seq(), 4900u);
}

TEST_F(LongProofTest, CatchesAProofThatEndsWithTheFirstTurn) {
  setenv("BLANGKO_PLANT", "proof-ends-with-first-turn", 1);
  EXPECT_FALSE(Prove().agrees());
}

TEST_F(LongProofTest, EndsWhenNobodyWaits) {
  const v1::ProveEquationRequest request;
  int turns = 0;
  const auto proof = at_.stock.ProveEquation(at_.ActFor(request), request, [&] { return ++turns < 2; });
  EXPECT_THAT(proof.status(), StatusIs(absl::StatusCode::kCancelled));
  EXPECT_EQ(turns, 2);
}

}  // namespace
}  // namespace blangko::stock
