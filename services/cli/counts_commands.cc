// blangko counts open|enter|settle|cancel|list|show: physical counts of an office's blanks (opname fisik).
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/counts/v1/counts_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/count_view.h"
#include "services/cli/errors.h"
#include "services/cli/second_person.h"

namespace blangko::cli {
namespace {

using counts::v1::Count;
using counts::v1::CountsService;

absl::Status PrintCount(Session& session, const Count& count) {
  session.Print(CountSheets(count));
  const Sentence next = NextStep(count);
  if (!next.indonesian.empty()) session.Say(next.indonesian, next.english);
  return absl::OkStatus();
}

struct OpenOptions {
  std::string office;
  std::vector<std::string> lots;
};

absl::Status Open(Session& session, const OpenOptions& options) {
  counts::v1::OpenCountRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_office(options.office);
  for (const std::string& lot : options.lots) request.add_lots(lot);
  ASSIGN_OR_RETURN(const auto response, session.Call(&CountsService::Stub::OpenCount, request));
  return PrintCount(session, response.count());
}

absl::Status BadLine(const std::string& word) {
  return UsageError(
      absl::StrCat("--lot: \"", word, "\" bukan LOT:BELUM_TERPAKAI[:RUSAK], misalnya A-17:120:3"),
      absl::StrCat("--lot: \"", word, "\" is not LOT:UNUSED[:SPOILED], such as A-17:120:3"));
}

// "A-17:120:3" is lot A-17 with 120 unused and 3 spoiled.
absl::StatusOr<counts::v1::EnteredLine> ParseLine(const std::string& word) {
  const std::vector<std::string> parts = absl::StrSplit(word, ':');
  int64_t unused = 0;
  int64_t spoiled = 0;
  const bool good = (parts.size() == 2 || parts.size() == 3) && !parts[0].empty() &&
                    absl::SimpleAtoi(parts[1], &unused) &&
                    (parts.size() == 2 || absl::SimpleAtoi(parts[2], &spoiled));
  if (!good) return BadLine(word);
  counts::v1::EnteredLine line;
  line.set_lot(parts[0]);
  line.mutable_counted()->set_unused(unused);
  line.mutable_counted()->set_spoiled(spoiled);
  return line;
}

struct EnterOptions {
  std::string id, at;
  std::vector<std::string> lines;
};

absl::Status Enter(Session& session, const EnterOptions& options) {
  counts::v1::EnterCountRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_count_id(options.id);
  for (const std::string& word : options.lines) {
    ASSIGN_OR_RETURN(*request.add_lines(), ParseLine(word));
  }
  if (!options.at.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_count_time(), ParseTime(options.at, session.zone()));
  }
  ASSIGN_OR_RETURN(const auto response, session.Call(&CountsService::Stub::EnterCount, request));
  return PrintCount(session, response.count());
}

struct SettleOptions {
  std::string id, document;
  std::vector<std::string> explanations;
};

// "A-17:two came torn" explains lot A-17.
absl::StatusOr<counts::v1::Explanation> ParseExplanation(const std::string& word) {
  const size_t colon = word.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == word.size()) {
    return UsageError(absl::StrCat("--explain: \"", word, "\" bukan LOT:SEBAB"),
                      absl::StrCat("--explain: \"", word, "\" is not LOT:WHY"));
  }
  counts::v1::Explanation explanation;
  explanation.set_lot(word.substr(0, colon));
  explanation.set_text(word.substr(colon + 1));
  return explanation;
}

absl::Status Settle(Session& session, const SettleOptions& options) {
  counts::v1::SettleCountRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_count_id(options.id);
  request.set_document(options.document);
  for (const std::string& word : options.explanations) {
    ASSIGN_OR_RETURN(*request.add_explanations(), ParseExplanation(word));
  }
  PinSource pins(session.options().pin_file, session.language());
  RETURN_IF_ERROR(AskOwnPin(session, pins, *request.mutable_pin()));
  RETURN_IF_ERROR(pins.CheckAllUsed());
  ASSIGN_OR_RETURN(const auto response, session.Call(&CountsService::Stub::SettleCount, request));
  return PrintProposal(session, response.proposal());
}

absl::Status Cancel(Session& session, const std::string& id, const std::string& reason) {
  counts::v1::CancelCountRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_count_id(id);
  request.set_reason(reason);
  ASSIGN_OR_RETURN(const auto response, session.Call(&CountsService::Stub::CancelCount, request));
  return PrintCount(session, response.count());
}

absl::Status Show(Session& session, const std::string& id) {
  counts::v1::GetCountRequest request;
  request.set_count_id(id);
  ASSIGN_OR_RETURN(const auto response, session.Call(&CountsService::Stub::GetCount, request));
  return PrintCount(session, response.count());
}

absl::Status List(Session& session, const std::string& office) {
  counts::v1::ListCountsRequest request;
  request.set_office(office);
  Table table = CountList();
  RETURN_IF_ERROR(session.EachPage(&CountsService::Stub::ListCounts, request,
                                   [&](const counts::v1::ListCountsResponse& page) {
                                     for (const Count& count : page.counts()) AddCount(table, count);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

void AddOpen(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<OpenOptions>();
  auto* open = menu.Add(group, "open", "Begin a count; work goes on meanwhile",
                        [options](Session& session) { return Open(session, *options); });
  open->add_option("--office", options->office, "One office")->required();
  open->add_option("--lot", options->lots, "Only this lot; may be repeated; default: all of the office");
}

void AddEnter(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<EnterOptions>();
  auto* enter = menu.Add(group, "enter", "What was counted; the book is shown afterwards",
                         [options](Session& session) { return Enter(session, *options); });
  enter->add_option("count", options->id, "Its number")->required();
  enter->add_option("--lot", options->lines, "LOT:UNUSED[:SPOILED]; once for each lot")->required();
  enter->add_option("--at", options->at, "When it was counted; default: now");
}

void AddSettle(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<SettleOptions>();
  auto* settle = menu.Add(group, "settle", "Have the book say what was counted; takes two persons",
                          [options](Session& session) { return Settle(session, *options); });
  settle->add_option("count", options->id, "Its number")->required();
  settle->add_option("--explain", options->explanations, "LOT:WHY; once for each lot that differs");
  settle->add_option("--document", options->document, "Number of the minutes of the count");
}

void AddCancel(Menu& menu, Menu::Command group) {
  struct Options {
    std::string id, reason;
  };
  auto options = std::make_shared<Options>();
  auto* cancel = menu.Add(group, "cancel", "End a count without taking it over", [options](Session& session) {
    return Cancel(session, options->id, options->reason);
  });
  cancel->add_option("count", options->id, "Its number")->required();
  cancel->add_option("--reason", options->reason, "Why")->required();
}

}  // namespace

void AddCountsCommands(Menu& menu) {
  auto* group = menu.Group("counts", "Physical counts of blanks against the book");
  AddOpen(menu, group);
  AddEnter(menu, group);
  AddSettle(menu, group);
  AddCancel(menu, group);
  auto office = std::make_shared<std::string>();
  menu.Add(group, "list", "Counts, newest first",
           [office](Session& session) { return List(session, *office); })
      ->add_option("--office", *office, "Area code; default: everything in your scope");
  auto id = std::make_shared<std::string>();
  menu.Add(group, "show", "One count with its lines", [id](Session& session) { return Show(session, *id); })
      ->add_option("count", *id, "Its number")
      ->required();
}

}  // namespace blangko::cli
