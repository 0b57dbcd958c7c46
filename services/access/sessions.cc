#include "services/access/sessions.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko::access {
namespace {

absl::Status Ended() { return Refuse(Reason::kSessionEnded); }

std::string IdOf(std::string_view token) { return ToHex(Digest({"blangko-session-v1", token})); }

// Names hold dots; the secret part does not.
std::string_view NameOf(std::string_view token) {
  const size_t dot = token.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : token.substr(0, dot);
}

bool IsOver(const SessionRow& session, const AccountRow& account, absl::Time now) {
  if (Planted("session-for-ever")) return false;
  return session.end_micros() <= absl::ToUnixMicros(now) ||
         session.session_epoch() != account.session_epoch();
}

}  // namespace

NewSession MakeSession(std::string_view account) {
  std::string token = absl::StrCat(ToAbsl(account), ".", ToBase32(NewSecretKey()));
  std::string id = IdOf(token);
  return {std::move(token), std::move(id)};
}

absl::StatusOr<SessionRow> StartSession(storage::Txn& txn, const AccountRow& account, std::string_view id,
                                        absl::Time now) {
  ASSIGN_OR_RETURN(std::vector<ListedSession> known, SessionsOf(txn, account.name()));
  std::sort(known.begin(), known.end(), [](const ListedSession& a, const ListedSession& b) {
    return a.row.created_micros() > b.row.created_micros();
  });
  for (size_t i = 0; i < known.size(); ++i) {
    if (i + 1 < kSessionsMax && !IsOver(known[i].row, account, now)) continue;
    EraseSession(txn, account.name(), known[i].id);
  }
  SessionRow session;
  session.set_account(account.name());
  session.set_session_epoch(account.session_epoch());
  session.set_created_micros(absl::ToUnixMicros(now));
  session.set_end_micros(absl::ToUnixMicros(now + kSessionLength));
  PutSession(txn, session, id);
  return session;
}

absl::StatusOr<AccountRow> AccountOfToken(storage::Snapshot& snapshot, std::string_view token,
                                          absl::Time now) {
  const std::string_view name = NameOf(token);
  ASSIGN_OR_RETURN(const std::optional<SessionRow> session, FindSession(snapshot, name, IdOf(token)));
  if (!session.has_value()) return Ended();
  ASSIGN_OR_RETURN(AccountRow account, GetAccount(snapshot, name));
  if (!IsActive(account) || IsOver(*session, account, now)) return Ended();
  return account;
}

absl::StatusOr<Actor> FindSessionActor(storage::Store& store, std::string_view token, absl::Time now) {
  ASSIGN_OR_RETURN(const AccountRow account,
                   storage::ViewFor<AccountRow>(store, [&](storage::Snapshot& snapshot) {
                     return AccountOfToken(snapshot, token, now);
                   }));
  return ActorOf(account);
}

absl::StatusOr<int> EndSessions(storage::Txn& txn, std::string_view token, bool all, absl::Time now) {
  ASSIGN_OR_RETURN(const AccountRow account, AccountOfToken(txn, token, now));
  ASSIGN_OR_RETURN(const std::vector<ListedSession> known, SessionsOf(txn, account.name()));
  const std::string own = IdOf(token);
  int ended = 0;
  for (const ListedSession& session : known) {
    if (!all && session.id != own) continue;
    EraseSession(txn, account.name(), session.id);
    ++ended;
  }
  return ended;
}

}  // namespace blangko::access
