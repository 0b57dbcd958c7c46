#include "services/movements/loss_table.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::movements {
namespace {

using storage::KeyRange;
using storage::KeyWriter;
using storage::Table;

std::string LossKey(std::string_view office, std::string_view id) {
  return KeyWriter(Table::kDeclaredLoss).Text(office).Text(id).Take();
}

std::string KeyOfId(std::string_view loss_id) {
  const size_t colon = loss_id.find(':');
  if (colon == std::string_view::npos) return LossKey(loss_id, "");
  return LossKey(loss_id.substr(0, colon), loss_id.substr(colon + 1));
}

}  // namespace

std::string LossIdOf(const LossRow& row) { return absl::StrCat(row.office(), ":", row.loss_id()); }

absl::StatusOr<LossRow> GetLoss(storage::Snapshot& snapshot, std::string_view loss_id) {
  ASSIGN_OR_RETURN(std::optional<LossRow> row, storage::GetRow<LossRow>(snapshot, KeyOfId(loss_id)));
  if (!row.has_value()) return Refuse(Reason::kUnknownLoss, {{"loss", std::string(loss_id)}});
  return *std::move(row);
}

void PutLoss(storage::Txn& txn, const LossRow& row) {
  storage::PutRow(txn, LossKey(row.office(), row.loss_id()), row);
}

absl::Status VisitLosses(storage::Snapshot& snapshot, std::string_view after,
                         absl::FunctionRef<bool(const LossRow&)> visit) {
  KeyRange range = KeyWriter(Table::kDeclaredLoss).Range();
  if (!after.empty()) range.begin = KeyOfId(after) + '\0';
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
        const auto row = storage::DecodeRow<LossRow>(value);
        if (!row.ok()) bad = row.status();
        return row.ok() && visit(*row);
      }));
  return bad;
}

v1::DeclaredLoss ToApi(const LossRow& row) {
  v1::DeclaredLoss api;
  api.set_loss_id(LossIdOf(row));
  api.set_office(row.office());
  for (const rows::v1::LossLine& line : row.lines()) {
    v1::LossLine& added = *api.add_lines();
    added.set_lot(line.lot());
    added.set_count(line.count());
    added.set_found_count(line.found());
    added.set_reversed_by_seq(line.reversed_by_seq());
  }
  api.set_circumstances(row.circumstances());
  api.set_place(row.place());
  api.set_police_report(row.police_report());
  const absl::CivilDay lost = absl::CivilDay(1970, 1, 1) + row.lost_day();
  api.mutable_lost_date()->set_year(static_cast<int32_t>(lost.year()));
  api.mutable_lost_date()->set_month(lost.month());
  api.mutable_lost_date()->set_day(lost.day());
  for (const rows::v1::LostUids& uids : row.uids()) {
    v1::UidRange& added = *api.add_uids();
    added.set_first(uids.first());
    added.set_last(uids.last());
  }
  api.set_declared_by(row.declared_by());
  api.set_confirmed_by(row.confirmed_by());
  *api.mutable_time() = stock::ApiTime(row.declared_micros());
  return api;
}

}  // namespace blangko::movements
