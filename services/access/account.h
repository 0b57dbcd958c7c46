// Accounts: the pure rules about named persons: what their role means, when wrong PINs lock, how the API shows them.
//
// Failure: none. Threads: pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "blangko/access/v1/accounts.pb.h"
#include "blangko/rows/v1/access.pb.h"
#include "services/access/actor.h"

namespace blangko::access {

using AccountRow = rows::v1::NamedAccount;

inline constexpr uint32_t kFreeTries = 5;  // wrong PINs before the first lock
inline constexpr absl::Duration kFirstLock = absl::Minutes(1);
inline constexpr absl::Duration kLongestLock = absl::Hours(1);
inline constexpr absl::Duration kSessionLength = absl::Hours(8);  // a working day; never renewed by use
inline constexpr size_t kSessionsMax = 8;                         // of one account; the oldest gives way

// "account:siti"
std::string IdentityOf(std::string_view account);
// The name of the account that acts; "" for everybody else. It holds as long as the actor.
std::string_view AccountOf(const Actor& actor);

// What a person who logged in may do.
Actor ActorOf(const AccountRow& account);
bool IsActive(const AccountRow& account);

// True for the roles that keep accounts: administrator and centre.
bool KeepsAccounts(v1::Role role);

// How long so many wrong tries in a row lock an account: nothing, then a minute, and twice as long from try to try.
absl::Duration LockAfter(uint32_t wrong_tries);

v1::Account ToApi(const AccountRow& account);
// The role as the API names it; UNSPECIFIED for stations and the system.
v1::Role ToApi(Role role);

}  // namespace blangko::access
