// Balances of one (office, lot): the accounts of a blank, the rules of a movement, and the closed equation.
//
// Sources (received, opening, received_in, unexplained, transfer_in) count what came in; all other accounts are places
// where a blank is. INV-1: sum of the sources = sum of the places. INV-2: none below zero. Both are checked when
// balances are written and again when they are read. What was used (consumed, spoiled, destroyed) is never free again.
// Of what was used, uid_known were moved there with the UID of their chip: 0 <= uid_known <= used. Rows of release 4 say 0.
// Failure: Moved refuses with ACCOUNT_WOULD_BE_NEGATIVE; a broken rule is INTERNAL before it is written and DATA_LOSS
// when it was read. Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/log.pb.h"
#include "storage/layers/ledger_log.h"

namespace blangko::stock {

using rows::v1::Account;
using rows::v1::Balances;

int64_t Get(const Balances& balances, Account account);
std::string_view NameOf(Account account);  // "available"
bool IsSource(Account account);

// Sum of the sources minus the sum of the places; 0 when the equation holds.
int64_t Imbalance(const Balances& balances);

// Blanks that came in from offices of this store whose codes share at least `parts` parts with this one's (code_parts.h).
int64_t CameFromWithin(const Balances& balances, int parts);
// Blanks that were used, or spoiled, here: consumed, spoiled_held and destroyed.
int64_t UsedOf(const Balances& balances);
// Of these: known by number alone (hanya jumlah), since nobody read their chips.
int64_t CountedAlone(const Balances& balances);
// False where some of what came in was booked by a release that did not say from how near.
bool KnowsSenders(const Balances& balances);

// Account by account.
Balances Sum(const Balances& a, const Balances& b);

// The balances after one movement. `where` is for the refusal.
absl::StatusOr<Balances> Moved(const storage::LogStream& where, Balances balances,
                               const rows::v1::Movement& movement);

absl::StatusOr<std::string> EncodeBalances(const Balances& balances);
absl::StatusOr<Balances> DecodeBalances(const storage::LogStream& where, std::string_view bytes);

// DATA_LOSS unless INV-1 and INV-2 hold: for balances that ride in a log entry.
absl::Status CheckRead(const storage::LogStream& where, const Balances& balances);

}  // namespace blangko::stock
