// Fixture of the tests about persons: accounts with cheap PINs over the memory store, and words to log in.
//
// Threads: belongs to one test.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/ids.h"
#include "base/rng.h"
#include "services/access/account_table.h"
#include "services/access/accounts.h"
#include "services/access/event_log.h"
#include "services/access/fingerprint.h"
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
  Accounts accounts_{store_, pins_};
};

}  // namespace blangko::access
