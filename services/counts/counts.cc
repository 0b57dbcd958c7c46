#include "services/counts/counts.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/account.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/counts/count_state.h"
#include "services/counts/settlement.h"
#include "services/counts/validate_counts.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "services/stock/stock_table.h"
#include "storage/layers/ledger_log.h"

namespace blangko::counts {
namespace {

using access::Act;
using access::Change;
using rows::v1::OfficeCounts;
using storage::Snapshot;
using storage::Txn;

// What the request row keeps is the id; the reply is made from the count's row.
v1::Count OnlyId(const CountRow& count) {
  v1::Count named;
  named.set_count_id(count.count_id());
  return named;
}

absl::Status LogEvent(Txn& txn, const Act& act, const CountRow& count, std::string_view event,
                      std::string_view detail) {
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("count:", count.count_id()), event);
  entry.set_detail(std::string(detail));
  return access::AppendEvent(txn, act, count.office(), entry).status();
}

// All lots that the office ever had a blank of.
absl::StatusOr<std::vector<std::string>> LotsOf(Snapshot& snapshot, const std::string& office) {
  std::vector<std::string> lots;
  RETURN_IF_ERROR(storage::VisitLogHeads(snapshot, office,
                                         [&](const storage::LogStream& stream, const storage::LogHeadView&) {
                                           if (stream.office == office && !stream.lot.empty())
                                             lots.push_back(stream.lot);
                                           return lots.size() <= kLotsOfACountMax;
                                         }));
  if (lots.size() <= kLotsOfACountMax) return lots;
  return BadField("lots", "all, which are more", absl::StrCat("name at most ", kLotsOfACountMax, " lots"));
}

absl::StatusOr<CountRow> NewCount(Txn& txn, const Act& act, const v1::OpenCountRequest& request) {
  CountRow count;
  count.set_count_id(act.request_id);
  count.set_office(request.office());
  count.set_state(v1::Count::STATE_OPEN);
  count.set_opened_by(act.actor.identity);
  count.set_opened_micros(absl::ToUnixMicros(act.now));
  count.set_all_lots(request.lots().empty());
  std::vector<std::string> lots(request.lots().begin(), request.lots().end());
  if (count.all_lots()) {
    ASSIGN_OR_RETURN(lots, LotsOf(txn, request.office()));
  }
  for (const std::string& lot : lots) {
    RETURN_IF_ERROR(stock::GetLot(txn, lot).status());
    count.add_lines()->set_lot(lot);
  }
  return count;
}

absl::StatusOr<v1::Count> OpenIn(Txn& txn, const Act& act, const v1::OpenCountRequest& request) {
  RETURN_IF_ERROR(access::GetOffice(txn, request.office()).status());
  ASSIGN_OR_RETURN(OfficeCounts counts, GetOfficeCounts(txn, request.office()));
  if (!counts.open().empty())
    return Refuse(Reason::kCountIsOpen, {{"office", request.office()}, {"count", counts.open()}});
  ASSIGN_OR_RETURN(CountRow count, NewCount(txn, act, request));
  count.set_before(counts.settled());
  counts.set_open(count.count_id());
  PutOfficeCounts(txn, request.office(), counts);
  PutCount(txn, count);
  RETURN_IF_ERROR(LogEvent(txn, act, count, "COUNT_OPENED", absl::StrCat(count.lines_size(), " lots")));
  return OnlyId(count);
}

// The count, if the actor may work on it.
absl::StatusOr<CountRow> FindOwn(Snapshot& snapshot, const access::Actor& actor, std::string_view id) {
  ASSIGN_OR_RETURN(CountRow count, GetCount(snapshot, id));
  RETURN_IF_ERROR(access::CheckScope(actor, count.office()));
  return count;
}

// Card counters of the printers in the office, as the newest heartbeats told them.
absl::StatusOr<std::vector<rows::v1::CountedPrinter>> CountersOf(Snapshot& snapshot,
                                                                 const std::string& office) {
  std::vector<std::string> stations;
  RETURN_IF_ERROR(printers::VisitStations(snapshot, "", [&](const printers::StationRow& station) {
    if (station.office() == office) stations.push_back(station.station_id());
    return true;
  }));
  std::vector<rows::v1::CountedPrinter> counters;
  for (const std::string& station : stations) {
    ASSIGN_OR_RETURN(const auto all, printers::PrintersOf(snapshot, station));
    for (const printers::PrinterRow& printer : all) {
      if (!printer.has_card_counter()) continue;
      rows::v1::CountedPrinter& added = counters.emplace_back();
      added.set_station_id(station);
      added.set_printer_id(printer.printer_id());
      added.set_counter(printer.card_counter());
    }
  }
  return counters;
}

int64_t CardsOf(const stock::Balances& balances) {
  return stock::Get(balances, rows::v1::ACCOUNT_CONSUMED) +
         stock::Get(balances, rows::v1::ACCOUNT_SPOILED_HELD) +
         stock::Get(balances, rows::v1::ACCOUNT_DESTROYED) +
         stock::Get(balances, rows::v1::ACCOUNT_UNCERTAIN_HELD);
}

// Puts the book of the moment beside what was counted of a lot.
absl::Status FillLine(Snapshot& snapshot, CountRow& count, LineRow& line, const v1::BlanksThere& counted) {
  const absl::Time at =
      absl::FromUnixMicros(Planted("count-against-the-book-of-now") ? INT64_MAX / 2 : count.counted_micros());
  ASSIGN_OR_RETURN(const stock::Balances book,
                   stock::ReadBalancesAt(snapshot, count.office(), line.lot(), at));
  line.set_unused(counted.unused());
  line.set_spoiled(counted.spoiled());
  line.set_book_unused(stock::Get(book, rows::v1::ACCOUNT_AVAILABLE) +
                       stock::Get(book, rows::v1::ACCOUNT_RESERVED));
  line.set_book_spoiled(stock::Get(book, rows::v1::ACCOUNT_SPOILED_HELD));
  count.set_cards(count.cards() + CardsOf(book));
  return absl::OkStatus();
}

// Every lot of the count, and others that were found there.
absl::Status FillLines(Snapshot& snapshot, CountRow& count, const v1::EnterCountRequest& request) {
  std::map<std::string, v1::BlanksThere> counted;
  for (const v1::EnteredLine& line : request.lines()) counted.emplace(line.lot(), line.counted());
  for (LineRow& line : *count.mutable_lines()) {
    const auto found = counted.find(line.lot());
    if (found == counted.end())
      return BadField("lines", absl::StrCat("none for lot ", line.lot()),
                      "one line for each lot of the count");
    RETURN_IF_ERROR(FillLine(snapshot, count, line, found->second));
    counted.erase(found);
  }
  for (const auto& [lot, blanks] : counted) {
    RETURN_IF_ERROR(stock::GetLot(snapshot, lot).status());
    LineRow& line = *count.add_lines();
    line.set_lot(lot);
    RETURN_IF_ERROR(FillLine(snapshot, count, line, blanks));
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> MomentOf(const Act& act, const v1::EnterCountRequest& request,
                                 const CountRow& count) {
  if (!request.has_count_time()) return absl::ToUnixMicros(act.now);
  const absl::Time at = stock::FromApi(request.count_time());
  if (at >= absl::FromUnixMicros(count.opened_micros()) && at <= act.now) return absl::ToUnixMicros(at);
  return BadField("count_time", absl::FormatTime(absl::RFC3339_sec, at, absl::UTCTimeZone()),
                  "a time since the count was opened, and not after now");
}

using Counters = std::vector<rows::v1::CountedPrinter>;

absl::StatusOr<v1::Count> EnterIn(Txn& txn, const Act& act, const v1::EnterCountRequest& request,
                                  const Counters& counters) {
  ASSIGN_OR_RETURN(CountRow count, FindOwn(txn, act.actor, request.count_id()));
  RETURN_IF_ERROR(CheckState(count, v1::Count::STATE_OPEN));
  ASSIGN_OR_RETURN(const int64_t at, MomentOf(act, request, count));
  count.set_counted_micros(at);
  count.set_counted_by(act.actor.identity);
  count.mutable_printers()->Assign(counters.begin(), counters.end());
  RETURN_IF_ERROR(FillLines(txn, count, request));
  count.set_state(v1::Count::STATE_ENTERED);
  PutCount(txn, count);
  const auto different = std::count_if(count.lines().begin(), count.lines().end(), Differs);
  RETURN_IF_ERROR(LogEvent(txn, act, count, "COUNT_ENTERED",
                           absl::StrCat(different, " of ", count.lines_size(), " lots differ")));
  return OnlyId(count);
}

// The lines that differ, each with its explanation; no other lot may have one.
absl::StatusOr<rows::v1::ProposedCountSettlement> SettlementOf(const CountRow& count,
                                                               const v1::SettleCountRequest& request) {
  std::map<std::string, std::string> why;
  for (const v1::Explanation& explanation : request.explanations())
    why.emplace(explanation.lot(), explanation.text());
  rows::v1::ProposedCountSettlement settlement;
  settlement.set_count_id(count.count_id());
  settlement.set_document(request.document());
  for (const LineRow& line : count.lines()) {
    if (!Differs(line)) continue;
    const auto found = why.find(line.lot());
    if (found == why.end())
      return BadField("explanations", absl::StrCat("none for lot ", line.lot()),
                      "one for each lot that differs");
    *settlement.add_lines() = line;
    settlement.mutable_lines(settlement.lines_size() - 1)->set_explanation(found->second);
    why.erase(found);
  }
  if (why.empty()) return settlement;
  return BadField("explanations.lot", why.begin()->first, "a lot of the count that differs");
}

// The account that counted: it has no part in settling. "" for somebody without one.
std::string CountedBy(const CountRow& count) {
  access::Actor counter;
  counter.identity = count.counted_by();
  counter.named = true;
  return std::string(access::AccountOf(counter));
}

absl::StatusOr<access::NewProposal> ProposalFor(Snapshot& snapshot, const Act& act,
                                                const v1::SettleCountRequest& request) {
  ASSIGN_OR_RETURN(const CountRow count, FindOwn(snapshot, act.actor, request.count_id()));
  RETURN_IF_ERROR(CheckState(count, v1::Count::STATE_ENTERED));
  access::NewProposal proposal{.kind = access::v1::PROPOSAL_KIND_SETTLE_COUNT,
                               .act = {},
                               .subject = absl::StrCat("count:", count.count_id()),
                               .person = Planted("counter-settles-own-count") ? "" : CountedBy(count),
                               .offices = {count.office()},
                               .reason = request.document()};
  ASSIGN_OR_RETURN(*proposal.act.mutable_count_settlement(), SettlementOf(count, request));
  return proposal;
}

absl::StatusOr<v1::Count> CancelIn(Txn& txn, const Act& act, const v1::CancelCountRequest& request) {
  ASSIGN_OR_RETURN(CountRow count, FindOwn(txn, act.actor, request.count_id()));
  if (count.state() != v1::Count::STATE_ENTERED) RETURN_IF_ERROR(CheckState(count, v1::Count::STATE_OPEN));
  count.set_state(v1::Count::STATE_CANCELLED);
  count.set_cancel_reason(request.reason());
  PutCount(txn, count);
  ASSIGN_OR_RETURN(OfficeCounts counts, GetOfficeCounts(txn, count.office()));
  counts.clear_open();
  PutOfficeCounts(txn, count.office(), counts);
  RETURN_IF_ERROR(LogEvent(txn, act, count, "COUNT_CANCELLED", request.reason()));
  return OnlyId(count);
}

absl::StatusOr<v1::Count> Shown(Snapshot& snapshot, const CountRow& count) {
  if (count.before().empty()) return ToApi(count, nullptr);
  ASSIGN_OR_RETURN(const CountRow before, GetCount(snapshot, count.before()));
  return ToApi(count, &before);
}

}  // namespace

absl::StatusOr<v1::Count> Counts::Reread(const absl::StatusOr<v1::Count>& done) {
  if (!done.ok()) return done.status();
  return storage::ViewFor<v1::Count>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::Count> {
    ASSIGN_OR_RETURN(const CountRow count, GetCount(snapshot, done->count_id()));
    return Shown(snapshot, count);
  });
}

absl::StatusOr<v1::Count> Counts::Open(const Act& act, const v1::OpenCountRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateOpen(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  return Reread(
      Change<v1::Count>(store_, act, "counts.open", [&](Txn& txn) { return OpenIn(txn, act, request); }));
}

absl::StatusOr<v1::Count> Counts::Enter(const Act& act, const v1::EnterCountRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateEnter(request));
  // Stations are read before the commit: what their counters said last, and one store may have thousands of them.
  ASSIGN_OR_RETURN(const Counters counters,
                   storage::ViewFor<Counters>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Counters> {
                     ASSIGN_OR_RETURN(const CountRow count, FindOwn(snapshot, act.actor, request.count_id()));
                     return CountersOf(snapshot, count.office());
                   }));
  return Reread(Change<v1::Count>(store_, act, "counts.enter",
                                  [&](Txn& txn) { return EnterIn(txn, act, request, counters); }));
}

absl::StatusOr<v1::SettleCountResponse> Counts::Settle(const Act& act,
                                                       const v1::SettleCountRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateSettle(request));
  if (!act.actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "Settling a count"}});
  RETURN_IF_ERROR(pins_.Check(access::AccountOf(act.actor), request.pin(), act.now).status());
  const auto body = [&](Txn& txn) -> absl::StatusOr<v1::SettleCountResponse> {
    ASSIGN_OR_RETURN(const access::NewProposal wanted, ProposalFor(txn, act, request));
    v1::SettleCountResponse response;
    ASSIGN_OR_RETURN(*response.mutable_proposal(), proposals_.Open(txn, act, wanted));
    return response;
  };
  ASSIGN_OR_RETURN(v1::SettleCountResponse response,
                   Change<v1::SettleCountResponse>(store_, act, "counts.settle", body));
  ASSIGN_OR_RETURN(*response.mutable_proposal(), proposals_.Read(store_, response.proposal().proposal_id()));
  return response;
}

absl::StatusOr<v1::Count> Counts::Cancel(const Act& act, const v1::CancelCountRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateCancel(request));
  return Reread(
      Change<v1::Count>(store_, act, "counts.cancel", [&](Txn& txn) { return CancelIn(txn, act, request); }));
}

absl::StatusOr<v1::Count> Counts::Get(const access::Actor& actor, std::string_view count_id) {
  return storage::ViewFor<v1::Count>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::Count> {
    ASSIGN_OR_RETURN(const CountRow count, FindOwn(snapshot, actor, count_id));
    return Shown(snapshot, count);
  });
}

absl::StatusOr<PageOf<v1::Count>> Counts::List(const access::Actor& actor, std::string_view office,
                                               const PageRequest& page) {
  if (!office.empty()) RETURN_IF_ERROR(access::CheckScope(actor, office));
  using Found = PageOf<v1::Count>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    RETURN_IF_ERROR(VisitCounts(snapshot, page.after, [&](const CountRow& count) {
      if (!access::Covers(actor.scope, count.office()) || !access::Covers(office, count.office()))
        return true;
      if (found.rows.size() == page.size) found.next = found.rows.back().count_id();
      if (found.next.empty()) found.rows.push_back(ToApi(count, nullptr));
      return found.next.empty();
    }));
    return found;
  });
}

}  // namespace blangko::counts
