#include "services/node/service_names.h"

#include <algorithm>

namespace blangko::node {
namespace {

struct ServiceName {
  std::string_view name;
  std::string_view full_name;
};

constexpr ServiceName kNames[] = {
    {"offices", "blangko.access.v1.OfficesService"},
    {"accounts", "blangko.access.v1.AccountsService"},
    {"proposals", "blangko.access.v1.ProposalsService"},
    {"records", "blangko.records.v1.RecordsService"},
    {"stock", "blangko.stock.v1.StockService"},
    {"printers", "blangko.printers.v1.PrintersService"},
    {"scheduler", "blangko.scheduler.v1.SchedulerService"},
    {"desk", "blangko.desk.v1.DeskService"},
    {"documents", "blangko.documents.v1.DocumentsService"},
    {"recovery", "blangko.recovery.v1.RecoveryService"},
    {"destruction", "blangko.destruction.v1.DestructionService"},
    {"exports", "blangko.exports.v1.ExportsService"},
    {"incidents", "blangko.incidents.v1.IncidentsService"},
    {"counts", "blangko.counts.v1.CountsService"},
    {"loans", "blangko.loans.v1.LoansService"},
    {"movements", "blangko.movements.v1.MovementsService"},
    {"packs", "blangko.packs.v1.PacksService"},
    {"papers", "blangko.papers.v1.PapersService"},
    {"comparison", "blangko.comparison.v1.ComparisonService"},
    {"consumables", "blangko.consumables.v1.ConsumablesService"},
    {"reports", "blangko.reports.v1.ReportsService"},
};

}  // namespace

std::string FullNameOf(std::string_view name) {
  for (const ServiceName& row : kNames) {
    if (row.name == name) return std::string(row.full_name);
  }
  return "";
}

std::vector<std::string> FullNames() {
  std::vector<std::string> names = {kClockService};
  for (const ServiceName& row : kNames) names.emplace_back(row.full_name);
  return names;
}

std::vector<std::string> NamedServices(const Config& config) {
  std::vector<std::string> named;
  for (const ServiceName& row : kNames) {
    const auto& wanted = config.services();
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), row.name) != wanted.end())
      named.emplace_back(row.name);
  }
  return named;
}

}  // namespace blangko::node
