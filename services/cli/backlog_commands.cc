// blangko backlog: who waits, by site, class, state and age, and how it flowed.
#include <memory>

#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "blangko/records/v1/records_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"

namespace blangko::cli {
namespace {

using records::v1::GetBacklogRequest;
using records::v1::GetBacklogResponse;
using records::v1::RecordsService;

std::string DayCell(const common::v1::Date& day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

Table RowsOf(const GetBacklogResponse& backlog) {
  Table table{.key = "rows",
              .title = "Daftar tunggu cetak",
              .columns = {{"site", "Dicetak di"},
                          {"class_id", "Kelas"},
                          {"class_name", "Nama kelas"},
                          {"state", "Status", Kind::kCode},
                          {"age_days", "Umur (hari)"},
                          {"count", "Jumlah", Kind::kCount}},
              .rows = {}};
  for (const auto& row : backlog.rows()) {
    table.rows.push_back({row.site(), std::to_string(row.class_id()), row.class_name(), EnumCell(row.state()),
                          AgeBandName(row.age_band()), Raw(row.count())});
  }
  return table;
}

Table FlowOf(const GetBacklogResponse& backlog) {
  Table table{.key = "flow",
              .title = "Arus per hari",
              .columns = {{"site", "Dicetak di"},
                          {"class_id", "Kelas"},
                          {"day", "Hari"},
                          {"added", "Masuk", Kind::kCount},
                          {"ready", "Siap cetak", Kind::kCount},
                          {"printed", "Tercetak", Kind::kCount},
                          {"handed_over", "Diserahkan", Kind::kCount}},
              .rows = {}};
  for (const auto& row : backlog.flow()) {
    table.rows.push_back({row.site(), std::to_string(row.class_id()), DayCell(row.day()),
                          Raw(row.added_count()), Raw(row.ready_count()), Raw(row.printed_count()),
                          Raw(row.handed_over_count())});
  }
  return table;
}

Table TotalOf(const GetBacklogResponse& backlog) {
  return {.key = "total",
          .title = "",
          .columns = {{"waiting", "Menunggu (siap cetak)", Kind::kCount},
                      {"oldest", "Paling lama sejak", Kind::kTime},
                      {"printed_today", "Tercetak hari ini", Kind::kCount}},
          .rows = {{Raw(backlog.waiting_count()), TimeCell(backlog.oldest_key_time()),
                    Raw(backlog.printed_today_count())}},
          .single = true};
}

}  // namespace

void AddBacklogCommands(Menu& menu) {
  struct Options {
    std::string office;
    bool flow = false;
  };
  auto options = std::make_shared<Options>();
  auto* backlog = menu.Add(
      "backlog", "Who waits, by site, class, state and age", [options](Session& session) -> absl::Status {
        GetBacklogRequest request;
        request.set_office(options->office);
        ASSIGN_OR_RETURN(const auto response, session.Call(&RecordsService::Stub::GetBacklog, request));
        std::vector<Table> tables = {RowsOf(response)};
        if (options->flow) tables.push_back(FlowOf(response));
        tables.push_back(TotalOf(response));
        session.Print(tables);
        return absl::OkStatus();
      });
  backlog->add_option("--office", options->office, "Area code; default: everything in your scope");
  backlog->add_flag("--flow", options->flow, "Also what came in and went out in the newest 31 days");
}

}  // namespace blangko::cli
