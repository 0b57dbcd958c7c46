#include "services/records/import/full_list.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/records/hold.h"
#include "services/records/hold_reason.h"
#include "services/records/import/import_table.h"
#include "services/records/person_table.h"
#include "storage/row_codec.h"

namespace blangko::records {
namespace {

constexpr size_t kSitesMax = 10'000;
constexpr size_t kLooksPerStep = 500;
constexpr size_t kEraseStep = 200;

bool Waits(State state) {
  return state == rows::v1::RECORD_STATE_NOT_READY || state == rows::v1::RECORD_STATE_READY ||
         state == rows::v1::RECORD_STATE_GRANTED;
}

absl::StatusOr<std::vector<storage::LineId>> WaitingLines(storage::Snapshot& snapshot,
                                                          std::string_view scope) {
  ASSIGN_OR_RETURN(const auto sites, access::OfficesIn(snapshot, scope, kSitesMax));
  std::vector<storage::LineId> lines;
  for (const auto& site : sites) {
    RETURN_IF_ERROR(
        storage::VisitSiteCounts(snapshot, site.code(), [&](const storage::LineId& line, int64_t, int64_t) {
          const bool known = std::find(lines.begin(), lines.end(), line) != lines.end();
          if (Waits(static_cast<State>(line.state)) && !known) lines.push_back(line);
          return true;
        }));
  }
  return lines;
}

// The next stretch of one line.
struct Stretch {
  std::vector<std::string> of_office;      // records of the office, by id
  std::optional<storage::LinePlace> last;  // nothing = the line ended
};

absl::StatusOr<Stretch> ReadStretch(storage::Snapshot& snapshot, const storage::LineId& line,
                                    const std::optional<storage::LinePlace>& after, std::string_view office) {
  Stretch stretch;
  size_t looks = 0;
  absl::Status bad = absl::OkStatus();
  storage::LinePlace last;
  RETURN_IF_ERROR(
      storage::VisitLine(snapshot, line, after, [&](const storage::LinePlace& place, std::string_view value) {
        const auto entry = storage::DecodeRow<rows::v1::LineEntry>(value);
        bad = entry.status();
        if (!bad.ok()) return false;
        if (access::Covers(office, entry->office()) && !CardMadeUpstream(entry->upstream())) {
          stretch.of_office.push_back(place.record_id);
        }
        last = place;
        return ++looks < kLooksPerStep;
      }));
  RETURN_IF_ERROR(bad);
  if (looks == kLooksPerStep) stretch.last = last;
  return stretch;
}

absl::Status HoldOne(storage::Txn& txn, const Ports& ports, const access::Act& act,
                     const std::string& import_id, const std::string& record_id) {
  ASSIGN_OR_RETURN(const RecordRow record, GetRecord(txn, record_id));
  ASSIGN_OR_RETURN(const bool seen, WasSeen(txn, import_id, record));
  if (seen || !Waits(record.state())) return absl::OkStatus();
  ASSIGN_OR_RETURN(ImportRow import, GetImportRow(txn, import_id));
  if (import.done()) return absl::OkStatus();
  RecordDesk desk(txn, act, ports);
  ASSIGN_OR_RETURN(const RecordRow held, HoldRecord(desk, record, {kHoldNotOnList, "", 0}));
  AddHeld(txn, import, HeldRowOf(0, 0, held));
  PutImport(txn, import);
  return absl::OkStatus();
}

absl::Status HoldMissingOfLine(storage::Store& store, const Ports& ports, const access::Act& act,
                               const std::string& import_id, const std::string& office,
                               const storage::LineId& line) {
  std::optional<storage::LinePlace> after;
  do {
    ASSIGN_OR_RETURN(const Stretch stretch,
                     storage::ViewFor<Stretch>(store, [&](storage::Snapshot& snapshot) {
                       return ReadStretch(snapshot, line, after, office);
                     }));
    std::vector<storage::Store::Body> bodies;
    for (const std::string& id : stretch.of_office) {
      bodies.push_back([&](storage::Txn& txn) { return HoldOne(txn, ports, act, import_id, id); });
    }
    for (const absl::Status& status : store.UpdateEach("records.import_missing", bodies))
      RETURN_IF_ERROR(status);
    after = stretch.last;
  } while (after.has_value());
  return absl::OkStatus();
}

}  // namespace

absl::Status HoldMissing(storage::Store& store, const Ports& ports, const access::Act& act,
                         const std::string& import_id, const std::string& office) {
  using Lines = std::vector<storage::LineId>;
  ASSIGN_OR_RETURN(const Lines lines, storage::ViewFor<Lines>(store, [&](storage::Snapshot& snapshot) {
                     return WaitingLines(snapshot, act.actor.scope);
                   }));
  for (const storage::LineId& line : lines) {
    RETURN_IF_ERROR(HoldMissingOfLine(store, ports, act, import_id, office, line));
  }
  return absl::OkStatus();
}

absl::Status ForgetSeen(storage::Store& store, const std::string& import_id) {
  std::string last;
  do {
    ASSIGN_OR_RETURN(last,
                     storage::UpdateFor<std::string>(store, "records.import_forget", [&](storage::Txn& txn) {
                       return EraseSeen(txn, import_id, last, kEraseStep);
                     }));
  } while (!last.empty());
  return absl::OkStatus();
}

}  // namespace blangko::records
