#include "services/scheduler/policy_preview.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "services/records/record_table.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/class_turn.h"
#include "services/scheduler/dispatch.h"
#include "services/scheduler/grant_counts.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/policy_change.h"
#include "services/scheduler/policy_table.h"
#include "services/stock/stock_table.h"
#include "storage/layers/line.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Policy;
using rows::v1::PolicyClass;

// Waiting records; `complete` is false when there were more.
struct Backlog {
  std::vector<RecordRow> records;
  bool complete = true;
};

absl::Status AddLine(storage::Snapshot& snapshot, const storage::LineId& line, Backlog& backlog) {
  std::vector<std::string> ids;
  RETURN_IF_ERROR(storage::VisitLine(
      snapshot, line, std::nullopt, [&](const storage::LinePlace& place, std::string_view) {
        backlog.complete = backlog.records.size() + ids.size() < kPreviewRecordsMax;
        if (backlog.complete) ids.push_back(place.record_id);
        return backlog.complete;
      }));
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(RecordRow record, records::GetRecord(snapshot, id));
    backlog.records.push_back(std::move(record));
  }
  return absl::OkStatus();
}

absl::StatusOr<Backlog> ReadBacklog(storage::Snapshot& snapshot, std::string_view site) {
  std::vector<storage::LineId> lines;
  RETURN_IF_ERROR(
      storage::VisitSiteCounts(snapshot, site, [&](const storage::LineId& line, int64_t, int64_t) {
        const bool ready = line.state == static_cast<uint64_t>(rows::v1::RECORD_STATE_READY);
        if (ready && (lines.empty() || !(lines.back() == line))) lines.push_back(line);
        return true;
      }));
  Backlog backlog;
  for (const storage::LineId& line : lines) {
    if (backlog.complete) RETURN_IF_ERROR(AddLine(snapshot, line, backlog));
  }
  return backlog;
}

// One policy's lines in memory, and the blanks shared out over them.
class Share {
 public:
  // `policy` outlives it.
  Share(const Policy& policy, const rows::v1::ShareBook& book, int64_t blanks) : policy_(policy) {
    site_.free_blanks = blanks;
    for (const PolicyClass& one : policy_.classes()) {
      tallies_.push_back({.rules = &one, .served = ServedOf(book, one.class_id())});
    }
  }

  void Add(uint64_t class_id, Head head) { lines_[class_id].push_back(std::move(head)); }

  // Ids of who is served.
  std::set<std::string> ShareOut() {
    for (auto& [id, line] : lines_) std::sort(line.begin(), line.end(), ServedBefore);
    std::set<std::string> served;
    while (site_.free_blanks > 0) {
      const std::optional<Head> head = Next();
      if (!head.has_value()) break;
      served.insert(head->place.record_id);
    }
    return served;
  }

 private:
  std::optional<Head> Next() {
    ClassTurn turn = Turn();
    if (turn.kind == ClassTurn::Kind::kNobody) {  // a cap may be in the way: the next day
      site_.granted_today = 0;
      for (ClassTally& tally : tallies_) tally.granted_today = 0;
      turn = Turn();
    }
    if (turn.kind != ClassTurn::Kind::kServe) return std::nullopt;
    std::deque<Head>* first = nullptr;
    for (const uint64_t class_id : turn.classes) {
      std::deque<Head>& line = lines_[class_id];
      if (first == nullptr || ServedBefore(line.front(), first->front())) first = &line;
    }
    Head head = std::move(first->front());
    first->pop_front();
    Count(head.line.class_id, turn.entered);
    return head;
  }

  ClassTurn Turn() {
    for (ClassTally& tally : tallies_) tally.has_somebody = !lines_[tally.rules->class_id()].empty();
    return NextTurn(policy_, site_, tallies_);
  }

  void Count(uint64_t class_id, uint64_t entered) {
    --site_.free_blanks;
    ++site_.granted_today;
    for (ClassTally& tally : tallies_) {
      if (tally.rules->class_id() == class_id) ++tally.granted_today;
      if (tally.rules->class_id() == entered) ++tally.served;
    }
  }

  const Policy& policy_;
  SiteTally site_;
  std::vector<ClassTally> tallies_;
  std::map<uint64_t, std::deque<Head>> lines_;
};

Head HeadOf(const RecordRow& record, const PolicyClass& own, absl::Time key) {
  Head head;
  head.rank = own.rank();
  head.line.class_id = own.class_id();
  head.place = {
      .key = key, .ready = absl::FromUnixMicros(record.ready_micros()), .record_id = record.record_id()};
  return head;
}

std::set<std::string> ServedBy(const Policy& policy, const rows::v1::ShareBook& book, const Backlog& backlog,
                               int64_t blanks) {
  Share share(policy, book, blanks);
  for (const RecordRow& record : backlog.records) {
    const PolicyClass& own = *ClassOf(policy, record);  // a valid policy has a class for each
    share.Add(own.class_id(), HeadOf(record, own, KeyOf(policy, record)));
  }
  return share.ShareOut();
}

void AddClasses(const Policy& policy, const Backlog& backlog, const std::set<std::string>& by_new,
                const std::set<std::string>& by_old, v1::PolicyPreview& preview) {
  std::map<uint64_t, v1::PolicyPreview::Class> classes;
  for (const RecordRow& record : backlog.records) {
    v1::PolicyPreview::Class& counted = classes[ClassOf(policy, record)->class_id()];
    counted.set_waiting(counted.waiting() + 1);
    counted.set_served(counted.served() + (by_new.contains(record.record_id()) ? 1 : 0));
    counted.set_served_before(counted.served_before() + (by_old.contains(record.record_id()) ? 1 : 0));
  }
  for (const PolicyClass& one : ByRank(policy)) {
    v1::PolicyPreview::Class& shown = *preview.add_classes();
    shown = classes[one.class_id()];
    shown.set_class_id(one.class_id());
    shown.set_name(one.name());
  }
}

void AddServed(const std::set<std::string>& by_new, const std::set<std::string>& by_old,
               v1::PolicyPreview& preview) {
  int64_t both = 0;
  for (const std::string& id : by_old) {
    if (by_new.contains(id)) {
      ++both;
    } else if (preview.longer_record_ids_size() < kPreviewNamed) {
      preview.add_longer_record_ids(id);
    }
  }
  preview.set_served_by_both(both);
  preview.set_served_by_new_alone(static_cast<int64_t>(by_new.size()) - both);
  preview.set_served_by_old_alone(static_cast<int64_t>(by_old.size()) - both);
}

}  // namespace

absl::StatusOr<v1::PolicyPreview> PreviewIn(storage::Snapshot& snapshot, const Policy& wanted,
                                            const PreviewOf& asked) {
  if (asked.blanks < 0 || asked.blanks > kCardsMax)
    return BadField("blanks", std::to_string(asked.blanks), "0 to " + std::to_string(kCardsMax));
  ASSIGN_OR_RETURN(const Policy after, NextVersion(snapshot, wanted, asked.now));
  ASSIGN_OR_RETURN(const Policy before, PolicyOf(snapshot, asked.site, asked.now));
  ASSIGN_OR_RETURN(const rows::v1::ShareBook book, BookOf(snapshot, asked.site, before));
  ASSIGN_OR_RETURN(const Backlog backlog, ReadBacklog(snapshot, asked.site));
  int64_t blanks = asked.blanks;
  if (blanks == 0) {
    ASSIGN_OR_RETURN(blanks, stock::CountAllFree(snapshot, asked.site));
  }
  const std::set<std::string> by_old = ServedBy(before, book, backlog, blanks);
  const std::set<std::string> by_new = ServedBy(after, {}, backlog, blanks);
  v1::PolicyPreview preview;
  preview.set_waiting(static_cast<int64_t>(backlog.records.size()));
  preview.set_blanks(blanks);
  preview.set_complete(backlog.complete);
  AddServed(by_new, by_old, preview);
  AddClasses(after, backlog, by_new, by_old, preview);
  return preview;
}

}  // namespace blangko::scheduler
