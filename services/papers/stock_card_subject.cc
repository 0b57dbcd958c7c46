// Facts of the stock card: movements into and out of what can still be printed on (available, reserved), one line per
// document, and one line a day for all cards.
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/access/offices.h"
#include "services/papers/stock_facts.h"
#include "services/refusal/refusal.h"
#include "services/stock/shipment_table.h"
#include "storage/layers/ledger_log.h"

namespace blangko::papers {
namespace {

using rows::v1::StockCardEntry;
using rows::v1::StockCardLot;
using storage::LogStream;

constexpr int kEntriesMax = 3000;  // of one card: its row stays below the budget of a commit

bool Remains(rows::v1::Account account) {
  return account == rows::v1::ACCOUNT_AVAILABLE || account == rows::v1::ACCOUNT_RESERVED;
}

int64_t Remaining(const rows::v1::Balances& balances) {
  int64_t count = 0;
  for (const rows::v1::Account account : {rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_RESERVED})
    count += account < balances.count_size() ? balances.count(account) : 0;
  return count;
}

struct Period {
  int64_t from_day = 0;
  int64_t to_day = 0;
  absl::TimeZone zone;

  absl::Time Begin() const { return absl::FromCivil(absl::CivilDay(1970, 1, 1) + from_day, zone); }
  absl::Time End() const { return absl::FromCivil(absl::CivilDay(1970, 1, 1) + (to_day + 1), zone); }
};

// Gathers the entries of one lot.
class Gatherer {
 public:
  Gatherer(const Period& period, StockCardLot& lot) : period_(period), lot_(lot) {}

  absl::Status Read(storage::Snapshot& snapshot, const LogStream& stream) {
    ASSIGN_OR_RETURN(const auto before,
                     storage::ReadLogAt(snapshot, stream, period_.Begin() - absl::Microseconds(1)));
    std::optional<storage::LogPosition> after;
    if (before.has_value()) {
      ASSIGN_OR_RETURN(const rows::v1::LogEntry entry, Parse(*before));
      lot_.set_before(Remaining(entry.after()));
      after = storage::LogPosition{before->seq, before->time};
    }
    absl::Status bad;
    RETURN_IF_ERROR(storage::VisitLog(snapshot, stream, after, storage::ScanOrder::kForward,
                                      [&](const storage::LogRecord& record) {
                                        if (record.time >= period_.End()) return false;
                                        bad = Take(record);
                                        return bad.ok();
                                      }));
    return bad;
  }

 private:
  static absl::StatusOr<rows::v1::LogEntry> Parse(const storage::LogRecord& record) {
    rows::v1::LogEntry entry;
    if (!entry.ParseFromString(record.entry))
      return absl::DataLossError("papers: a log entry does not parse");
    return entry;
  }

  absl::Status Take(const storage::LogRecord& record) {
    ASSIGN_OR_RETURN(const rows::v1::LogEntry entry, Parse(record));
    const int64_t day = access::OfficeDay(period_.zone, record.time);
    for (const auto& movement : entry.movements()) {
      if (Remains(movement.from()) == Remains(movement.to())) continue;
      StockCardEntry& line = LineOf(day, movement);
      if (Remains(movement.to())) line.set_in(line.in() + movement.count());
      if (Remains(movement.from())) line.set_out(line.out() + movement.count());
    }
    if (lot_.entries_size() <= kEntriesMax) return absl::OkStatus();
    return BadField("stock_card.to", absl::StrCat("more than ", kEntriesMax, " lines"), "a shorter period");
  }

  // Cards of one day share a line.
  StockCardEntry& LineOf(int64_t day, const rows::v1::Movement& movement) {
    const bool in = Remains(movement.to());
    const auto account = static_cast<uint32_t>(in ? movement.from() : movement.to());
    const bool job = !movement.record_id().empty();
    const int64_t document_day = movement.document_day() == 0 ? day : movement.document_day();
    const auto key = std::tuple(day, document_day, account, in, job ? std::string() : movement.document());
    const auto known = lines_.find(key);
    if (known != lines_.end()) return *lot_.mutable_entries(known->second);
    lines_.emplace(key, lot_.entries_size());
    StockCardEntry& line = *lot_.add_entries();
    line.set_document_day(document_day);
    line.set_booked_day(day);
    line.set_account(account);
    line.set_jobs(job);
    if (!job) line.set_document(movement.document());
    return line;
  }

  const Period& period_;
  StockCardLot& lot_;
  std::map<std::tuple<int64_t, int64_t, uint32_t, bool, std::string>, int> lines_;
};

absl::Status Describe(storage::Snapshot& snapshot, const std::string& lot, rows::v1::PaperLot& described) {
  described.set_lot(lot);
  ASSIGN_OR_RETURN(const auto row, stock::FindLot(snapshot, lot));
  if (!row.has_value()) return absl::OkStatus();
  described.set_blank_type(row->blank_type());
  described.set_funding(row->funding());
  described.set_unit_price_idr(row->unit_price_idr());
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> LotsOf(storage::Snapshot& snapshot,
                                                const v1::StockCardPeriod& asked) {
  std::vector<std::string> lots;
  const auto take = [&](const LogStream& stream, const storage::LogHeadView&) {
    if (asked.lot().empty() ? !stream.lot.empty() : stream.lot == asked.lot()) lots.push_back(stream.lot);
    return true;
  };
  RETURN_IF_ERROR(storage::VisitLogHeads(snapshot, asked.office(), take));
  if (lots.empty() && !asked.lot().empty()) return Refuse(Reason::kUnknownLot, {{"lot", asked.lot()}});
  return lots;
}

absl::StatusOr<rows::v1::StockCardFacts> CardOf(storage::Snapshot& snapshot, const v1::StockCardPeriod& asked,
                                                const Period& period) {
  rows::v1::StockCardFacts facts;
  ASSIGN_OR_RETURN(const rows::v1::Office office, access::GetOffice(snapshot, asked.office()));
  facts.set_office_name(office.name());
  facts.set_from_day(period.from_day);
  facts.set_to_day(period.to_day);
  facts.set_all_lots(asked.lot().empty());
  ASSIGN_OR_RETURN(const std::vector<std::string> lots, LotsOf(snapshot, asked));
  for (const std::string& lot : lots) {
    StockCardLot card;
    RETURN_IF_ERROR(Describe(snapshot, lot, *card.mutable_lot()));
    RETURN_IF_ERROR(Gatherer(period, card).Read(snapshot, {asked.office(), lot}));
    const bool empty = card.before() == 0 && card.entries().empty();
    if (!empty || !asked.lot().empty()) *facts.add_lots() = std::move(card);
  }
  return facts;
}

std::string DateText(const common::v1::Date& date) {
  return absl::StrCat(date.year(), "-", absl::Dec(date.month(), absl::kZeroPad2), "-",
                      absl::Dec(date.day(), absl::kZeroPad2));
}

}  // namespace

int64_t DayOf(const common::v1::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day()) - absl::CivilDay(1970, 1, 1);
}

absl::StatusOr<Subject> StockCardSubject(storage::Snapshot& snapshot, const access::Act& act,
                                         const v1::StockCardPeriod& asked) {
  RETURN_IF_ERROR(access::CheckScope(act.actor, asked.office()));
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, asked.office()));
  const Period period{DayOf(asked.from()), DayOf(asked.to()), zone};
  if (period.to_day > access::OfficeDay(zone, act.now)) {
    return BadField("stock_card.to", DateText(asked.to()), "today or earlier");
  }
  Subject subject;
  subject.office = asked.office();
  subject.name = absl::StrCat(asked.lot().empty() ? "*" : asked.lot(), ":", DateText(asked.from()), ":",
                              DateText(asked.to()));
  ASSIGN_OR_RETURN(*subject.facts.mutable_stock_card(), CardOf(snapshot, asked, period));
  return subject;
}

}  // namespace blangko::papers
