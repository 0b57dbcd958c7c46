#include "services/movements/case_step.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/leaving.h"
#include "services/stock/receipt.h"
#include "services/stock/stock_table.h"

namespace blangko::movements {
namespace {

using rows::v1::CaseStep;
using rows::v1::DifferenceLine;

constexpr int kStepsMax = 1000;  // 118 lots, three kinds, some parts each; at most 500 bytes a step

// What a resolution takes from, and where it goes.
struct Way {
  int64_t (DifferenceLine::*open)() const;
  void (DifferenceLine::*set_open)(int64_t);
  rows::v1::Account to;
  std::string_view reason;  // of the movement
};

std::optional<Way> WayOf(uint32_t resolution) {
  using L = DifferenceLine;
  switch (static_cast<v1::Resolution>(resolution)) {
    case v1::RESOLUTION_FOUND:
      return Way{&L::open_missing, &L::set_open_missing, rows::v1::ACCOUNT_AVAILABLE, "DITEMUKAN"};
    case v1::RESOLUTION_LOST:
      return Way{&L::open_missing, &L::set_open_missing, rows::v1::ACCOUNT_LOST, "HILANG"};
    case v1::RESOLUTION_GOOD:
      return Way{&L::open_rejected, &L::set_open_rejected, rows::v1::ACCOUNT_AVAILABLE, "BAIK"};
    case v1::RESOLUTION_SPOILED:
      return Way{&L::open_rejected, &L::set_open_rejected, rows::v1::ACCOUNT_SPOILED_HELD, "CACAT"};
    case v1::RESOLUTION_RETURNED:  // or sent_out, as the shipment says
      return Way{&L::open_rejected, &L::set_open_rejected, rows::v1::ACCOUNT_IN_TRANSIT, "RETUR"};
    case v1::RESOLUTION_ACCEPTED:
      return Way{&L::open_surplus, &L::set_open_surplus, rows::v1::ACCOUNT_AVAILABLE, "LEBIH"};
    default: return std::nullopt;
  }
}

const DifferenceLine* FindLine(const CaseRow& row, std::string_view lot) {
  const auto found = std::find_if(row.lines().begin(), row.lines().end(),
                                  [&](const DifferenceLine& line) { return line.lot() == lot; });
  return found == row.lines().end() ? nullptr : &*found;
}

stock::Posting PostingOf(const CaseRow& row, const CaseStep& step, const Way& way) {
  return {.office = row.office(),
          .lot = step.lot(),
          .movements = {stock::Move(step.count(), rows::v1::ACCOUNT_QUARANTINED, way.to, step.document(),
                                    way.reason)},
          .record = {},
          .subject = absl::StrCat("case:", row.case_id()),
          .event = "CASE_STEP",
          .detail = step.note()};
}

stock::RejectedBlanks BlanksOf(const CaseRow& row, const CaseStep& step) {
  return {.case_id = row.case_id(),
          .office = row.office(),
          .sender = row.from_office(),
          .lot = step.lot(),
          .count = step.count(),
          .note = step.note()};
}

// Moves the blanks of a step; of those that go back it writes the shipment into the step.
absl::Status PostStep(storage::Txn& txn, const access::Act& act, const CaseRow& row, CaseStep& step,
                      const Way& way, const stock::DomainsAbove& above) {
  if (step.resolution() != v1::RESOLUTION_RETURNED) {
    RETURN_IF_ERROR(stock::StockTable(txn).Post(act, PostingOf(row, step, way)).status());
    const bool there = step.resolution() == v1::RESOLUTION_FOUND || step.resolution() == v1::RESOLUTION_GOOD;
    if (!there || above.loans == nullptr) return absl::OkStatus();
    return above.loans->TurnedUp(txn, act, row.case_id(), step.count());
  }
  ASSIGN_OR_RETURN(*step.mutable_shipment_id(), stock::SendBack(txn, act, above, BlanksOf(row, step)));
  return absl::OkStatus();
}

// Takes the blanks off what is open; the case is closed when nothing is.
void Note(CaseRow& row, const access::Act& act, CaseStep step, const Way& way) {
  for (DifferenceLine& line : *row.mutable_lines()) {
    if (line.lot() == step.lot()) (line.*way.set_open)((line.*way.open)() - step.count());
  }
  step.set_time_micros(absl::ToUnixMicros(act.now));
  step.set_by(act.actor.identity);
  step.set_second(act.second.has_value() ? act.second->identity : "");
  *row.add_steps() = std::move(step);
  const bool open = std::any_of(row.lines().begin(), row.lines().end(),
                                [](const DifferenceLine& line) { return OpenOf(line) > 0; });
  if (!open || Planted("case-closed-with-blanks-left")) row.set_closed_micros(absl::ToUnixMicros(act.now));
}

}  // namespace

bool TakesTwo(v1::Resolution resolution) {
  return resolution == v1::RESOLUTION_LOST || resolution == v1::RESOLUTION_ACCEPTED;
}

absl::Status CheckStep(const CaseRow& row, const CaseStep& step) {
  const std::optional<Way> way = WayOf(step.resolution());
  if (!way.has_value())
    return BadField("resolution", absl::StrCat(step.resolution()), "one of the resolutions");
  const DifferenceLine* line = FindLine(row, step.lot());
  if (line == nullptr) return BadField("lot", step.lot(), "a lot of the case");
  if (row.steps_size() >= kStepsMax)
    return BadField("case", absl::StrCat(row.steps_size(), " steps"), absl::StrCat("at most ", kStepsMax));
  const int64_t open = (line->*way->open)();
  if (step.count() <= open) return absl::OkStatus();
  const auto resolution = static_cast<v1::Resolution>(step.resolution());
  return Refuse(Reason::kCaseHasFewer, {{"case", row.case_id()},
                                        {"lot", step.lot()},
                                        {"resolution", ResolutionWord(resolution)},
                                        {"got", absl::StrCat(step.count())},
                                        {"want", absl::StrCat(open)}});
}

absl::Status DoStep(storage::Txn& txn, const access::Act& act, CaseRow row, CaseStep step,
                    const stock::DomainsAbove& above) {
  RETURN_IF_ERROR(CheckStep(row, step));
  const Way way = *WayOf(step.resolution());
  RETURN_IF_ERROR(PostStep(txn, act, row, step, way, above));
  Note(row, act, std::move(step), way);
  PutCase(txn, row);
  return absl::OkStatus();
}

}  // namespace blangko::movements
