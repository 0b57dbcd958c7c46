// The reading half of Destructions.
#include <string>

#include "base/status_macros.h"
#include "services/destruction/destruction_table.h"
#include "services/destruction/destructions.h"

namespace blangko::destruction {

using storage::Snapshot;

absl::StatusOr<v1::Destruction> Destructions::Get(const access::Actor& actor, std::string_view id) {
  return storage::ViewFor<v1::Destruction>(
      store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::Destruction> {
        ASSIGN_OR_RETURN(const ListRow list, FindOwn(snapshot, actor, id));
        return ToApi(list);
      });
}

absl::StatusOr<PageOf<v1::Destruction>> Destructions::List(const access::Actor& actor,
                                                           std::string_view office, const PageRequest& page) {
  if (!office.empty()) RETURN_IF_ERROR(access::CheckScope(actor, office));
  using Found = PageOf<v1::Destruction>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    RETURN_IF_ERROR(VisitLists(snapshot, page.after, [&](const ListRow& list) {
      if (!access::Covers(actor.scope, list.office()) || !access::Covers(office, list.office())) return true;
      if (found.rows.size() == page.size) found.next = found.rows.back().destruction_id();
      if (found.next.empty()) found.rows.push_back(ToApi(list));
      return found.next.empty();
    }));
    return found;
  });
}

absl::StatusOr<PageOf<v1::DestructionLine>> Destructions::Lines(const access::Actor& actor,
                                                                std::string_view id,
                                                                const PageRequest& page) {
  using Found = PageOf<v1::DestructionLine>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    RETURN_IF_ERROR(FindOwn(snapshot, actor, id).status());
    Found found;
    std::string last;
    RETURN_IF_ERROR(VisitLines(snapshot, id, page.after, [&](const std::string& key, const LineRow& line) {
      if (found.rows.size() == page.size) {
        found.next = last;
        return false;
      }
      found.rows.push_back(ToApi(line));
      last = key;
      return true;
    }));
    return found;
  });
}

}  // namespace blangko::destruction
