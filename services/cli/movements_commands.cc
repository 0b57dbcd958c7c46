// blangko cases list|show|resolve: what differed at receipts; losses declare|list|show: blanks that are gone; adjust
// spoil|write-off|reverse: spoils in the store room, obsolete lots, entries that are taken back.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "blangko/movements/v1/movements_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/movement_view.h"
#include "services/cli/second_person.h"
#include "services/cli/stock_tables.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using movements::v1::MovementsService;

absl::Status AskPin(Session& session, std::string& pin) {
  PinSource pins(session.options().pin_file, session.language());
  RETURN_IF_ERROR(AskOwnPin(session, pins, pin));
  return pins.CheckAllUsed();
}

// ---- cases

struct ListOptions {
  std::string office;
  bool ended = false;
};

absl::Status ListCases(Session& session, const ListOptions& options) {
  movements::v1::ListCasesRequest request;
  request.set_office(options.office);
  request.set_ended(options.ended);
  Table table = CaseList();
  RETURN_IF_ERROR(session.EachPage(&MovementsService::Stub::ListCases, request,
                                   [&](const movements::v1::ListCasesResponse& page) {
                                     for (const auto& difference : page.cases()) AddCase(table, difference);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status ShowCase(Session& session, const std::string& id) {
  movements::v1::GetCaseRequest request;
  request.set_case_id(id);
  ASSIGN_OR_RETURN(const auto response, session.Call(&MovementsService::Stub::GetCase, request));
  session.Print(CaseSheets(response.difference()));
  return absl::OkStatus();
}

struct ResolveOptions {
  std::string id, lot, resolution, note, document;
  int64_t count = 0;
};

absl::Status Resolve(Session& session, const ResolveOptions& options) {
  movements::v1::ResolveCaseRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_case_id(options.id);
  request.set_lot(options.lot);
  ASSIGN_OR_RETURN(const auto resolution,
                   ParseOneOf("--as", options.resolution,
                              {movements::v1::RESOLUTION_FOUND, movements::v1::RESOLUTION_LOST,
                               movements::v1::RESOLUTION_GOOD, movements::v1::RESOLUTION_SPOILED,
                               movements::v1::RESOLUTION_ACCEPTED, movements::v1::RESOLUTION_RETURNED}));
  request.set_resolution(resolution);
  request.set_count(options.count);
  request.set_note(options.note);
  request.set_document(options.document);
  const bool two = request.resolution() == movements::v1::RESOLUTION_LOST ||
                   request.resolution() == movements::v1::RESOLUTION_ACCEPTED;
  if (two) RETURN_IF_ERROR(AskPin(session, *request.mutable_pin()));
  ASSIGN_OR_RETURN(const auto response, session.Call(&MovementsService::Stub::ResolveCase, request));
  if (two) return PrintProposal(session, response.proposal());
  session.Print(CaseSheets(response.difference()));
  return absl::OkStatus();
}

// ---- losses

struct LossOptions {
  std::string office, circumstances, place, police_report, date;
  std::vector<std::string> lots, uids;
};

// "A-17:10" is 10 blanks of lot A-17.
absl::StatusOr<movements::v1::LossLine> ParseLine(const std::string& word) {
  const size_t colon = word.rfind(':');
  int64_t count = 0;
  if (colon == std::string::npos || colon == 0 || !absl::SimpleAtoi(word.substr(colon + 1), &count)) {
    return UsageError(absl::StrCat("--lot: \"", word, "\" bukan LOT:KEPING, misalnya A-17:10"),
                      absl::StrCat("--lot: \"", word, "\" is not LOT:BLANKS, such as A-17:10"));
  }
  movements::v1::LossLine line;
  line.set_lot(word.substr(0, colon));
  line.set_count(count);
  return line;
}

// "04A1…" or "04A1…-04AF…".
movements::v1::UidRange RangeOf(const std::string& word) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(word, absl::MaxSplits('-', 1));
  movements::v1::UidRange range;
  range.set_first(parts.first);
  range.set_last(parts.second);
  return range;
}

absl::Status DeclareLoss(Session& session, const LossOptions& options) {
  movements::v1::DeclareLossRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_office(options.office);
  for (const std::string& word : options.lots) {
    ASSIGN_OR_RETURN(*request.add_lines(), ParseLine(word));
  }
  for (const std::string& word : options.uids) *request.add_uids() = RangeOf(word);
  request.set_circumstances(options.circumstances);
  request.set_place(options.place);
  request.set_police_report(options.police_report);
  ASSIGN_OR_RETURN(*request.mutable_lost_date(), ParseDay("--date", options.date, session.zone()));
  RETURN_IF_ERROR(AskPin(session, *request.mutable_pin()));
  ASSIGN_OR_RETURN(const auto response, session.Call(&MovementsService::Stub::DeclareLoss, request));
  return PrintProposal(session, response.proposal());
}

absl::Status ListLosses(Session& session, const std::string& office) {
  movements::v1::ListLossesRequest request;
  request.set_office(office);
  Table table = LossList();
  RETURN_IF_ERROR(session.EachPage(&MovementsService::Stub::ListLosses, request,
                                   [&](const movements::v1::ListLossesResponse& page) {
                                     for (const auto& loss : page.losses()) AddLoss(table, loss);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status ShowLoss(Session& session, const std::string& id) {
  movements::v1::GetLossRequest request;
  request.set_loss_id(id);
  ASSIGN_OR_RETURN(const auto response, session.Call(&MovementsService::Stub::GetLoss, request));
  session.Print(LossSheets(response.loss()));
  return absl::OkStatus();
}

// ---- adjust

struct AdjustOptions {
  std::string office, lot, cause, note, document;
  int64_t count = 0;
  uint64_t seq = 0;
};

absl::Status Spoil(Session& session, const AdjustOptions& options) {
  movements::v1::SpoilBlanksRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_office(options.office);
  request.set_lot(options.lot);
  request.set_count(options.count);
  request.set_cause(options.cause);
  request.set_note(options.note);
  ASSIGN_OR_RETURN(const auto response, session.Call(&MovementsService::Stub::SpoilBlanks, request));
  session.Print({AccountsTable(response.balances())});
  return absl::OkStatus();
}

absl::Status WriteOff(Session& session, const AdjustOptions& options) {
  movements::v1::WriteOffLotRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_office(options.office);
  request.set_lot(options.lot);
  request.set_reason(options.note);
  request.set_document(options.document);
  RETURN_IF_ERROR(AskPin(session, *request.mutable_pin()));
  ASSIGN_OR_RETURN(const auto response, session.Call(&MovementsService::Stub::WriteOffLot, request));
  return PrintProposal(session, response.proposal());
}

absl::Status Reverse(Session& session, const AdjustOptions& options) {
  movements::v1::ReverseEntryRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_office(options.office);
  request.set_lot(options.lot);
  request.set_seq(options.seq);
  request.set_reason(options.note);
  RETURN_IF_ERROR(AskPin(session, *request.mutable_pin()));
  ASSIGN_OR_RETURN(const auto response, session.Call(&MovementsService::Stub::ReverseEntry, request));
  return PrintProposal(session, response.proposal());
}

// ---- menu

void AddResolve(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ResolveOptions>();
  auto* resolve = menu.Add(group, "resolve", "Say what became of blanks of a case",
                           [options](Session& session) { return Resolve(session, *options); });
  resolve->add_option("case", options->id, "Its number, from cases list")->required();
  resolve->add_option("--lot", options->lot, "Of which lot")->required();
  resolve
      ->add_option(
          "--as", options->resolution,
          "FOUND or LOST (missing), GOOD, SPOILED or RETURNED (rejected), ACCEPTED (surplus); LOST and "
          "ACCEPTED take two persons")
      ->required();
  resolve->add_option("--count", options->count, "How many blanks")->required();
  resolve->add_option("--note", options->note, "Why; no personal data")->required();
  resolve->add_option("--document", options->document, "Number of a document");
}

void AddCases(Menu& menu) {
  auto* group = menu.Group("cases", "What differed at receipts, and what became of it");
  auto options = std::make_shared<ListOptions>();
  auto* list = menu.Add(group, "list", "Cases that are open, oldest first",
                        [options](Session& session) { return ListCases(session, *options); });
  list->add_option("--office", options->office, "Area code; default: everything in your scope");
  list->add_flag("--ended", options->ended, "Also those that are closed");
  auto id = std::make_shared<std::string>();
  menu.Add(group, "show", "One case with its steps",
           [id](Session& session) { return ShowCase(session, *id); })
      ->add_option("case", *id, "Its number, from cases list")
      ->required();
  AddResolve(menu, group);
}

void AddDeclare(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<LossOptions>();
  auto* declare = menu.Add(group, "declare", "Declare blanks lost and block their chips; takes two persons",
                           [options](Session& session) { return DeclareLoss(session, *options); });
  declare->add_option("--office", options->office, "One office")->required();
  declare->add_option("--lot", options->lots, "LOT:BLANKS; once for each lot")->required();
  declare->add_option("--date", options->date, "When it was found out")->required();
  declare->add_option("--place", options->place, "Where the blanks were")->required();
  declare->add_option("--circumstances", options->circumstances, "What happened; no personal data")
      ->required();
  declare->add_option("--police-report", options->police_report, "Number of the police report");
  declare->add_option("--uid", options->uids, "UID of a lost chip, or FIRST-LAST; may be repeated");
}

void AddLosses(Menu& menu) {
  auto* group = menu.Group("losses", "Blanks that are gone, as two persons declared");
  AddDeclare(menu, group);
  auto office = std::make_shared<std::string>();
  menu.Add(group, "list", "Losses, by office and oldest first",
           [office](Session& session) { return ListLosses(session, *office); })
      ->add_option("--office", *office, "Area code; default: everything in your scope");
  auto id = std::make_shared<std::string>();
  menu.Add(group, "show", "One loss", [id](Session& session) { return ShowLoss(session, *id); })
      ->add_option("loss", *id, "Its number, from losses list")
      ->required();
}

CLI::App* AddAdjustment(Menu& menu, Menu::Command group, const char* name, const char* help,
                        absl::Status (*run)(Session&, const AdjustOptions&),
                        const std::shared_ptr<AdjustOptions>& options) {
  auto* command =
      menu.Add(group, name, help, [options, run](Session& session) { return run(session, *options); });
  command->add_option("--office", options->office, "One office")->required();
  command->add_option("--lot", options->lot, "Of which lot")->required();
  return command;
}

void AddAdjust(Menu& menu) {
  auto* group = menu.Group("adjust", "Spoils in the store room, obsolete lots, entries that are taken back");
  auto spoiled = std::make_shared<AdjustOptions>();
  auto* spoil = AddAdjustment(menu, group, "spoil", "Blanks that were damaged before they were printed",
                              Spoil, spoiled);
  spoil->add_option("--count", spoiled->count, "How many blanks")->required();
  spoil->add_option("--cause", spoiled->cause, "CACAT, RUSAK_GUDANG or UJI_COBA")->required();
  spoil->add_option("--note", spoiled->note, "What happened; no personal data");
  auto obsolete = std::make_shared<AdjustOptions>();
  auto* off = AddAdjustment(menu, group, "write-off",
                            "Keep all unused blanks of an obsolete lot for destruction; takes two persons",
                            WriteOff, obsolete);
  off->add_option("--reason", obsolete->note, "Why; no personal data")->required();
  off->add_option("--document", obsolete->document, "Number of the decision");
  auto wrong = std::make_shared<AdjustOptions>();
  auto* reverse =
      AddAdjustment(menu, group, "reverse",
                    "Take an entry of the ledger back by its opposite; takes two persons", Reverse, wrong);
  reverse->add_option("--entry", wrong->seq, "Its number, from blangko movements")->required();
  reverse->add_option("--reason", wrong->note, "Why; no personal data")->required();
}

}  // namespace

void AddMovementsCommands(Menu& menu) {
  AddCases(menu);
  AddLosses(menu);
  AddAdjust(menu);
}

}  // namespace blangko::cli
