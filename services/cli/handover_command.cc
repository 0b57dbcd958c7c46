// blangko handover: a finished card to its owner.
#include <memory>

#include "base/status_macros.h"
#include "blangko/desk/v1/desk_service.grpc.pb.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/record_tables.h"

namespace blangko::cli {
namespace {

using desk::v1::DeskService;
using desk::v1::HandOverRequest;

struct Options {
  HandOverRequest request;
  bool old_card = false, suket = false;
};

absl::Status HandOver(Session& session, const Options& options) {
  HandOverRequest request = options.request;
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(*request.mutable_collector(),
                   ParseWord("--collector", request.collector(), {"OWNER", "FAMILY", "PROXY"}));
  ASSIGN_OR_RETURN(*request.mutable_check(),
                   ParseWord("--check", request.check(), {"FINGERPRINT", "FACE", "PAPERS"}));
  request.set_old_card_taken_back(options.old_card);
  request.set_suket_taken_back(options.suket);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DeskService::Stub::HandOver, request));
  Table table = RecordList();
  AddRecord(table, response.record());
  session.Print({table});
  return absl::OkStatus();
}

}  // namespace

void AddHandOverCommand(Menu& menu) {
  auto options = std::make_shared<Options>();
  auto* command = menu.Add("handover", "Hand a finished card over",
                           [options](Session& session) { return HandOver(session, *options); });
  command->add_option("record", *options->request.mutable_record_id())->required();
  command->add_option("--collector", *options->request.mutable_collector(), "OWNER, FAMILY or PROXY")
      ->required();
  command->add_option("--check", *options->request.mutable_check(), "FINGERPRINT, FACE or PAPERS")
      ->required();
  command->add_flag("--old-card", options->old_card, "The old card was taken back");
  command->add_flag("--suket-back", options->suket, "The suket was taken back");
  command->add_option("--note", *options->request.mutable_note(), "Note without personal data");
}

}  // namespace blangko::cli
