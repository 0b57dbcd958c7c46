#include "services/counts/count_executor.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/counts/count_state.h"
#include "services/counts/settlement.h"
#include "services/stock/stock_table.h"

namespace blangko::counts {
namespace {

using access::FactOf;
using access::ProposalRow;
using rows::v1::ProposedCountSettlement;

absl::StatusOr<CountRow> EnteredCount(storage::Snapshot& snapshot,
                                      const ProposedCountSettlement& settlement) {
  ASSIGN_OR_RETURN(CountRow count, GetCount(snapshot, settlement.count_id()));
  RETURN_IF_ERROR(CheckState(count, v1::Count::STATE_ENTERED));
  return count;
}

absl::StatusOr<stock::Movements> MovementsOf(storage::Snapshot& snapshot, const CountRow& count,
                                             const LineRow& line, std::string_view document) {
  ASSIGN_OR_RETURN(const stock::Balances now, stock::ReadBalances(snapshot, count.office(), line.lot()));
  return SettlingMovements(line, now, document);
}

// Whether the accounts hold what is to be moved.
absl::Status CheckLine(storage::Snapshot& snapshot, const CountRow& count, const LineRow& line) {
  ASSIGN_OR_RETURN(const stock::Movements movements, MovementsOf(snapshot, count, line, ""));
  ASSIGN_OR_RETURN(stock::Balances balances, stock::ReadBalances(snapshot, count.office(), line.lot()));
  for (const rows::v1::Movement& movement : movements) {
    ASSIGN_OR_RETURN(balances, stock::Moved({count.office(), line.lot()}, std::move(balances), movement));
  }
  return absl::OkStatus();
}

absl::Status PostLine(storage::Txn& txn, const access::Act& act, const CountRow& count, const LineRow& line) {
  ASSIGN_OR_RETURN(stock::Movements movements, MovementsOf(txn, count, line, count.document()));
  const stock::Posting posting{.office = count.office(),
                               .lot = line.lot(),
                               .movements = std::move(movements),
                               .record = {},
                               .subject = absl::StrCat("count:", count.count_id()),
                               .event = "COUNT_SETTLED",
                               .detail = line.explanation()};
  return stock::StockTable(txn).Post(act, posting).status();
}

void NoteExplanations(CountRow& count, const ProposedCountSettlement& settlement) {
  for (const LineRow& explained : settlement.lines()) {
    for (LineRow& line : *count.mutable_lines()) {
      if (line.lot() == explained.lot()) line.set_explanation(explained.explanation());
    }
  }
}

absl::Status MarkSettled(storage::Txn& txn, const access::Act& act, CountRow& count) {
  count.set_state(v1::Count::STATE_SETTLED);
  count.set_settled_by(act.actor.identity);
  count.set_second(act.second.has_value() ? act.second->identity : "");
  count.set_settled_micros(absl::ToUnixMicros(act.now));
  PutCount(txn, count);
  ASSIGN_OR_RETURN(rows::v1::OfficeCounts counts, GetOfficeCounts(txn, count.office()));
  counts.clear_open();
  counts.set_settled(count.count_id());
  PutOfficeCounts(txn, count.office(), counts);
  return absl::OkStatus();
}

// "100, book 102: two came torn" of one lot; a word more where spoiled cards differ.
std::string LineInWords(const LineRow& line) {
  std::string words = absl::StrCat(line.lot(), " ", line.unused(), "/", line.book_unused());
  if (SpoiledDifference(line) != 0) absl::StrAppend(&words, " + ", line.spoiled(), "/", line.book_spoiled());
  return absl::StrCat(words, ": ", line.explanation());
}

}  // namespace

absl::Status CountExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  const ProposedCountSettlement& settlement = proposal.act().count_settlement();
  ASSIGN_OR_RETURN(const CountRow count, EnteredCount(snapshot, settlement));
  for (const LineRow& line : settlement.lines()) RETURN_IF_ERROR(CheckLine(snapshot, count, line));
  return absl::OkStatus();
}

absl::StatusOr<access::ShownFacts> CountExecutor::Describe(storage::Snapshot& snapshot,
                                                           const ProposalRow& proposal) {
  const ProposedCountSettlement& settlement = proposal.act().count_settlement();
  ASSIGN_OR_RETURN(const CountRow count, GetCount(snapshot, settlement.count_id()));
  const std::string at =
      absl::FormatTime(absl::RFC3339_sec, absl::FromUnixMicros(count.counted_micros()), absl::UTCTimeZone());
  access::ShownFacts facts = {FactOf("count_id", count.count_id()), FactOf("counted_by", count.counted_by()),
                              FactOf("count_time", at),
                              FactOf("counted_lots", absl::StrCat(count.lines_size())),
                              FactOf("differing_lots", absl::StrCat(settlement.lines_size()))};
  for (const LineRow& line : settlement.lines()) facts.push_back(FactOf("difference", LineInWords(line)));
  return facts;
}

absl::Status CountExecutor::Execute(storage::Txn& txn, const access::Act& act, const ProposalRow& proposal) {
  const ProposedCountSettlement& settlement = proposal.act().count_settlement();
  ASSIGN_OR_RETURN(CountRow count, EnteredCount(txn, settlement));
  count.set_document(settlement.document());
  NoteExplanations(count, settlement);
  for (const LineRow& line : settlement.lines()) RETURN_IF_ERROR(PostLine(txn, act, count, line));
  RETURN_IF_ERROR(MarkSettled(txn, act, count));
  if (!settlement.lines().empty()) return absl::OkStatus();
  // Without a difference no blank moves, and the entry stands by itself.
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("count:", count.count_id()), "COUNT_SETTLED");
  return access::AppendEvent(txn, act, count.office(), entry).status();
}

}  // namespace blangko::counts
