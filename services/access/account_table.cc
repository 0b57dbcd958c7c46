#include "services/access/account_table.h"

#include <utility>

#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::access {
namespace {

using storage::KeyWriter;
using storage::Table;

std::string AccountKey(std::string_view name) { return KeyWriter(Table::kAccount).Text(name).Take(); }

std::string SessionKey(std::string_view account, std::string_view id) {
  return KeyWriter(Table::kSession).Text(account).Text(id).Take();
}

std::string AdministratorKey(std::string_view name) {
  return KeyWriter(Table::kAdministrator).Text(name).Take();
}

}  // namespace

absl::StatusOr<std::optional<AccountRow>> FindAccount(storage::Snapshot& snapshot, std::string_view name) {
  return storage::GetRow<AccountRow>(snapshot, AccountKey(name));
}

absl::StatusOr<AccountRow> GetAccount(storage::Snapshot& snapshot, std::string_view name) {
  ASSIGN_OR_RETURN(std::optional<AccountRow> row, FindAccount(snapshot, name));
  if (!row.has_value()) return Refuse(Reason::kUnknownAccount, {{"account", std::string(name)}});
  return *std::move(row);
}

void PutAccount(storage::Txn& txn, const AccountRow& account) {
  storage::PutRow(txn, AccountKey(account.name()), account);
  if (KeepsAccounts(static_cast<v1::Role>(account.role()))) txn.Put(AdministratorKey(account.name()), "");
}

absl::Status VisitAccounts(storage::Snapshot& snapshot, std::string_view after,
                           absl::FunctionRef<bool(const AccountRow&)> visit) {
  storage::KeyRange range = KeyWriter(Table::kAccount).Range();
  if (!after.empty()) range.begin = AccountKey(after) + '\0';
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
        const absl::StatusOr<AccountRow> row = storage::DecodeRow<AccountRow>(value);
        if (!row.ok()) bad = row.status();
        return row.ok() && visit(*row);
      }));
  return bad;
}

absl::StatusOr<int> CountAdministrators(storage::Snapshot& snapshot) {
  int count = 0;
  RETURN_IF_ERROR(snapshot.Scan(KeyWriter(Table::kAdministrator).Range(), storage::ScanOrder::kForward,
                                [&](std::string_view, std::string_view) { return ++count < 2; }));
  return count;
}

absl::StatusOr<bool> TwoPersonsInForce(storage::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const int administrators, CountAdministrators(snapshot));
  return administrators >= 2;
}

absl::Status LogAccess(storage::Txn& txn, const Act& act, std::string_view subject, std::string_view event,
                       std::string_view detail) {
  rows::v1::LogEntry entry = EntryOf(act, subject, event);
  entry.set_detail(std::string(detail));
  return AppendEvent(txn, act, kAccessStream, entry).status();
}

absl::StatusOr<std::optional<SessionRow>> FindSession(storage::Snapshot& snapshot, std::string_view account,
                                                      std::string_view id) {
  return storage::GetRow<SessionRow>(snapshot, SessionKey(account, id));
}

void PutSession(storage::Txn& txn, const SessionRow& session, std::string_view id) {
  storage::PutRow(txn, SessionKey(session.account(), id), session);
}

void EraseSession(storage::Txn& txn, std::string_view account, std::string_view id) {
  txn.Erase(SessionKey(account, id));
}

absl::StatusOr<std::vector<ListedSession>> SessionsOf(storage::Snapshot& snapshot, std::string_view account) {
  std::vector<ListedSession> sessions;
  absl::Status bad;
  const storage::KeyRange range = KeyWriter(Table::kSession).Text(account).Range();
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        storage::KeyReader reader(key);
        const auto name = reader.Text();
        const auto id = reader.Text();
        const absl::StatusOr<SessionRow> row = storage::DecodeRow<SessionRow>(value);
        bad = !name.ok() ? name.status() : !id.ok() ? id.status() : row.status();
        if (bad.ok()) sessions.push_back({*id, *row});
        return bad.ok();
      }));
  if (!bad.ok()) return bad;
  return sessions;
}

}  // namespace blangko::access
