#include "services/cli/accounts_session_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

absl::Status CannotWrite(const std::string& path) {
  const std::string why = std::strerror(errno);
  return UsageError(absl::StrCat("sesi tidak dapat disimpan di ", path, ": ", why),
                    absl::StrCat("cannot keep the session in ", path, ": ", why));
}

// Refuses what somebody else could have put there, or can read.
absl::Status CheckOwnOnly(const std::string& path, const struct stat& info) {
  const bool own = S_ISREG(info.st_mode) && info.st_uid == geteuid() && (info.st_mode & kOthers) == 0;
  if (own) return absl::OkStatus();
  return UsageError(absl::StrCat(path, " berisi sesi dan harus berkas Anda sendiri dengan mode 600"),
                    absl::StrCat(path, " holds sessions and must be your own file with mode 600"));
}

// A new file beside it takes its place, so that nobody ever reads half of it.
absl::Status Write(const std::string& path, const std::string& text) {
  const std::string made = absl::StrCat(path, ".", getpid());
  const int file = open(made.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
  if (file < 0) return CannotWrite(path);
  const ssize_t count = write(file, text.data(), text.size());
  const bool whole = close(file) == 0 && count == static_cast<ssize_t>(text.size());
  if (whole && std::rename(made.c_str(), path.c_str()) == 0) return absl::OkStatus();
  const absl::Status failed = CannotWrite(path);
  unlink(made.c_str());
  return failed;
}

}  // namespace

absl::StatusOr<std::vector<KeptSession>> ReadSessions(const std::string& path) {
  std::vector<KeptSession> sessions;
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return sessions;
  RETURN_IF_ERROR(CheckOwnOnly(path, info));
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    KeptSession session;
    if (words >> session.server >> session.account >> session.token) sessions.push_back(session);
  }
  return sessions;
}

absl::Status KeepSession(const std::string& path, const KeptSession& session) {
  ASSIGN_OR_RETURN(std::vector<KeptSession> sessions, ReadSessions(path));
  std::erase_if(sessions, [&](const KeptSession& kept) {
    return kept.server == session.server && kept.account == session.account;
  });
  if (!session.token.empty()) sessions.push_back(session);
  std::string text;
  for (const KeptSession& kept : sessions) {
    absl::StrAppend(&text, kept.server, " ", kept.account, " ", kept.token, "\n");
  }
  return Write(path, text);
}

KeptSession ChooseSession(const std::vector<KeptSession>& sessions, std::string_view server,
                          std::string_view account) {
  KeptSession chosen;
  if (account == kNoAccount) return chosen;
  if (!account.empty())
    chosen = {std::string(server), std::string(account), absl::StrCat(ToAbsl(account), ".")};
  for (const KeptSession& kept : sessions) {
    if (kept.server == server && (account.empty() || kept.account == account)) chosen = kept;
  }
  return chosen;
}

}  // namespace blangko::cli
