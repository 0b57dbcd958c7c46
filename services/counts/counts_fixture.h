// A regency that counts its blanks, for tests: Siti counts, Budi proposes, Ratna approves.
//
// Failure: the test that uses it fails. Threads: one test.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "base/password_hash.h"
#include "services/access/proposals.h"
#include "services/counts/count_executor.h"
#include "services/counts/counts.h"
#include "services/refusal/refusal.h"
#include "services/stock/balances.h"
#include "services/stock/ledger_fold.h"
#include "services/stock/stock_table.h"
#include "tests/support/stock_fixture.h"

namespace blangko::counts {

inline constexpr char kPin[] = "482913";

class CountsFixture : public testing::Test {
 protected:
  // 1,000 blanks of lot A and 200 of lot B.
  CountsFixture() {
    for (const char* lot : {"A", "B", "C"}) EXPECT_OK(at_.CreateLot(lot));
    EXPECT_OK(at_.Receive("A", 1000));
    EXPECT_OK(at_.Receive("B", 200));
  }
  ~CountsFixture() override {
    unsetenv("BLANGKO_PLANT");
    EXPECT_OK(at_.store.View([](storage::Snapshot& snapshot) { return stock::CheckLedger(snapshot); }));
  }

  access::Actor Person(const std::string& name, access::v1::Role role) {
    access::AccountRow row;
    auto hash = pins_.Hash(kPin);
    EXPECT_OK(hash);
    row.set_name(name);
    row.set_role(static_cast<uint32_t>(role));
    row.set_state(static_cast<uint32_t>(access::v1::Account::STATE_ACTIVE));
    row.set_pin_hash(hash.value_or(""));
    EXPECT_OK(at_.store.Update("test.person", [&](storage::Txn& txn) {
      access::PutAccount(txn, row);
      return absl::OkStatus();
    }));
    return access::ActorOf(row);
  }

  template <typename Request>
  access::Act ActOf(const access::Actor& actor, const Request& request) {
    return {actor, at_.clock.Now(), at_.ids.Next(), access::Fingerprint(request)};
  }

  // The id, or the reason of the refusal.
  std::string Open(const std::vector<std::string>& lots = {}) {
    v1::OpenCountRequest request;
    request.set_office(stock::kDinas);
    for (const std::string& lot : lots) request.add_lots(lot);
    return IdOf(counts_.Open(ActOf(siti_, request), request));
  }

  using Counted = std::vector<std::pair<std::string, std::pair<int64_t, int64_t>>>;  // lot -> unused, spoiled
  std::string Enter(const std::string& id, const Counted& counted, std::optional<absl::Time> at = {}) {
    v1::EnterCountRequest request;
    request.set_count_id(id);
    for (const auto& [lot, blanks] : counted) {
      v1::EnteredLine& line = *request.add_lines();
      line.set_lot(lot);
      line.mutable_counted()->set_unused(blanks.first);
      line.mutable_counted()->set_spoiled(blanks.second);
    }
    if (at.has_value()) request.mutable_count_time()->set_seconds(absl::ToUnixSeconds(*at));
    return IdOf(counts_.Enter(ActOf(siti_, request), request));
  }

  // The number of the proposal, or the reason of the refusal.
  std::string Settle(const access::Actor& actor, const std::string& id,
                     const std::vector<std::pair<std::string, std::string>>& explanations) {
    v1::SettleCountRequest request;
    request.set_count_id(id);
    request.set_document("BA-OPNAME-1");
    request.set_pin(kPin);
    for (const auto& [lot, text] : explanations) {
      v1::Explanation& added = *request.add_explanations();
      added.set_lot(lot);
      added.set_text(text);
    }
    const auto response = counts_.Settle(ActOf(actor, request), request);
    return response.ok() ? response->proposal().proposal_id() : ReasonOf(response.status());
  }

  // "" or the reason of the refusal.
  std::string Approve(const access::Actor& actor, const std::string& proposal) {
    const auto shown = proposals_.Get(actor, proposal);
    if (!shown.ok()) return ReasonOf(shown.status());
    access::v1::ApproveProposalRequest request;
    request.set_proposal_id(proposal);
    request.set_etag(shown->etag());
    request.set_pin(kPin);
    request.set_request_id(at_.ids.Next());
    return ReasonOf(proposals_.Approve(ActOf(actor, request), request).status());
  }

  v1::Count Shown(const std::string& id) {
    const auto count = counts_.Get(siti_, id);
    EXPECT_OK(count);
    return count.value_or(v1::Count());
  }

  int64_t Blanks(const std::string& lot, rows::v1::Account account) {
    int64_t count = -1;
    EXPECT_OK(at_.store.View([&](storage::Snapshot& snapshot) -> absl::Status {
      const auto balances = stock::ReadBalances(snapshot, stock::kDinas, lot);
      if (balances.ok()) count = stock::Get(*balances, account);
      return balances.status();
    }));
    return count;
  }

  stock::Pelalawan at_;
  access::Pins pins_{at_.store, kCheapPassword};
  CountExecutor settlements_;
  access::Executors executors_{{access::v1::PROPOSAL_KIND_SETTLE_COUNT, &settlements_}};
  access::ProposalBook book_{executors_};
  access::Proposals proposals_{at_.store, pins_, book_};
  Counts counts_{at_.store, pins_, book_};
  const access::Actor siti_ = Person("siti", access::v1::ROLE_OPERATOR);
  const access::Actor budi_ = Person("budi", access::v1::ROLE_SUPERVISOR);
  const access::Actor ratna_ = Person("ratna", access::v1::ROLE_ADMINISTRATOR);

 private:
  static std::string IdOf(const absl::StatusOr<v1::Count>& count) {
    return count.ok() ? count->count_id() : ReasonOf(count.status());
  }
};

}  // namespace blangko::counts
