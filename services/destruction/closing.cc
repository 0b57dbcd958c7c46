#include "services/destruction/closing.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/card_register.h"
#include "services/stock/stock_table.h"

namespace blangko::destruction {
namespace {

using rows::v1::ACCOUNT_SPOILED_HELD;
using rows::v1::ProposedDestruction;

absl::Status Incomplete(const ListRow& list, const char* what) {
  return Refuse(Reason::kDestructionIncomplete, {{"destruction", list.destruction_id()}, {"what", what}});
}

absl::Status CheckPaper(const ListRow& list) {
  if (list.number().empty() || list.day() == 0) return Incomplete(list, "PAPER_NUMBER");
  if (list.place().empty() || list.method().empty()) return Incomplete(list, "PAPER_PLACE");
  if (list.witnesses().empty()) return Incomplete(list, "WITNESSES");
  return list.pile_by().empty() ? Incomplete(list, "PILE") : absl::OkStatus();
}

absl::Status CheckPile(const ListRow& list) {
  if (list.pile() == Listed(list) || Planted("destroyed-with-unlisted-card")) return absl::OkStatus();
  return Refuse(Reason::kPileDiffers, {{"destruction", list.destruction_id()},
                                       {"got", absl::StrCat(list.pile())},
                                       {"want", absl::StrCat(Listed(list))}});
}

absl::Status CheckAccounts(storage::Snapshot& snapshot, const ListRow& list) {
  for (const auto& lot : list.lots()) {
    ASSIGN_OR_RETURN(const stock::Balances balances, stock::ReadBalances(snapshot, list.office(), lot.lot()));
    const int64_t wanted = lot.cards() + lot.counted();
    const int64_t held = stock::Get(balances, ACCOUNT_SPOILED_HELD);
    if (wanted <= held) continue;
    return Refuse(Reason::kAccountWouldBeNegative, {{"office", list.office()},
                                                    {"lot", lot.lot()},
                                                    {"account", "spoiled_held"},
                                                    {"got", absl::StrCat(held)},
                                                    {"want", absl::StrCat(wanted)}});
  }
  return absl::OkStatus();
}

std::string NameOf(const LineRow& line) {
  return absl::StrCat(line.register_() == stock::kWithdrawnCards ? "T-" : "R-", line.number());
}

absl::Status CheckHeld(storage::Snapshot& snapshot, const ListRow& list, const LineRow& line) {
  if (line.register_() == kCountedPieces) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::optional<CardRow> card,
                   stock::FindHeld(snapshot, {list.office(), line.register_(), line.number()}));
  const bool held =
      card.has_value() && card->count() == line.count() && card->destruction_id() == list.destruction_id();
  if (held) return absl::OkStatus();
  return Refuse(Reason::kCardNotHeld, {{"office", list.office()}, {"card", NameOf(line)}});
}

}  // namespace

absl::Status CheckWhole(storage::Snapshot& snapshot, const ListRow& list) {
  RETURN_IF_ERROR(CheckState(list, v1::Destruction::STATE_OPEN));
  if (Listed(list) == 0) return Incomplete(list, "LISTED_CARDS");
  RETURN_IF_ERROR(CheckPaper(list));
  RETURN_IF_ERROR(CheckPile(list));
  return CheckAccounts(snapshot, list);
}

absl::StatusOr<ProposedDestruction> LookAtAll(storage::Snapshot& snapshot, const ListRow& list) {
  RETURN_IF_ERROR(CheckWhole(snapshot, list));
  absl::Status bad;
  RETURN_IF_ERROR(
      VisitLines(snapshot, list.destruction_id(), "", [&](const std::string&, const LineRow& line) {
        bad = CheckHeld(snapshot, list, line);
        return bad.ok();
      }));
  if (!bad.ok()) return bad;
  ASSIGN_OR_RETURN(const auto office, stock::ReadRegister(snapshot, list.office()));
  ProposedDestruction looked;
  looked.set_destruction_id(list.destruction_id());
  looked.set_version(list.version());
  looked.set_left(office.left());
  return looked;
}

absl::Status CheckUnchanged(storage::Snapshot& snapshot, const ListRow& list,
                            const ProposedDestruction& proposed) {
  ASSIGN_OR_RETURN(const auto office, stock::ReadRegister(snapshot, list.office()));
  if (list.version() == proposed.version() && office.left() == proposed.left()) return absl::OkStatus();
  return Refuse(Reason::kDestructionChanged,
                {{"destruction", list.destruction_id()},
                 {"got", absl::StrCat(list.version(), ".", office.left())},
                 {"want", absl::StrCat(proposed.version(), ".", proposed.left())}});
}

}  // namespace blangko::destruction
