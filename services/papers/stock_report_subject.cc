// Facts of the stock report: what the books said at the end of a day of blanks that can still be printed on (available and
// reserved), the documents of that day or before that were booked afterwards, and the first count made afterwards, rolled
// back to the day.
//
//   booked       the balance after the newest entry of the day or before. Nothing is backdated: it never changes again
//   later        movements booked after the day whose document is dated on it or before: listed apart, never in `booked`
//   rolled back  counted, less what moved between the day and the count; what moved by such a later document was there on
//                the day, so it is not taken away: rolled back is to be compared with booked + later
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "blangko/counts/v1/counts.pb.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/access/offices.h"
#include "services/counts/count_table.h"
#include "services/papers/stock_facts.h"
#include "services/refusal/refusal.h"
#include "services/stock/shipment_table.h"
#include "services/stock/stock_table.h"
#include "storage/layers/ledger_log.h"

namespace blangko::papers {
namespace {

using rows::v1::LaterPosting;
using rows::v1::StockReportFacts;
using rows::v1::StockReportLine;
using storage::LogStream;
using storage::Snapshot;

constexpr int kLaterMax = 3000;

bool Remains(rows::v1::Account account) {
  return account == rows::v1::ACCOUNT_AVAILABLE || account == rows::v1::ACCOUNT_RESERVED;
}

int64_t Remaining(const stock::Balances& balances) {
  return stock::Get(balances, rows::v1::ACCOUNT_AVAILABLE) + stock::Get(balances, rows::v1::ACCOUNT_RESERVED);
}

struct Moment {
  std::string office;
  int64_t day = 0;
  absl::TimeZone zone;

  absl::Time Last() const {
    return absl::FromCivil(absl::CivilDay(1970, 1, 1) + (day + 1), zone) - absl::Microseconds(1);
  }
};

// The first count of the office after the day, of those that were entered and not cancelled.
absl::StatusOr<std::optional<counts::CountRow>> CountAfter(Snapshot& snapshot, const Moment& moment) {
  std::optional<counts::CountRow> first;
  RETURN_IF_ERROR(counts::VisitCounts(snapshot, "", [&](const counts::CountRow& count) {
    const auto state = static_cast<counts::v1::Count::State>(count.state());
    const bool counted =
        state == counts::v1::Count::STATE_ENTERED || state == counts::v1::Count::STATE_SETTLED;
    if (count.office() != moment.office || !counted) return true;
    if (absl::FromUnixMicros(count.counted_micros()) <= moment.Last()) return false;
    first = count;
    return true;
  }));
  return first;
}

// One lot after the day: its later postings, and of them what was booked until the count.
class AfterTheDay {
 public:
  AfterTheDay(const Moment& moment, absl::Time count_time, StockReportFacts& facts)
      : moment_(moment), count_time_(count_time), facts_(facts) {}

  absl::Status Read(Snapshot& snapshot, const std::string& lot) {
    const LogStream stream{moment_.office, lot};
    ASSIGN_OR_RETURN(const auto last, storage::ReadLogAt(snapshot, stream, moment_.Last()));
    std::optional<storage::LogPosition> after;
    if (last.has_value()) after = storage::LogPosition{last->seq, last->time};
    absl::Status bad;
    RETURN_IF_ERROR(storage::VisitLog(snapshot, stream, after, storage::ScanOrder::kForward,
                                      [&](const storage::LogRecord& record) {
                                        bad = Take(lot, record);
                                        return bad.ok();
                                      }));
    return bad;
  }

  int64_t later() const { return later_; }
  int64_t later_until_count() const { return later_until_count_; }

 private:
  absl::Status Take(const std::string& lot, const storage::LogRecord& record) {
    rows::v1::LogEntry entry;
    if (!entry.ParseFromString(record.entry))
      return absl::DataLossError("papers: a log entry does not parse");
    for (const auto& movement : entry.movements()) {
      if (Remains(movement.from()) == Remains(movement.to())) continue;
      if (movement.document_day() == 0 || movement.document_day() > moment_.day) continue;
      Add(lot, access::OfficeDay(moment_.zone, record.time), movement);
      const int64_t pieces = Remains(movement.to()) ? movement.count() : -movement.count();
      later_ += pieces;
      if (record.time <= count_time_) later_until_count_ += pieces;
    }
    if (facts_.later_size() <= kLaterMax) return absl::OkStatus();
    return BadField("date", absl::StrCat("more than ", kLaterMax, " later postings"), "a later day");
  }

  // One line for a document, its days and the account at the other end.
  void Add(const std::string& lot, int64_t booked_day, const rows::v1::Movement& movement) {
    const bool in = Remains(movement.to());
    const auto account = static_cast<uint32_t>(in ? movement.from() : movement.to());
    const auto key = std::tuple(movement.document_day(), booked_day, movement.document(), account);
    const auto [known, is_new] = lines_.emplace(key, facts_.later_size());
    LaterPosting& line = is_new ? *facts_.add_later() : *facts_.mutable_later(known->second);
    line.set_lot(lot);
    line.set_document_day(movement.document_day());
    line.set_booked_day(booked_day);
    line.set_document(movement.document());
    line.set_account(account);
    line.set_pieces(line.pieces() + (in ? movement.count() : -movement.count()));
  }

  const Moment& moment_;
  const absl::Time count_time_;
  StockReportFacts& facts_;
  std::map<std::tuple<int64_t, int64_t, std::string, uint32_t>, int> lines_;
  int64_t later_ = 0;
  int64_t later_until_count_ = 0;
};

const counts::LineRow* LineOf(const std::optional<counts::CountRow>& count, const std::string& lot) {
  if (!count.has_value()) return nullptr;
  for (const counts::LineRow& line : count->lines()) {
    if (line.lot() == lot) return &line;
  }
  return nullptr;
}

absl::Status Describe(Snapshot& snapshot, const std::string& lot, rows::v1::PaperLot& described) {
  described.set_lot(lot);
  ASSIGN_OR_RETURN(const auto row, stock::FindLot(snapshot, lot));
  if (!row.has_value()) return absl::OkStatus();
  described.set_blank_type(row->blank_type());
  described.set_funding(row->funding());
  described.set_unit_price_idr(row->unit_price_idr());
  return absl::OkStatus();
}

absl::StatusOr<StockReportLine> ReadLine(Snapshot& snapshot, const Moment& moment, const std::string& lot,
                                         const std::optional<counts::CountRow>& count,
                                         StockReportFacts& facts) {
  StockReportLine line;
  RETURN_IF_ERROR(Describe(snapshot, lot, *line.mutable_lot()));
  ASSIGN_OR_RETURN(const stock::Balances book,
                   stock::ReadBalancesAt(snapshot, moment.office, lot, moment.Last()));
  const counts::LineRow* counted = LineOf(count, lot);
  const absl::Time count_time =
      counted == nullptr ? absl::InfinitePast() : absl::FromUnixMicros(count->counted_micros());
  AfterTheDay after(moment, count_time, facts);
  RETURN_IF_ERROR(after.Read(snapshot, lot));
  facts.set_used(facts.used() + stock::UsedOf(book));
  facts.set_used_unread(facts.used_unread() + stock::CountedAlone(book));
  line.set_booked(Remaining(book) + (Planted("later-posting-counted-at-the-date") ? after.later() : 0));
  line.set_later(after.later());
  if (counted == nullptr) return line;
  ASSIGN_OR_RETURN(const stock::Balances then,
                   stock::ReadBalancesAt(snapshot, moment.office, lot, count_time));
  const int64_t moved = Remaining(then) - Remaining(book) - after.later_until_count();
  line.set_counted(true);
  line.set_counted_day(access::OfficeDay(moment.zone, count_time));
  line.set_rolled_back(counted->unused() - moved);
  return line;
}

bool IsEmpty(const StockReportLine& line) {
  return line.booked() == 0 && line.later() == 0 && (!line.counted() || line.rolled_back() == 0);
}

absl::StatusOr<StockReportFacts> ReportOf(Snapshot& snapshot, const Moment& moment) {
  StockReportFacts facts;
  ASSIGN_OR_RETURN(const rows::v1::Office office, access::GetOffice(snapshot, moment.office));
  facts.set_office_name(office.name());
  facts.set_day(moment.day);
  std::vector<std::string> lots;
  RETURN_IF_ERROR(storage::VisitLogHeads(snapshot, moment.office,
                                         [&](const LogStream& stream, const storage::LogHeadView&) {
                                           if (stream.office == moment.office && !stream.lot.empty())
                                             lots.push_back(stream.lot);
                                           return true;
                                         }));
  ASSIGN_OR_RETURN(const auto count, CountAfter(snapshot, moment));
  for (const std::string& lot : lots) {
    ASSIGN_OR_RETURN(StockReportLine line, ReadLine(snapshot, moment, lot, count, facts));
    if (!IsEmpty(line)) *facts.add_lines() = std::move(line);
  }
  return facts;
}

}  // namespace

absl::StatusOr<Subject> StockReportSubject(Snapshot& snapshot, const access::Actor& actor, absl::Time now,
                                           const v1::StockAtDay& asked) {
  RETURN_IF_ERROR(access::CheckScope(actor, asked.office()));
  RETURN_IF_ERROR(access::GetOffice(snapshot, asked.office()).status());
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, asked.office()));
  const Moment moment{asked.office(), DayOf(asked.date()), zone};
  const std::string text = absl::FormatCivilTime(absl::CivilDay(1970, 1, 1) + moment.day);
  if (moment.day > access::OfficeDay(zone, now)) return BadField("date", text, "today or earlier");
  Subject subject;
  subject.office = asked.office();
  subject.name = absl::StrCat("stock:", text);
  ASSIGN_OR_RETURN(*subject.facts.mutable_stock_report(), ReportOf(snapshot, moment));
  return subject;
}

}  // namespace blangko::papers
