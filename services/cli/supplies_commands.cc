// blangko supplies receive|issue|return|count|list|entries|outlook|kinds|set-kind: ribbons and films in the store room.
#include <memory>
#include <string>

#include "base/status_macros.h"
#include "blangko/consumables/v1/consumables_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using consumables::v1::ConsumablesService;
using consumables::v1::SupplyEntry;

struct Options {
  std::string office, kind, document, date, station, printer, reason;
  int64_t pieces = 0;
};

Table EntryList() {
  return {.key = "entries",
          .title = "",
          .columns = {{"number", "No", Kind::kCount},
                      {"time", "Waktu", Kind::kTime},
                      {"office", "Kantor"},
                      {"kind", "Jenis"},
                      {"act", "Mutasi", Kind::kCode},
                      {"pieces", "Jumlah", Kind::kCount},
                      {"after", "Sisa di gudang", Kind::kCount},
                      {"station_id", "Tempat cetak", Kind::kText, Shown::kWhenUsed},
                      {"printer_id", "Pencetak", Kind::kText, Shown::kWhenUsed},
                      {"document", "Dokumen", Kind::kText, Shown::kWhenUsed},
                      {"document_date", "Tanggal dokumen", Kind::kText, Shown::kWhenUsed},
                      {"reason", "Sebab", Kind::kText, Shown::kWhenUsed},
                      {"by", "Oleh"}},
          .rows = {}};
}

void AddEntry(Table& table, const SupplyEntry& entry) {
  table.rows.push_back({Raw(static_cast<int64_t>(entry.number())), TimeCell(entry.time()), entry.office(),
                        entry.kind(), std::string("ACT_") + EnumCell(entry.act()), Raw(entry.pieces()),
                        Raw(entry.after()), entry.station_id(), entry.printer_id(), entry.document(),
                        DayCell(entry.document_date()), entry.reason(), entry.by()});
}

absl::Status PrintEntry(Session& session, const SupplyEntry& entry) {
  Table table = EntryList();
  AddEntry(table, entry);
  session.Print({table});
  return absl::OkStatus();
}

template <typename Request>
Request NewRequest(Session& session, const Options& options) {
  Request request;
  request.set_request_id(session.NewRequestId());
  request.set_office(options.office);
  request.set_kind(options.kind);
  return request;
}

absl::Status Receive(Session& session, const Options& options) {
  auto request = NewRequest<consumables::v1::ReceiveSuppliesRequest>(session, options);
  request.set_pieces(options.pieces);
  request.set_document(options.document);
  if (!options.date.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_document_date(), ParseDay("--date", options.date, session.zone()));
  }
  ASSIGN_OR_RETURN(const auto response, session.Call(&ConsumablesService::Stub::ReceiveSupplies, request));
  return PrintEntry(session, response.entry());
}

absl::Status Issue(Session& session, const Options& options) {
  auto request = NewRequest<consumables::v1::IssueSuppliesRequest>(session, options);
  request.set_pieces(options.pieces);
  request.set_station_id(options.station);
  request.set_printer_id(options.printer);
  ASSIGN_OR_RETURN(const auto response, session.Call(&ConsumablesService::Stub::IssueSupplies, request));
  return PrintEntry(session, response.entry());
}

absl::Status Return(Session& session, const Options& options) {
  auto request = NewRequest<consumables::v1::ReturnSuppliesRequest>(session, options);
  request.set_pieces(options.pieces);
  request.set_station_id(options.station);
  request.set_printer_id(options.printer);
  request.set_reason(options.reason);
  ASSIGN_OR_RETURN(const auto response, session.Call(&ConsumablesService::Stub::ReturnSupplies, request));
  return PrintEntry(session, response.entry());
}

absl::Status Count(Session& session, const Options& options) {
  auto request = NewRequest<consumables::v1::CountSuppliesRequest>(session, options);
  request.set_counted(options.pieces);
  request.set_document(options.document);
  request.set_reason(options.reason);
  ASSIGN_OR_RETURN(const auto response, session.Call(&ConsumablesService::Stub::CountSupplies, request));
  return PrintEntry(session, response.entry());
}

absl::Status List(Session& session, const Options& options) {
  consumables::v1::ListSupplyBalancesRequest request;
  request.set_office(options.office);
  Table table{.key = "balances",
              .title = "",
              .columns = {{"office", "Kantor"},
                          {"kind", "Jenis"},
                          {"pieces", "Sisa di gudang", Kind::kCount},
                          {"received", "Masuk", Kind::kCount},
                          {"issued", "Ke pencetak", Kind::kCount},
                          {"returned", "Kembali", Kind::kCount},
                          {"adjusted", "Koreksi hitung", Kind::kCount}},
              .rows = {}};
  RETURN_IF_ERROR(session.EachPage(&ConsumablesService::Stub::ListSupplyBalances, request,
                                   [&](const consumables::v1::ListSupplyBalancesResponse& page) {
                                     for (const auto& row : page.balances())
                                       table.rows.push_back({row.office(), row.kind(), Raw(row.pieces()),
                                                             Raw(row.received()), Raw(row.issued()),
                                                             Raw(row.returned()), Raw(row.adjusted())});
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Entries(Session& session, const Options& options) {
  consumables::v1::ListSupplyEntriesRequest request;
  request.set_office(options.office);
  request.set_kind(options.kind);
  Table table = EntryList();
  RETURN_IF_ERROR(session.EachPage(&ConsumablesService::Stub::ListSupplyEntries, request,
                                   [&](const consumables::v1::ListSupplyEntriesResponse& page) {
                                     for (const auto& entry : page.entries()) AddEntry(table, entry);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Outlook(Session& session, const Options& options) {
  consumables::v1::GetSupplyOutlookRequest request;
  request.set_office(options.office);
  ASSIGN_OR_RETURN(const auto response, session.Call(&ConsumablesService::Stub::GetSupplyOutlook, request));
  Table table{.key = "outlook",
              .title = "",
              .columns = {{"kind", "Jenis"},
                          {"pieces", "Sisa di gudang", Kind::kCount},
                          {"cards_in_store", "Cukup untuk kartu", Kind::kCount},
                          {"station_id", "Tempat cetak"},
                          {"printer_id", "Pencetak"},
                          {"marker_percent", "Di pencetak (%)", Kind::kCount},
                          {"cards_in_printer", "Kartu di pencetak", Kind::kCount},
                          {"issued", "Diserahkan", Kind::kCount}},
              .rows = {}};
  for (const auto& line : response.lines()) {
    const bool room = line.station_id().empty();
    table.rows.push_back(
        {line.kind(), room ? Raw(line.pieces()) : "", room ? Raw(line.cards_in_store()) : "",
         line.station_id(), line.printer_id(), line.has_marker_percent() ? Raw(line.marker_percent()) : "",
         line.has_cards_in_printer() ? Raw(line.cards_in_printer()) : "", room ? "" : Raw(line.issued())});
  }
  session.Print({table});
  return absl::OkStatus();
}

template <typename Kinds>
void PrintKinds(Session& session, const Kinds& kinds) {
  Table table{.key = "kinds",
              .title = "",
              .columns = {{"kind", "Jenis"}, {"cards_each", "Kartu tiap buah", Kind::kCount}},
              .rows = {}};
  for (const auto& kind : kinds) table.rows.push_back({kind.kind(), Raw(kind.cards_each())});
  session.Print({table});
}

absl::Status ListKinds(Session& session, const Options&) {
  ASSIGN_OR_RETURN(const auto response, session.Call(&ConsumablesService::Stub::ListSupplyKinds,
                                                     consumables::v1::ListSupplyKindsRequest()));
  PrintKinds(session, response.kinds());
  return absl::OkStatus();
}

absl::Status SetKind(Session& session, const Options& options) {
  consumables::v1::SetSupplyKindRequest request;
  request.set_request_id(session.NewRequestId());
  request.mutable_kind()->set_kind(options.kind);
  request.mutable_kind()->set_cards_each(options.pieces);
  ASSIGN_OR_RETURN(const auto response, session.Call(&ConsumablesService::Stub::SetSupplyKind, request));
  PrintKinds(session, std::vector{response.kind()});
  return absl::OkStatus();
}

using Run = absl::Status (*)(Session&, const Options&);

Menu::Command AddOne(Menu& menu, Menu::Command group, const char* name, const char* help,
                     const std::shared_ptr<Options>& options, Run run) {
  return menu.Add(group, name, help, [options, run](Session& session) { return run(session, *options); });
}

void OfferPlace(Menu::Command command, const std::shared_ptr<Options>& options) {
  command->add_option("kind", options->kind, "RIBBON, FILM or another kind")->required();
  command->add_option("pieces", options->pieces, "How many")->required();
  command->add_option("--office", options->office, "One office")->required();
}

void OfferPrinter(Menu::Command command, const std::shared_ptr<Options>& options) {
  command->add_option("--station", options->station, "Station of the printer")->required();
  command->add_option("--printer", options->printer, "Printer of that station")->required();
}

void AddChanges(Menu& menu, Menu::Command group) {
  auto receive = std::make_shared<Options>();
  auto* in = AddOne(menu, group, "receive", "Ribbons or films into the store room", receive, Receive);
  OfferPlace(in, receive);
  in->add_option("--document", receive->document, "Number of the supplier's document")->required();
  in->add_option("--date", receive->date, "Date of the document; default: today");
  auto issue = std::make_shared<Options>();
  auto* out = AddOne(menu, group, "issue", "From the store room to a printer", issue, Issue);
  OfferPlace(out, issue);
  OfferPrinter(out, issue);
  auto back = std::make_shared<Options>();
  auto* returned = AddOne(menu, group, "return", "Unused, from a printer to the store room", back, Return);
  OfferPlace(returned, back);
  OfferPrinter(returned, back);
  returned->add_option("--reason", back->reason, "Why");
  auto count = std::make_shared<Options>();
  auto* counted = AddOne(menu, group, "count", "What was counted in the store room", count, Count);
  OfferPlace(counted, count);
  counted->add_option("--document", count->document, "Number of the minutes of the count");
  counted->add_option("--reason", count->reason, "Why it differs from the book");
  auto kind = std::make_shared<Options>();
  auto* set = AddOne(menu, group, "set-kind", "How many cards a piece is enough for", kind, SetKind);
  set->add_option("kind", kind->kind, "RIBBON, FILM or another kind")->required();
  set->add_option("cards", kind->pieces, "Cards; 0 = not counted in cards")->required();
}

}  // namespace

void AddSuppliesCommands(Menu& menu) {
  auto* group = menu.Group("supplies", "Ribbons and films in the store room");
  AddChanges(menu, group);
  auto list = std::make_shared<Options>();
  AddOne(menu, group, "list", "What is in the store rooms", list, List)
      ->add_option("--office", list->office, "Area code; default: everything in your scope");
  auto entries = std::make_shared<Options>();
  auto* all = AddOne(menu, group, "entries", "Ins and outs of one kind, newest first", entries, Entries);
  all->add_option("kind", entries->kind, "RIBBON, FILM or another kind")->required();
  all->add_option("--office", entries->office, "One office")->required();
  auto outlook = std::make_shared<Options>();
  AddOne(menu, group, "outlook", "Cards that can still be printed on what is there", outlook, Outlook)
      ->add_option("--office", outlook->office, "One office")
      ->required();
  AddOne(menu, group, "kinds", "Kinds and the cards that a piece is enough for", std::make_shared<Options>(),
         ListKinds);
}

}  // namespace blangko::cli
