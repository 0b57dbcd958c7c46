// The log of blanks as Stock lists it, page by page.
#include <algorithm>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "services/stock/equation.h"
#include "services/stock/stock.h"
#include "storage/key_codec.h"
#include "storage/layers/ledger_log.h"

namespace blangko::stock {
namespace {

using storage::LogPosition;
using storage::LogStream;
using storage::Snapshot;
using Found = PageOf<v1::Movement>;

// The newest entry that was listed: where the next page begins.
struct Cursor {
  std::string lot;
  LogPosition at;
};

std::string Write(const Cursor& cursor) {
  return storage::KeyWriter(storage::Table::kLog)
      .Text(cursor.lot)
      .Time(cursor.at.time)
      .U64(cursor.at.seq)
      .Take();
}

absl::StatusOr<std::optional<Cursor>> Read(std::string_view after) {
  if (after.empty()) return std::optional<Cursor>();
  storage::KeyReader reader(after);
  const absl::StatusOr<std::string> lot = reader.Text();
  const absl::StatusOr<absl::Time> time = reader.Time();
  const absl::StatusOr<uint64_t> seq = reader.U64();
  if (!lot.ok() || !time.ok() || !seq.ok()) return Refuse(Reason::kPageTokenInvalid);
  return Cursor{*lot, {*seq, *time}};
}

// "entry:14.05/LOT-1/12" -> 12; 0 for an entry that is no reversal.
uint64_t TakenBackBy(const rows::v1::LogEntry& entry) {
  uint64_t seq = 0;
  if (entry.event() != "REVERSED") return 0;
  const size_t slash = entry.subject().find_last_of('/');
  return absl::SimpleAtoi(entry.subject().substr(slash + 1), &seq) ? seq : 0;
}

v1::Movement ToApi(const storage::LogRecord& record, const rows::v1::LogEntry& entry,
                   const rows::v1::Movement& movement) {
  v1::Movement api;
  api.set_office(record.stream.office);
  api.set_lot(record.stream.lot);
  api.set_seq(record.seq);
  *api.mutable_time() = ApiTime(absl::ToUnixMicros(record.time));
  api.set_from_account(std::string(NameOf(movement.from())));
  api.set_to_account(std::string(NameOf(movement.to())));
  api.set_count(movement.count());
  api.set_actor(entry.actor());
  api.set_document(movement.document());
  api.set_reason(movement.reason());
  api.set_record_id(movement.record_id());
  api.set_attempt(movement.attempt());
  api.set_second_actor(entry.second_actor());
  api.set_second_off_site(entry.second_off_site());
  if (entry.proposal() != 0) api.set_proposal_id(absl::StrCat(entry.proposal()));
  api.set_takes_back_seq(TakenBackBy(entry));
  *api.mutable_after() = stock::ToApi(entry.after());
  return api;
}

// Fills one page, lot after lot.
class PageFill {
 public:
  PageFill(size_t size, storage::ScanOrder order) : size_(size), order_(order) {}

  absl::Status TakeLot(Snapshot& snapshot, const LogStream& stream, std::optional<LogPosition> after) {
    RETURN_IF_ERROR(storage::VisitLog(snapshot, stream, after, order_,
                                      [&](const storage::LogRecord& record) { return TakeEntry(record); }));
    return status_;
  }

  bool full() const { return !found_.next.empty(); }
  Found Take() { return std::move(found_); }

 private:
  bool TakeEntry(const storage::LogRecord& record) {
    rows::v1::LogEntry entry;
    if (!entry.ParseFromString(record.entry)) {
      status_ = absl::DataLossError("stock: a log entry does not parse");
      return false;
    }
    const size_t wanted = found_.rows.size() + static_cast<size_t>(entry.movements_size());
    if (wanted > size_ && !found_.rows.empty()) {
      found_.next = Write(last_);
      return false;
    }
    for (const auto& movement : entry.movements()) found_.rows.push_back(ToApi(record, entry, movement));
    last_ = {record.stream.lot, {record.seq, record.time}};
    return true;
  }

  const size_t size_;
  const storage::ScanOrder order_;
  Found found_;
  Cursor last_;
  absl::Status status_;
};

// Lots of the office, from the cursor's on.
absl::StatusOr<std::vector<std::string>> LotsOf(Snapshot& snapshot, const v1::ListMovementsRequest& request,
                                                const std::optional<Cursor>& cursor) {
  std::vector<std::string> lots;
  const auto take = [&](const LogStream& stream, const storage::LogHeadView&) {
    const bool asked = request.lot().empty() ? !stream.lot.empty() : stream.lot == request.lot();
    if (asked && (!cursor.has_value() || stream.lot >= cursor->lot)) lots.push_back(stream.lot);
    return true;
  };
  RETURN_IF_ERROR(storage::VisitLogHeads(snapshot, request.office(), take));
  return lots;
}

}  // namespace

absl::StatusOr<Found> Stock::ListMovements(const access::Actor& actor,
                                           const v1::ListMovementsRequest& request, const PageRequest& page) {
  if (request.office().empty()) return BadField("office", "", "the code of one office");
  RETURN_IF_ERROR(access::CheckScope(actor, request.office()));
  ASSIGN_OR_RETURN(const std::optional<Cursor> cursor, Read(page.after));
  const auto order = request.newest_first() ? storage::ScanOrder::kReverse : storage::ScanOrder::kForward;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    ASSIGN_OR_RETURN(const std::vector<std::string> lots, LotsOf(snapshot, request, cursor));
    PageFill fill(page.size, order);
    for (const std::string& lot : lots) {
      const bool resumed = cursor.has_value() && cursor->lot == lot;
      const std::optional<LogPosition> after = resumed ? std::optional(cursor->at) : std::nullopt;
      RETURN_IF_ERROR(fill.TakeLot(snapshot, {request.office(), lot}, after));
      if (fill.full()) break;
    }
    return fill.Take();
  });
}

}  // namespace blangko::stock
