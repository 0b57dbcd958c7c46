// blangko balance|movements|equation: where the blanks are.
#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/stock/v1/stock_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/stock_tables.h"

namespace blangko::cli {
namespace {

using stock::v1::StockService;

constexpr int kPageMax = 1000;

struct ViewOptions {
  std::string office, lot, at;
  int limit = 100;
  bool oldest_first = false;
  bool prove = false;
};

void OfferPlace(Menu::Command command, ViewOptions& options) {
  command->add_option("--office", options.office, "Area code; default: everything in your scope");
  command->add_option("--lot", options.lot, "One lot only");
}

void OfferMoment(Menu::Command command, ViewOptions& options) {
  command->add_option("--at", options.at, "At that moment; default: now");
}

absl::Status Balance(Session& session, const ViewOptions& options) {
  stock::v1::ListBalancesRequest request;
  request.set_office(options.office);
  request.set_lot(options.lot);
  if (!options.at.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_at(), ParseTime(options.at, session.zone()));
  }
  ASSIGN_OR_RETURN(const auto response, session.Call(&StockService::Stub::ListBalances, request));
  session.Print({BalancesTable({response.balances().begin(), response.balances().end()}),
                 TotalTable(response.total())});
  return absl::OkStatus();
}

Table MovementList() {
  return {.key = "movements",
          .title = "",
          .columns = {{"time", "Waktu", Kind::kTime},
                      {"office", "Kantor"},
                      {"lot", "Lot"},
                      {"seq", "No", Kind::kCount},
                      {"from", "Dari", Kind::kCode},
                      {"to", "Ke", Kind::kCode},
                      {"count", "Keping", Kind::kCount},
                      {"record_id", "Data cetak"},
                      {"document", "Dokumen"},
                      {"actor", "Oleh"},
                      {"second_actor", "Disetujui oleh", Kind::kText, Shown::kWhenUsed},
                      {"second_person", "Orang kedua", Kind::kCode, Shown::kWhenUsed},
                      {"proposal_id", "Usulan", Kind::kText, Shown::kWhenUsed},
                      {"reason", "Sebab", Kind::kCode},
                      {"available_after", "Tersedia setelahnya", Kind::kCount}},
          .rows = {}};
}

void AddMovement(Table& list, const stock::v1::Movement& movement) {
  list.rows.push_back({TimeCell(movement.time()), movement.office(), movement.lot(),
                       std::to_string(movement.seq()), movement.from_account(), movement.to_account(),
                       Raw(movement.count()), movement.record_id(), movement.document(), movement.actor(),
                       movement.second_actor(), movement.second_off_site() ? "OFF_SITE" : "",
                       movement.proposal_id(), movement.reason(), Raw(movement.after().available())});
}

absl::Status Movements(Session& session, const ViewOptions& options) {
  stock::v1::ListMovementsRequest request;
  request.set_office(options.office);
  request.set_lot(options.lot);
  request.set_newest_first(!options.oldest_first);
  request.set_page_size(std::min(options.limit, kPageMax));
  Table table = MovementList();
  const auto limit = static_cast<size_t>(options.limit);
  RETURN_IF_ERROR(session.EachPage(&StockService::Stub::ListMovements, request,
                                   [&](const stock::v1::ListMovementsResponse& page) {
                                     for (const auto& movement : page.movements()) {
                                       if (table.rows.size() < limit) AddMovement(table, movement);
                                     }
                                     return table.rows.size() < limit;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

template <typename Request>
absl::StatusOr<Request> AskAbout(const Session& session, const ViewOptions& options) {
  Request request;
  request.set_office(options.office);
  request.set_lot(options.lot);
  if (!options.at.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_at(), ParseTime(options.at, session.zone()));
  }
  return request;
}

absl::Status NotClosed() {
  return Told(absl::StatusCode::kDataLoss,
              "Neraca tidak tertutup: bandingkan `blangko movements` dengan isi gudang.",
              "The equation does not close: compare `blangko movements` with the stock-room.");
}

// Of what was used: how many blanks nobody knows but by number.
absl::Status SayCountAlone(Session& session, const ViewOptions& options) {
  ASSIGN_OR_RETURN(const auto request, AskAbout<stock::v1::ListBalancesRequest>(session, options));
  ASSIGN_OR_RETURN(const auto response, session.Call(&StockService::Stub::ListBalances, request));
  int64_t alone = 0;
  for (const auto& row : response.balances()) alone += CountedAlone(row);
  const auto& total = response.total();
  const int64_t used = total.consumed() + total.spoiled_held() + total.destroyed();
  if (alone == 0) return absl::OkStatus();
  session.Say(absl::StrCat("Tercetak dan rusak: ", used, " keping, di antaranya ", alone,
                           " hanya jumlah (chip tidak dibaca)"),
              absl::StrCat("Printed and spoiled: ", used, " blanks, ", alone,
                           " of them count alone (their chips were not read)"));
  return absl::OkStatus();
}

absl::Status Prove(Session& session, const ViewOptions& options) {
  ASSIGN_OR_RETURN(const auto request, AskAbout<stock::v1::ProveEquationRequest>(session, options));
  ASSIGN_OR_RETURN(const auto proof, session.Call(&StockService::Stub::ProveEquation, request));
  if (session.format() != Format::kTable) session.Print({EquationTable(proof.equation()), ProofTable(proof)});
  session.Say(EquationSentence(proof.equation(), session.language()));
  session.Say(ProofSentence(proof, session.language()));
  if (proof.agrees()) return absl::OkStatus();
  if (!proof.has_first_bad()) return NotClosed();
  return Told(
      absl::StatusCode::kDataLoss,
      "Buku blangko tidak cocok: jangan dibetulkan sendiri, jalankan `blangkod fsck` pada salinannya.",
      "The ledger does not fit: change nothing by hand, run `blangkod fsck` on a copy.");
}

absl::Status Equation(Session& session, const ViewOptions& options) {
  if (options.prove) return Prove(session, options);
  ASSIGN_OR_RETURN(const auto request, AskAbout<stock::v1::GetEquationRequest>(session, options));
  ASSIGN_OR_RETURN(const auto equation, session.Call(&StockService::Stub::GetEquation, request));
  if (session.format() != Format::kTable) session.Print({EquationTable(equation)});
  RETURN_IF_ERROR(SayCountAlone(session, options));
  session.Say(EquationSentence(equation, session.language()));
  return equation.exact() ? absl::OkStatus() : NotClosed();
}

}  // namespace

void AddStockViews(Menu& menu) {
  auto balance_options = std::make_shared<ViewOptions>();
  auto* balance =
      menu.Add("balance", "Blanks by office, lot and account",
               [balance_options](Session& session) { return Balance(session, *balance_options); });
  OfferPlace(balance, *balance_options);
  OfferMoment(balance, *balance_options);
  auto options = std::make_shared<ViewOptions>();
  auto* movements = menu.Add("movements", "The ledger of blanks, newest first",
                             [options](Session& session) { return Movements(session, *options); });
  movements->add_option("--office", options->office, "One office")->required();
  movements->add_option("--lot", options->lot, "One lot only");
  movements->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 1'000'000));
  movements->add_flag("--oldest-first", options->oldest_first);
  auto equation_options = std::make_shared<ViewOptions>();
  auto* equation =
      menu.Add("equation", "Does every blank have its place",
               [equation_options](Session& session) { return Equation(session, *equation_options); });
  OfferPlace(equation, *equation_options);
  OfferMoment(equation, *equation_options);
  equation->add_flag("--prove", equation_options->prove, "Also fold it from the log, entry by entry");
}

}  // namespace blangko::cli
