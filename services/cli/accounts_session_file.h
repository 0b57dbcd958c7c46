// The tokens of logins, kept between commands in a file that only its owner may read, one line each:
// server, account and token, apart by blanks. The newest login of a server stands last and is the one that counts
// unless --as names another.
//
// Failure: UsageError for a file that is not the user's own or that others may read, or that cannot be written.
// Threads: one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace blangko::cli {

inline constexpr char kNoAccount[] = "-";  // for --as: no login, although there is one

struct KeptSession {
  std::string server;
  std::string account;
  std::string token;
};

// Empty when there is no such file.
absl::StatusOr<std::vector<KeptSession>> ReadSessions(const std::string& path);

// Puts a login last; it replaces the one of the same server and account. An empty token only takes that one away.
absl::Status KeepSession(const std::string& path, const KeptSession& session);

// The login to use: of `account`, or the newest one when `account` is empty; "-" is nobody's. Without one, a token that
// holds nothing when an account was named, so that no command is done under another name.
KeptSession ChooseSession(const std::vector<KeptSession>& sessions, std::string_view server,
                          std::string_view account);

}  // namespace blangko::cli
