// blangko offices import|list: the office tree of this store.
#include <memory>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/access/v1/offices_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/regions.h"

namespace blangko::cli {
namespace {

using access::v1::ListOfficesRequest;
using access::v1::ListOfficesResponse;
using access::v1::OfficesService;

absl::Status Import(Session& session, const std::string& folder, const std::string& regency) {
  ASSIGN_OR_RETURN(auto request, ReadRegency(folder, regency));
  request.set_request_id(session.NewRequestId());
  ASSIGN_OR_RETURN(const auto response, session.Call(&OfficesService::Stub::PutOffices, request));
  session.Print({{.key = "import",
                  .title = "",
                  .columns = {{"offices", "Kantor", Kind::kCount}, {"routes", "Rute wilayah", Kind::kCount}},
                  .rows = {{Raw(response.office_count()), Raw(response.route_count())}},
                  .single = true}});
  session.Say("Data wilayah: idn-area-data (ODbL 1.0).", "Regions: idn-area-data (ODbL 1.0).");
  return absl::OkStatus();
}

absl::Status List(Session& session, const std::string& parent) {
  ListOfficesRequest request;
  request.set_parent(parent);
  Table offices{.key = "offices",
                .title = "",
                .columns = {{"code", "Kode"},
                            {"name", "Nama"},
                            {"kind", "Jenis", Kind::kCode},
                            {"parent", "Di bawah"},
                            {"time_zone", "Zona waktu"}},
                .rows = {}};
  Table routes{.key = "routes",
               .title = "Rute wilayah",
               .columns = {{"area", "Wilayah"}, {"site", "Dicetak dengan blangko"}},
               .rows = {}};
  RETURN_IF_ERROR(
      session.EachPage(&OfficesService::Stub::ListOffices, request, [&](const ListOfficesResponse& page) {
        for (const auto& office : page.offices()) {
          offices.rows.push_back(
              {office.code(), office.name(), EnumCell(office.kind()), office.parent(), office.time_zone()});
        }
        for (const auto& route : page.routes()) routes.rows.push_back({route.area(), route.site()});
        return true;
      }));
  session.Print({offices, routes});
  return absl::OkStatus();
}

}  // namespace

void AddOfficesCommands(Menu& menu) {
  struct Options {
    std::string folder, regency;
  };
  auto* group = menu.Group("offices", "The office tree");
  auto options = std::make_shared<Options>();
  auto* import =
      menu.Add(group, "import", "A regency and its districts from the region tables",
               [options](Session& session) { return Import(session, options->folder, options->regency); });
  import->add_option("--regions", options->folder, "Folder with regencies.csv and districts.csv")->required();
  import->add_option("--regency", options->regency, "Code, for example 14.05")->required();
  auto parent = std::make_shared<std::string>();
  auto* list =
      menu.Add(group, "list", "All offices", [parent](Session& session) { return List(session, *parent); });
  list->add_option("--parent", *parent, "Below this office");
}

}  // namespace blangko::cli
