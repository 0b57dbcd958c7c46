#include "base/status_macros.h"
#include "services/movements/case_table.h"
#include "services/movements/loss_table.h"
#include "services/movements/movements.h"
#include "services/refusal/refusal.h"

namespace blangko::movements {

using access::Actor;
using access::Covers;
using storage::Snapshot;

absl::StatusOr<v1::DifferenceCase> Movements::GetCase(const Actor& actor, std::string_view case_id,
                                                      absl::Time now) {
  using Found = v1::DifferenceCase;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    ASSIGN_OR_RETURN(const CaseRow row, FindCase(snapshot, actor, case_id));
    return ToApi(row, now);
  });
}

absl::StatusOr<PageOf<v1::DifferenceCase>> Movements::ListCases(const access::Act& act,
                                                                const v1::ListCasesRequest& request,
                                                                const PageRequest& page) {
  if (!request.office().empty()) RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  const auto shown = [&](std::string_view office) {
    return Covers(act.actor.scope, office) && Covers(request.office(), office);
  };
  using Found = PageOf<v1::DifferenceCase>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    RETURN_IF_ERROR(VisitCases(snapshot, request.ended(), page.after, [&](const CaseRow& row) {
      if (!shown(row.office()) && !shown(row.from_office())) return true;
      if (found.rows.size() == page.size) found.next = found.rows.back().case_id();
      if (found.next.empty()) found.rows.push_back(ToApi(row, act.now));
      return found.next.empty();
    }));
    return found;
  });
}

absl::StatusOr<v1::DeclaredLoss> Movements::GetLoss(const Actor& actor, std::string_view loss_id) {
  using Found = v1::DeclaredLoss;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    ASSIGN_OR_RETURN(const LossRow row, movements::GetLoss(snapshot, loss_id));
    if (!Covers(actor.scope, row.office()))
      return Refuse(Reason::kUnknownLoss, {{"loss", std::string(loss_id)}});
    return ToApi(row);
  });
}

absl::StatusOr<PageOf<v1::DeclaredLoss>> Movements::ListLosses(const Actor& actor, std::string_view office,
                                                               const PageRequest& page) {
  if (!office.empty()) RETURN_IF_ERROR(access::CheckScope(actor, office));
  using Found = PageOf<v1::DeclaredLoss>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    RETURN_IF_ERROR(VisitLosses(snapshot, page.after, [&](const LossRow& row) {
      if (!Covers(actor.scope, row.office()) || !Covers(office, row.office())) return true;
      if (found.rows.size() == page.size) found.next = found.rows.back().loss_id();
      if (found.next.empty()) found.rows.push_back(ToApi(row));
      return found.next.empty();
    }));
    return found;
  });
}

}  // namespace blangko::movements
