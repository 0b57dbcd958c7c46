#include "services/drawers/drawer_content.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/printers.pb.h"
#include "services/records/record_table.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::drawers {
namespace {

using rows::v1::Attempt;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

// How far the clocks of station and server may be apart before an attempt is taken for an older one.
constexpr absl::Duration kClockSlack = absl::Hours(1);

// Outcomes after which the blank lies in the drawer no more.
bool UsesABlank(const Attempt& attempt) {
  constexpr std::array kUsed = {"PRINTED", "SPOILED", "UNCERTAIN", "CARD_MISSING"};
  return std::find(kUsed.begin(), kUsed.end(), attempt.outcome()) != kUsed.end();
}

// How many facts a record has.
using FactsOf = std::map<std::string, size_t>;

// By record, of the station's facts after the mark; nothing when there are too many.
absl::StatusOr<std::optional<FactsOf>> FactsAfter(Snapshot& snapshot, const std::string& station_id,
                                                  const Mark& mark) {
  storage::KeyRange range = KeyWriter(Table::kFact).Text(station_id).Range();
  range.begin = KeyWriter(Table::kFact).Text(station_id).U64(mark.epoch).U64(mark.seq + 1).Take();
  FactsOf records;
  size_t facts = 0;
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
        const auto fact = storage::DecodeRow<rows::v1::Fact>(value);
        if (!fact.ok()) bad = fact.status();
        if (fact.ok()) ++records[fact->record_id()];
        return fact.ok() && ++facts <= kFactsMax;
      }));
  RETURN_IF_ERROR(bad);
  if (facts > kFactsMax) return std::optional<FactsOf>();
  return std::optional(std::move(records));
}

// Of the station, and booked no earlier than the mark, its clock being the station's.
bool MayBeAfter(const Attempt& attempt, const std::string& station_id, const Mark& mark) {
  return attempt.station_id() == station_id && attempt.station_epoch() >= mark.epoch &&
         absl::FromUnixMicros(attempt.outcome_micros()) + kClockSlack >= absl::FromUnixMicros(mark.micros);
}

// An attempt has at least one fact: of a record at most its newest `facts` attempts are after the mark.
int64_t UsedBy(const records::RecordRow& record, size_t facts, const std::string& station_id,
               const Mark& mark) {
  int64_t used = 0;
  for (auto attempt = record.attempts().rbegin(); attempt != record.attempts().rend() && facts > 0;
       ++attempt) {
    if (!MayBeAfter(*attempt, station_id, mark)) continue;
    --facts;
    used += UsesABlank(*attempt) ? 1 : 0;
  }
  return used;
}

absl::StatusOr<std::optional<int64_t>> UsedSince(Snapshot& snapshot, const std::string& station_id,
                                                 const Mark& mark) {
  ASSIGN_OR_RETURN(const auto records, FactsAfter(snapshot, station_id, mark));
  if (!records.has_value()) return std::optional<int64_t>();
  int64_t used = 0;
  for (const auto& [id, facts] : *records) {
    ASSIGN_OR_RETURN(const auto record, records::FindRecord(snapshot, id));
    if (record.has_value()) used += UsedBy(*record, facts, station_id, mark);
  }
  return std::optional(used);
}

// Less what was given back, since the drawer began.
int64_t HandedOver(const DrawerRow& drawer) {
  int64_t ever = 0;
  for (const rows::v1::DrawerLot& lot : drawer.lots()) ever += lot.taken() - lot.returned();
  return ever;
}

}  // namespace

absl::StatusOr<Mark> MarkOf(Snapshot& snapshot, const DrawerRow& drawer) {
  ASSIGN_OR_RETURN(const auto told,
                   storage::GetRow<rows::v1::StationCounts>(
                       snapshot, KeyWriter(Table::kStationCounts).Text(drawer.station_id()).Take()));
  if (!told.has_value() || told->counts().empty())
    return Mark{.epoch = drawer.count_epoch(), .seq = drawer.count_seq()};
  const rows::v1::DayCount& newest = *told->counts().rbegin();
  return Mark{.counted = true,
              .epoch = told->epoch(),
              .seq = newest.seq(),
              .blanks = newest.blanks(),
              .micros = newest.count_micros()};
}

absl::StatusOr<int64_t> TakenSince(Snapshot& snapshot, const DrawerRow& drawer, const Mark& mark) {
  if (drawer.count_epoch() == mark.epoch && drawer.count_seq() == mark.seq) return drawer.taken_since_count();
  int64_t taken = 0;
  size_t looked = 0;
  RETURN_IF_ERROR(VisitHandOuts(snapshot, drawer.station_id(), 0, [&](const HandOutRow& row) {
    const bool after = StateOf(row) == v1::HandOut::STATE_TAKEN && row.taken_micros() > mark.micros;
    if (after) taken += row.back() ? -row.taken() : row.taken();
    return ++looked < kHandOutsMax;
  }));
  return taken;
}

absl::StatusOr<Content> ContentOf(Snapshot& snapshot, const DrawerRow& drawer) {
  Content content;
  ASSIGN_OR_RETURN(content.mark, MarkOf(snapshot, drawer));
  ASSIGN_OR_RETURN(content.taken, TakenSince(snapshot, drawer, content.mark));
  ASSIGN_OR_RETURN(const auto used, UsedSince(snapshot, drawer.station_id(), content.mark));
  content.known = used.has_value();
  content.used = used.value_or(0);
  if (Planted("drawer-forgets-use")) content.used = 0;
  return content;
}

int64_t HeldBy(const DrawerRow& drawer, const Content& content) {
  return std::max<int64_t>(content.known ? content.expected() : HandedOver(drawer), 0);
}

int64_t HeldOfLot(const DrawerRow& drawer, const Content& content, std::string_view lot) {
  const int64_t left = std::max<int64_t>(HandedOver(drawer) - HeldBy(drawer, content), 0);
  for (const rows::v1::DrawerLot& one : drawer.lots()) {
    if (one.lot() == lot) return std::max<int64_t>(one.taken() - one.returned() - left, 0);
  }
  return 0;
}

}  // namespace blangko::drawers
