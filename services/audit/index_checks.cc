#include "services/audit/index_checks.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/audit/record_index.h"
#include "services/records/record_keys.h"
#include "storage/key_codec.h"
#include "storage/layers/line_counts.h"
#include "storage/row_codec.h"

namespace blangko::audit {
namespace {

using rows::v1::Record;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

// Visits the rows of a table until the visitor fails.
absl::Status VisitTable(Snapshot& snapshot, Table table,
                        absl::FunctionRef<absl::Status(std::string_view key, std::string_view value)> visit) {
  absl::Status failed;
  RETURN_IF_ERROR(snapshot.Scan(KeyWriter(table).Range(), storage::ScanOrder::kForward,
                                [&](std::string_view key, std::string_view value) {
                                  failed = visit(key, value);
                                  return failed.ok();
                                }));
  return failed;
}

bool Same(const Member& a, const Member& b) {
  return a.record_id == b.record_id && a.key == b.key && a.text == b.text;
}

std::string Name(const RecordIndex& index, const Member& member, std::string_view what) {
  return absl::StrCat("record ", member.record_id, ": ", std::string(what), " ", std::string(index.name));
}

// True when the index row of an owed member holds it; one that does not read holds nothing.
absl::StatusOr<bool> IsHeld(Snapshot& snapshot, const RecordIndex& index, const Member& owed) {
  ASSIGN_OR_RETURN(const auto value, snapshot.Get(owed.key));
  bool held = false;
  if (!value.has_value()) return held;
  const absl::Status read =
      index.of_row(owed.key, *value, [&](const Member& member) { held |= Same(member, owed); });
  return read.ok() && held;
}

// True when the record of a member that an index row holds owes it. A record that does not read was found before, and
// nobody knows what it owes.
absl::StatusOr<bool> IsOwed(Snapshot& snapshot, const RecordIndex& index, const Member& held) {
  ASSIGN_OR_RETURN(const auto value, snapshot.Get(records::RecordKey(held.record_id)));
  if (!value.has_value()) return false;
  const auto record = storage::DecodeRow<Record>(*value);
  bool owed = !record.ok();
  if (record.ok()) index.of_record(*record, [&](const Member& member) { owed |= Same(member, held); });
  return owed;
}

// A second pass, only over what is known to differ, which names every bad row.
absl::Status NameDifferences(Snapshot& snapshot, const RecordIndex& index, Check& check) {
  RETURN_IF_ERROR(VisitTable(snapshot, Table::kRecord, [&](std::string_view, std::string_view value) {
    const auto record = storage::DecodeRow<Record>(value);
    absl::Status failed;
    if (!record.ok()) return failed;
    index.of_record(*record, [&](const Member& member) {
      const auto held = IsHeld(snapshot, index, member);
      if (!held.ok()) failed = held.status();
      if (held.ok() && !*held) check.Bad(Name(index, member, "missing or other in"));
    });
    return failed;
  }));
  return VisitTable(snapshot, index.table, [&](std::string_view key, std::string_view value) {
    absl::Status failed;
    const absl::Status read = index.of_row(key, value, [&](const Member& member) {
      const auto owed = IsOwed(snapshot, index, member);
      if (!owed.ok()) failed = owed.status();
      if (owed.ok() && !*owed) check.Bad(Name(index, member, "does not belong in"));
    });
    return failed.ok() && !read.ok() ? absl::OkStatus()
                                     : failed;  // a row that does not read was found before
  });
}

absl::StatusOr<Check> CheckIndex(Snapshot& snapshot, const RecordIndex& index, const RowSum& owed) {
  Check check{.name = std::string(index.name), .invariants = "", .what = "rows agree with the records"};
  RowSum held;
  RETURN_IF_ERROR(VisitTable(snapshot, index.table, [&](std::string_view key, std::string_view value) {
    ++check.rows;
    const absl::Status read = index.of_row(key, value, [&](const Member& member) {
      held.Add({member.record_id, member.key, member.text});
    });
    if (!read.ok()) check.Bad(absl::StrCat("row ", check.rows, ": ", read.message()));
    return absl::OkStatus();
  }));
  if (held == owed) return check;
  RETURN_IF_ERROR(NameDifferences(snapshot, index, check));
  if (check.violations == 0) check.Bad("rows differ from the records");
  return check;
}

// Rows of a line and day, counted while the line is walked.
struct DayRows {
  storage::LineId line;
  int64_t day = 0;
  int64_t rows = 0;
};

std::string TextOf(const storage::LineId& line, int64_t day) {
  return absl::StrCat("site ", line.site, ", state ", line.state, ", class ", line.class_id, ", generation ",
                      line.generation, ", day ", day);
}

void AddDay(RowSum& sum, const std::optional<DayRows>& day) {
  if (day.has_value()) sum.Add({TextOf(day->line, day->day), std::to_string(day->rows)});
}

absl::StatusOr<RowSum> CountLines(Snapshot& snapshot, Check& check) {
  RowSum counted;
  std::optional<DayRows> day;
  RETURN_IF_ERROR(
      VisitTable(snapshot, Table::kLine, [&](std::string_view key, std::string_view) -> absl::Status {
        storage::KeyReader reader(key);
        ASSIGN_OR_RETURN(const storage::LineId line, storage::ReadLine(reader));
        ASSIGN_OR_RETURN(const storage::LinePlace place, storage::ReadPlace(reader));
        const int64_t of_row = storage::DayOf(place.key);
        if (!day.has_value() || !(day->line == line) || day->day != of_row) {
          AddDay(counted, day);
          day = DayRows{line, of_row, 0};
        }
        ++day->rows;
        ++check.rows;
        return absl::OkStatus();
      }));
  AddDay(counted, day);
  return counted;
}

// A second pass, when the counts are known to differ.
absl::Status NameWrongCounts(Snapshot& snapshot, Check& check) {
  absl::Status failed;
  RETURN_IF_ERROR(storage::VisitDayCounts(
      snapshot, storage::CountsPrefix().Range(),
      [&](const storage::LineId& line, int64_t day, int64_t count) {
        int64_t rows = 0;
        failed = storage::VisitLine(snapshot, line, std::nullopt,
                                    [&](const storage::LinePlace& place, std::string_view) {
                                      rows += storage::DayOf(place.key) == day ? 1 : 0;
                                      return storage::DayOf(place.key) <= day;
                                    });
        if (rows != count) check.Bad(absl::StrCat(TextOf(line, day), ": counted ", rows, ", stored ", count));
        return failed.ok() && check.violations == 0;
      }));
  if (failed.ok() && check.violations == 0) check.Bad("rows of a line on a day that has no count");
  return failed;
}

}  // namespace

absl::Status CheckIndexes(Snapshot& snapshot, const Facts& facts, std::vector<Check>& checks) {
  const auto indexes = RecordIndexes();
  for (size_t i = 0; i < indexes.size(); ++i) {
    ASSIGN_OR_RETURN(Check check, CheckIndex(snapshot, indexes[i], facts.owed[i]));
    checks.push_back(std::move(check));
  }
  return absl::OkStatus();
}

absl::Status CheckLineCounts(Snapshot& snapshot, std::vector<Check>& checks) {
  Check check{
      .name = "line counts", .invariants = "", .what = "the counts of each line and day are its rows"};
  ASSIGN_OR_RETURN(const RowSum counted, CountLines(snapshot, check));
  RowSum stored;
  RETURN_IF_ERROR(storage::VisitDayCounts(snapshot, storage::CountsPrefix().Range(),
                                          [&](const storage::LineId& line, int64_t day, int64_t count) {
                                            AddDay(stored, DayRows{line, day, count});
                                            return true;
                                          }));
  if (!(counted == stored)) RETURN_IF_ERROR(NameWrongCounts(snapshot, check));
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

}  // namespace blangko::audit
