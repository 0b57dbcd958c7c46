// History: what is compared after each step.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "blangko/rows/v1/destruction.pb.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/stock.pb.h"
#include "services/stock/ledger_fold.h"
#include "storage/key_codec.h"
#include "storage/layers/ledger_log.h"
#include "storage/row_codec.h"
#include "tests/stock/history.h"

namespace blangko::proof {
namespace {

using storage::KeyWriter;
using storage::Table;

// "ACCOUNT_SPOILED_HELD" -> "spoiled_held", as balances name it.
std::string AccountName(rows::v1::Account account) {
  std::string name = rows::v1::Account_Name(account).substr(std::string("ACCOUNT_").size());
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  return name;
}

bool IsSource(const std::string& account) {
  return account == "received" || account == "opening" || account == "received_in" ||
         account == "unexplained" || account == "transfer_in";
}

// Balances by the names of their fields, which are the names of the accounts.
Pile PileOf(const stock::v1::Balances& balances) {
  Pile pile;
  const auto* type = stock::v1::Balances::descriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const int64_t count = stock::v1::Balances::GetReflection()->GetInt64(balances, type->field(i));
    if (count != 0) pile[type->field(i)->name()] = count;
  }
  return pile;
}

Pile WithoutZeros(Pile pile) {
  std::erase_if(pile, [](const auto& entry) { return entry.second == 0; });
  return pile;
}

std::string Show(const Pile& pile) {
  std::string text;
  for (const auto& [account, count] : pile)
    absl::StrAppend(&text, text.empty() ? "" : " ", account, "=", count);
  return text;
}

std::string Name(const Place& place) { return absl::StrCat(place.first, ", lot ", place.second); }

// INV-1 and INV-2 of one office and lot, by plain numbers.
std::string Fault(const Pile& pile) {
  int64_t sources = 0;
  int64_t places = 0;
  for (const auto& [account, count] : pile) {
    if (count < 0) return absl::StrCat(account, " is ", count);
    (IsSource(account) ? sources : places) += count;
  }
  return sources == places ? "" : absl::StrCat("came ", sources, ", are ", places);
}

// INV-3: n > 0 blanks from one account to another. Moves them in `pile`.
std::string Follow(const rows::v1::LogEntry& entry, Pile& pile) {
  for (const rows::v1::Movement& movement : entry.movements()) {
    const std::string from = AccountName(movement.from());
    const std::string to = AccountName(movement.to());
    if (movement.count() <= 0 || from == to)
      return absl::StrCat("moves ", movement.count(), " from ", from, " to ", to);
    pile[from] += IsSource(from) ? movement.count() : -movement.count();
    pile[to] += IsSource(to) ? -movement.count() : movement.count();
  }
  return "";
}

}  // namespace

std::string History::Compare() {
  std::string apart = CompareBalances();
  if (apart.empty()) apart = CompareLogs();
  const absl::Status read = at_.store.View([&](storage::Snapshot& snapshot) {
    if (apart.empty()) apart = CompareRegisters(snapshot);
    if (apart.empty()) apart = CompareChips(snapshot);
    return absl::OkStatus();
  });
  return read.ok() ? apart : read.ToString();
}

std::string History::CompareBalances() {
  const auto listed = at_.stock.ListBalances(at_.ratna, {});
  if (!listed.ok()) return listed.status().ToString();
  std::map<Place, Pile> got;
  for (const auto& row : listed->balances()) got[{row.office(), row.lot()}] = PileOf(row.balances());
  for (const auto& [place, pile] : model_.piles()) {
    const std::string apart =
        Differ(absl::StrCat("blanks of ", Name(place)), Show(got[place]), Show(WithoutZeros(pile)));
    if (!apart.empty()) return apart;
  }
  for (const auto& [place, pile] : got) {
    if (const std::string fault = Fault(pile); !fault.empty()) return absl::StrCat(Name(place), ": ", fault);
    if (!model_.piles().contains(place) && !pile.empty()) return absl::StrCat(Name(place), ": ", Show(pile));
  }
  return "";
}

// New entries are folded upon what was folded before; CheckAll begins from nothing.
std::string History::CompareLogs() {
  std::string apart;
  const absl::Status read = at_.store.View([&](storage::Snapshot& snapshot) {
    return storage::VisitLogHeads(snapshot, "",
                                  [&](const storage::LogStream& stream, const storage::LogHeadView& head) {
                                    const Place place{stream.office, stream.lot};
                                    if (stream.lot.empty()) return true;
                                    apart = ReadEntries(snapshot, place, head.seq);
                                    return apart.empty();
                                  });
  });
  return read.ok() ? apart : read.ToString();
}

std::string History::ReadEntries(storage::Snapshot& snapshot, const Place& place, uint64_t seq) {
  if (seq != model_.Entries(place))
    return absl::StrCat("entries of ", Name(place), ": got ", seq, ", want ", model_.Entries(place));
  Book& book = books_[place];
  if (book.seq == seq) return "";
  std::vector<rows::v1::LogEntry> entries;  // newest first
  const absl::Status read =
      storage::VisitLog(snapshot, {place.first, place.second}, std::nullopt, storage::ScanOrder::kReverse,
                        [&](const storage::LogRecord& record) {
                          if (record.seq <= book.seq) return false;
                          entries.emplace_back().ParseFromString(record.entry);
                          return true;
                        });
  if (!read.ok()) return read.ToString();
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    ++book.seq;
    std::string fault = Follow(*entry, book.pile);
    if (fault.empty()) fault = Fault(book.pile);
    if (!fault.empty()) return absl::StrCat("entry ", book.seq, " of ", Name(place), ": ", fault);
  }
  const auto pile = model_.piles().find(place);
  const Pile want = pile == model_.piles().end() ? Pile() : pile->second;
  return Differ(absl::StrCat("log of ", Name(place)), Show(WithoutZeros(book.pile)),
                Show(WithoutZeros(want)));
}

std::string History::CompareRegisters(storage::Snapshot& snapshot) {
  for (const auto& [name, want] : model_.registers()) {
    const auto row =
        storage::GetRow<rows::v1::CardRegister>(snapshot, KeyWriter(Table::kCardRegister).Text(name).Take());
    if (!row.ok()) return row.status().ToString();
    const rows::v1::CardRegister got = row->value_or(rows::v1::CardRegister());
    std::map<std::string, int64_t> listed;
    for (const Piece& piece : want.pieces)
      if (piece.held) listed[piece.lot] += piece.count;
    std::string apart = Differ(absl::StrCat("cards in the register of ", name),
                               absl::StrCat(got.last_spoiled()), absl::StrCat(want.pieces.size()));
    for (const char* lot : {"A", "B"}) {
      int64_t lines = 0;
      int64_t kept = 0;
      for (const auto& of_lot : got.lots()) {
        if (of_lot.lot() != lot) continue;
        lines = of_lot.listed();
        kept = of_lot.listed() + of_lot.before() - of_lot.missing();
      }
      const std::string where = absl::StrCat("register of spoiled cards of ", name, ", lot ", lot);
      if (apart.empty()) apart = Differ(where + ", lines", absl::StrCat(lines), absl::StrCat(listed[lot]));
      if (apart.empty())
        apart = Differ(where, absl::StrCat(kept), absl::StrCat(model_.Count({name, lot}, "spoiled_held")));
    }
    if (!apart.empty()) return apart;
  }
  return "";
}

// INV-4: a chip is in one card; any further use is an incident. One that was burnt stays so.
std::string History::CompareChips(storage::Snapshot& snapshot) {
  for (const auto& [uid, want] : model_.chips()) {
    const auto row =
        storage::GetRow<rows::v1::BlankUid>(snapshot, KeyWriter(Table::kBlankUid).Text(uid).Take());
    if (!row.ok()) return row.status().ToString();
    const rows::v1::BlankUid got = row->value_or(rows::v1::BlankUid());
    std::string got_uses;
    bool burnt = false;
    for (const auto& use : got.uses()) {
      absl::StrAppend(&got_uses, use.record_id(), "/", use.attempt(),
                      use.incident().empty() ? "" : " incident", ";");
      burnt = burnt || use.account() == rows::v1::ACCOUNT_DESTROYED;
    }
    std::string want_uses;
    for (const Job& job : want.uses)
      absl::StrAppend(&want_uses, job.first, "/", job.second, &job == &want.uses[0] ? "" : " incident", ";");
    std::string apart = Differ(absl::StrCat("uses of chip ", uid), got_uses, want_uses);
    if (apart.empty() && burnt != want.burnt)
      apart =
          absl::StrCat("chip ", uid, want.burnt ? " was burnt and is not known so" : " is known as burnt");
    if (!apart.empty()) return apart;
  }
  return "";
}

std::string History::CheckAll() {
  books_.clear();
  if (std::string apart = CompareLogs(); !apart.empty()) return apart;
  const absl::Status ledger =
      at_.store.View([](storage::Snapshot& snapshot) { return stock::CheckLedger(snapshot); });
  return ledger.ok() ? "" : ledger.ToString();
}

}  // namespace blangko::proof
