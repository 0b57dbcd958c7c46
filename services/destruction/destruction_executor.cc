#include "services/destruction/destruction_executor.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/destruction/closing.h"
#include "services/destruction/destruction_table.h"
#include "services/destruction/posting.h"

namespace blangko::destruction {
namespace {

using access::FactOf;
using access::ProposalRow;
using rows::v1::ProposedDestruction;

absl::StatusOr<ListRow> ProposedList(storage::Snapshot& snapshot, const ProposedDestruction& proposed) {
  ASSIGN_OR_RETURN(ListRow list, GetList(snapshot, proposed.destruction_id()));
  RETURN_IF_ERROR(CheckWhole(snapshot, list));
  RETURN_IF_ERROR(CheckUnchanged(snapshot, list, proposed));
  return list;
}

void Seal(const access::Act& act, ListRow& list) {
  list.set_state(v1::Destruction::STATE_SEALED);
  list.set_sealed_micros(absl::ToUnixMicros(act.now));
  list.set_proposed_by(act.actor.identity);
  if (!act.second.has_value()) return;
  list.set_second(act.second->identity);
  list.set_second_off_site(act.second->off_site);
  list.set_proposal(act.second->proposal);
}

std::string LotInWords(const rows::v1::DestructionLot& lot) {
  return absl::StrCat(lot.lot(), " ", lot.cards(), lot.counted() == 0 ? "" : " + ",
                      lot.counted() == 0 ? "" : absl::StrCat(lot.counted()));
}

}  // namespace

absl::Status DestructionExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  return ProposedList(snapshot, proposal.act().destruction()).status();
}

absl::StatusOr<access::ShownFacts> DestructionExecutor::Describe(storage::Snapshot& snapshot,
                                                                 const ProposalRow& proposal) {
  ASSIGN_OR_RETURN(const ListRow list, GetList(snapshot, proposal.act().destruction().destruction_id()));
  access::ShownFacts facts = {FactOf("destruction_id", list.destruction_id()),
                              FactOf("document", list.number()),
                              FactOf("day", absl::FormatCivilTime(absl::CivilDay(1970, 1, 1) + list.day())),
                              FactOf("place", list.place()),
                              FactOf("method", list.method()),
                              FactOf("witness_count", absl::StrCat(list.witnesses_size())),
                              FactOf("pile", absl::StrCat(list.pile())),
                              FactOf("pile_counted_by", list.pile_by()),
                              FactOf("listed", absl::StrCat(Listed(list))),
                              FactOf("withdrawn_cards", absl::StrCat(list.withdrawn()))};
  for (const auto& lot : list.lots()) facts.push_back(FactOf("spoiled_lot", LotInWords(lot)));
  return facts;
}

absl::Status DestructionExecutor::Execute(storage::Txn& txn, const access::Act& act,
                                          const ProposalRow& proposal) {
  ASSIGN_OR_RETURN(ListRow list, ProposedList(txn, proposal.act().destruction()));
  Seal(act, list);
  RETURN_IF_ERROR(PostStep(txn, act, list));
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("destruction:", list.destruction_id()), "DESTRUCTION_SEALED");
  entry.set_detail(absl::StrCat(list.number(), ": ", Listed(list), " cards, ", list.posted_lines(), " of ",
                                list.lines(), " lines booked"));
  return access::AppendEvent(txn, act, list.office(), entry).status();
}

}  // namespace blangko::destruction
