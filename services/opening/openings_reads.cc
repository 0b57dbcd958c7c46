// What can be asked about openings.
#include <optional>

#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/opening/opening_table.h"
#include "services/opening/openings.h"
#include "services/refusal/refusal.h"

namespace blangko::opening {
namespace {

using storage::Snapshot;

// One row more than the page tells that there is a next one.
template <typename Row, typename Api>
bool TakeOne(const PageRequest& page, const Row& row, const std::string& name, std::string& last,
             PageOf<Api>& found) {
  if (found.rows.size() == page.size) {
    found.next = last;
    return false;
  }
  found.rows.push_back(ToApi(row));
  last = name;
  return true;
}

}  // namespace

absl::StatusOr<v1::Opening> Openings::Get(const access::Actor& actor, const std::string& office) {
  RETURN_IF_ERROR(access::CheckScope(actor, office));
  return storage::ViewFor<v1::Opening>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::Opening> {
    RETURN_IF_ERROR(access::GetOffice(snapshot, office).status());
    ASSIGN_OR_RETURN(const std::optional<OpeningRow> row, FindOpening(snapshot, office));
    if (!row.has_value()) return Refuse(Reason::kUnknownOpening, {{"office", office}});
    return ToApi(*row);
  });
}

absl::StatusOr<PageOf<v1::UncollectedCard>> Openings::Cards(const access::Actor& actor,
                                                            const std::string& office,
                                                            const PageRequest& page) {
  using Found = PageOf<v1::UncollectedCard>;
  RETURN_IF_ERROR(access::CheckScope(actor, office));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    RETURN_IF_ERROR(access::GetOffice(snapshot, office).status());
    Found found;
    std::string last;
    RETURN_IF_ERROR(VisitCards(snapshot, office, page.after, [&](const CardRow& row) {
      return TakeOne(page, row, row.record_id(), last, found);
    }));
    return found;
  });
}

absl::StatusOr<PageOf<v1::OutstandingSuket>> Openings::Sukets(const access::Actor& actor,
                                                              const std::string& office,
                                                              const PageRequest& page) {
  using Found = PageOf<v1::OutstandingSuket>;
  RETURN_IF_ERROR(access::CheckScope(actor, office));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    RETURN_IF_ERROR(access::GetOffice(snapshot, office).status());
    Found found;
    std::string last;
    RETURN_IF_ERROR(VisitSukets(snapshot, office, page.after, [&](const SuketRow& row) {
      return TakeOne(page, row, row.number(), last, found);
    }));
    return found;
  });
}

}  // namespace blangko::opening
