// blangko papers settings|issue|get|list|void|scan: papers as they are signed.
#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/sha256.h"
#include "base/status_macros.h"
#include "blangko/papers/v1/papers_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/slip_file.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using papers::v1::Paper;
using papers::v1::PapersService;

Table PaperList() {
  return {.key = "papers",
          .title = "",
          .columns = {{"paper_id", "Naskah"},
                      {"paper_kind", "Jenis", Kind::kCode},
                      {"number", "Nomor"},
                      {"subject", "Tentang"},
                      {"issue_time", "Terbit", Kind::kTime},
                      {"issued_by", "Diterbitkan oleh"},
                      {"void_time", "Dibatalkan pada", Kind::kTime, Shown::kWhenUsed},
                      {"void_reason", "Alasan batal", Kind::kText, Shown::kWhenUsed},
                      {"scan_count", "Pindaian", Kind::kCount, Shown::kWhenUsed}},
          .rows = {}};
}

void AddPaper(Table& table, const Paper& paper) {
  table.rows.push_back({paper.paper_id(), EnumCell(paper.kind()), paper.number(), paper.subject(),
                        TimeCell(paper.issue_time()), paper.issued_by(), TimeCell(paper.void_time()),
                        paper.void_reason(), absl::StrCat(paper.scan_count())});
}

void PrintPaper(Session& session, const Paper& paper) {
  Table table = PaperList();
  AddPaper(table, paper);
  session.Print({table});
}

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  if (file) text << file.rdbuf();
  if (!file || file.bad()) return UsageError(path + ": tidak dapat dibaca", path + ": cannot be read");
  return text.str();
}

// ---- settings

// The text that `--file` takes: what the server fills in is left out.
absl::Status PrintSettings(Session& session, papers::v1::PaperSettings settings) {
  const Table about{.key = "paper_settings",
                    .title = "",
                    .columns = {{"office", "Kantor"},
                                {"version", "Versi", Kind::kCount},
                                {"set_time", "Pada", Kind::kTime},
                                {"set_by", "Oleh"}},
                    .rows = {{settings.office(), absl::StrCat(settings.version()),
                              TimeCell(settings.set_time()), settings.set_by()}},
                    .single = true};
  settings.clear_version();
  settings.clear_set_time();
  settings.clear_set_by();
  google::protobuf::util::JsonPrintOptions pretty;
  pretty.add_whitespace = true;
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(settings, &text, pretty);
  if (!status.ok()) return absl::InternalError(std::string(status.message()));
  if (session.format() == Format::kTable) {
    std::cout << text << std::flush;
    return absl::OkStatus();
  }
  Table table = about;
  table.columns.push_back({"text", "Isi"});
  table.rows[0].push_back(text);
  session.Print({table});
  return absl::OkStatus();
}

absl::Status SetSettings(Session& session, const std::string& office, const std::string& path) {
  papers::v1::SetPaperSettingsRequest request;
  ASSIGN_OR_RETURN(const std::string text, ReadWhole(path));
  const auto status = google::protobuf::util::JsonStringToMessage(text, request.mutable_settings());
  const std::string why(status.message());
  if (!status.ok())
    return UsageError(path + ": JSON tidak terbaca: " + why, path + ": JSON cannot be read: " + why);
  request.mutable_settings()->set_office(office);
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(const auto response, session.Call(&PapersService::Stub::SetPaperSettings, request));
  return PrintSettings(session, response.settings());
}

struct SettingsOptions {
  std::string file;
  papers::v1::GetPaperSettingsRequest request;
};

absl::Status Settings(Session& session, const SettingsOptions& options) {
  if (!options.file.empty()) return SetSettings(session, options.request.office(), options.file);
  ASSIGN_OR_RETURN(const auto response,
                   session.Call(&PapersService::Stub::GetPaperSettings, options.request));
  return PrintSettings(session, response.settings());
}

void AddSettings(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<SettingsOptions>();
  auto* settings =
      menu.Add(group, "settings", "Letterhead, officials, signers and numbers of an office's papers",
               [options](Session& session) { return Settings(session, *options); });
  settings->add_option("office", *options->request.mutable_office())->required();
  settings->add_option("--file", options->file, "New settings in JSON, as this command prints them");
  settings->add_option_function<uint64_t>(
      "--version", [options](const uint64_t& version) { options->request.set_version(version); },
      "An older version");
}

// ---- issue

struct IssueOptions {
  std::string kind, subject, from, to, date;
  papers::v1::StockCardPeriod card;
};

absl::Status FillDate(Session& session, const std::string& option, const std::string& typed,
                      common::v1::Date& date) {
  ASSIGN_OR_RETURN(date, ParseDay(option, typed, session.zone()));
  return absl::OkStatus();
}

absl::Status FillSubject(Session& session, const IssueOptions& options,
                         papers::v1::IssuePaperRequest& request) {
  switch (request.kind()) {
    case papers::v1::PAPER_KIND_COUNT: request.set_count_id(options.subject); break;
    case papers::v1::PAPER_KIND_DESTRUCTION: request.set_destruction_id(options.subject); break;
    case papers::v1::PAPER_KIND_LOSS: request.set_loss_id(options.subject); break;
    case papers::v1::PAPER_KIND_STOCK_CARD: {
      auto& card = *request.mutable_stock_card();
      card = options.card;
      RETURN_IF_ERROR(FillDate(session, "--from", options.from, *card.mutable_from()));
      return FillDate(session, "--to", options.to, *card.mutable_to());
    }
    case papers::v1::PAPER_KIND_STOCK_REPORT:
      request.mutable_stock_report()->set_office(options.card.office());
      return FillDate(session, "--date", options.date, *request.mutable_stock_report()->mutable_date());
    default: request.set_shipment_id(options.subject);
  }
  return absl::OkStatus();
}

absl::Status Issue(Session& session, const IssueOptions& options) {
  papers::v1::IssuePaperRequest request;
  ASSIGN_OR_RETURN(const auto kind,
                   ParseOneOf("kind", options.kind,
                              {papers::v1::PAPER_KIND_RECEIPT, papers::v1::PAPER_KIND_DELIVERY_NOTE,
                               papers::v1::PAPER_KIND_STOCK_CARD, papers::v1::PAPER_KIND_STOCK_REPORT,
                               papers::v1::PAPER_KIND_COUNT, papers::v1::PAPER_KIND_DESTRUCTION,
                               papers::v1::PAPER_KIND_LOSS}));
  request.set_kind(kind);
  RETURN_IF_ERROR(FillSubject(session, options, request));
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(const auto response, session.Call(&PapersService::Stub::IssuePaper, request));
  PrintPaper(session, response.paper());
  return absl::OkStatus();
}

void AddIssue(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<IssueOptions>();
  auto* issue = menu.Add(group, "issue", "Give a paper the next number",
                         [options](Session& session) { return Issue(session, *options); });
  issue
      ->add_option("kind,--kind", options->kind,
                   "RECEIPT (BAST), DELIVERY_NOTE, STOCK_CARD, STOCK_REPORT, COUNT, DESTRUCTION or LOSS")
      ->required();
  issue->add_option("subject", options->subject,
                    "The shipment, count, destruction list or declared loss that it is about");
  issue->add_option("--office", *options->card.mutable_office(), "Office of a stock card or report");
  issue->add_option("--lot", *options->card.mutable_lot(), "Lot of a stock card; default: all");
  issue->add_option("--from", options->from, "First day of a stock card");
  issue->add_option("--to", options->to, "Last day of a stock card");
  issue->add_option("--date", options->date, "Day of a stock report");
}

// ---- get, list, void, scan

struct GetOptions {
  std::string paper, out;
  bool csv = false;
  int32_t part = 0;
};

Table ScanList(const papers::v1::GetPaperResponse& response) {
  Table table{.key = "scans",
              .title = "Pindaian",
              .columns = {{"sha256", "SHA-256"},
                          {"record_time", "Pada", Kind::kTime},
                          {"recorded_by", "Oleh"},
                          {"note", "Catatan", Kind::kText, Shown::kWhenUsed}},
              .rows = {}};
  for (const auto& scan : response.scans()) {
    table.rows.push_back({scan.sha256(), TimeCell(scan.record_time()), scan.recorded_by(), scan.note()});
  }
  return table;
}

absl::Status Get(Session& session, const GetOptions& options) {
  papers::v1::GetPaperRequest request;
  request.set_paper_id(options.paper);
  request.set_part(options.part);
  std::unique_ptr<SlipFile> file;
  if (options.csv) request.set_format(papers::v1::PAPER_FORMAT_CSV);
  if (!options.out.empty()) {
    ASSIGN_OR_RETURN(file, SlipFile::Make(options.out));
    if (!options.csv) request.set_format(papers::v1::PAPER_FORMAT_PDF);
  }
  ASSIGN_OR_RETURN(const auto response, session.Call(&PapersService::Stub::GetPaper, request));
  if (options.csv && file == nullptr) {
    std::cout << response.content() << std::flush;
    return absl::OkStatus();
  }
  if (file != nullptr) RETURN_IF_ERROR(file->Write(response.content()));
  Table table = PaperList();
  AddPaper(table, response.paper());
  session.Print({table, ScanList(response)});
  if (response.part_count() > 1) {
    session.Say(absl::StrCat("Naskah ini terdiri atas ", response.part_count(), " bagian: --part 1 sampai ",
                             response.part_count()),
                absl::StrCat("This paper has ", response.part_count(), " parts: --part 1 to ",
                             response.part_count()));
  }
  return absl::OkStatus();
}

void AddGet(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<GetOptions>();
  auto* get = menu.Add(group, "get", "A paper and its scans; with --out the paper itself",
                       [options](Session& session) { return Get(session, *options); });
  get->add_option("paper", options->paper)->required();
  get->add_option("--out", options->out, "The PDF to print; it must not exist");
  get->add_option("--part", options->part, "Part of a paper with a long list, from 1; default: the first");
  get->add_flag("--csv", options->csv, "Its tables as CSV instead of the PDF; without --out on the screen");
}

struct ListOptions {
  std::string office, kind;
};

absl::Status List(Session& session, const ListOptions& options) {
  papers::v1::ListPapersRequest request;
  request.set_office(options.office);
  if (!options.kind.empty()) {
    ASSIGN_OR_RETURN(const auto kind, ParseEnum<papers::v1::PaperKind>("--kind", options.kind));
    request.set_kind(kind);
  }
  Table table = PaperList();
  RETURN_IF_ERROR(session.EachPage(&PapersService::Stub::ListPapers, request,
                                   [&](const papers::v1::ListPapersResponse& page) {
                                     for (const Paper& paper : page.papers()) AddPaper(table, paper);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

void AddList(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ListOptions>();
  auto* list = menu.Add(group, "list", "Papers that were issued",
                        [options](Session& session) { return List(session, *options); });
  list->add_option("--office", options->office, "Whose papers, code prefix");
  list->add_option("--kind", options->kind, "One kind alone");
}

absl::Status Void(Session& session, papers::v1::VoidPaperRequest request) {
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(const auto response, session.Call(&PapersService::Stub::VoidPaper, request));
  PrintPaper(session, response.paper());
  return absl::OkStatus();
}

void AddVoid(Menu& menu, Menu::Command group) {
  auto request = std::make_shared<papers::v1::VoidPaperRequest>();
  auto* command = menu.Add(group, "void", "A paper that does not hold; its number is not used again",
                           [request](Session& session) { return Void(session, *request); });
  command->add_option("paper", *request->mutable_paper_id())->required();
  command->add_option("--reason", *request->mutable_reason(), "Why")->required();
}

absl::Status Scan(Session& session, papers::v1::RecordScanRequest request, const std::string& path) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadWhole(path));
  Sha256 hash;
  hash.Add(bytes);
  request.set_sha256(hash.Hex());
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(const auto response, session.Call(&PapersService::Stub::RecordScan, request));
  PrintPaper(session, response.paper());
  return absl::OkStatus();
}

void AddScan(Menu& menu, Menu::Command group) {
  auto request = std::make_shared<papers::v1::RecordScanRequest>();
  auto path = std::make_shared<std::string>();
  auto* scan =
      menu.Add(group, "scan", "Record the hash of a scanned, signed paper; the file stays where it is",
               [request, path](Session& session) { return Scan(session, *request, *path); });
  scan->add_option("paper", *request->mutable_paper_id())->required();
  scan->add_option("file", *path, "The file")->required();
  scan->add_option("--note", *request->mutable_note(), "Note without personal data");
}

}  // namespace

void AddPapersCommands(Menu& menu) {
  auto* group = menu.Group("papers", "Papers to sign: BAST, delivery notes, stock cards, official reports");
  AddSettings(menu, group);
  AddIssue(menu, group);
  AddGet(menu, group);
  AddList(menu, group);
  AddVoid(menu, group);
  AddScan(menu, group);
}

}  // namespace blangko::cli
