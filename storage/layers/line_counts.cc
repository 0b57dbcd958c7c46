#include "storage/layers/line_counts.h"

#include <algorithm>
#include <optional>

#include "base/status_macros.h"
#include "storage/layers/counter.h"

namespace blangko::storage {
namespace {

constexpr uint64_t kDayCounts = 1;
constexpr uint64_t kSegmentCounts = 2;
constexpr char kDayVersion = 1;
constexpr int64_t kMaxDay = 100'000'000;  // days further away, the infinite ones too, count as this one

struct DayCount {
  int64_t rows = 0;
  bool split = false;  // has segments
};

struct Segment {
  std::string key;  // of its count
  int64_t rows = 0;
};

std::string DayKey(const LineId& line, int64_t day) {
  KeyWriter key = CountsPrefix();
  return AppendLine(key, line).I64(day).Take();
}

KeyWriter SegmentsOfDay(const LineId& line, int64_t day) {
  KeyWriter key(Table::kLineSegment);
  key.U64(kSegmentCounts);
  AppendLine(key, line).I64(day);
  return key;
}

std::string SegmentKey(const LineId& line, const LinePlace& begin) {
  KeyWriter key = SegmentsOfDay(line, DayOf(begin.key));
  return AppendPlace(key, begin).Take();
}

// Where a day begins: before every place in it. The first day begins at the infinite past.
LinePlace BeginOfDay(int64_t day) {
  const absl::Time begin = day <= -kMaxDay ? absl::InfinitePast() : absl::UnixEpoch() + day * absl::Hours(24);
  return {begin, absl::InfinitePast(), ""};
}

// The key after the last row of a day. The last day ends with the line.
std::string EndOfDay(const LineId& line, int64_t day) {
  return day >= kMaxDay ? LineRows(line).end : LineRowKey(line, BeginOfDay(day + 1));
}

std::string EncodeDay(const DayCount& day) {
  return KeyWriter(static_cast<Table>(kDayVersion)).I64(day.rows).U64(day.split ? 1 : 0).Take();
}

absl::StatusOr<DayCount> DecodeDay(std::string_view bytes) {
  if (bytes.empty() || bytes[0] != kDayVersion)
    return absl::DataLossError("line: unknown version of a day count");
  KeyReader reader(bytes);
  ASSIGN_OR_RETURN(const int64_t rows, reader.I64());
  ASSIGN_OR_RETURN(const uint64_t split, reader.U64());
  return DayCount{rows, split != 0};
}

absl::StatusOr<DayCount> ReadDay(Snapshot& snapshot, const LineId& line, int64_t day) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, snapshot.Get(DayKey(line, day)));
  if (!bytes.has_value()) return DayCount();
  return DecodeDay(*bytes);
}

// The segment that `place` belongs to; one that begins with the day when none is stored before it.
absl::StatusOr<Segment> FindSegment(Snapshot& snapshot, const LineId& line, const LinePlace& place) {
  const int64_t day = DayOf(place.key);
  Segment segment{SegmentKey(line, BeginOfDay(day)), 0};
  absl::StatusOr<int64_t> rows = 0;
  const KeyRange up_to{SegmentsOfDay(line, day).Take(), SegmentKey(line, place) + '\0'};
  RETURN_IF_ERROR(
      snapshot.Scan(up_to, ScanOrder::kReverse, [&](std::string_view key, std::string_view value) {
        segment.key = std::string(key);
        rows = DecodeCounter(value);
        return false;
      }));
  ASSIGN_OR_RETURN(segment.rows, rows);
  return segment;
}

// The place a segment begins at, out of its key.
absl::StatusOr<LinePlace> BeginOf(const Segment& segment) {
  KeyReader reader(segment.key);
  RETURN_IF_ERROR(reader.U64().status());
  RETURN_IF_ERROR(ReadLine(reader).status());
  RETURN_IF_ERROR(reader.I64().status());
  return ReadPlace(reader);
}

// The key after the last row of a segment: where the next one begins, or the next day.
absl::StatusOr<std::string> EndOf(Snapshot& snapshot, const LineId& line, int64_t day,
                                  const Segment& segment) {
  std::string end = EndOfDay(line, day);
  absl::Status bad;
  const KeyRange after{segment.key + '\0', SegmentsOfDay(line, day).Range().end};
  RETURN_IF_ERROR(snapshot.Scan(after, ScanOrder::kForward, [&](std::string_view key, std::string_view) {
    const absl::StatusOr<LinePlace> begin = BeginOf({std::string(key), 0});
    bad = begin.status();
    if (begin.ok()) end = LineRowKey(line, *begin);
    return false;
  }));
  if (!bad.ok()) return bad;
  return end;
}

// The place of the kSegmentPeel-th last row before `end`.
absl::StatusOr<LinePlace> PlaceToCut(Snapshot& snapshot, const LineId& line, const std::string& end) {
  std::string last;
  size_t rows = 0;
  const KeyRange range{LineRows(line).begin, end};
  RETURN_IF_ERROR(snapshot.Scan(range, ScanOrder::kReverse, [&](std::string_view key, std::string_view) {
    last = std::string(key);
    return ++rows < kSegmentPeel;
  }));
  KeyReader reader(last);
  RETURN_IF_ERROR(ReadLine(reader).status());
  return ReadPlace(reader);
}

// Cuts the last rows of a full segment off as a segment of their own.
absl::Status SplitIfFull(Txn& txn, const LineId& line, int64_t day, const Segment& segment) {
  constexpr auto kPeeled = static_cast<int64_t>(kSegmentPeel);
  if (segment.rows <= kSegmentMax) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string end, EndOf(txn, line, day, segment));
  ASSIGN_OR_RETURN(const LinePlace cut, PlaceToCut(txn, line, end));
  WriteCounter(txn, segment.key, segment.rows - kPeeled);
  WriteCounter(txn, SegmentKey(line, cut), kPeeled);
  return absl::OkStatus();
}

absl::Status EraseSegments(Txn& txn, const LineId& line, int64_t day) {
  return txn.Scan(SegmentsOfDay(line, day).Range(), ScanOrder::kForward,
                  [&](std::string_view key, std::string_view) {
                    txn.Erase(key);
                    return true;
                  });
}

// The count of the segment of `place` changes by `delta`; a day that is not split yet has its one segment made here.
absl::Status CountInSegment(Txn& txn, const LineId& line, const LinePlace& place, const DayCount& before,
                            int64_t delta) {
  const int64_t day = DayOf(place.key);
  if (!before.split) WriteCounter(txn, SegmentKey(line, BeginOfDay(day)), before.rows);
  ASSIGN_OR_RETURN(Segment segment, FindSegment(txn, line, place));
  segment.rows += delta;
  if (segment.rows < 0) return absl::DataLossError("line: the count of a segment falls below zero");
  WriteCounter(txn, segment.key, segment.rows);
  return SplitIfFull(txn, line, day, segment);
}

absl::Status Count(Txn& txn, const LineId& line, const LinePlace& place, int64_t delta) {
  const int64_t day = DayOf(place.key);
  ASSIGN_OR_RETURN(const DayCount before, ReadDay(txn, line, day));
  const DayCount after{before.rows + delta, before.split || before.rows + delta > kSegmentMax};
  if (after.rows < 0) return absl::DataLossError("line: the count of a day falls below zero");
  if (after.rows == 0) {
    txn.Erase(DayKey(line, day));
    return before.split ? EraseSegments(txn, line, day) : absl::OkStatus();
  }
  txn.Put(DayKey(line, day), EncodeDay(after));
  return after.split ? CountInSegment(txn, line, place, before, delta) : absl::OkStatus();
}

absl::StatusOr<int64_t> CountRows(Snapshot& snapshot, const KeyRange& range) {
  int64_t rows = 0;
  RETURN_IF_ERROR(snapshot.Scan(range, ScanOrder::kForward, [&](std::string_view, std::string_view) {
    ++rows;
    return true;
  }));
  return rows;
}

// Rows of the day of `place` that stand before it.
absl::StatusOr<int64_t> CountInDayBefore(Snapshot& snapshot, const LineId& line, const LinePlace& place) {
  const int64_t day = DayOf(place.key);
  ASSIGN_OR_RETURN(const DayCount count, ReadDay(snapshot, line, day));
  if (count.rows == 0) return 0;
  const std::string end = LineRowKey(line, place);
  if (!count.split) return CountRows(snapshot, {LineRowKey(line, BeginOfDay(day)), end});
  ASSIGN_OR_RETURN(const Segment segment, FindSegment(snapshot, line, place));
  ASSIGN_OR_RETURN(const LinePlace begin, BeginOf(segment));
  ASSIGN_OR_RETURN(const int64_t earlier,
                   SumCounters(snapshot, {SegmentsOfDay(line, day).Take(), segment.key}));
  ASSIGN_OR_RETURN(const int64_t rows, CountRows(snapshot, {LineRowKey(line, begin), end}));
  return earlier + rows;
}

}  // namespace

KeyWriter CountsPrefix() {
  KeyWriter key(Table::kLineSegment);
  key.U64(kDayCounts);
  return key;
}

KeyWriter& AppendLine(KeyWriter& key, const LineId& line) {
  return key.Text(line.site).U64(line.state).U64(line.class_id).U64(line.generation);
}

KeyWriter& AppendPlace(KeyWriter& key, const LinePlace& place) {
  return key.Time(place.key).Time(place.ready).Text(place.record_id);
}

absl::StatusOr<LineId> ReadLine(KeyReader& reader) {
  LineId line;
  ASSIGN_OR_RETURN(line.site, reader.Text());
  ASSIGN_OR_RETURN(line.state, reader.U64());
  ASSIGN_OR_RETURN(line.class_id, reader.U64());
  ASSIGN_OR_RETURN(line.generation, reader.U64());
  return line;
}

absl::StatusOr<LinePlace> ReadPlace(KeyReader& reader) {
  LinePlace place;
  ASSIGN_OR_RETURN(place.key, reader.Time());
  ASSIGN_OR_RETURN(place.ready, reader.Time());
  ASSIGN_OR_RETURN(place.record_id, reader.Text());
  return place;
}

std::string LineRowKey(const LineId& line, const LinePlace& place) {
  KeyWriter key(Table::kLine);
  return AppendPlace(AppendLine(key, line), place).Take();
}

KeyRange LineRows(const LineId& line) {
  KeyWriter key(Table::kLine);
  return AppendLine(key, line).Range();
}

int64_t DayOf(absl::Time key) {
  const int64_t days = absl::ToInt64Hours(absl::Floor(key - absl::UnixEpoch(), absl::Hours(24))) / 24;
  return std::clamp(days, -kMaxDay, kMaxDay);
}

absl::Status CountInserted(Txn& txn, const LineId& line, const LinePlace& place) {
  return Count(txn, line, place, +1);
}

absl::Status CountErased(Txn& txn, const LineId& line, const LinePlace& place) {
  return Count(txn, line, place, -1);
}

absl::Status VisitDayCounts(Snapshot& snapshot, const KeyRange& range,
                            absl::FunctionRef<bool(const LineId&, int64_t day, int64_t count)> visit) {
  absl::Status bad;
  const auto show = [&](std::string_view key, std::string_view value) -> absl::StatusOr<bool> {
    KeyReader reader(key);
    RETURN_IF_ERROR(reader.U64().status());
    ASSIGN_OR_RETURN(const LineId line, ReadLine(reader));
    ASSIGN_OR_RETURN(const int64_t day, reader.I64());
    ASSIGN_OR_RETURN(const DayCount count, DecodeDay(value));
    return visit(line, day, count.rows);
  };
  RETURN_IF_ERROR(
      snapshot.Scan(range, ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        const absl::StatusOr<bool> more = show(key, value);
        if (!more.ok()) bad = more.status();
        return more.ok() && *more;
      }));
  return bad;
}

absl::StatusOr<int64_t> CountBefore(Snapshot& snapshot, const LineId& line, const LinePlace& place) {
  KeyWriter prefix = CountsPrefix();
  AppendLine(prefix, line);
  int64_t earlier = 0;
  RETURN_IF_ERROR(VisitDayCounts(snapshot, {prefix.Take(), DayKey(line, DayOf(place.key))},
                                 [&](const LineId&, int64_t, int64_t count) {
                                   earlier += count;
                                   return true;
                                 }));
  ASSIGN_OR_RETURN(const int64_t in_day, CountInDayBefore(snapshot, line, place));
  return earlier + in_day;
}

}  // namespace blangko::storage
