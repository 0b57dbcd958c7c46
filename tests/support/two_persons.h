// A regency with named persons, for tests of acts that take two: Siti is an operator, Budi a supervisor, Ratna an
// administrator.
//
// Failure: the test that uses it fails. Threads: one test.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

#include "base/password_hash.h"
#include "services/access/proposals.h"
#include "services/refusal/refusal.h"
#include "services/stock/balances.h"
#include "services/stock/ledger_fold.h"
#include "services/stock/stock_table.h"
#include "tests/support/stock_fixture.h"

namespace blangko {

inline constexpr char kPin[] = "482913";

class TwoPersons : public testing::Test {
 protected:
  using ExecutorRows =
      std::initializer_list<std::pair<const access::ProposalKind, access::ProposalExecutor*>>;
  explicit TwoPersons(ExecutorRows rows) : executors_(rows) {}
  ~TwoPersons() override {
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

  // The number of the proposal, or the reason of the refusal.
  template <typename Response>
  static std::string ProposedBy(const absl::StatusOr<Response>& response) {
    return response.ok() ? response->proposal().proposal_id() : ReasonOf(response.status());
  }

  // Blanks of the regency in an account.
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
  access::Executors executors_;
  access::ProposalBook book_{executors_};
  access::Proposals proposals_{at_.store, pins_, book_};
  const access::Actor siti_ = Person("siti", access::v1::ROLE_OPERATOR);
  const access::Actor budi_ = Person("budi", access::v1::ROLE_SUPERVISOR);
  const access::Actor ratna_ = Person("ratna", access::v1::ROLE_ADMINISTRATOR);
};

}  // namespace blangko
