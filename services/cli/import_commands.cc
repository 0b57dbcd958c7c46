// blangko import FILE, blangko imports show|errors: lists of print requests.
#include <filesystem>
#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/records/v1/records_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/import_stream.h"
#include "services/cli/import_view.h"

namespace blangko::cli {
namespace {

using records::v1::ImportRecordsResponse;
using records::v1::RecordsService;

struct Options {
  std::string path, kind = "additional", office, profile, format, resume;
};

std::string FormatOf(const Options& options) {
  if (!options.format.empty()) return options.format;
  const std::string suffix = std::filesystem::path(options.path).extension();
  return suffix == ".ndjson" || suffix == ".jsonl" ? "ndjson" : "csv";
}

absl::StatusOr<ImportFile> FileOf(Session& session, const Options& options) {
  ImportFile file{.header = {}, .path = options.path};
  ASSIGN_OR_RETURN(file.bytes, FileBytes(options.path));
  ASSIGN_OR_RETURN(const auto kind, ParseEnum<records::v1::ImportKind>("--kind", options.kind));
  file.header.set_import_id(options.resume.empty() ? session.NewRequestId() : options.resume);
  file.header.set_kind(kind);
  file.header.set_office(options.office);
  file.header.set_profile(options.profile);
  file.header.set_file_name(std::filesystem::path(options.path).filename());
  file.header.set_format(FormatOf(options));
  return file;
}

// How long the server has worked on it, or did.
absl::Duration TimeOf(const Session& session, const records::v1::Import& import) {
  return (import.done() ? ToTime(import.end_time()) : session.Now()) - ToTime(import.start_time());
}

void PrintResult(Session& session, const ImportRecordsResponse& response) {
  std::vector<Table> tables = {ImportSummary(response.import(), TimeOf(session, response.import()))};
  Table errors = ImportErrorList();
  for (const auto& error : response.errors()) AddImportError(errors, error);
  const bool people = session.format() == Format::kTable;
  if (!people || !errors.rows.empty()) tables.push_back(errors);
  session.Print(tables);
  if (response.import().refused_count() > response.errors_size()) {
    session.Say(
        absl::StrCat("… semua baris yang ditolak: blangko imports errors ", response.import().import_id()));
  }
}

absl::Status Import(Session& session, const Options& options) {
  ASSIGN_OR_RETURN(const ImportFile file, FileOf(session, options));
  const absl::Time begin = session.Now();
  const bool bar = ErrIsTerminal() && session.format() == Format::kTable;
  ImportWatch watch;
  if (bar) {
    watch = [&](const records::v1::Import& import) {
      std::cerr << "\r\033[K" << ProgressBar(import, file.bytes, session.Now() - begin) << std::flush;
    };
  }
  const auto response = SendImport(session, file, watch);
  if (bar) std::cerr << "\r\033[K" << std::flush;
  if (!response.ok()) {
    if (ExitCodeOf(response.status()) == kUnreachableExit) {
      session.Hint(
          absl::StrCat("To go on: blangko import ", options.path, " --resume ", file.header.import_id()));
    }
    return response.status();
  }
  PrintResult(session, *response);
  return absl::OkStatus();
}

absl::Status ListErrors(Session& session, const std::string& import_id) {
  records::v1::ListImportErrorsRequest request;
  request.set_import_id(import_id);
  Table table = ImportErrorList();
  RETURN_IF_ERROR(session.EachPage(&RecordsService::Stub::ListImportErrors, request,
                                   [&](const records::v1::ListImportErrorsResponse& page) {
                                     for (const auto& error : page.errors()) AddImportError(table, error);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

void AddImports(Menu& menu) {
  auto* group = menu.Group("imports", "Imports that were made");
  auto id = std::make_shared<std::string>();
  auto* show = menu.Add(group, "show", "How an import stands", [id](Session& session) -> absl::Status {
    records::v1::GetImportRequest request;
    request.set_import_id(*id);
    ASSIGN_OR_RETURN(const auto response, session.Call(&RecordsService::Stub::GetImport, request));
    session.Print({ImportSummary(response.import(), TimeOf(session, response.import()))});
    return absl::OkStatus();
  });
  show->add_option("import", *id)->required();
  auto errors_of = std::make_shared<std::string>();
  auto* errors = menu.Add(group, "errors", "Rows that were refused, with field, got and want",
                          [errors_of](Session& session) { return ListErrors(session, *errors_of); });
  errors->add_option("import", *errors_of)->required();
}

}  // namespace

void AddImportCommands(Menu& menu) {
  auto options = std::make_shared<Options>();
  auto* import = menu.Add("import", "Bring in a list; bad rows are listed and never go in",
                          [options](Session& session) { return Import(session, *options); });
  import->add_option("file", options->path, "CSV or NDJSON")->required();
  import->add_option("--office", options->office, "Whose list it is")->required();
  import->add_option("--kind", options->kind, "additional, full, died, moved or duplicate");
  import->add_option("--profile", options->profile, "Names of the columns; default: blangko");
  import->add_option("--format", options->format, "csv or ndjson; default: by the file's ending")
      ->check(CLI::IsMember({"csv", "ndjson"}));
  import->add_option("--resume", options->resume, "Id of an import that was cut off");
  AddImports(menu);
}

}  // namespace blangko::cli
