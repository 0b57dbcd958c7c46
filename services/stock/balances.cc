#include "services/stock/balances.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/refusal/refusal.h"
#include "storage/row_codec.h"

namespace blangko::stock {
namespace {

constexpr std::string_view kNames[] = {"",
                                       "available",
                                       "reserved",
                                       "in_transit",
                                       "consumed",
                                       "spoiled_held",
                                       "uncertain_held",
                                       "quarantined",
                                       "destroyed",
                                       "lost",
                                       "sent_out",
                                       "received",
                                       "opening",
                                       "received_in",
                                       "unexplained",
                                       "transfer_in",
                                       "transfer_out"};
constexpr int kAccounts = static_cast<int>(std::size(kNames));

bool IsAccount(Account account) { return account > rows::v1::ACCOUNT_UNSPECIFIED && account < kAccounts; }

// Taking from a source, and giving to a place, makes the account grow.
void Add(Balances& balances, Account account, int64_t count) {
  while (balances.count_size() <= account) balances.add_count(0);
  balances.set_count(account, balances.count(account) + count);
}

// What came in, by the parts that the sender's code shares. A movement that does not say it leaves it open.
void AddSender(Balances& balances, const rows::v1::Movement& movement) {
  if (movement.shared_parts() == 0) return;
  const auto index = static_cast<int>(movement.shared_parts()) - 1;
  while (balances.in_by_shared_parts_size() <= index) balances.add_in_by_shared_parts(0);
  balances.set_in_by_shared_parts(index, balances.in_by_shared_parts(index) + movement.count());
}

bool IsUsed(Account account) {
  return account == rows::v1::ACCOUNT_CONSUMED || account == rows::v1::ACCOUNT_SPOILED_HELD ||
         account == rows::v1::ACCOUNT_DESTROYED;
}

// Where a blank waits to be used, here or at another office.
bool IsUnused(Account account) {
  return account == rows::v1::ACCOUNT_AVAILABLE || account == rows::v1::ACCOUNT_RESERVED ||
         account == rows::v1::ACCOUNT_IN_TRANSIT || account == rows::v1::ACCOUNT_SENT_OUT ||
         account == rows::v1::ACCOUNT_TRANSFER_OUT;
}

// A blank whose chip was read came to be used, or left; one that left without its UID leaves no more known than there are.
void FollowUid(Balances& balances, const rows::v1::Movement& movement) {
  const bool read = !movement.blank_uid().empty();
  if (read && IsUsed(movement.to()) && !IsUsed(movement.from())) {
    balances.set_uid_known(balances.uid_known() + movement.count());
  }
  if (read && IsUsed(movement.from()) && !IsUsed(movement.to()) && !Planted("uid-known-not-taken-back")) {
    balances.set_uid_known(balances.uid_known() - movement.count());
  }
  balances.set_uid_known(std::clamp<int64_t>(balances.uid_known(), 0, UsedOf(balances)));
}

absl::Status CheckMovement(const rows::v1::Movement& movement) {
  const Account from = movement.from();
  const Account to = movement.to();
  const bool accounts = IsAccount(from) && IsAccount(to) && from != to && !(IsSource(from) && IsSource(to));
  const bool said = movement.shared_parts() == 0 || from == rows::v1::ACCOUNT_TRANSFER_IN;
  // A blank that carries a citizen's data never becomes a blank again (INV-4).
  if (accounts && said && movement.count() > 0 && !(IsUsed(from) && IsUnused(to))) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("stock: no movement from account ", movement.from(), " to ",
                                          movement.to(), " of ", movement.count()));
}

absl::Status Negative(const storage::LogStream& where, Account account, int64_t got, int64_t want) {
  return Refuse(Reason::kAccountWouldBeNegative, {{"office", where.office},
                                                  {"lot", where.lot},
                                                  {"account", std::string(NameOf(account))},
                                                  {"got", absl::StrCat(got)},
                                                  {"want", absl::StrCat(want)}});
}

// What is wrong with the balances, or "".
std::string Fault(const Balances& balances) {
  if (balances.count_size() > kAccounts)
    return absl::StrCat(balances.count_size(), " accounts, at most ", kAccounts);
  for (int i = 0; i < balances.count_size(); ++i) {
    if (balances.count(i) < 0 && !Planted("negative-allowed")) {
      return absl::StrCat(ToAbsl(kNames[i]), " is ", balances.count(i));
    }
  }
  if (CameFromWithin(balances, 0) > Get(balances, rows::v1::ACCOUNT_TRANSFER_IN))
    return "more blanks by sender than came in";
  if (!balances.count().empty() && balances.count(0) != 0) return "blanks without an account";
  if (balances.uid_known() < 0 || balances.uid_known() > UsedOf(balances)) {
    return absl::StrCat(balances.uid_known(), " blanks are known by their chips, ", UsedOf(balances),
                        " were used");
  }
  if (const int64_t off = Imbalance(balances); off != 0) return absl::StrCat("the equation is off by ", off);
  return "";
}

}  // namespace

int64_t Get(const Balances& balances, Account account) {
  return account < balances.count_size() ? balances.count(account) : 0;
}

std::string_view NameOf(Account account) {
  return IsAccount(account) ? kNames[account] : std::string_view("?");
}

bool IsSource(Account account) {
  return account >= rows::v1::ACCOUNT_RECEIVED && account <= rows::v1::ACCOUNT_TRANSFER_IN;
}

int64_t Imbalance(const Balances& balances) {
  int64_t off = 0;
  for (int i = 1; i < balances.count_size(); ++i) {
    off += IsSource(static_cast<Account>(i)) ? balances.count(i) : -balances.count(i);
  }
  return off;
}

int64_t CameFromWithin(const Balances& balances, int parts) {
  int64_t count = 0;
  for (int i = parts; i < balances.in_by_shared_parts_size(); ++i) count += balances.in_by_shared_parts(i);
  return count;
}

int64_t UsedOf(const Balances& balances) {
  return Get(balances, rows::v1::ACCOUNT_CONSUMED) + Get(balances, rows::v1::ACCOUNT_SPOILED_HELD) +
         Get(balances, rows::v1::ACCOUNT_DESTROYED);
}

int64_t CountedAlone(const Balances& balances) { return UsedOf(balances) - balances.uid_known(); }

bool KnowsSenders(const Balances& balances) {
  return CameFromWithin(balances, 0) == Get(balances, rows::v1::ACCOUNT_TRANSFER_IN);
}

Balances Sum(const Balances& a, const Balances& b) {
  Balances sum = a;
  for (int i = 0; i < b.count_size(); ++i) Add(sum, static_cast<Account>(i), b.count(i));
  sum.set_uid_known(a.uid_known() + b.uid_known());
  return sum;
}

absl::StatusOr<Balances> Moved(const storage::LogStream& where, Balances balances,
                               const rows::v1::Movement& movement) {
  RETURN_IF_ERROR(CheckMovement(movement));
  // A movement into a source is a reversal: what came in goes back, so that account shrinks too.
  for (const Account account : {movement.from(), movement.to()}) {
    const bool shrinks = (account == movement.from()) != IsSource(account);
    const int64_t got = Get(balances, account);
    if (shrinks && got < movement.count() && !Planted("negative-allowed")) {
      return Negative(where, account, got, movement.count());
    }
    Add(balances, account, shrinks ? -movement.count() : movement.count());
  }
  AddSender(balances, movement);
  FollowUid(balances, movement);
  return balances;
}

absl::StatusOr<std::string> EncodeBalances(const Balances& balances) {
  if (const std::string fault = Fault(balances); !fault.empty()) {
    return absl::InternalError(absl::StrCat("stock: refusing to write balances: ", fault));
  }
  return storage::EncodeRow(balances);
}

absl::Status CheckRead(const storage::LogStream& where, const Balances& balances) {
  const std::string fault = Fault(balances);
  if (fault.empty()) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("stock: office ", where.office, ", lot ", where.lot, ": ", fault));
}

absl::StatusOr<Balances> DecodeBalances(const storage::LogStream& where, std::string_view bytes) {
  if (bytes.empty()) return Balances();
  ASSIGN_OR_RETURN(Balances balances, storage::DecodeRow<Balances>(bytes));
  RETURN_IF_ERROR(CheckRead(where, balances));
  return balances;
}

}  // namespace blangko::stock
