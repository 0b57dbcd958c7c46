// Fixture of the tests about persons: accounts with cheap PINs over the memory store, and words to log in.
//
// Threads: belongs to one test.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/ids.h"
#include "base/rng.h"
#include "services/access/account_executor.h"
#include "services/access/account_table.h"
#include "services/access/accounts.h"
#include "services/access/event_log.h"
#include "services/access/fingerprint.h"
#include "services/access/proposal_table.h"
#include "services/access/proposals.h"
#include "services/access/sessions.h"
#include "services/refusal/refusal.h"
#include "storage/layers/ledger_log.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::access {

inline constexpr char kPin[] = "482913";
inline constexpr char kWrongPin[] = "482914";

class AccessFixture : public testing::Test {
 protected:
  // ---- who asks --------------------------------------------------------------------------------------------------
  Actor Local() { return {"local:budi", Role::kAdministrator, ""}; }
  Actor Named(const std::string& name) {
    auto row =
        storage::ViewFor<AccountRow>(store_, [&](storage::Snapshot& s) { return GetAccount(s, name); });
    EXPECT_OK(row);
    return ActorOf(row.value_or(AccountRow()));
  }
  Act ActOf(const Actor& actor) { return {actor, clock_.Now(), ids_.Next(), "fingerprint"}; }
  // The act of a request, which gets its id.
  template <typename Request>
  Act Sign(const Actor& actor, Request& request) {
    Act act = ActOf(actor);
    request.set_request_id(act.request_id);
    act.fingerprint = Fingerprint(request);
    return act;
  }

  // ---- persons ---------------------------------------------------------------------------------------------------
  v1::AddAccountRequest NewPerson(const std::string& name, v1::Role role,
                                  const std::string& scope = "14.05") {
    v1::AddAccountRequest request;
    request.set_name(name);
    request.set_role(role);
    request.set_scope(scope);
    request.set_new_pin("913482");
    request.set_pin(kPin);
    return request;
  }
  std::string Add(const Actor& actor, v1::AddAccountRequest request) {
    const Act act = Sign(actor, request);
    return Said(accounts_.Add(act, request));
  }
  // A person who has logged in once and has kPin, whoever made the account.
  void GivenPerson(const std::string& name, v1::Role role, const std::string& scope = "14.05") {
    auto hash = pins_.Hash(kPin);
    ASSERT_OK(hash);
    EXPECT_OK(store_.Update("test.person", [&](storage::Txn& txn) {
      AccountRow row;
      row.set_name(name);
      row.set_role(static_cast<uint32_t>(role));
      row.set_scope(scope);
      row.set_state(static_cast<uint32_t>(v1::Account::STATE_ACTIVE));
      row.set_pin_hash(*hash);
      PutAccount(txn, row);
      return absl::OkStatus();
    }));
  }
  absl::StatusOr<v1::LoginResponse> TryLogin(const std::string& name, const std::string& pin,
                                             const std::string& new_pin = "") {
    v1::LoginRequest request;
    request.set_name(name);
    request.set_pin(pin);
    request.set_new_pin(new_pin);
    return accounts_.Login(ActOf(Local()), request);
  }
  std::string Login(const std::string& name, const std::string& pin, const std::string& new_pin = "") {
    return Said(TryLogin(name, pin, new_pin));
  }
  std::string Token(const std::string& name) {
    auto login = TryLogin(name, kPin);
    EXPECT_OK(login);
    return login.ok() ? login->token() : "";
  }
  // "" while the token holds.
  std::string Use(const std::string& token) { return Said(FindSessionActor(store_, token, clock_.Now())); }

  // ---- two persons ------------------------------------------------------------------------------------------------
  void GivenTwoAdministrators() {
    GivenPerson("siti", v1::ROLE_ADMINISTRATOR, "");
    GivenPerson("budi", v1::ROLE_ADMINISTRATOR, "");
  }
  // siti proposes that tono be an operator of 14.05. Its id.
  std::string GivenProposal(const std::string& name = "tono", const std::string& scope = "14.05") {
    v1::AddAccountRequest request = NewPerson(name, v1::ROLE_OPERATOR, scope);
    const Act act = Sign(Named("siti"), request);
    const auto response = accounts_.Add(act, request);
    EXPECT_OK(response);
    return response.ok() ? response->proposal().proposal_id() : "";
  }
  v1::Proposal Proposal(const std::string& id) {
    auto proposal = proposals_.Get(Local(), id);
    EXPECT_OK(proposal);
    return proposal.value_or(v1::Proposal());
  }
  v1::ApproveProposalRequest ApprovalOf(const std::string& id, const std::string& pin = kPin) {
    v1::ApproveProposalRequest request;
    request.set_proposal_id(id);
    request.set_etag(Proposal(id).etag());
    request.set_pin(pin);
    return request;
  }
  std::string Approve(const Actor& actor, v1::ApproveProposalRequest request) {
    const Act act = Sign(actor, request);
    return Said(proposals_.Approve(act, request));
  }
  std::string Approve(const std::string& name, const std::string& id) {
    return Approve(Named(name), ApprovalOf(id));
  }
  absl::StatusOr<v1::IssueCodeResponse> TryIssue(const std::string& name, const std::string& id) {
    v1::IssueCodeRequest request;
    request.set_proposal_id(id);
    request.set_etag(Proposal(id).etag());
    request.set_pin(kPin);
    return proposals_.IssueCode(ActOf(Named(name)), request);
  }
  std::string Issue(const std::string& name, const std::string& id) {
    auto issued = TryIssue(name, id);
    EXPECT_OK(issued);
    return issued.ok() ? issued->code() : "";
  }
  std::string Enter(const std::string& name, const std::string& id, const std::string& code) {
    v1::EnterCodeRequest request;
    request.set_proposal_id(id);
    request.set_code(code);
    const Act act = Sign(Named(name), request);
    return Said(proposals_.EnterCode(act, request));
  }
  std::string Reject(const std::string& name, const std::string& id, const std::string& reason = "salah") {
    v1::RejectProposalRequest request;
    request.set_proposal_id(id);
    request.set_reason(reason);
    const Act act = Sign(Named(name), request);
    return Said(proposals_.Reject(act, request));
  }
  std::string Withdraw(const std::string& name, const std::string& id) {
    v1::WithdrawProposalRequest request;
    request.set_proposal_id(id);
    const Act act = Sign(Named(name), request);
    return Said(proposals_.Withdraw(act, request));
  }

  // ---- looking ---------------------------------------------------------------------------------------------------
  // "" or the reason of a refusal.
  template <typename Result>
  static std::string Said(const absl::StatusOr<Result>& result) {
    if (!result.ok() && ReasonOf(result.status()).empty()) return std::string(result.status().message());
    return result.ok() ? "" : ReasonOf(result.status());
  }
  AccountRow Account(const std::string& name) {
    auto row =
        storage::ViewFor<AccountRow>(store_, [&](storage::Snapshot& s) { return GetAccount(s, name); });
    EXPECT_OK(row);
    return row.value_or(AccountRow());
  }
  // "EVENT detail" of every entry about persons, oldest first.
  std::vector<std::string> Log() {
    std::vector<std::string> lines;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
      return storage::VisitLog(snapshot, {kAccessStream, ""}, std::nullopt, storage::ScanOrder::kForward,
                               [&](const storage::LogRecord& record) {
                                 rows::v1::LogEntry entry;
                                 EXPECT_TRUE(entry.ParseFromString(record.entry));
                                 lines.push_back(entry.event() + " " + entry.detail());
                                 return true;
                               });
    }));
    return lines;
  }
  bool Exists(const std::string& name) {
    const auto row =
        storage::ViewFor<AccountRow>(store_, [&](storage::Snapshot& s) { return GetAccount(s, name); });
    return row.ok();
  }
  rows::v1::LogEntry NewestEntry() {
    rows::v1::LogEntry entry;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
      return storage::VisitLog(snapshot, {kAccessStream, ""}, std::nullopt, storage::ScanOrder::kReverse,
                               [&](const storage::LogRecord& record) {
                                 EXPECT_TRUE(entry.ParseFromString(record.entry));
                                 return false;
                               });
    }));
    return entry;
  }
  // Every byte that the store keeps.
  std::string AllBytes() {
    std::string bytes;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
      return snapshot.Scan({std::string(1, '\0'), std::string(1, '\xff')}, storage::ScanOrder::kForward,
                           [&](std::string_view key, std::string_view value) {
                             bytes.append(key).append(value);
                             return true;
                           });
    }));
    return bytes;
  }

  TestClock clock_;
  SeededRng rng_{17};
  IdSource ids_{clock_, rng_};
  storage::MemoryStore store_{{.seed = 17}};
  Pins pins_{store_, kCheapPassword};
  AccountExecutor executor_;
  Executors executors_{{v1::PROPOSAL_KIND_ADD_ACCOUNT, &executor_},
                       {v1::PROPOSAL_KIND_CHANGE_ACCOUNT, &executor_},
                       {v1::PROPOSAL_KIND_SET_PIN, &executor_}};
  ProposalBook book_{executors_};
  Proposals proposals_{store_, pins_, book_};
  Accounts accounts_{store_, pins_, book_};
};

}  // namespace blangko::access
