// Facts of BA opname, BA pemusnahan and BA kehilangan.
#include <string_view>

#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/offices.h"
#include "services/counts/count_table.h"
#include "services/destruction/destruction_table.h"
#include "services/papers/paper_of.h"
#include "services/papers/stock_facts.h"
#include "services/refusal/refusal.h"
#include "services/stock/shipment_table.h"

namespace blangko::papers {
namespace {

using destruction::ListRow;
using storage::Snapshot;

absl::Status NotDue(const std::string& what) { return Refuse(Reason::kPaperNotDue, {{"shipment", what}}); }

absl::Status FillLot(Snapshot& snapshot, const std::string& name, rows::v1::PaperLot& filled) {
  ASSIGN_OR_RETURN(const auto lot, stock::FindLot(snapshot, name));
  filled.set_lot(name);
  if (!lot.has_value()) return absl::OkStatus();
  filled.set_blank_type(lot->blank_type());
  filled.set_funding(lot->funding());
  filled.set_unit_price_idr(lot->unit_price_idr());
  return absl::OkStatus();
}

absl::StatusOr<std::string> NameOfOffice(Snapshot& snapshot, const std::string& code) {
  ASSIGN_OR_RETURN(const rows::v1::Office office, access::GetOffice(snapshot, code));
  return office.name();
}

absl::StatusOr<int64_t> DayAt(Snapshot& snapshot, const std::string& office, int64_t micros) {
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, office));
  return access::OfficeDay(zone, absl::FromUnixMicros(micros));
}

// "account:siti" is signed by siti.
std::string PersonOf(std::string_view identity) {
  const size_t colon = identity.find(':');
  return std::string(colon == std::string_view::npos ? identity : identity.substr(colon + 1));
}

// What can be printed on is one line, spoiled cards that are kept another.
absl::Status AddCounted(Snapshot& snapshot, const counts::LineRow& line, rows::v1::CountFacts& facts) {
  rows::v1::CountFactsLine& unused = *facts.add_lines();
  RETURN_IF_ERROR(FillLot(snapshot, line.lot(), *unused.mutable_lot()));
  unused.set_booked(line.book_unused());
  unused.set_found(line.unused());
  unused.set_explanation(line.explanation());
  if (line.book_spoiled() == 0 && line.spoiled() == 0) return absl::OkStatus();
  rows::v1::CountFactsLine& spoiled = *facts.add_lines();
  spoiled.mutable_lot()->set_lot(line.lot() + kSpoiledKept);
  spoiled.set_booked(line.book_spoiled());
  spoiled.set_found(line.spoiled());
  if (line.book_spoiled() != line.spoiled()) spoiled.set_explanation(line.explanation());
  return absl::OkStatus();
}

void FillWitnesses(const ListRow& list, rows::v1::DestructionFacts& facts) {
  for (const auto& witness : list.witnesses()) {
    rows::v1::PaperOfficial& added = *facts.add_witnesses();
    added.set_role(witness.institution());
    added.set_name(witness.name());
    added.set_nip(witness.nip());
    added.set_title(witness.title());
  }
}

absl::StatusOr<rows::v1::DestructionFacts> FactsOf(Snapshot& snapshot, const ListRow& list) {
  rows::v1::DestructionFacts facts;
  ASSIGN_OR_RETURN(*facts.mutable_office_name(), NameOfOffice(snapshot, list.office()));
  facts.set_destroyed_day(list.day());
  facts.set_place(list.place());
  facts.set_method(list.method());
  FillWitnesses(list, facts);
  facts.set_destruction_id(list.destruction_id());
  facts.set_card_count(destruction::Listed(list));
  facts.set_withdrawn_count(list.withdrawn());
  facts.set_spoiled_count(destruction::Listed(list) - list.withdrawn());
  return facts;
}

}  // namespace

absl::StatusOr<Subject> CountSubject(Snapshot& snapshot, const access::Actor& actor,
                                     const std::string& count_id) {
  ASSIGN_OR_RETURN(const counts::CountRow count, counts::GetCount(snapshot, count_id));
  RETURN_IF_ERROR(access::CheckScope(actor, count.office()));
  const bool counted =
      count.state() == counts::v1::Count::STATE_ENTERED || count.state() == counts::v1::Count::STATE_SETTLED;
  if (!counted) return NotDue(count_id);
  Subject subject;
  subject.office = count.office();
  subject.name = count_id;
  subject.number = count.document();
  rows::v1::CountFacts& facts = *subject.facts.mutable_count();
  ASSIGN_OR_RETURN(*facts.mutable_office_name(), NameOfOffice(snapshot, count.office()));
  ASSIGN_OR_RETURN(const int64_t day, DayAt(snapshot, count.office(), count.counted_micros()));
  facts.set_counted_day(day);
  facts.add_counted_by(PersonOf(count.counted_by()));
  for (const counts::LineRow& line : count.lines()) RETURN_IF_ERROR(AddCounted(snapshot, line, facts));
  return subject;
}

absl::StatusOr<Subject> DestructionSubject(Snapshot& snapshot, const access::Actor& actor,
                                           const std::string& destruction_id) {
  ASSIGN_OR_RETURN(const ListRow list, destruction::GetList(snapshot, destruction_id));
  RETURN_IF_ERROR(access::CheckScope(actor, list.office()));
  if (list.state() != destruction::v1::Destruction::STATE_DESTROYED) return NotDue(destruction_id);
  Subject subject;
  subject.office = list.office();
  subject.name = destruction_id;
  subject.number = list.number();
  ASSIGN_OR_RETURN(*subject.facts.mutable_destruction(), FactsOf(snapshot, list));
  return subject;
}

absl::StatusOr<Subject> LossSubject(Snapshot& snapshot, const access::Actor& actor, LossFactsSource* source,
                                    const std::string& loss_id) {
  if (source == nullptr) return NotDue(loss_id);
  ASSIGN_OR_RETURN(const LossFacts loss, source->Find(snapshot, loss_id));
  RETURN_IF_ERROR(access::CheckScope(actor, loss.office));
  Subject subject;
  subject.office = loss.office;
  subject.name = loss_id;
  rows::v1::LossFacts& facts = *subject.facts.mutable_loss();
  ASSIGN_OR_RETURN(*facts.mutable_office_name(), NameOfOffice(snapshot, loss.office));
  ASSIGN_OR_RETURN(const int64_t day, DayAt(snapshot, loss.office, loss.found_micros));
  facts.set_lost_day(day);
  facts.set_place(loss.place);
  facts.set_circumstances(loss.circumstances);
  facts.set_police_report(loss.police_report);
  facts.set_declared_by(loss.declared_by);
  facts.set_confirmed_by(loss.confirmed_by);
  facts.set_other_uids(absl::StrJoin(loss.other_uids, ", "));
  for (const LostLot& lost : loss.lines) {
    rows::v1::LossFactsLine& line = *facts.add_lines();
    RETURN_IF_ERROR(FillLot(snapshot, lost.lot, *line.mutable_lot()));
    line.set_count(lost.count);
    line.set_uids(absl::StrJoin(lost.uids, ", "));
  }
  return subject;
}

}  // namespace blangko::papers
