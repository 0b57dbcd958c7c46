#include "storage/layers/line_counts.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "storage/layers/counter.h"
#include "storage/layers/segment_memo.h"

namespace blangko::storage {
namespace {

constexpr uint64_t kDayCounts = 1;
constexpr uint64_t kSegmentCounts = 2;
constexpr char kDayVersion = 1;
constexpr int64_t kMaxDay = 100'000'000;  // days further away, the infinite ones too, count as this one

struct DayCount {
  int64_t rows = 0;
  bool split = false;   // has segments
  std::string borders;  // names where they begin; empty where nothing is to be remembered of them
};

struct Segment {
  std::string key;  // of its count
  int64_t rows = 0;
};

// A split day of a line.
struct SplitDay {
  const LineId& line;
  int64_t day = 0;
  std::string borders;
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

// The name of the borders stands at the end: an older program passes over it, and writes the row without it, so that no name
// outlives a change that it did not name.
std::string EncodeDay(const DayCount& day) {
  KeyWriter row(static_cast<Table>(kDayVersion));
  row.I64(day.rows).U64(day.split ? 1 : 0);
  if (!day.borders.empty()) row.Text(day.borders);
  return row.Take();
}

absl::StatusOr<DayCount> DecodeDay(std::string_view bytes) {
  if (bytes.empty() || bytes[0] != kDayVersion)
    return absl::DataLossError("line: unknown version of a day count");
  KeyReader reader(bytes);
  DayCount day;
  ASSIGN_OR_RETURN(day.rows, reader.I64());
  ASSIGN_OR_RETURN(const uint64_t split, reader.U64());
  day.split = split != 0;
  if (reader.Done()) return day;
  ASSIGN_OR_RETURN(day.borders, reader.Text());
  return day;
}

absl::StatusOr<DayCount> ReadDay(Snapshot& snapshot, const LineId& line, int64_t day) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, snapshot.Get(DayKey(line, day)));
  if (!bytes.has_value()) return DayCount();
  return DecodeDay(*bytes);
}

// The segment that `place` belongs to; one that begins with the day when none is stored before it.
absl::StatusOr<Segment> SeekSegment(Snapshot& snapshot, const SplitDay& split, const std::string& place) {
  Segment segment{SegmentKey(split.line, BeginOfDay(split.day)), 0};
  absl::StatusOr<int64_t> rows = 0;
  const KeyRange up_to{SegmentsOfDay(split.line, split.day).Take(), place + '\0'};
  RETURN_IF_ERROR(
      snapshot.Scan(up_to, ScanOrder::kReverse, [&](std::string_view key, std::string_view value) {
        segment.key = std::string(key);
        rows = DecodeCounter(value);
        return false;
      }));
  ASSIGN_OR_RETURN(segment.rows, rows);
  return segment;
}

// The key of the first segment after this one, or where the day's segments end.
absl::StatusOr<std::string> NextSegment(Snapshot& snapshot, const SplitDay& split, const Segment& segment) {
  const KeyRange after{segment.key + '\0', SegmentsOfDay(split.line, split.day).Range().end};
  std::string next = after.end;
  RETURN_IF_ERROR(snapshot.Scan(after, ScanOrder::kForward, [&](std::string_view key, std::string_view) {
    next = std::string(key);
    return false;
  }));
  return next;
}

absl::StatusOr<Segment> FindSegment(Snapshot& snapshot, const SplitDay& split, const LinePlace& at) {
  const std::string place = SegmentKey(split.line, at);
  if (split.borders.empty()) return SeekSegment(snapshot, split, place);
  if (const auto begin = SegmentsRemembered().Find(split.borders, place)) {
    ASSIGN_OR_RETURN(const int64_t rows, ReadCounter(snapshot, *begin));
    return Segment{*begin, rows};
  }
  ASSIGN_OR_RETURN(Segment segment, SeekSegment(snapshot, split, place));
  ASSIGN_OR_RETURN(std::string next, NextSegment(snapshot, split, segment));
  SegmentsRemembered().Learn(split.borders, {segment.key, std::move(next)});
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
absl::StatusOr<std::string> EndOf(Snapshot& snapshot, const SplitDay& split, const Segment& segment) {
  ASSIGN_OR_RETURN(const std::string next, NextSegment(snapshot, split, segment));
  if (next == SegmentsOfDay(split.line, split.day).Range().end) return EndOfDay(split.line, split.day);
  ASSIGN_OR_RETURN(const LinePlace begin, BeginOf({next, 0}));
  return LineRowKey(split.line, begin);
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

// Another name for the borders after they changed at `key`; none where they have none.
std::string Renamed(const std::string& borders, std::string_view change, std::string_view key) {
  return borders.empty() || Planted("borders-keep-their-name") ? borders : Digest({borders, change, key});
}

// The name of the borders of a day that has one segment.
std::string FirstBorders(const LineId& line, int64_t day) {
  return Digest({"one segment", SegmentKey(line, BeginOfDay(day))});
}

// Cuts the last rows of a full segment off as a segment of their own.
absl::Status SplitIfFull(Txn& txn, SplitDay& split, const Segment& segment) {
  constexpr auto kPeeled = static_cast<int64_t>(kSegmentPeel);
  if (segment.rows <= kSegmentMax) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string end, EndOf(txn, split, segment));
  ASSIGN_OR_RETURN(const LinePlace at, PlaceToCut(txn, split.line, end));
  const std::string cut = SegmentKey(split.line, at);
  WriteCounter(txn, segment.key, segment.rows - kPeeled);
  WriteCounter(txn, cut, kPeeled);
  const std::string before = std::exchange(split.borders, Renamed(split.borders, "cut", cut));
  SegmentsRemembered().Cut(before, split.borders, segment.key, cut);
  return absl::OkStatus();
}

absl::Status EraseSegments(Txn& txn, const LineId& line, int64_t day) {
  return txn.Scan(SegmentsOfDay(line, day).Range(), ScanOrder::kForward,
                  [&](std::string_view key, std::string_view) {
                    txn.Erase(key);
                    return true;
                  });
}

// The count of the segment of `place` changes by `delta`. One that holds nothing any more is no segment.
absl::Status CountInSegment(Txn& txn, SplitDay& split, const LinePlace& place, int64_t delta) {
  ASSIGN_OR_RETURN(Segment segment, FindSegment(txn, split, place));
  segment.rows += delta;
  if (segment.rows < 0) return absl::DataLossError("line: the count of a segment falls below zero");
  WriteCounter(txn, segment.key, segment.rows);
  if (segment.rows > 0) return SplitIfFull(txn, split, segment);
  const std::string before = std::exchange(split.borders, Renamed(split.borders, "gone", segment.key));
  SegmentsRemembered().Drop(before, split.borders, segment.key);
  return absl::OkStatus();
}

// A day that grew past one segment has its one segment made here.
void MakeFirstSegment(Txn& txn, const LineId& line, int64_t day, DayCount& count) {
  count.split = true;
  count.borders = FirstBorders(line, day);
  WriteCounter(txn, SegmentKey(line, BeginOfDay(day)), count.rows);
}

absl::Status Count(Txn& txn, const LineId& line, const LinePlace& place, int64_t delta) {
  const int64_t day = DayOf(place.key);
  ASSIGN_OR_RETURN(DayCount count, ReadDay(txn, line, day));
  if (!count.split && count.rows + delta > kSegmentMax) MakeFirstSegment(txn, line, day, count);
  count.rows += delta;
  if (count.rows < 0) return absl::DataLossError("line: the count of a day falls below zero");
  if (count.rows == 0) {
    txn.Erase(DayKey(line, day));
    return count.split ? EraseSegments(txn, line, day) : absl::OkStatus();
  }
  if (count.split) {
    SplitDay split{line, day, count.borders};
    RETURN_IF_ERROR(CountInSegment(txn, split, place, delta));
    count.borders = std::move(split.borders);
  }
  txn.Put(DayKey(line, day), EncodeDay(count));
  return absl::OkStatus();
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
  ASSIGN_OR_RETURN(const Segment segment, FindSegment(snapshot, {line, day, count.borders}, place));
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
