#include "services/audit/register_checks.h"

#include <map>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/destruction.pb.h"
#include "services/stock/blank_uids.h"
#include "services/stock/card_register.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::audit {
namespace {

using rows::v1::CardRegister;
using stock::CardRow;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;
using Place = std::pair<std::string, std::string>;  // office, lot

struct Counts {
  std::map<Place, int64_t> listed, kept;     // by the lines, and by the registers
  std::map<std::string, int64_t> withdrawn;  // by the lines
};

absl::Status VisitRows(Snapshot& snapshot, Table table, Check& check,
                       absl::FunctionRef<void(const CardRow&)> visit) {
  return snapshot.Scan(KeyWriter(table).Range(), storage::ScanOrder::kForward,
                       [&](std::string_view, std::string_view value) {
                         ++check.rows;
                         const auto card = storage::DecodeRow<CardRow>(value);
                         if (card.ok()) visit(*card);
                         if (!card.ok()) check.Bad(std::string(card.status().message()));
                         return true;
                       });
}

std::string NameOf(const Place& place) {
  return absl::StrCat("office ", place.first, ", lot ", place.second);
}

std::string NameOf(const CardRow& card) {
  return absl::StrCat("office ", card.office(), ", register ", card.register_(), ", number ", card.number());
}

void CompareOffice(const std::string& office, const CardRegister& row, Counts& counts, Check& check) {
  for (const auto& lot : row.lots()) {
    const Place place{office, lot.lot()};
    counts.kept[place] = stock::HeldPieces(lot);
    const int64_t listed = counts.listed[place];
    if (listed != lot.listed())
      check.Bad(
          absl::StrCat(NameOf(place), ": ", listed, " pieces have a line, the register says ", lot.listed()));
    counts.listed.erase(place);
  }
  if (counts.withdrawn[office] != row.withdrawn()) {
    check.Bad(absl::StrCat("office ", office, ": ", counts.withdrawn[office],
                           " withdrawn cards have a line, the register says ", row.withdrawn()));
  }
}

absl::StatusOr<bool> IsTakenUp(Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const auto row, storage::GetRow<rows::v1::RegisterTakeUp>(
                                       snapshot, KeyWriter(Table::kRegisterTakeUp).Text("").Take()));
  return row.has_value() && row->done();
}

// Spoiled cards of a store that is not taken up yet have no register where nothing was spoiled since.
void CompareWithLedger(const Facts& facts, Counts& counts, bool taken_up, Check& check) {
  for (const auto& [place, spoiled] : facts.spoiled) {
    const auto kept = counts.kept.find(place);
    if (kept == counts.kept.end() && !taken_up) continue;
    const int64_t pieces = kept == counts.kept.end() ? 0 : kept->second;
    if (pieces != spoiled) {
      check.Bad(absl::StrCat(NameOf(place), ": spoiled_held holds ", spoiled,
                             ", the register of spoiled cards ", pieces));
    }
    if (kept != counts.kept.end()) counts.kept.erase(kept);
  }
  for (const auto& [place, pieces] : counts.kept) {
    if (pieces != 0)
      check.Bad(absl::StrCat(NameOf(place), ": the register holds ", pieces, ", the ledger none"));
  }
}

}  // namespace

absl::Status CheckRegisters(Snapshot& snapshot, const Facts& facts, std::vector<Check>& checks) {
  Check check{
      .name = "card registers",
      .invariants = "INV-1",
      .what = "spoiled cards in the registers are what spoiled_held holds, office by office and lot by lot"};
  Counts counts;
  RETURN_IF_ERROR(VisitRows(snapshot, Table::kHeldCard, check, [&](const CardRow& card) {
    if (card.register_() == stock::kWithdrawnCards) {
      ++counts.withdrawn[card.office()];
    } else {
      counts.listed[{card.office(), card.lot()}] += card.count();
    }
  }));
  RETURN_IF_ERROR(stock::VisitRegisters(snapshot, "", "", [&](const std::string& office, const auto& row) {
    CompareOffice(office, row, counts, check);
    return true;
  }));
  for (const auto& [place, listed] : counts.listed)
    check.Bad(absl::StrCat(NameOf(place), ": ", listed, " pieces have a line, the register none"));
  ASSIGN_OR_RETURN(const bool taken_up, IsTakenUp(snapshot));
  CompareWithLedger(facts, counts, taken_up, check);
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

absl::Status CheckDestroyed(Snapshot& snapshot, std::vector<Check>& checks) {
  Check check{.name = "destroyed cards",
              .invariants = "INV-4",
              .what = "a card that was destroyed is held no more, and its chip is known as destroyed"};
  absl::Status failed;
  const auto look = [&](const CardRow& card) -> absl::Status {
    if (card.gone_to() != rows::v1::ACCOUNT_DESTROYED) return absl::OkStatus();
    ASSIGN_OR_RETURN(const auto held, stock::FindHeld(snapshot, stock::KeyOf(card)));
    if (held.has_value()) check.Bad(NameOf(card) + ": destroyed, and held");
    if (card.blank_uid().empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const auto chip, stock::ReadUid(snapshot, card.blank_uid()));
    if (!stock::IsDestroyed(chip))
      check.Bad(NameOf(card) + ": destroyed, and its chip is not known as destroyed");
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(VisitRows(snapshot, Table::kGoneCard, check, [&](const CardRow& card) {
    if (const absl::Status looked = look(card); !looked.ok()) failed = looked;
  }));
  if (!failed.ok()) return failed;
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

}  // namespace blangko::audit
