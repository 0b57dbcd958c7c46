#include "services/access/pins.h"

#include <optional>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/account_table.h"
#include "services/refusal/refusal.h"

namespace blangko::access {
namespace {

constexpr int kWaitingMax = 16;
constexpr absl::Duration kTryAgain = absl::Seconds(2);

absl::Status LoginRefused() { return Refuse(Reason::kLoginRefused); }

absl::Status Locked(const AccountRow& account, absl::Time now) {
  const absl::Duration wait =
      absl::Ceil(absl::FromUnixMicros(account.locked_until_micros()) - now, absl::Seconds(1));
  return RefuseForNow(Reason::kLoginLocked, wait,
                      {{"account", account.name()},
                       {"tries", absl::StrCat(account.wrong_tries())},
                       {"wait", absl::FormatDuration(wait)}});
}

// A try that has been counted, or that a lock keeps from being one.
struct Begun {
  std::optional<AccountRow> account;  // nothing when there is no such account
  bool locked = false;
};

absl::StatusOr<Begun> BeginTry(storage::Txn& txn, std::string_view name, absl::Time now) {
  Begun begun;
  ASSIGN_OR_RETURN(begun.account, FindAccount(txn, name));
  if (!begun.account.has_value()) return begun;
  AccountRow& account = *begun.account;
  begun.locked = account.locked_until_micros() > absl::ToUnixMicros(now);
  if (begun.locked || Planted("tries-not-counted")) return begun;
  account.set_wrong_tries(account.wrong_tries() + 1);
  const absl::Duration lock = LockAfter(account.wrong_tries());
  if (lock > absl::ZeroDuration()) account.set_locked_until_micros(absl::ToUnixMicros(now + lock));
  PutAccount(txn, account);
  return begun;
}

}  // namespace

absl::StatusOr<AccountRow> Pins::Check(std::string_view account, std::string_view pin, absl::Time now) {
  ASSIGN_OR_RETURN(const Begun begun,
                   storage::UpdateFor<Begun>(store_, "access.pin_try",
                                             [&](storage::Txn& txn) { return BeginTry(txn, account, now); }));
  if (!begun.account.has_value()) {
    RETURN_IF_ERROR(Hash(pin).status());  // takes as long as for a name that is known
    return LoginRefused();
  }
  if (begun.locked) return Locked(*begun.account, now);
  ASSIGN_OR_RETURN(const bool right, Fits(begun.account->pin_hash(), pin));
  if (right) return ForgetTries(*begun.account, pin);
  RETURN_IF_ERROR(LogLock(*begun.account, now));
  return LoginRefused();
}

absl::Status Pins::LogLock(const AccountRow& account, absl::Time now) {
  const absl::Duration lock = LockAfter(account.wrong_tries());
  if (lock == absl::ZeroDuration()) return absl::OkStatus();
  return store_.Update("access.pin_lock", [&](storage::Txn& txn) {
    return LogAccess(txn, SystemAct("login", now), IdentityOf(account.name()), "PIN_LOCK",
                     absl::StrCat("tries=", account.wrong_tries(), " wait=", absl::FormatDuration(lock)));
  });
}

absl::StatusOr<AccountRow> Pins::ForgetTries(const AccountRow& account, std::string_view pin) {
  std::string hash = account.pin_hash();
  if (NeedsNewHash(hash, cost_)) {
    ASSIGN_OR_RETURN(hash, Hash(pin));
  }
  return storage::UpdateFor<AccountRow>(store_, "access.pin_right",
                                        [&](storage::Txn& txn) -> absl::StatusOr<AccountRow> {
                                          ASSIGN_OR_RETURN(AccountRow row, GetAccount(txn, account.name()));
                                          if (row.pin_hash() != account.pin_hash())
                                            return LoginRefused();  // changed meanwhile
                                          row.set_pin_hash(hash);
                                          row.set_wrong_tries(0);
                                          row.set_locked_until_micros(0);
                                          PutAccount(txn, row);
                                          return row;
                                        });
}

absl::StatusOr<std::string> Pins::Hash(std::string_view pin) {
  const absl::Cleanup leave = [this] { --waiting_; };
  if (++waiting_ > kWaitingMax) return RefuseForNow(Reason::kOverloaded, kTryAgain);
  const std::lock_guard lock(one_at_a_time_);
  std::string hash = HashPassword(pin, cost_);
  if (hash.empty()) return RefuseForNow(Reason::kOverloaded, kTryAgain);
  return hash;
}

absl::StatusOr<bool> Pins::Fits(std::string_view hash, std::string_view pin) {
  const absl::Cleanup leave = [this] { --waiting_; };
  if (++waiting_ > kWaitingMax) return RefuseForNow(Reason::kOverloaded, kTryAgain);
  const std::lock_guard lock(one_at_a_time_);
  return IsPassword(hash, pin);
}

}  // namespace blangko::access
