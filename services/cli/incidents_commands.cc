// blangko incidents list|show|settle: what was booked although it does not fit, and who looked into it.
#include <memory>
#include <vector>

#include "base/status_macros.h"
#include "blangko/incidents/v1/incidents_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/incident_view.h"

namespace blangko::cli {
namespace {

using incidents::v1::Incident;
using incidents::v1::IncidentKind;
using incidents::v1::IncidentsService;

struct ListOptions {
  std::string office, record;
  std::vector<std::string> kinds;
  bool all = false;
};

absl::StatusOr<incidents::v1::ListIncidentsRequest> RequestOf(const ListOptions& options) {
  incidents::v1::ListIncidentsRequest request;
  request.set_office(options.office);
  request.set_record_id(options.record);
  for (const std::string& word : options.kinds) {
    ASSIGN_OR_RETURN(const auto kind, ParseEnum<IncidentKind>("--kind", word));
    request.add_kinds(kind);
  }
  if (!options.all) return request;
  request.add_states(Incident::STATE_OPEN);
  request.add_states(Incident::STATE_SETTLED);
  return request;
}

absl::Status List(Session& session, const ListOptions& options) {
  ASSIGN_OR_RETURN(const auto request, RequestOf(options));
  Table table = IncidentList("");
  RETURN_IF_ERROR(session.EachPage(&IncidentsService::Stub::ListIncidents, request,
                                   [&](const incidents::v1::ListIncidentsResponse& page) {
                                     for (const Incident& incident : page.incidents())
                                       AddIncident(table, incident);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Show(Session& session, const std::string& id) {
  incidents::v1::GetIncidentRequest request;
  request.set_incident_id(id);
  ASSIGN_OR_RETURN(const auto response, session.Call(&IncidentsService::Stub::GetIncident, request));
  session.Print({IncidentSheet(response.incident())});
  const Sentence next = NextStep(response.incident());
  if (!next.indonesian.empty()) session.Say(next.indonesian, next.english);
  return absl::OkStatus();
}

absl::Status Settle(Session& session, const std::string& id, const std::string& reason) {
  incidents::v1::SettleIncidentRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_incident_id(id);
  request.set_reason(reason);
  ASSIGN_OR_RETURN(const auto response, session.Call(&IncidentsService::Stub::SettleIncident, request));
  session.Print({IncidentSheet(response.incident())});
  return absl::OkStatus();
}

void AddIncidentList(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ListOptions>();
  auto* list = menu.Add(group, "list", "What nobody has settled yet, oldest first",
                        [options](Session& session) { return List(session, *options); });
  list->add_option("--office", options->office, "Area code; default: everything in your scope");
  list->add_option("--kind", options->kinds,
                   "SECOND_CARD, CONTRADICTION, UID_USED, STATION_COUNT_DIFFERS …; may be repeated");
  list->add_option("--record", options->record, "About this record alone");
  list->add_flag("--all", options->all, "Those that are settled too");
}

}  // namespace

void AddIncidentsCommands(Menu& menu) {
  auto* group = menu.Group("incidents", "What was booked although it does not fit: a person must look");
  AddIncidentList(menu, group);
  struct Options {
    std::string id, reason;
  };
  auto options = std::make_shared<Options>();
  menu.Add(group, "show", "What was known, what was said, by whom",
           [options](Session& session) { return Show(session, options->id); })
      ->add_option("incident", options->id, "Its number")
      ->required();
  auto* settle =
      menu.Add(group, "settle", "Say what it was; then the card can be handed over",
               [options](Session& session) { return Settle(session, options->id, options->reason); });
  settle->add_option("incident", options->id, "Its number")->required();
  settle->add_option("--reason", options->reason, "What was found and done")->required();
}

}  // namespace blangko::cli
