// Pins: checks the PIN of a named person, and locks out who guesses.
//
// A try is counted in a commit of its own before the PIN is looked at, so that many tries at once are all counted; the
// right PIN forgets them. argon2id runs outside of transactions, one at a time, because each takes 64 MiB.
// Failure: LOGIN_REFUSED for a wrong name or PIN, LOGIN_LOCKED with the time to wait, OVERLOADED when too many wait;
// storage errors. No PIN stands in any of them. Threads: any.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/password_hash.h"
#include "services/access/account.h"
#include "storage/store.h"

namespace blangko::access {

class Pins {
 public:
  explicit Pins(storage::Store& store, const PasswordCost& cost = {}) : store_(store), cost_(cost) {}

  // The account, when the PIN is right; blocked ones too.
  absl::StatusOr<AccountRow> Check(std::string_view account, std::string_view pin, absl::Time now);

  // For a PIN to be kept, and for a code that is said over the telephone.
  absl::StatusOr<std::string> Hash(std::string_view pin);
  absl::StatusOr<bool> Fits(std::string_view hash, std::string_view pin);

 private:
  absl::Status LogLock(const AccountRow& account, absl::Time now);
  absl::StatusOr<AccountRow> ForgetTries(const AccountRow& account, std::string_view pin);

  storage::Store& store_;
  const PasswordCost cost_;
  std::atomic<int> waiting_ = 0;
  std::mutex one_at_a_time_;
};

}  // namespace blangko::access
