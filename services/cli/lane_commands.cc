// blangko records lane|lanes|present: which way a request came in, and who is there.
#include <memory>
#include <string>

#include "base/status_macros.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/policy_view.h"
#include "services/cli/record_tables.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using scheduler::v1::Lane;
using scheduler::v1::SchedulerService;

struct LaneOptions {
  std::string record_id, lane, reason, note, document;
};

absl::StatusOr<Lane> ParseLane(const std::string& word) {
  return ParseOneOf(
      "--to", word,
      {scheduler::v1::LANE_ORDINARY, scheduler::v1::LANE_URGENT, scheduler::v1::LANE_OUT_OF_DOMICILE,
       scheduler::v1::LANE_MOBILE, scheduler::v1::LANE_DISASTER});
}

void PrintRecord(Session& session, const records::v1::Record& record) {
  Table table = RecordList();
  AddRecord(table, record);
  session.Print({table});
}

absl::Status SetLane(Session& session, const LaneOptions& options) {
  scheduler::v1::SetLaneRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_record_id(options.record_id);
  ASSIGN_OR_RETURN(const Lane lane, ParseLane(options.lane));
  request.set_lane(lane);
  request.set_reason_code(options.reason);
  request.set_note(options.note);
  request.set_document(options.document);
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::SetLane, request));
  PrintRecord(session, response.record());
  return absl::OkStatus();
}

struct ListOptions {
  std::string office, lane, from, to;
};

absl::Status ListLanes(Session& session, const ListOptions& options) {
  scheduler::v1::ListLaneMarksRequest request;
  request.set_office(options.office);
  if (!options.lane.empty()) {
    ASSIGN_OR_RETURN(const Lane lane, ParseEnum<Lane>("--lane", options.lane));
    request.set_lane(lane);
  }
  if (!options.from.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_from_date(), ParseDay("--from", options.from, session.zone()));
  }
  if (!options.to.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_to_date(), ParseDay("--to", options.to, session.zone()));
  }
  Table table = LaneList();
  RETURN_IF_ERROR(session.EachPage(&SchedulerService::Stub::ListLaneMarks, request,
                                   [&](const scheduler::v1::ListLaneMarksResponse& page) {
                                     for (const auto& mark : page.marks()) AddLane(table, mark);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

struct PresentOptions {
  std::string record_id;
  bool gone = false;
};

absl::Status MarkPresent(Session& session, const PresentOptions& options) {
  scheduler::v1::MarkPresentRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_record_id(options.record_id);
  request.set_gone(options.gone);
  ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::MarkPresent, request));
  PrintRecord(session, response.record());
  return absl::OkStatus();
}

void AddLaneCommand(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<LaneOptions>();
  auto* lane = menu.Add(group, "lane", "Into another lane; urgent takes the right to approve it",
                        [options](Session& session) { return SetLane(session, *options); });
  lane->add_option("record", options->record_id)->required();
  lane->add_option("--to", options->lane, "ordinary, urgent, out-of-domicile, mobile or disaster")
      ->required();
  lane->add_option("--reason", options->reason,
                   "RUMAH_SAKIT, BPJS, SEKOLAH, KERJA, UMRAH_HAJI, PASPOR, BENCANA or LAIN");
  lane->add_option("--note", options->note, "Note without personal data");
  lane->add_option("--document", options->document, "Letter of who asked for it");
}

void AddLanesCommand(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ListOptions>();
  auto* lanes = menu.Add(group, "lanes", "Who was put into another lane, by whom and why, and when served",
                         [options](Session& session) { return ListLanes(session, *options); });
  lanes->add_option("--office", options->office, "Area code; default: everything in the store");
  lanes->add_option("--lane", options->lane, "Only this lane");
  lanes->add_option("--from", options->from, "First day; default: today");
  lanes->add_option("--to", options->to, "Last day; default: the first");
}

}  // namespace

void AddLaneCommands(Menu& menu) {
  Menu::Command group = menu.app().get_subcommand("records");
  AddLaneCommand(menu, group);
  AddLanesCommand(menu, group);
  auto options = std::make_shared<PresentOptions>();
  auto* present = menu.Add(group, "present", "The person is here (hadir), until the end of the working day",
                           [options](Session& session) { return MarkPresent(session, *options); });
  present->add_option("record", options->record_id)->required();
  present->add_flag("--gone", options->gone, "Take it back");
}

}  // namespace blangko::cli
