#include "services/audit/custody_checks.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/movements/v1/movements.pb.h"
#include "blangko/rows/v1/comparison.pb.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/movements.pb.h"
#include "storage/key_codec.h"
#include "storage/layers/ledger_log.h"
#include "storage/row_codec.h"

namespace blangko::audit {
namespace {

using rows::v1::DifferenceCase;
using rows::v1::DifferenceLine;
using rows::v1::LogEntry;
using rows::v1::Movement;
using storage::KeyReader;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;
using Place = std::pair<std::string, std::string>;  // office, lot

std::string NameOf(const Place& place) {
  return absl::StrCat("office ", place.first, ", lot ", place.second);
}

template <typename Row>
absl::Status VisitRows(Snapshot& snapshot, Table table, Check& check,
                       absl::FunctionRef<void(std::string_view key, const Row&)> visit) {
  return snapshot.Scan(KeyWriter(table).Range(), storage::ScanOrder::kForward,
                       [&](std::string_view key, std::string_view value) {
                         ++check.rows;
                         const auto row = storage::DecodeRow<Row>(value);
                         if (row.ok()) visit(key, *row);
                         if (!row.ok()) check.Bad(std::string(row.status().message()));
                         return true;
                       });
}

// ---- cases

// Blanks of a case that its steps took from what was rejected, missing or too many.
struct Taken {
  int64_t rejected = 0;
  int64_t missing = 0;
  int64_t surplus = 0;
};

Taken TakenOf(const DifferenceCase& row, const std::string& lot) {
  namespace api = movements::v1;
  Taken taken;
  for (const rows::v1::CaseStep& step : row.steps()) {
    if (step.lot() != lot) continue;
    switch (static_cast<api::Resolution>(step.resolution())) {
      case api::RESOLUTION_FOUND:
      case api::RESOLUTION_LOST: taken.missing += step.count(); break;
      case api::RESOLUTION_ACCEPTED: taken.surplus += step.count(); break;
      default: taken.rejected += step.count(); break;
    }
  }
  return taken;
}

int64_t OpenOf(const DifferenceLine& line) {
  return line.open_rejected() + line.open_missing() + line.open_surplus();
}

std::string FaultOf(const DifferenceCase& row) {
  int64_t open = 0;
  for (const DifferenceLine& line : row.lines()) {
    open += OpenOf(line);
    const Taken taken = TakenOf(row, line.lot());
    const bool explained = line.rejected() - taken.rejected == line.open_rejected() &&
                           line.missing() - taken.missing == line.open_missing() &&
                           line.surplus() - taken.surplus == line.open_surplus();
    if (!explained) return absl::StrCat("lot ", line.lot(), ": its steps do not explain what is open");
  }
  if ((open == 0) != (row.closed_micros() != 0))
    return absl::StrCat(open, " blanks are open, and it is ", row.closed_micros() != 0 ? "closed" : "open");
  return "";
}

absl::Status CompareOpenCases(Snapshot& snapshot, std::set<std::string> open, Check& check) {
  RETURN_IF_ERROR(snapshot.Scan(KeyWriter(Table::kOpenCase).Range(), storage::ScanOrder::kForward,
                                [&](std::string_view key, std::string_view) {
                                  const std::string id = KeyReader(key).Text().value_or("?");
                                  if (open.erase(id) == 0)
                                    check.Bad(absl::StrCat("case ", id, ": listed as open, and is not"));
                                  return true;
                                }));
  for (const std::string& id : open) check.Bad(absl::StrCat("case ", id, ": open, and not listed as such"));
  return absl::OkStatus();
}

// Of each place, what is quarantined by receipts that have a case.
std::map<Place, int64_t> QuarantinedForCases(const Facts& facts, const std::set<std::string>& cases) {
  std::map<Place, int64_t> quarantined = facts.quarantined;
  for (const auto& [receipt, count] : facts.quarantined_by) {
    const auto& [shipment, place] = receipt;
    if (!cases.contains(shipment)) quarantined[place] -= count;
  }
  return quarantined;
}

// ---- entries taken back

bool IsOpposite(const Movement& back, const Movement& of) {
  return back.from() == of.to() && back.to() == of.from() && back.count() == of.count();
}

std::string FaultOf(const LogEntry& entry, const LogEntry& back, const std::string& name) {
  if (back.event() != "REVERSED" || back.subject() != absl::StrCat("entry:", name))
    return absl::StrCat("the entry that takes it back is ", back.event(), " of ", back.subject());
  const bool opposite = std::equal(back.movements().begin(), back.movements().end(),
                                   entry.movements().rbegin(), entry.movements().rend(), IsOpposite);
  return opposite ? "" : "the entry that takes it back is not its opposite";
}

using Wanted = std::map<uint64_t, uint64_t>;  // entry -> the one that takes it back

absl::Status CheckStream(Snapshot& snapshot, const Place& place, const Wanted& wanted, Check& check) {
  std::set<uint64_t> numbers;
  for (const auto& [seq, by] : wanted) numbers.insert({seq, by});
  std::map<uint64_t, LogEntry> entries;
  RETURN_IF_ERROR(storage::VisitLog(snapshot, {place.first, place.second}, std::nullopt,
                                    storage::ScanOrder::kForward, [&](const storage::LogRecord& record) {
                                      if (numbers.contains(record.seq))
                                        entries[record.seq].ParseFromString(record.entry);
                                      return entries.size() < numbers.size();
                                    }));
  for (const auto& [seq, by] : wanted) {
    const std::string name = absl::StrCat(place.first, "/", place.second, "/", seq);
    const bool there = entries.contains(seq) && entries.contains(by);
    const std::string fault = there ? FaultOf(entries[seq], entries[by], name)
                                    : absl::StrCat("there is no entry ", entries.contains(seq) ? by : seq);
    if (!fault.empty()) check.Bad(absl::StrCat(NameOf(place), ", entry ", seq, ": ", fault));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckCases(Snapshot& snapshot, const Facts& facts, std::vector<Check>& checks) {
  Check check{.name = "cases",
              .invariants = "INV-1",
              .what = "what cases of differences hold open is what is quarantined for them"};
  std::map<Place, int64_t> open_blanks;
  std::set<std::string> open, all;
  RETURN_IF_ERROR(VisitRows<DifferenceCase>(snapshot, Table::kDifferenceCase, check,
                                            [&](std::string_view, const DifferenceCase& row) {
                                              all.insert(row.case_id());
                                              if (row.closed_micros() == 0) open.insert(row.case_id());
                                              for (const DifferenceLine& line : row.lines())
                                                open_blanks[{row.office(), line.lot()}] += OpenOf(line);
                                              if (const std::string fault = FaultOf(row); !fault.empty())
                                                check.Bad(absl::StrCat("case ", row.case_id(), ": ", fault));
                                            }));
  RETURN_IF_ERROR(CompareOpenCases(snapshot, open, check));
  std::map<Place, int64_t> quarantined = QuarantinedForCases(facts, all);
  for (const auto& [place, blanks] : open_blanks) {
    const int64_t there = quarantined[place];
    if (blanks != there)
      check.Bad(
          absl::StrCat(NameOf(place), ": cases hold ", blanks, " open, quarantined for them are ", there));
    quarantined.erase(place);
  }
  for (const auto& [place, blanks] : quarantined)
    if (blanks != 0) check.Bad(absl::StrCat(NameOf(place), ": ", blanks, " are quarantined for no case"));
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

absl::Status CheckReversals(Snapshot& snapshot, const Facts& facts, std::vector<Check>& checks) {
  Check check{.name = "reversals",
              .invariants = "INV-3",
              .what = "an entry that was taken back names its exact opposite, and is taken back once"};
  std::map<Place, Wanted> wanted;
  RETURN_IF_ERROR(VisitRows<rows::v1::EntryReversal>(
      snapshot, Table::kReversedEntry, check, [&](std::string_view key, const rows::v1::EntryReversal& row) {
        KeyReader reader(key);
        const std::string office = reader.Text().value_or("?");
        const std::string lot = reader.Text().value_or("?");
        wanted[{office, lot}][reader.U64().value_or(0)] = row.by_seq();
      }));
  for (const auto& [place, of_place] : wanted) {
    RETURN_IF_ERROR(CheckStream(snapshot, place, of_place, check));
    const auto found = facts.reversals.find(place);
    const int64_t entries = found == facts.reversals.end() ? 0 : found->second;
    if (entries != static_cast<int64_t>(of_place.size()))
      check.Bad(absl::StrCat(NameOf(place), ": ", entries, " entries take one back, ", of_place.size(),
                             " are named as taken back"));
  }
  for (const auto& [place, entries] : facts.reversals) {
    if (!wanted.contains(place))
      check.Bad(
          absl::StrCat(NameOf(place), ": ", entries, " entries take one back, none is named as taken back"));
  }
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

absl::Status CheckPrintedOutside(Snapshot& snapshot, const Facts& facts, std::vector<Check>& checks) {
  Check check{.name = "printed outside",
              .invariants = "INV-1",
              .what = "each card that was printed outside used one blank of its office and lot"};
  std::map<Place, OutsideBlanks> booked;
  RETURN_IF_ERROR(VisitRows<rows::v1::PrintedOutside>(
      snapshot, Table::kPrintedOutside, check, [&](std::string_view, const rows::v1::PrintedOutside& row) {
        OutsideBlanks& of_place = booked[{row.office(), row.lot()}];
        ++of_place.blanks;
        of_place.unexplained += row.unexplained() ? 1 : 0;
      }));
  for (const auto& [place, moved] : facts.outside) booked.try_emplace(place);
  for (const auto& [place, rows] : booked) {
    const auto found = facts.outside.find(place);
    const OutsideBlanks moved = found == facts.outside.end() ? OutsideBlanks() : found->second;
    if (rows == moved) continue;
    check.Bad(absl::StrCat(NameOf(place), ": ", rows.blanks, " cards printed outside, ", rows.unexplained,
                           " of them from nowhere; the ledger says ", moved.blanks, " and ",
                           moved.unexplained));
  }
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

}  // namespace blangko::audit
