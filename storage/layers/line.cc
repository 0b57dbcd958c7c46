#include "storage/layers/line.h"

#include "base/status_macros.h"
#include "storage/key_codec.h"
#include "storage/layers/line_counts.h"

namespace blangko::storage {
namespace {

absl::StatusOr<bool> Has(Snapshot& snapshot, const std::string& key) {
  ASSIGN_OR_RETURN(const std::optional<std::string> value, snapshot.Get(key));
  return value.has_value();
}

}  // namespace

absl::Status InsertIntoLine(Txn& txn, const LineId& line, const LinePlace& place, std::string_view value) {
  const std::string key = LineRowKey(line, place);
  ASSIGN_OR_RETURN(const bool there, Has(txn, key));
  if (there) return absl::AlreadyExistsError("line: the row is already there");
  txn.Put(key, value);
  return CountInserted(txn, line, place);
}

absl::Status EraseFromLine(Txn& txn, const LineId& line, const LinePlace& place) {
  const std::string key = LineRowKey(line, place);
  ASSIGN_OR_RETURN(const bool there, Has(txn, key));
  if (!there) return absl::NotFoundError("line: no such row");
  txn.Erase(key);
  return CountErased(txn, line, place);
}

absl::Status UpdateLineValue(Txn& txn, const LineId& line, const LinePlace& place, std::string_view value) {
  const std::string key = LineRowKey(line, place);
  ASSIGN_OR_RETURN(const bool there, Has(txn, key));
  if (!there) return absl::NotFoundError("line: no such row");
  txn.Put(key, value);
  return absl::OkStatus();
}

absl::StatusOr<int64_t> RankInLine(Snapshot& snapshot, const LineId& line, const LinePlace& place) {
  return CountBefore(snapshot, line, place);
}

absl::StatusOr<int64_t> LengthOfLine(Snapshot& snapshot, const LineId& line) {
  int64_t length = 0;
  RETURN_IF_ERROR(VisitLineDays(snapshot, line, [&](int64_t, int64_t count) {
    length += count;
    return true;
  }));
  return length;
}

absl::Status VisitLine(Snapshot& snapshot, const LineId& line, const std::optional<LinePlace>& after,
                       absl::FunctionRef<bool(const LinePlace&, std::string_view value)> visit) {
  KeyRange range = LineRows(line);
  if (after.has_value()) range.begin = LineRowKey(line, *after) + '\0';
  absl::Status bad;
  const auto show = [&](std::string_view key, std::string_view value) -> absl::StatusOr<bool> {
    KeyReader reader(key);
    RETURN_IF_ERROR(ReadLine(reader).status());
    ASSIGN_OR_RETURN(const LinePlace place, ReadPlace(reader));
    return visit(place, value);
  };
  RETURN_IF_ERROR(
      snapshot.Scan(range, ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        const absl::StatusOr<bool> more = show(key, value);
        if (!more.ok()) bad = more.status();
        return more.ok() && *more;
      }));
  return bad;
}

absl::Status VisitLineDays(Snapshot& snapshot, const LineId& line,
                           absl::FunctionRef<bool(int64_t day, int64_t count)> visit) {
  KeyWriter prefix = CountsPrefix();
  return VisitDayCounts(snapshot, AppendLine(prefix, line).Range(),
                        [&](const LineId&, int64_t day, int64_t count) { return visit(day, count); });
}

absl::Status VisitSiteCounts(Snapshot& snapshot, std::string_view site,
                             absl::FunctionRef<bool(const LineId&, int64_t day, int64_t count)> visit) {
  return VisitDayCounts(snapshot, CountsPrefix().Text(site).Range(), visit);
}

}  // namespace blangko::storage
