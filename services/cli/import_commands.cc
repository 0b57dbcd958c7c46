// blangko import FILE, blangko imports list|show|errors|held|profiles: lists of print requests.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/records/v1/records_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/import_profile.h"
#include "services/cli/import_profile_commands.h"
#include "services/cli/import_stream.h"
#include "services/cli/import_view.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

using records::v1::ImportRecordsResponse;
using records::v1::RecordsService;

constexpr int kPageMax = 1000;

struct Options {
  std::string path, kind = "additional", office, profile, format, resume;
  bool columns = false, sample = false;
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
  ASSIGN_OR_RETURN(const ProfileChoice profile, ReadProfileChoice(options.profile));
  ASSIGN_OR_RETURN(*file.header.mutable_file_sha256(), FileSha256(options.path));
  if (profile.profile.has_value()) *file.header.mutable_inline_profile() = *profile.profile;
  file.header.set_import_id(options.resume.empty() ? session.NewRequestId() : options.resume);
  file.header.set_kind(kind);
  file.header.set_office(options.office);
  file.header.set_profile(profile.name);
  file.header.set_file_name(std::filesystem::path(options.path).filename());
  file.header.set_format(FormatOf(options));
  return file;
}

// `elapsed`: how long the whole list took, as it was seen here.
void PrintResult(Session& session, const ImportRecordsResponse& response, absl::Duration elapsed) {
  std::vector<Table> tables = {ImportSummary(response.import(), elapsed, session.language())};
  Table held = ImportHeldList();
  for (const auto& record : response.held()) AddImportHeld(held, record);
  Table errors = ImportErrorList();
  for (const auto& error : response.errors()) AddImportError(errors, error);
  const bool people = session.format() == Format::kTable;
  if (!people || !held.rows.empty()) tables.push_back(held);
  if (!people || !errors.rows.empty()) tables.push_back(errors);
  session.Print(tables);
  const records::v1::Import& import = response.import();
  if (import.held_count() + import.missing_held_count() > response.held_size()) {
    session.Say(absl::StrCat("… semua yang ditunda: blangko imports held ", import.import_id()),
                absl::StrCat("… all that were put on hold: blangko imports held ", import.import_id()));
  }
  if (import.refused_count() > response.errors_size()) {
    session.Say(absl::StrCat("… semua baris yang ditolak: blangko imports errors ", import.import_id()),
                absl::StrCat("… all refused rows: blangko imports errors ", import.import_id()));
  }
}

// A script must notice a list of which no row was taken.
absl::Status CheckSomethingWentIn(const records::v1::Import& import) {
  const bool all_refused = import.refused_count() > 0 && import.refused_count() == import.row_count();
  return all_refused ? Refuse(Reason::kNoRowWentIn,
                              {{"import", import.import_id()}, {"rows", absl::StrCat(import.row_count())}})
                     : absl::OkStatus();
}

absl::Status SendList(Session& session, const Options& options) {
  ASSIGN_OR_RETURN(const ImportFile file, FileOf(session, options));
  const absl::Time begin = session.Now();
  const bool bar = ErrIsTerminal() && session.format() == Format::kTable;
  ImportWatch watch;
  if (bar) {
    watch = [&](const records::v1::Import& import) {
      std::cerr << "\r\033[K" << ProgressBar(import, file.bytes, session.Now() - begin, session.language())
                << std::flush;
    };
  }
  const auto response = SendImport(session, file, watch);
  if (bar) std::cerr << "\r\033[K" << std::flush;
  if (!response.ok()) {
    if (ExitCodeOf(response.status()) == kUnreachableExit) {
      session.Hint(absl::StrCat(session.In("Untuk meneruskan", "To go on"), ": blangko import ", options.path,
                                " --office ", options.office, " --kind ", options.kind,
                                options.profile.empty() ? "" : " --profile ", options.profile, " --resume ",
                                file.header.import_id()));
    }
    return response.status();
  }
  PrintResult(session, *response, session.Now() - begin);
  return CheckSomethingWentIn(response->import());
}

// One list, or a word about what a list looks like.
absl::Status Import(Session& session, const Options& options) {
  if (options.columns) return PrintImportColumns(session, options.profile);
  if (options.sample) return PrintImportSample(session, options.profile, options.office);
  if (options.path.empty())
    return UsageError("sebutkan berkas daftarnya (CSV atau NDJSON)",
                      "say which list to bring in (CSV or NDJSON)");
  if (options.office.empty())
    return UsageError("--office: sebutkan kantor pemilik daftar",
                      "--office: want the office whose list it is");
  return SendList(session, options);
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

absl::Status ListHeld(Session& session, const std::string& import_id) {
  records::v1::ListImportHeldRequest request;
  request.set_import_id(import_id);
  Table table = ImportHeldList();
  RETURN_IF_ERROR(session.EachPage(&RecordsService::Stub::ListImportHeld, request,
                                   [&](const records::v1::ListImportHeldResponse& page) {
                                     for (const auto& held : page.held()) AddImportHeld(table, held);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

struct ListOptions {
  std::string office;
  int limit = 20;
};

absl::Status List(Session& session, const ListOptions& options) {
  records::v1::ListImportsRequest request;
  request.set_office(options.office);
  request.set_page_size(std::min(options.limit, kPageMax));
  Table table = ImportList();
  const auto limit = static_cast<size_t>(options.limit);
  bool more = false;
  RETURN_IF_ERROR(session.EachPage(&RecordsService::Stub::ListImports, request,
                                   [&](const records::v1::ListImportsResponse& page) {
                                     for (const auto& import : page.imports()) {
                                       if (table.rows.size() < limit)
                                         AddImport(table, import, session.format(), session.language());
                                     }
                                     more = !page.next_page_token().empty();
                                     return table.rows.size() < limit;
                                   }));
  session.Print({table});
  if (more) session.Say("… masih ada lagi: --limit N", "… there are more: --limit N");
  return absl::OkStatus();
}

void AddListOfImports(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ListOptions>();
  auto* list = menu.Add(group, "list", "Imports, newest first",
                        [options](Session& session) { return List(session, *options); });
  list->add_option("--office", options->office, "Whose lists, code prefix");
  list->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 100'000));
}

void AddImports(Menu& menu) {
  auto* group = menu.Group("imports", "Imports that were made, and the profiles of lists");
  AddListOfImports(menu, group);
  auto id = std::make_shared<std::string>();
  auto* show = menu.Add(group, "show", "How an import stands", [id](Session& session) -> absl::Status {
    records::v1::GetImportRequest request;
    request.set_import_id(*id);
    ASSIGN_OR_RETURN(const auto response, session.Call(&RecordsService::Stub::GetImport, request));
    session.Print({ImportSummary(response.import(), absl::ZeroDuration(), session.language())});
    return absl::OkStatus();
  });
  show->add_option("import", *id)->required();
  auto errors_of = std::make_shared<std::string>();
  auto* errors = menu.Add(group, "errors", "Rows that were refused, with field, got and want",
                          [errors_of](Session& session) { return ListErrors(session, *errors_of); });
  errors->add_option("import", *errors_of)->required();
  auto held_of = std::make_shared<std::string>();
  auto* held =
      menu.Add(group, "held", "Records that it put on hold, and which other record each stands against",
               [held_of](Session& session) { return ListHeld(session, *held_of); });
  held->add_option("import", *held_of)->required();
  AddImportProfileCommands(menu, group);
}

}  // namespace

void AddImportCommands(Menu& menu) {
  auto options = std::make_shared<Options>();
  auto* import = menu.Add("import", "Bring in a list; bad rows are listed and never go in",
                          [options](Session& session) { return Import(session, *options); });
  import->add_option("file", options->path, "CSV or NDJSON");
  import->add_option("--office", options->office, "Whose list it is");
  import->add_option("--kind", options->kind,
                     "additional, full (who waits but is missing is held), died, moved or duplicate");
  import->add_option("--profile", options->profile,
                     "How it is read: a name (default: blangko), or a file when there is a '.' or '/' in it");
  import->add_option("--format", options->format, "csv or ndjson; default: by the file's ending")
      ->check(CLI::IsMember({"csv", "ndjson"}));
  import->add_option("--resume", options->resume, "Id of an import that was cut off");
  import->add_flag("--columns", options->columns, "Only say which columns a list of this profile has");
  import->add_flag("--sample", options->sample, "Only print a small valid list of made-up people");
  AddImports(menu);
}

}  // namespace blangko::cli
