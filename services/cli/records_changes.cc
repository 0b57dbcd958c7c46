// blangko records hold|release|cancel|move|add: changing records.
#include <memory>

#include "base/status_macros.h"
#include "blangko/records/v1/records_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/record_tables.h"

namespace blangko::cli {
namespace {

using records::v1::CreateRecordRequest;
using records::v1::RecordsService;

struct ChangeOptions {
  std::string record_id, reason = "PERSON", why, note, until, site;
};

// Prints the record that a change answered.
template <typename Response>
absl::Status PrintRecord(Session& session, const absl::StatusOr<Response>& response) {
  if (!response.ok()) return response.status();
  Table table = RecordList();
  AddRecord(table, response->record());
  session.Print({table});
  if (!response->record().stop_request().empty()) {
    session.Say("Tempat cetak sedang memegang izin: permintaan diteruskan, hasilnya menyusul.");
  }
  return absl::OkStatus();
}

template <typename Request>
Request RequestFor(Session& session, const std::string& record_id) {
  Request request;
  request.set_request_id(session.NewRequestId());
  request.set_record_id(record_id);
  return request;
}

void AddHold(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ChangeOptions>();
  auto* hold = menu.Add(group, "hold", "Hold it", [options](Session& session) -> absl::Status {
    auto request = RequestFor<records::v1::HoldRecordRequest>(session, options->record_id);
    request.set_reason(options->reason);
    request.set_note(options->note);
    if (!options->until.empty()) {
      ASSIGN_OR_RETURN(*request.mutable_until(), ParseTime(options->until, session.zone()));
    }
    return PrintRecord(session, session.Call(&RecordsService::Stub::HoldRecord, request));
  });
  hold->add_option("record", options->record_id)->required();
  hold->add_option("--reason", options->reason, "Reason of the hold");
  hold->add_option("--note", options->note, "Note without personal data");
  hold->add_option("--until", options->until, "Day on which it ends; default: until a person releases it");
}

void AddRelease(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ChangeOptions>();
  auto* release = menu.Add(group, "release", "End a hold", [options](Session& session) {
    auto request = RequestFor<records::v1::ReleaseRecordRequest>(session, options->record_id);
    request.set_reason(options->why);
    request.set_note(options->note);
    return PrintRecord(session, session.Call(&RecordsService::Stub::ReleaseRecord, request));
  });
  release->add_option("record", options->record_id)->required();
  release->add_option("--reason", options->why, "Why it may go on; needed where a person has to look first");
  release->add_option("--note", options->note, "Note without personal data");
}

void AddCancel(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ChangeOptions>();
  auto* cancel = menu.Add(group, "cancel", "Cancel it", [options](Session& session) {
    auto request = RequestFor<records::v1::CancelRecordRequest>(session, options->record_id);
    request.set_reason(options->reason);
    return PrintRecord(session, session.Call(&RecordsService::Stub::CancelRecord, request));
  });
  cancel->add_option("record", options->record_id)->required();
  cancel->add_option("--reason", options->reason)->required();
}

void AddMove(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ChangeOptions>();
  auto* move =
      menu.Add(group, "move", "To another print site; its place by key is kept", [options](Session& session) {
        auto request = RequestFor<records::v1::MoveRecordRequest>(session, options->record_id);
        request.set_site(options->site);
        request.set_reason(options->reason);
        return PrintRecord(session, session.Call(&RecordsService::Stub::MoveRecord, request));
      });
  move->add_option("record", options->record_id)->required();
  move->add_option("--site", options->site, "Office whose blanks print it")->required();
  move->add_option("--reason", options->reason)->required();
}

struct AddOptions {
  std::string type = "first-issuance", upstream = "print-ready-record", recorded, applied, suket_until;
  CreateRecordRequest request;
};

absl::StatusOr<CreateRecordRequest> RequestOf(Session& session, const AddOptions& options) {
  CreateRecordRequest request = options.request;
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(const auto type, ParseEnum<records::v1::RequestType>("--type", options.type));
  request.set_request_type(type);
  ASSIGN_OR_RETURN(const auto upstream,
                   ParseEnum<records::v1::UpstreamStatus>("--upstream", options.upstream));
  request.set_upstream(upstream);
  ASSIGN_OR_RETURN(*request.mutable_recorded_time(), ParseTime(options.recorded, session.zone()));
  if (!options.applied.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_applied_time(), ParseTime(options.applied, session.zone()));
  }
  if (!options.suket_until.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_suket_until(), ParseTime(options.suket_until, session.zone()));
  }
  return request;
}

void OfferPerson(Menu::Command add, AddOptions& options) {
  auto& person = *options.request.mutable_personal();
  add->add_option("--nik", *person.mutable_nik(), "16 digits")->required();
  add->add_option("--name", *person.mutable_name())->required();
  add->add_option("--birth-place", *person.mutable_birth_place());
  add->add_option("--birth-date", *person.mutable_birth_date(), "YYYY-MM-DD")->required();
  add->add_option("--sex", *person.mutable_sex(), "L or P")->required();
  add->add_option("--address", *person.mutable_address());
  add->add_option("--rt-rw", *person.mutable_rt_rw());
  add->add_option("--village", *person.mutable_village());
  add->add_option("--district", *person.mutable_district());
  add->add_option("--religion", *person.mutable_religion());
  add->add_option("--marital-status", *person.mutable_marital_status());
  add->add_option("--occupation", *person.mutable_occupation());
  add->add_option("--blood-type", *person.mutable_blood_type());
  add->add_option("--phone", *person.mutable_phone());
}

void AddAdd(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<AddOptions>();
  auto* add = menu.Add(group, "add", "One applicant by hand", [options](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const CreateRecordRequest request, RequestOf(session, *options));
    return PrintRecord(session, session.Call(&RecordsService::Stub::CreateRecord, request));
  });
  auto& request = options->request;
  add->add_option("--office", *request.mutable_office(), "Registering office")->required();
  add->add_option("--area", *request.mutable_area(), "Village or district of domicile")->required();
  add->add_option("--type", options->type, "Why a card is printed");
  add->add_option("--number", *request.mutable_request_number(), "Number of the application");
  add->add_option("--reason", *request.mutable_reason());
  add->add_option("--papers", *request.mutable_papers_seen(), "Papers that were seen");
  add->add_option("--upstream", options->upstream, "Status at the centre");
  add->add_option("--recorded", options->recorded, "Day the biometrics were captured")->required();
  add->add_option("--applied", options->applied, "Day of the application");
  add->add_option("--replaces", *request.mutable_replaces(), "Record whose card this one replaces");
  add->add_option("--suket", *request.mutable_suket_number());
  add->add_option("--suket-until", options->suket_until, "Day on which the suket ends");
  OfferPerson(add, *options);
}

}  // namespace

void AddRecordsChanges(Menu& menu) {
  Menu::Command group = menu.app().get_subcommand("records");
  AddHold(menu, group);
  AddRelease(menu, group);
  AddCancel(menu, group);
  AddMove(menu, group);
  AddAdd(menu, group);
}

}  // namespace blangko::cli
