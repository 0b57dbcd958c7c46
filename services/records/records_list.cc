#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/records/record_view.h"
#include "services/records/records.h"
#include "services/records/validate_records.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::records {
namespace {

constexpr size_t kSitesMax = 10'000;
constexpr size_t kLooksPerPage = 20'000;  // rows a page may pass over before it ends short

// Where a page ended: line and place of the last row looked at.
struct Cursor {
  storage::LineId line;
  storage::LinePlace place;
};

auto OrderOf(const storage::LineId& line) {
  return std::tie(line.site, line.state, line.class_id, line.generation);
}

std::string TextOf(const Cursor& cursor) {
  return storage::KeyWriter(storage::Table::kLine)
      .Text(cursor.line.site)
      .U64(cursor.line.state)
      .U64(cursor.line.class_id)
      .U64(cursor.line.generation)
      .Time(cursor.place.key)
      .Time(cursor.place.ready)
      .Text(cursor.place.record_id)
      .Take();
}

absl::StatusOr<Cursor> ParseCursor(std::string_view text) {
  storage::KeyReader reader(text);
  Cursor cursor;
  ASSIGN_OR_RETURN(cursor.line.site, reader.Text());
  ASSIGN_OR_RETURN(cursor.line.state, reader.U64());
  ASSIGN_OR_RETURN(cursor.line.class_id, reader.U64());
  ASSIGN_OR_RETURN(cursor.line.generation, reader.U64());
  ASSIGN_OR_RETURN(cursor.place.key, reader.Time());
  ASSIGN_OR_RETURN(cursor.place.ready, reader.Time());
  ASSIGN_OR_RETURN(cursor.place.record_id, reader.Text());
  return cursor;
}

absl::StatusOr<std::vector<std::string>> SitesOf(storage::Snapshot& snapshot, const access::Actor& actor,
                                                 const std::string& site) {
  if (!site.empty()) {
    RETURN_IF_ERROR(access::CheckScope(actor, site));
    return std::vector<std::string>{site};
  }
  ASSIGN_OR_RETURN(const auto offices, access::OfficesIn(snapshot, actor.scope, kSitesMax));
  std::vector<std::string> sites;
  for (const auto& office : offices) sites.push_back(office.code());
  return sites;
}

class Filter {
 public:
  explicit Filter(const v1::ListRecordsRequest& request) : request_(request) {}

  bool TakesLine(const storage::LineId& line) const {
    const auto& states = request_.states();
    const bool state = states.empty() || std::find(states.begin(), states.end(), line.state) != states.end();
    return state && (request_.class_id() == 0 || request_.class_id() == ClassOfLine(line));
  }

  bool TakesRow(const rows::v1::LineEntry& entry) const {
    const absl::Time recorded = absl::FromUnixMicros(entry.recorded_micros());
    if (request_.has_recorded_before() && recorded >= TimeOf(request_.recorded_before())) return false;
    if (request_.has_recorded_after() && recorded <= TimeOf(request_.recorded_after())) return false;
    return access::Covers(request_.area(), entry.area()) && access::Covers(request_.office(), entry.office());
  }

 private:
  const v1::ListRecordsRequest& request_;
};

// One page over the lines of some sites.
class PageWalk {
 public:
  PageWalk(storage::Snapshot& snapshot, const Filter& filter, size_t size)
      : snapshot_(snapshot), filter_(filter), size_(size) {}

  absl::Status Walk(const std::vector<std::string>& sites, const std::optional<Cursor>& from) {
    for (const std::string& site : sites) {
      if (from.has_value() && site < from->line.site) continue;
      ASSIGN_OR_RETURN(const auto lines, LinesOf(site));
      for (const storage::LineId& line : lines) {
        if (from.has_value() && OrderOf(line) < OrderOf(from->line)) continue;
        RETURN_IF_ERROR(WalkLine(line, from));
        if (full_) return absl::OkStatus();
      }
    }
    return absl::OkStatus();
  }

  Listed Take() {
    if (full_) listed_.last_key = TextOf(last_);
    return std::move(listed_);
  }

 private:
  absl::StatusOr<std::vector<storage::LineId>> LinesOf(const std::string& site) {
    std::vector<storage::LineId> lines;
    RETURN_IF_ERROR(
        storage::VisitSiteCounts(snapshot_, site, [&](const storage::LineId& line, int64_t, int64_t) {
          if (filter_.TakesLine(line)) lines.push_back(line);
          return true;
        }));
    std::sort(lines.begin(), lines.end(),
              [](const auto& a, const auto& b) { return OrderOf(a) < OrderOf(b); });
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    return lines;
  }

  absl::Status WalkLine(const storage::LineId& line, const std::optional<Cursor>& from) {
    std::optional<storage::LinePlace> after;
    if (from.has_value() && from->line == line) after = from->place;
    absl::Status bad = absl::OkStatus();
    RETURN_IF_ERROR(storage::VisitLine(snapshot_, line, after,
                                       [&](const storage::LinePlace& place, std::string_view value) {
                                         const auto entry = storage::DecodeRow<rows::v1::LineEntry>(value);
                                         bad = entry.status();
                                         if (!bad.ok()) return false;
                                         if (filter_.TakesRow(*entry))
                                           listed_.records.push_back(ViewOfLine(line, place, *entry));
                                         last_ = {line, place};
                                         full_ = listed_.records.size() >= size_ || ++looks_ >= kLooksPerPage;
                                         return !full_;
                                       }));
    return bad;
  }

  storage::Snapshot& snapshot_;
  const Filter& filter_;
  const size_t size_;
  Listed listed_;
  Cursor last_;
  size_t looks_ = 0;
  bool full_ = false;
};

}  // namespace

absl::StatusOr<Listed> Records::List(const access::Act& act, const v1::ListRecordsRequest& request,
                                     const ListPage& page) {
  std::optional<Cursor> from;
  if (!page.after.empty()) {
    const absl::StatusOr<Cursor> cursor = ParseCursor(page.after);
    if (!cursor.ok()) return Refuse(Reason::kPageTokenInvalid);
    from = *cursor;
  }
  const Filter filter(request);
  return storage::ViewFor<Listed>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Listed> {
    ASSIGN_OR_RETURN(const auto sites, SitesOf(snapshot, act.actor, request.site()));
    PageWalk walk(snapshot, filter, page.size);
    RETURN_IF_ERROR(walk.Walk(sites, from));
    return walk.Take();
  });
}

}  // namespace blangko::records
