#include "services/destruction/holding_limit.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/status_macros.h"
#include "services/stock/card_register.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::destruction {
namespace {

std::string LimitKey(std::string_view office) {
  return storage::KeyWriter(storage::Table::kHoldingLimit).Text(office).Take();
}

// "14.05-gudang", "14.05.02" -> "14.05" -> "14" -> "".
std::string_view Above(std::string_view office) {
  const size_t border = office.find_last_of(".-");
  return border == std::string_view::npos ? std::string_view() : office.substr(0, border);
}

void NoteOldest(Kept& kept, int64_t since) {
  if (kept.oldest_micros == 0 || since < kept.oldest_micros) kept.oldest_micros = since;
}

// Lines stand in the order in which they were taken in, so the first that is not overdue ends the search.
absl::Status AddLines(storage::Snapshot& snapshot, std::string_view office, uint32_t card_register,
                      int64_t overdue_before, Kept& kept) {
  return stock::VisitCards(snapshot, {std::string(office), card_register, 0}, false,
                           [&](const stock::CardRow& card) {
                             NoteOldest(kept, card.since_micros());
                             if (card.since_micros() >= overdue_before) return false;
                             kept.overdue += card.count();
                             return kept.overdue < kOverdueCounted;
                           });
}

}  // namespace

absl::StatusOr<int32_t> HoldingDays(storage::Snapshot& snapshot, std::string_view office) {
  for (std::string_view at = office; !at.empty(); at = Above(at)) {
    ASSIGN_OR_RETURN(const auto row, storage::GetRow<rows::v1::HoldingLimit>(snapshot, LimitKey(at)));
    if (row.has_value()) return row->days();
  }
  return kHoldingDays;
}

void PutHoldingLimit(storage::Txn& txn, std::string_view office, const rows::v1::HoldingLimit& limit) {
  storage::PutRow(txn, LimitKey(office), limit);
}

int64_t OverdueBefore(absl::Time now, int32_t days) {
  return absl::ToUnixMicros(now - absl::Hours(24) * days);
}

absl::StatusOr<Kept> CountKept(storage::Snapshot& snapshot, std::string_view office,
                               const rows::v1::CardRegister& card_register, int64_t overdue_before) {
  Kept kept;
  int64_t before = 0;
  for (const auto& lot : card_register.lots()) before += lot.before();
  if (before > 0) {
    NoteOldest(kept, card_register.begin_micros());
    if (card_register.begin_micros() < overdue_before) kept.overdue += before;
  }
  for (const uint32_t one : {stock::kSpoiledCards, stock::kWithdrawnCards}) {
    if (kept.overdue >= kOverdueCounted) break;
    RETURN_IF_ERROR(AddLines(snapshot, office, one, overdue_before, kept));
  }
  kept.overdue = std::min(kept.overdue, kOverdueCounted);
  return kept;
}

absl::StatusOr<Kept> CountAllKept(storage::Snapshot& snapshot, std::string_view prefix, absl::Time now) {
  Kept all;
  absl::Status bad;
  RETURN_IF_ERROR(stock::VisitRegisters(
      snapshot, prefix, "", [&](const std::string& office, const rows::v1::CardRegister& card_register) {
        const absl::StatusOr<int32_t> days = HoldingDays(snapshot, office);
        if (!days.ok()) bad = days.status();
        const absl::StatusOr<Kept> kept =
            bad.ok() ? CountKept(snapshot, office, card_register, OverdueBefore(now, *days)) : bad;
        if (!kept.ok()) bad = kept.status();
        if (!bad.ok()) return false;
        all.overdue += kept->overdue;
        if (kept->oldest_micros != 0) NoteOldest(all, kept->oldest_micros);
        return true;
      }));
  if (!bad.ok()) return bad;
  return all;
}

}  // namespace blangko::destruction
