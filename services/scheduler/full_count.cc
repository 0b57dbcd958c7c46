#include "services/scheduler/full_count.h"

#include <set>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/incidents/incident_table.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/waiting_cards.h"
#include "services/stock/stock_table.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Attempt;

constexpr size_t kDoubtsNamed = 10;

struct LotBook {
  int64_t blank = 0;  // available, or permitted and not yet out
  int64_t doubtful = 0;

  int64_t all() const { return blank + doubtful; }
};
using BookOfLots = std::map<std::string, LotBook>;

LotBook BookOf(const stock::Balances& balances) {
  return {
      stock::Get(balances, rows::v1::ACCOUNT_AVAILABLE) + stock::Get(balances, rows::v1::ACCOUNT_RESERVED),
      stock::Get(balances, rows::v1::ACCOUNT_UNCERTAIN_HELD)};
}

// As far as the ledger and the stations know.
absl::StatusOr<BookOfLots> ReadBook(storage::Snapshot& snapshot, const std::string& site) {
  BookOfLots book;
  absl::Status bad;
  RETURN_IF_ERROR(storage::VisitLogHeads(
      snapshot, site, [&](const storage::LogStream& stream, const storage::LogHeadView& head) {
        if (stream.office != site || stream.lot.empty()) return true;
        const auto balances = storage::DecodeRow<stock::Balances>(head.state);
        bad = balances.status();
        if (bad.ok()) book[stream.lot] = BookOf(*balances);
        return bad.ok();
      }));
  if (!bad.ok()) return bad;
  if (Planted("count-takes-cards-for-blanks")) return book;
  ASSIGN_OR_RETURN(const BlanksOfLots waiting, CardsWaitingAt(snapshot, site));
  for (const auto& [lot, cards] : waiting) book[lot].blank -= cards;
  return book;
}

// The doubtful cards of one lot, "r002/1"; sorted.
class DoubtsOfLot {
 public:
  DoubtsOfLot(storage::Snapshot& snapshot, std::string_view site, std::string_view lot)
      : snapshot_(snapshot), site_(site), lot_(lot) {}

  absl::StatusOr<std::set<std::string>> Find() {
    RETURN_IF_ERROR(AddUncertain());
    RETURN_IF_ERROR(AddLate());
    return names_;
  }

 private:
  // Whose record is in doubt.
  absl::Status AddUncertain() {
    std::vector<storage::LineId> lines;
    RETURN_IF_ERROR(
        storage::VisitSiteCounts(snapshot_, site_, [&](const storage::LineId& line, int64_t, int64_t) {
          if (line.state == rows::v1::RECORD_STATE_UNCERTAIN) lines.push_back(line);
          return true;
        }));
    std::set<std::string> ids;
    for (const storage::LineId& line : lines) {
      RETURN_IF_ERROR(storage::VisitLine(snapshot_, line, std::nullopt,
                                         [&](const storage::LinePlace& place, std::string_view) {
                                           ids.insert(place.record_id);
                                           return true;
                                         }));
    }
    return AddOf(ids);
  }

  // Of an attempt whose permission had ended: there is an incident about it.
  absl::Status AddLate() {
    std::set<std::string> ids;
    RETURN_IF_ERROR(
        incidents::VisitIncidents(snapshot_, true, 0, [&](const incidents::IncidentRow& incident) {
          if (incident.office() == site_ && !incident.record_id().empty()) ids.insert(incident.record_id());
          return true;
        }));
    return AddOf(ids);
  }

  absl::Status AddOf(const std::set<std::string>& ids) {
    for (const std::string& id : ids) {
      ASSIGN_OR_RETURN(const auto record, records::FindRecord(snapshot_, id));
      if (!record.has_value()) continue;
      for (const Attempt& attempt : record->attempts()) {
        const bool here =
            attempt.outcome() == "UNCERTAIN" && attempt.site() == site_ && attempt.lot() == lot_;
        if (here) names_.insert(absl::StrCat(id, "/", attempt.number()));
      }
    }
    return absl::OkStatus();
  }

  storage::Snapshot& snapshot_;
  const std::string_view site_, lot_;
  std::set<std::string> names_;
};

std::string Listed(const std::set<std::string>& names) {
  std::vector<std::string> listed(names.begin(), names.end());
  if (listed.size() > kDoubtsNamed) {
    listed.resize(kDoubtsNamed);
    listed.emplace_back("…");
  }
  return absl::StrJoin(listed, ",");
}

// What was counted, and what the books say of it.
struct Counted {
  uint32_t attempt = 0;  // that is to be decided
  std::string site;
  std::string lot;
  int64_t got = 0;
  LotBook book;
};

// Where the count has all that are surely blank, but not all in doubt, it depends on the other ones.
absl::StatusOr<std::set<std::string>> DecidedFirst(storage::Snapshot& snapshot, const RecordRow& record,
                                                   const Counted& counted) {
  const LotBook& book = counted.book;
  if (counted.got < book.blank || counted.got >= book.all()) return std::set<std::string>();
  ASSIGN_OR_RETURN(std::set<std::string> doubts, DoubtsOfLot(snapshot, counted.site, counted.lot).Find());
  doubts.erase(absl::StrCat(record.record_id(), "/", counted.attempt));
  return doubts;
}

absl::Status CheckLot(storage::Snapshot& snapshot, const RecordRow& record, const Counted& counted) {
  const bool one_is_enough = Planted("count-forgets-other-doubts") && counted.got > counted.book.blank;
  if (counted.got == counted.book.all() || one_is_enough) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::set<std::string> first, DecidedFirst(snapshot, record, counted));
  const std::string doubts = first.empty() ? "-" : Listed(first);
  return Refuse(Reason::kCountDiffers,
                {{"site", counted.site},
                 {"lot", counted.lot},
                 {"got", absl::StrCat(counted.got)},
                 {"want", absl::StrCat(counted.book.all())},
                 {"doubts", doubts}},
                {{"counts", absl::StrCat(counted.lot, ":", counted.got),
                  first.empty() ? "as many as the books say" : absl::StrCat("decided first: ", doubts)}});
}

}  // namespace

absl::StatusOr<BlanksOfLots> CountOfBooks(storage::Snapshot& snapshot, const std::string& site) {
  ASSIGN_OR_RETURN(const BookOfLots book, ReadBook(snapshot, site));
  BlanksOfLots blanks;
  for (const auto& [lot, of_lot] : book) blanks[lot] = of_lot.all();
  return blanks;
}

absl::Status CheckFullCount(storage::Snapshot& snapshot, const RecordRow& record, uint32_t attempt,
                            const google::protobuf::RepeatedPtrField<v1::CountedLot>& counts) {
  const std::string& site = records::FindAttempt(record, attempt)->site();
  ASSIGN_OR_RETURN(BookOfLots book, ReadBook(snapshot, site));
  BlanksOfLots counted;
  for (const auto& [lot, of_lot] : book) counted[lot] = 0;
  for (const v1::CountedLot& count : counts) counted[count.lot()] += count.blank_count();
  for (const auto& [lot, got] : counted) {
    RETURN_IF_ERROR(CheckLot(snapshot, record, {attempt, site, lot, got, book[lot]}));
  }
  return absl::OkStatus();
}

}  // namespace blangko::scheduler
