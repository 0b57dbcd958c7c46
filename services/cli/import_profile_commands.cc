#include "services/cli/import_profile_commands.h"

#include <google/protobuf/text_format.h>

#include <iostream>
#include <memory>

#include "base/status_macros.h"
#include "blangko/records/v1/records_service.grpc.pb.h"
#include "services/cli/import_profile.h"

namespace blangko::cli {
namespace {

using records::v1::GetImportProfileRequest;
using records::v1::GetImportProfileResponse;
using records::v1::RecordsService;

absl::StatusOr<GetImportProfileResponse> Ask(Session& session, const std::string& word,
                                             const std::string& office) {
  ASSIGN_OR_RETURN(const ProfileChoice choice, ReadProfileChoice(word));
  GetImportProfileRequest request;
  request.set_name(choice.name);
  request.set_office(office);
  if (choice.profile.has_value()) *request.mutable_profile() = *choice.profile;
  return session.Call(&RecordsService::Stub::GetImportProfile, request);
}

absl::Status Set(Session& session, const std::string& name, const std::string& path) {
  records::v1::SetImportProfileRequest request;
  ASSIGN_OR_RETURN(*request.mutable_profile(), ReadProfileFile(path));
  request.mutable_profile()->set_name(name);
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(const auto response, session.Call(&RecordsService::Stub::SetImportProfile, request));
  Table table = ImportProfileList();
  AddImportProfile(table, response.summary());
  session.Print({table});
  return absl::OkStatus();
}

absl::Status List(Session& session) {
  Table table = ImportProfileList();
  RETURN_IF_ERROR(session.EachPage(&RecordsService::Stub::ListImportProfiles,
                                   records::v1::ListImportProfilesRequest(),
                                   [&](const records::v1::ListImportProfilesResponse& page) {
                                     for (const auto& summary : page.profiles())
                                       AddImportProfile(table, summary);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

// For people the text itself, so that it can be kept in a file and changed.
absl::Status Show(Session& session, const std::string& name) {
  ASSIGN_OR_RETURN(const auto response, Ask(session, name, ""));
  std::string text;
  google::protobuf::TextFormat::PrintToString(response.profile(), &text);
  if (session.format() == Format::kTable) {
    std::cout << text << std::flush;
    return absl::OkStatus();
  }
  Table table = ImportProfileList();
  AddImportProfile(table, response.summary());
  table.columns.push_back({"text", "Isi"});
  table.rows[0].push_back(text);
  table.single = true;
  session.Print({table});
  return absl::OkStatus();
}

}  // namespace

absl::Status PrintImportColumns(Session& session, const std::string& profile) {
  ASSIGN_OR_RETURN(const auto response, Ask(session, profile, ""));
  session.Print({ImportColumnList(response, session.language())});
  return absl::OkStatus();
}

absl::Status PrintImportSample(Session& session, const std::string& profile, const std::string& office) {
  ASSIGN_OR_RETURN(const auto response, Ask(session, profile, office));
  std::cout << response.sample() << std::flush;
  return absl::OkStatus();
}

void AddImportProfileCommands(Menu& menu, Menu::Command imports) {
  struct Options {
    std::string name, path;
  };
  Menu::Command group = Menu::Group(imports, "profiles", "How the lists of a source are read");
  auto options = std::make_shared<Options>();
  auto* set = menu.Add(group, "set", "Keep a profile under a name",
                       [options](Session& session) { return Set(session, options->name, options->path); });
  set->add_option("name", options->name, "a-z, 0-9, - and _")->required();
  set->add_option("file", options->path, "Profile in protobuf text format; see 'imports profiles show siak'")
      ->required();
  menu.Add(group, "list", "All profiles", [](Session& session) { return List(session); });
  auto name = std::make_shared<std::string>();
  auto* show =
      menu.Add(group, "show", "A profile as text", [name](Session& session) { return Show(session, *name); });
  show->add_option("name", *name, "Name of a profile")->required();
}

}  // namespace blangko::cli
