#include "services/node/wiring.h"

#include <functional>
#include <map>
#include <utility>

#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/account_executor.h"
#include "services/access/accounts.h"
#include "services/access/accounts_service.h"
#include "services/access/clock_desk.h"
#include "services/access/clock_service.h"
#include "services/access/offices.h"
#include "services/access/offices_service.h"
#include "services/access/pins.h"
#include "services/access/proposal_book.h"
#include "services/access/proposals.h"
#include "services/access/proposals_service.h"
#include "services/access/seal.h"
#include "services/access/sessions.h"
#include "services/access/store_identity.h"
#include "services/comparison/comparison_service.h"
#include "services/comparison/comparisons.h"
#include "services/consumables/consumables.h"
#include "services/consumables/consumables_service.h"
#include "services/counts/count_executor.h"
#include "services/counts/counts.h"
#include "services/counts/counts_service.h"
#include "services/desk/desk.h"
#include "services/desk/desk_service.h"
#include "services/desk/receipts.h"
#include "services/destruction/destruction_executor.h"
#include "services/destruction/destruction_service.h"
#include "services/destruction/destructions.h"
#include "services/destruction/registers.h"
#include "services/destruction/take_up.h"
#include "services/documents/documents.h"
#include "services/documents/documents_service.h"
#include "services/documents/outgoing.h"
#include "services/documents/trust_executor.h"
#include "services/drawers/drawers.h"
#include "services/drawers/drawers_service.h"
#include "services/exports/exports.h"
#include "services/exports/exports_service.h"
#include "services/incidents/incidents.h"
#include "services/incidents/incidents_service.h"
#include "services/loans/loan_book.h"
#include "services/loans/loans.h"
#include "services/loans/loans_service.h"
#include "services/movements/case_book.h"
#include "services/movements/case_executor.h"
#include "services/movements/find_executor.h"
#include "services/movements/loss_executor.h"
#include "services/movements/movements.h"
#include "services/movements/movements_service.h"
#include "services/movements/reversal_executor.h"
#include "services/movements/write_off_executor.h"
#include "services/node/caller_rules.h"
#include "services/node/declared_losses.h"
#include "services/node/gives_work.h"
#include "services/node/service_names.h"
#include "services/node/store_keys.h"
#include "services/node/trouble.h"
#include "services/opening/opening_service.h"
#include "services/opening/openings.h"
#include "services/packs/pack_book.h"
#include "services/packs/packs.h"
#include "services/packs/packs_service.h"
#include "services/packs/uid_lists.h"
#include "services/papers/papers.h"
#include "services/papers/papers_service.h"
#include "services/printers/awaited_journals.h"
#include "services/printers/printers.h"
#include "services/printers/printers_service.h"
#include "services/printers/station_table.h"
#include "services/records/records.h"
#include "services/records/records_service.h"
#include "services/recovery/recovery.h"
#include "services/recovery/recovery_service.h"
#include "services/reports/reports.h"
#include "services/reports/reports_service.h"
#include "services/rpc/handle_call.h"
#include "services/scheduler/decision_executor.h"
#include "services/scheduler/doubts.h"
#include "services/scheduler/grant_return.h"
#include "services/scheduler/lanes.h"
#include "services/scheduler/late_doubt.h"
#include "services/scheduler/placement.h"
#include "services/scheduler/policies.h"
#include "services/scheduler/policy_executor.h"
#include "services/scheduler/reclaimer.h"
#include "services/scheduler/replacer.h"
#include "services/scheduler/scheduler_service.h"
#include "services/scheduler/void_executor.h"
#include "services/stock/blocked_uids.h"
#include "services/stock/shipment_index.h"
#include "services/stock/stock.h"
#include "services/stock/stock_service.h"
#include "storage/layers/head_hint.h"
#include "storage/layers/request_rows.h"
#include "storage/open_store.h"

namespace blangko::node {
namespace {

constexpr size_t kWakesPerTurn = 200;
constexpr absl::Duration kPruneEvery = absl::Minutes(10);
constexpr absl::Duration kExpireEvery = absl::Seconds(10);
constexpr absl::Duration kReplaceEvery = absl::Seconds(10);
constexpr absl::Duration kSealEvery = absl::Minutes(1);
constexpr absl::Duration kMakeKeysEvery = absl::Minutes(1);
constexpr absl::Duration kKeepClockEvery = absl::Seconds(10);
constexpr absl::Duration kListShipmentsEvery = absl::Minutes(1);
constexpr absl::Duration kRemoveExportsEvery = absl::Minutes(1);

}  // namespace

struct Graph::Domains {
  explicit Domains(const GraphParts& given)
      : parts(given),
        records(*parts.store, placement, grant_return, &heads),
        stock(*parts.store, &shipment_papers, &case_book, &loan_book, &pack_book),
        printers(*parts.store, *parts.rng, stock::PageFor),
        scheduler(*parts.store, heads, *parts.clock),
        reclaimer(*parts.store, heads),
        replacer(*parts.store, heads),
        clock_desk(*parts.store, *parts.clock),
        offices(*parts.store),
        pins(*parts.store),
        decisions(heads),
        voids(heads),
        executors({{access::v1::PROPOSAL_KIND_ADD_ACCOUNT, &account_changes},
                   {access::v1::PROPOSAL_KIND_CHANGE_ACCOUNT, &account_changes},
                   {access::v1::PROPOSAL_KIND_SET_PIN, &account_changes},
                   {access::v1::PROPOSAL_KIND_NOT_PRINTED, &decisions},
                   {access::v1::PROPOSAL_KIND_CARD_MISSING, &decisions},
                   {access::v1::PROPOSAL_KIND_VOID, &voids},
                   {access::v1::PROPOSAL_KIND_SETTLE_COUNT, &count_settlements},
                   {access::v1::PROPOSAL_KIND_TRUST_OFFICE, &trusts},
                   {access::v1::PROPOSAL_KIND_RESOLVE_CASE, &case_steps},
                   {access::v1::PROPOSAL_KIND_DECLARE_LOSS, &losses},
                   {access::v1::PROPOSAL_KIND_WRITE_OFF_LOT, &write_offs},
                   {access::v1::PROPOSAL_KIND_REVERSE_ENTRY, &reversals},
                   {access::v1::PROPOSAL_KIND_FIND_LOST, &finds},
                   {access::v1::PROPOSAL_KIND_DESTROY_CARDS, &destroyed},
                   {access::v1::PROPOSAL_KIND_SET_POLICY, &policies_set}}),
        proposal_book(executors),
        proposals(*parts.store, pins, proposal_book),
        accounts(*parts.store, pins, proposal_book),
        doubts(*parts.store, scheduler, pins, proposal_book),
        policies(*parts.store, scheduler, pins, proposal_book),
        lanes(*parts.store, heads),
        counts(*parts.store, pins, proposal_book),
        movements(*parts.store, pins, proposal_book,
                  {.papers = &shipment_papers,
                   .differences = &case_book,
                   .loans = &loan_book,
                   .packs = &pack_book}),
        loans(*parts.store),
        registers(*parts.store),
        destructions(*parts.store, pins, proposal_book),
        comparisons(*parts.store, heads),
        supplies(*parts.store),
        openings(*parts.store, heads),
        drawers(*parts.store),
        documents(*parts.store, pins, proposal_book, &loan_book, &pack_book),
        desk(*parts.store),
        receipts(*parts.store),
        recovery(*parts.store, heads),
        exports(*parts.store, storage::CheckpointsOf(parts.config->store())),
        incidents(*parts.store, settle_rule),
        uid_lists(*parts.store),
        packs(*parts.store),
        papers(*parts.store, &declared_losses),
        reports(*parts.store, placement),
        rpc(RpcPartsOf()) {}

  scheduler::SchedulerDomains Scheduling() { return {scheduler, doubts, policies, lanes}; }
  rpc::RpcParts RpcPartsOf() {
    return {.clock = parts.clock,
            .rng = parts.rng,
            .callers = RulesOf(*parts.config),
            .checks = ChecksOf(),
            .revision = [this] { return parts.store->DurableRevision(); },
            .waiting = [this] { return scheduler.sleeping(); },
            .observe =
                [this](const rpc::EndedCall& call) {
                  parts.metrics->CountCall(call);
                  if (MayGiveWork(call)) scheduler.NotifyWork();
                },
            .advise = AdviseOnStore};
  }

  rpc::CallerChecks ChecksOf() {
    return {.station =
                [this](const rpc::StationClaim& claim) {
                  return printers.CheckStation(claim.station_id, claim.epoch, claim.text, claim.signature);
                },
            .session = [this](std::string_view token,
                              absl::Time now) { return access::FindSessionActor(*parts.store, token, now); }};
  }

  const GraphParts parts;
  storage::HeadHint heads;
  scheduler::Placement placement;
  scheduler::GrantReturn grant_return;
  records::Records records;
  packs::PackBook pack_book;
  documents::ShipmentPapers shipment_papers{&pack_book};
  movements::CaseBook case_book;
  loans::LoanBook loan_book;
  stock::Stock stock;
  printers::Printers printers;
  scheduler::Scheduler scheduler;
  scheduler::Reclaimer reclaimer;
  scheduler::Replacer replacer;
  access::ClockDesk clock_desk;
  access::Offices offices;
  access::Pins pins;
  access::AccountExecutor account_changes;
  scheduler::DecisionExecutor decisions;
  scheduler::VoidExecutor voids;
  counts::CountExecutor count_settlements;
  documents::TrustExecutor trusts;
  movements::CaseExecutor case_steps;
  movements::LossExecutor losses;
  movements::WriteOffExecutor write_offs;
  movements::ReversalExecutor reversals;
  movements::FindExecutor finds;
  destruction::DestructionExecutor destroyed;
  scheduler::PolicyExecutor policies_set;
  const access::Executors executors;
  const access::ProposalBook proposal_book;
  access::Proposals proposals;
  access::Accounts accounts;
  scheduler::Doubts doubts;
  scheduler::Policies policies;
  scheduler::Lanes lanes;
  counts::Counts counts;
  movements::Movements movements;
  loans::Loans loans;
  destruction::Registers registers;
  destruction::Destructions destructions;
  comparison::Comparisons comparisons;
  consumables::Consumables supplies;
  opening::Openings openings;
  drawers::Drawers drawers;
  documents::Documents documents;
  desk::Desk desk;
  desk::Receipts receipts;
  recovery::Recovery recovery;
  exports::Exports exports;
  scheduler::DoubtsAreDecidedFirst settle_rule;
  incidents::Incidents incidents;
  packs::UidLists uid_lists;
  packs::Packs packs;
  std::string
      listed_shipment;  // how far the shipments of a store of release 4 are listed by lot; the waker's alone
  DeclaredLosses declared_losses;
  papers::Papers papers;
  reports::Reports reports;
  const rpc::Rpc rpc;
};

absl::StatusOr<std::unique_ptr<Graph>> Graph::Build(const GraphParts& parts) {
  auto domains = std::make_unique<Domains>(parts);
  RETURN_IF_ERROR(domains->clock_desk.Load());
  IdSource ids(*parts.clock, *parts.rng);
  RETURN_IF_ERROR(access::EnsureStoreIdentity(*parts.store, ids, parts.clock->Now()).status());
  // A store of the release before whose disk is full is read all the same: its keys are made once there is room.
  if (const absl::Status made = MakeKeys(*parts.store, *parts.rng, parts.clock->Now());
      !made.ok() && !absl::IsUnavailable(made))
    return made;
  const absl::Status corrected = destruction::TakeUpDifferences(*parts.store, parts.clock->Now());
  if (!corrected.ok() && !absl::IsUnavailable(corrected)) return corrected;
  return std::unique_ptr<Graph>(new Graph(std::move(domains)));
}

Graph::Graph(std::unique_ptr<Domains> domains) : domains_(std::move(domains)) {}

Graph::~Graph() = default;

std::vector<rpc::HostedService> Graph::Services() const {
  Domains& d = *domains_;
  const std::map<std::string, std::function<rpc::ServicePtr()>> makers = {
      {"offices", [&] { return access::MakeOfficesService(d.offices, d.rpc); }},
      {"accounts", [&] { return access::MakeAccountsService(d.accounts, d.rpc); }},
      {"proposals", [&] { return access::MakeProposalsService(d.proposals, d.rpc); }},
      {"records", [&] { return records::MakeRecordsService(d.records, d.rpc); }},
      {"stock", [&] { return stock::MakeStockService(d.stock, d.rpc); }},
      {"printers", [&] { return printers::MakePrintersService(d.printers, d.rpc); }},
      {"scheduler", [&] { return scheduler::MakeSchedulerService(d.Scheduling(), d.rpc); }},
      {"desk", [&] { return desk::MakeDeskService(d.desk, d.receipts, d.rpc); }},
      {"destruction",
       [&] { return destruction::MakeDestructionService(d.registers, d.destructions, d.rpc); }},
      {"documents", [&] { return documents::MakeDocumentsService(d.documents, d.rpc); }},
      {"recovery", [&] { return recovery::MakeRecoveryService(d.recovery, d.rpc); }},
      {"exports", [&] { return exports::MakeExportsService(d.exports, d.rpc); }},
      {"incidents", [&] { return incidents::MakeIncidentsService(d.incidents, d.rpc); }},
      {"counts", [&] { return counts::MakeCountsService(d.counts, d.rpc); }},
      {"loans", [&] { return loans::MakeLoansService(d.loans, d.rpc); }},
      {"movements", [&] { return movements::MakeMovementsService(d.movements, d.rpc); }},
      {"packs", [&] { return packs::MakePacksService(d.uid_lists, d.packs, d.rpc); }},
      {"papers", [&] { return papers::MakePapersService(d.papers, d.rpc); }},
      {"comparison", [&] { return comparison::MakeComparisonService(d.comparisons, d.rpc); }},
      {"consumables", [&] { return consumables::MakeConsumablesService(d.supplies, d.rpc); }},
      {"opening", [&] { return opening::MakeOpeningService(d.openings, d.rpc); }},
      {"drawers", [&] { return drawers::MakeDrawersService(d.drawers, d.rpc); }},
      {"reports", [&] { return reports::MakeReportsService(d.reports, d.rpc); }},
  };
  std::vector<rpc::HostedService> services = {{kClockService, access::MakeClockService(d.clock_desk, d.rpc)}};
  for (const std::string& name : NamedServices(*d.parts.config)) {
    services.push_back({FullNameOf(name), makers.at(name)()});
  }
  return services;
}

std::vector<WakeStep> Graph::WorkSteps() {
  using Result = absl::StatusOr<WakeStep::Done>;
  Domains& d = *domains_;
  const auto gates = [&d](absl::Time now) -> Result {
    ASSIGN_OR_RETURN(const size_t worked, d.records.WakeDue(now, kWakesPerTurn));
    if (worked > 0) d.scheduler.NotifyWork();
    return WakeStep::Done{worked, worked == kWakesPerTurn};
  };
  const auto reclaim = [&d](absl::Time now) -> Result {
    ASSIGN_OR_RETURN(const size_t worked, d.reclaimer.RunOnce(now));
    if (worked > 0) d.scheduler.NotifyWork();
    return WakeStep::Done{worked, worked > 0};
  };
  const auto replace = [&d](absl::Time now) -> Result {
    ASSIGN_OR_RETURN(const size_t worked, d.replacer.RunOnce(now));
    return WakeStep::Done{worked, worked > 0};
  };
  const auto expire = [&d](absl::Time now) -> Result {
    ASSIGN_OR_RETURN(const size_t worked, d.proposals.ExpireDue(now, kWakesPerTurn));
    return WakeStep::Done{worked, worked > 0};
  };
  const auto destroy = [&d](absl::Time now) -> Result {
    ASSIGN_OR_RETURN(const size_t worked, d.destructions.PostDue(now, kWakesPerTurn));
    return WakeStep::Done{worked, worked > 0};
  };
  return {{.name = "gates", .every = absl::ZeroDuration(), .run = gates},
          {.name = "reclaim", .every = absl::ZeroDuration(), .run = reclaim},
          {.name = "proposals", .every = kExpireEvery, .run = expire},
          {.name = "destroy", .every = absl::ZeroDuration(), .run = destroy},
          {.name = "replace", .every = kReplaceEvery, .run = replace}};
}

std::vector<WakeStep> Graph::CareSteps() {
  using Result = absl::StatusOr<WakeStep::Done>;
  Domains& d = *domains_;
  const auto prune = [&d](absl::Time now) -> Result {
    ASSIGN_OR_RETURN(const size_t pruned,
                     storage::UpdateFor<size_t>(*d.parts.store, "waker.prune", [&](storage::Txn& txn) {
                       return storage::PruneRequestRows(txn, now, kWakesPerTurn);
                     }));
    return WakeStep::Done{pruned, pruned > 0};
  };
  const auto seal = [&d](absl::Time now) -> Result {
    RETURN_IF_ERROR(access::SealHeads(*d.parts.store, now));
    return WakeStep::Done{};
  };
  const auto keep_clock = [&d](absl::Time) -> Result {
    RETURN_IF_ERROR(d.clock_desk.Keep());
    return WakeStep::Done{};
  };
  const auto remove_exports = [&d](absl::Time now) -> Result {
    return WakeStep::Done{d.exports.RemoveOld(now), false};
  };
  const auto make_keys = [&d](absl::Time now) -> Result {
    RETURN_IF_ERROR(MakeKeys(*d.parts.store, *d.parts.rng, now));
    return WakeStep::Done{};
  };
  const auto list_shipments = [&d](absl::Time) -> Result {
    ASSIGN_OR_RETURN(const bool more, stock::IndexShipmentsStep(*d.parts.store, d.listed_shipment));
    return WakeStep::Done{0, more};
  };
  return {{.name = "clock", .every = kKeepClockEvery, .run = keep_clock},
          {.name = "keys", .every = kMakeKeysEvery, .run = make_keys},
          {.name = "list_shipments", .every = kListShipmentsEvery, .run = list_shipments},
          {.name = "prune", .every = kPruneEvery, .run = prune},
          {.name = "exports", .every = kRemoveExportsEvery, .run = remove_exports},
          {.name = "seal", .every = kSealEvery, .run = seal}};
}

std::vector<WakeStep> Graph::WakeSteps() {
  std::vector<WakeStep> steps = CareSteps();
  for (WakeStep& step : WorkSteps()) steps.push_back(std::move(step));
  return steps;
}

size_t Graph::pull_waiters() const { return domains_->scheduler.waiting(); }

void Graph::StopWaiting() { domains_->scheduler.StopWaiting(); }

}  // namespace blangko::node
