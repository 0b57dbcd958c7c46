#include "services/movements/case_table.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::movements {
namespace {

using storage::KeyRange;
using storage::KeyReader;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

std::string CaseKey(std::string_view id) { return KeyWriter(Table::kDifferenceCase).Text(id).Take(); }
std::string OpenKey(std::string_view id) { return KeyWriter(Table::kOpenCase).Text(id).Take(); }

absl::Status NoSuchCase(std::string_view id) {
  return Refuse(Reason::kUnknownCase, {{"case", std::string(id)}});
}

KeyRange RangeAfter(Table table, std::string_view after) {
  KeyRange range = KeyWriter(table).Range();
  if (!after.empty()) range.begin = KeyWriter(table).Text(after).Take() + '\0';
  return range;
}

absl::Status VisitAll(Snapshot& snapshot, std::string_view after,
                      absl::FunctionRef<bool(const CaseRow&)> visit) {
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(RangeAfter(Table::kDifferenceCase, after), storage::ScanOrder::kForward,
                                [&](std::string_view, std::string_view value) {
                                  const auto row = storage::DecodeRow<CaseRow>(value);
                                  if (!row.ok()) bad = row.status();
                                  return row.ok() && visit(*row);
                                }));
  return bad;
}

absl::StatusOr<std::optional<std::string>> NextOpen(Snapshot& snapshot, std::string_view after) {
  std::optional<std::string> id;
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(RangeAfter(Table::kOpenCase, after), storage::ScanOrder::kForward,
                                [&](std::string_view key, std::string_view) {
                                  auto read = KeyReader(key).Text();
                                  if (read.ok()) id = *std::move(read);
                                  bad = read.status();
                                  return false;
                                }));
  RETURN_IF_ERROR(bad);
  return id;
}

v1::DifferenceLine ToApi(const rows::v1::DifferenceLine& line) {
  v1::DifferenceLine api;
  api.set_lot(line.lot());
  api.set_rejected_count(line.rejected());
  api.set_missing_count(line.missing());
  api.set_surplus_count(line.surplus());
  api.set_open_rejected_count(line.open_rejected());
  api.set_open_missing_count(line.open_missing());
  api.set_open_surplus_count(line.open_surplus());
  api.set_found_count(line.found());
  return api;
}

v1::CaseStep ToApi(const rows::v1::CaseStep& step) {
  v1::CaseStep api;
  api.set_lot(step.lot());
  api.set_resolution(static_cast<v1::Resolution>(step.resolution()));
  api.set_count(step.count());
  api.set_note(step.note());
  api.set_document(step.document());
  *api.mutable_time() = stock::ApiTime(step.time_micros());
  api.set_by(step.by());
  api.set_second_actor(step.second());
  api.set_shipment_id(step.shipment_id());
  return api;
}

}  // namespace

absl::StatusOr<CaseRow> GetCase(Snapshot& snapshot, std::string_view case_id) {
  ASSIGN_OR_RETURN(std::optional<CaseRow> row, storage::GetRow<CaseRow>(snapshot, CaseKey(case_id)));
  if (!row.has_value()) return NoSuchCase(case_id);
  return *std::move(row);
}

absl::StatusOr<CaseRow> FindCase(Snapshot& snapshot, const access::Actor& actor, std::string_view case_id) {
  ASSIGN_OR_RETURN(CaseRow row, GetCase(snapshot, case_id));
  const bool sees =
      access::Covers(actor.scope, row.office()) || access::Covers(actor.scope, row.from_office());
  if (!sees) return NoSuchCase(case_id);
  return row;
}

void PutCase(storage::Txn& txn, const CaseRow& row) {
  storage::PutRow(txn, CaseKey(row.case_id()), row);
  if (row.closed_micros() == 0) {
    txn.Put(OpenKey(row.case_id()), "");
  } else {
    txn.Erase(OpenKey(row.case_id()));
  }
}

absl::Status VisitCases(Snapshot& snapshot, bool ended, std::string_view after,
                        absl::FunctionRef<bool(const CaseRow&)> visit) {
  if (ended) return VisitAll(snapshot, after, visit);
  std::string last(after);
  while (true) {
    ASSIGN_OR_RETURN(const std::optional<std::string> id, NextOpen(snapshot, last));
    if (!id.has_value()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const CaseRow row, GetCase(snapshot, *id));
    if (!visit(row)) return absl::OkStatus();
    last = *id;
  }
}

int64_t OpenOf(const rows::v1::DifferenceLine& line) {
  return line.open_rejected() + line.open_missing() + line.open_surplus();
}

std::string ResolutionWord(v1::Resolution resolution) {
  constexpr size_t kPrefix = sizeof("RESOLUTION_") - 1;
  return absl::StrCat("CASE_", v1::Resolution_Name(resolution).substr(kPrefix));
}

v1::DifferenceCase ToApi(const CaseRow& row, absl::Time now) {
  v1::DifferenceCase api;
  api.set_case_id(row.case_id());
  api.set_office(row.office());
  api.set_from_office(row.from_office());
  for (const auto& line : row.lines()) *api.add_lines() = ToApi(line);
  *api.mutable_open_time() = stock::ApiTime(row.opened_micros());
  *api.mutable_due_time() = stock::ApiTime(row.due_micros());
  api.set_overdue(row.closed_micros() == 0 && absl::ToUnixMicros(now) > row.due_micros());
  api.set_owner(row.owner());
  for (const auto& step : row.steps()) *api.add_steps() = ToApi(step);
  if (row.closed_micros() != 0) *api.mutable_close_time() = stock::ApiTime(row.closed_micros());
  return api;
}

}  // namespace blangko::movements
